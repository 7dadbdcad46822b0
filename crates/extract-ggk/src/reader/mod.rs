//! Reads a document element by element, and refuses what is not well-formed.
//!
//! quick-xml only cuts the text into tags and texts: it accepts two roots, a file that stops halfway, undeclared
//! prefixes and more. Everything that makes those tags a document is checked here. No tree is built.

mod attribute;
mod fingerprint;
mod name;
mod namespace;
mod text;

use std::borrow::Cow;

use domain::{Code, InhoudHash};
use quick_xml::events::{BytesStart, Event};

use self::attribute::AttributeLimits;
use self::fingerprint::Fingerprint;
use self::namespace::{Namespaces, XSI};
use self::text::Run;
use crate::error::Fault;
use crate::guard::Document;
use crate::{Grenzen, Waarschuwing, Waarschuwingen};

pub(crate) use self::namespace::Ruimte;

/// The begin of an element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag<'a> {
    pub(crate) ruimte: Ruimte,
    /// Local name.
    pub(crate) naam: &'a str,
    /// Place in the file.
    pub(crate) offset: usize,
    /// Refusal because of an attribute that the schema does not know.
    pub(crate) fout: Option<Code>,
}

/// The text of an element without children.
#[derive(Debug, Clone)]
pub(crate) struct Waarde<'a> {
    pub(crate) tekst: Cow<'a, str>,
    /// Place of its element in the file.
    pub(crate) offset: usize,
}

/// What ended a run of text.
#[derive(Debug)]
enum Mark<'a> {
    Start(Tag<'a>),
    End,
    Eof,
}

/// What stands next among the children of an element.
#[derive(Debug)]
pub(crate) enum Child<'a> {
    Tag(Tag<'a>),
    /// Text where only elements may stand.
    Text(Fault),
    /// The element is closed.
    End,
}

#[derive(Debug)]
struct Open<'a> {
    name: &'a str,
    local: &'a str,
    /// Bindings that were in force before it.
    bindings: usize,
}

/// Reads one document from its text.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    /// Bytes of the file before `text`.
    base: usize,
    xml: quick_xml::Reader<&'a [u8]>,
    grenzen: Grenzen,
    namespaces: Namespaces<'a>,
    open: Vec<Open<'a>>,
    /// The element on top is an empty tag that still has to end.
    is_empty_tag: bool,
    has_root: bool,
    /// A mark that was read behind a stray text.
    waiting: Option<Mark<'a>>,
    fingerprint: Fingerprint,
    pub(crate) waarschuwingen: Waarschuwingen,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(document: Document<'a>, grenzen: Grenzen) -> Self {
        let mut xml = quick_xml::Reader::from_str(document.text);
        let config = xml.config_mut();
        // Names are compared here, against the text itself.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        let mut waarschuwingen = Waarschuwingen::new();
        if document.bom > 0 {
            waarschuwingen.insert(Waarschuwing::Bom, 1);
        }
        Self {
            text: document.text,
            base: document.bom,
            xml,
            grenzen,
            namespaces: Namespaces::default(),
            open: Vec::with_capacity(16),
            is_empty_tag: false,
            has_root: false,
            waiting: None,
            fingerprint: Fingerprint::new(),
            waarschuwingen,
        }
    }

    /// Reads up to and including the root tag; gives it with its namespace URI.
    pub(crate) fn root(&mut self) -> Result<(Tag<'a>, String), Fault> {
        match self.next_mark(&mut Run::default())? {
            Mark::Start(tag) => {
                let prefix = self.open.last().and_then(|open| name::split(open.name));
                let uri = self.namespaces.uri(prefix.unwrap_or_default().0).to_owned();
                Ok((tag, uri))
            }
            _ => Err(self.fault(Code::XmlNotWellformed, self.position())),
        }
    }

    /// Says which namespaces are those of the message.
    pub(crate) fn set_message(&mut self, bericht: String, basis: String) {
        self.namespaces.set_message(bericht, basis);
    }

    /// Reads the next child of the open element, or its end.
    #[inline]
    pub(crate) fn child(&mut self) -> Result<Child<'a>, Fault> {
        if self.is_empty_tag || self.waiting.is_some() {
            return self.child_behind_text();
        }
        // White space between elements means nothing: quick-xml may step over it.
        self.xml.config_mut().trim_text_start = true;
        match self.xml.read_event() {
            Ok(Event::Start(tag)) => self.open(&tag, false, None).map(Child::Tag),
            Ok(Event::End(tag)) => self.close_tag(&tag, None).map(|()| Child::End),
            event => {
                let mut run = Run::default();
                let mark = match self.event(&mut run, event)? {
                    Some(mark) => mark,
                    None => self.next_mark(&mut run)?,
                };
                self.child_of(&run, mark)
            }
        }
    }

    #[cold]
    fn child_behind_text(&mut self) -> Result<Child<'a>, Fault> {
        match self.waiting.take() {
            Some(mark) => self.child_of(&Run::default(), mark),
            None => {
                let mut run = Run::default();
                let mark = self.next_mark(&mut run)?;
                self.child_of(&run, mark)
            }
        }
    }

    #[cold]
    fn child_of(&mut self, run: &Run<'a>, mark: Mark<'a>) -> Result<Child<'a>, Fault> {
        if !run.is_blank() {
            let depth = self.open.len() - usize::from(matches!(mark, Mark::Start(_)));
            let fault = Fault::new(Code::XsdInvalid, self.position(), self.pad(depth));
            self.waiting = Some(mark);
            return Ok(Child::Text(fault));
        }
        match mark {
            Mark::Start(tag) => Ok(Child::Tag(tag)),
            Mark::End => Ok(Child::End),
            Mark::Eof => Err(self.malformed()),
        }
    }

    /// Reads the element that `tag` opened to its end, as a value. `None`: it has an element inside.
    #[inline]
    pub(crate) fn waarde(&mut self, tag: &Tag<'a>) -> Result<Option<Waarde<'a>>, Fault> {
        let depth = self.open.len();
        let mut run = Run::default();
        self.xml.config_mut().trim_text_start = false;
        let mark = self.next_mark(&mut run)?;
        if matches!(mark, Mark::End) {
            return Ok(Some(Waarde { tekst: run.into_text(), offset: tag.offset }));
        }
        self.close(depth)?;
        Ok(None)
    }

    /// Reads past the end of the element that was opened last.
    pub(crate) fn skip(&mut self) -> Result<(), Fault> {
        self.close(self.open.len())
    }

    /// Reads until fewer than `depth` elements are open.
    fn close(&mut self, depth: usize) -> Result<(), Fault> {
        self.waiting = None;
        self.xml.config_mut().trim_text_start = false;
        while self.open.len() >= depth {
            self.next_mark(&mut Run::default())?;
        }
        Ok(())
    }

    /// Reads what follows the root, to the end of the file.
    pub(crate) fn finish(mut self) -> Result<(InhoudHash, Waarschuwingen), Fault> {
        match self.next_mark(&mut Run::default())? {
            Mark::Eof => Ok((self.fingerprint.finish(), self.waarschuwingen)),
            _ => Err(self.fault(Code::XmlNotWellformed, self.position())),
        }
    }

    /// Reads to the end of the file, whatever comes, to see whether it is a document at all.
    pub(crate) fn finish_anyhow(mut self) -> Result<(), Fault> {
        self.xml.config_mut().trim_text_start = false;
        loop {
            if let Mark::Eof = self.next_mark(&mut Run::default())? {
                return Ok(());
            }
        }
    }

    /// Counts a warning.
    pub(crate) fn waarschuw(&mut self, waarschuwing: Waarschuwing) {
        *self.waarschuwingen.entry(waarschuwing).or_insert(0) += 1;
    }

    /// A fault at the element that is open now.
    pub(crate) fn fault(&self, code: Code, offset: usize) -> Fault {
        Fault::new(code, offset, self.pad(self.open.len()))
    }

    /// Number of elements that are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Local name of the element that was opened last.
    pub(crate) fn naam(&self) -> &'a str {
        self.open.last().map_or("", |open| open.local)
    }

    /// The path of `naam` below the outermost `depth` open elements.
    pub(crate) fn pad_of_missing(&self, depth: usize, naam: &str) -> String {
        let mut pad = self.pad(depth);
        if !pad.is_empty() {
            pad.push('/');
        }
        pad.push_str(naam);
        pad
    }

    /// Place in the file of what comes next.
    pub(crate) fn position(&self) -> usize {
        self.base + usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The path of the outermost `depth` open elements. A name that could hold a number of a person is masked.
    fn pad(&self, depth: usize) -> String {
        let mut pad = String::new();
        for open in self.open.iter().take(depth) {
            if !pad.is_empty() {
                pad.push('/');
            }
            let digits = open.local.bytes().filter(u8::is_ascii_digit).count();
            let is_safe = open.local.len() <= 40 && digits <= 3 && open.local.is_ascii();
            pad.push_str(if is_safe { open.local } else { "*" });
        }
        pad
    }

    /// Reads a run of text and the tag behind it.
    #[inline]
    fn next_mark(&mut self, run: &mut Run<'a>) -> Result<Mark<'a>, Fault> {
        if self.is_empty_tag {
            self.is_empty_tag = false;
            self.pop();
            return Ok(Mark::End);
        }
        loop {
            let event = self.xml.read_event();
            if let Some(mark) = self.event(run, event)? {
                return Ok(mark);
            }
        }
    }

    /// Takes one event in: text goes to `run`, anything else that counts is a mark.
    #[inline]
    fn event(
        &mut self,
        run: &mut Run<'a>,
        event: quick_xml::Result<Event<'a>>,
    ) -> Result<Option<Mark<'a>>, Fault> {
        match event {
            Ok(Event::Text(piece)) => match piece.into_inner() {
                Cow::Borrowed(piece) => self.add_text(run, piece).map(|()| None),
                Cow::Owned(_) => Err(self.malformed()),
            },
            Ok(Event::End(tag)) => self.close_tag(&tag, Some(run)).map(|()| Some(Mark::End)),
            Ok(Event::Start(tag)) => {
                self.open(&tag, false, Some(run)).map(|tag| Some(Mark::Start(tag)))
            }
            Ok(Event::Empty(tag)) => {
                self.open(&tag, true, Some(run)).map(|tag| Some(Mark::Start(tag)))
            }
            Ok(Event::Eof) => self.eof().map(Some),
            Ok(event) => self.rare(run, event).map(|()| None),
            Err(_) => {
                let offset = usize::try_from(self.xml.error_position()).unwrap_or(usize::MAX);
                Err(self.fault(Code::XmlNotWellformed, self.base.saturating_add(offset)))
            }
        }
    }

    fn malformed(&self) -> Fault {
        self.fault(Code::XmlNotWellformed, self.position())
    }

    #[inline]
    fn add_text(&mut self, run: &mut Run<'a>, piece: &'a str) -> Result<(), Fault> {
        let scan = text::scan(piece);
        if !scan.is_blank && self.open.is_empty() {
            return Err(self.malformed());
        }
        if scan.has_greater && piece.contains("]]>") {
            return Err(self.malformed());
        }
        self.check_text_limit(run.len() + piece.len())?;
        run.push(piece, scan);
        Ok(())
    }

    fn check_text_limit(&self, bytes: usize) -> Result<(), Fault> {
        if bytes > self.grenzen.tekst_bytes_max {
            return Err(self.fault(Code::XmlLimitText, self.position()));
        }
        Ok(())
    }

    /// Everything that an ordinary message does not hold.
    #[cold]
    fn rare(&mut self, run: &mut Run<'a>, event: Event<'a>) -> Result<(), Fault> {
        match event {
            Event::GeneralRef(reference) if !self.open.is_empty() => {
                let c = text::decode_reference(&reference).ok_or_else(|| self.malformed())?;
                self.check_text_limit(run.len() + c.len_utf8())?;
                run.push_char(c);
                Ok(())
            }
            Event::CData(piece) if !self.open.is_empty() => {
                let Cow::Borrowed(piece) = piece.into_inner() else {
                    return Err(self.malformed());
                };
                self.check_text_limit(run.len() + piece.len())?;
                run.push(piece, text::scan(piece));
                Ok(())
            }
            Event::Comment(comment) if !comment.contains("--") && !comment.ends_with('-') => Ok(()),
            // The guard read the declaration; a second one, or one that is not at the start, is no declaration.
            Event::Decl(decl) if self.position() == self.base + decl.len() + 4 => Ok(()),
            Event::PI(instruction) => {
                let target = instruction.target();
                if target.len() > self.grenzen.naam_bytes_max {
                    return Err(self.fault(Code::XmlLimitName, self.position()));
                }
                if !name::is_ncname(target) || target.eq_ignore_ascii_case("xml") {
                    return Err(self.malformed());
                }
                Ok(())
            }
            Event::DocType(_) => Err(self.fault(Code::XmlDoctype, self.position())),
            _ => Err(self.malformed()),
        }
    }

    /// Takes a start tag in; `run` is the text before it.
    #[inline]
    fn open(
        &mut self,
        tag: &BytesStart<'a>,
        is_empty: bool,
        run: Option<&Run<'a>>,
    ) -> Result<Tag<'a>, Fault> {
        // The tag is `<`, its content, perhaps `/`, and `>`.
        let position = usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX);
        let begin = position.saturating_sub(tag.len() + 1 + usize::from(is_empty));
        let offset = (self.base + begin).saturating_sub(1);
        let content = self.text.get(begin..begin + tag.len()).unwrap_or_default();
        let name_len = tag.len() - tag.attributes_raw().len();
        let (name, attributes) = content.split_at_checked(name_len).unwrap_or_default();
        if self.open.is_empty() && self.has_root {
            return Err(self.fault(Code::XmlNotWellformed, offset));
        }
        if self.open.len() >= self.grenzen.diepte_max {
            return Err(self.fault(Code::XmlLimitDepth, offset));
        }
        if name.len() > self.grenzen.naam_bytes_max {
            return Err(self.fault(Code::XmlLimitName, offset));
        }
        let Some((prefix, local)) = name::split(name) else {
            return Err(self.fault(Code::XmlNotWellformed, offset));
        };
        let bindings = self.namespaces.len();
        self.open.push(Open { name, local, bindings });
        let extra = if attributes.is_empty() { Vec::new() } else { self.bind(attributes, offset)? };
        let Some(ruimte) = self.namespaces.resolve(prefix) else {
            return Err(self.fault(Code::XmlNotWellformed, offset));
        };
        self.hash_text(run);
        // What kind of namespace the root has is known only after it; that it fits is checked then.
        let hashed = if self.has_root { ruimte } else { Ruimte::Bericht };
        let uri = if hashed == Ruimte::Ander { self.namespaces.uri(prefix) } else { "" };
        self.fingerprint.start(hashed, uri, local);
        let fout = if extra.is_empty() { None } else { self.check_attributes(&extra, offset)? };
        self.has_root = true;
        self.is_empty_tag = is_empty;
        Ok(Tag { ruimte, naam: local, offset, fout })
    }

    /// Puts the bindings of a tag in force and gives its other attributes.
    #[cold]
    fn bind(
        &mut self,
        raw: &'a str,
        offset: usize,
    ) -> Result<Vec<attribute::Attribute<'a>>, Fault> {
        let limits = AttributeLimits {
            count_max: self.grenzen.attributen_max,
            name_bytes_max: self.grenzen.naam_bytes_max,
            value_bytes_max: self.grenzen.tekst_bytes_max,
        };
        let read = attribute::parse(raw, limits).map_err(|code| self.fault(code, offset))?;
        let mut extra = Vec::new();
        for attribute in read {
            let bound = match (attribute.prefix, attribute.local) {
                ("", "xmlns") => self.namespaces.bind("", attribute.value),
                ("xmlns", prefix) => self.namespaces.bind(prefix, attribute.value),
                _ => {
                    extra.push(attribute);
                    Some(())
                }
            };
            bound.ok_or_else(|| self.fault(Code::XmlNotWellformed, offset))?;
        }
        Ok(extra)
    }

    /// Judges attributes other than bindings: only a pointer to a schema is harmless.
    #[cold]
    fn check_attributes(
        &mut self,
        extra: &[attribute::Attribute<'a>],
        offset: usize,
    ) -> Result<Option<Code>, Fault> {
        let mut fout = None;
        for (at, one) in extra.iter().enumerate() {
            if self.namespaces.resolve(one.prefix).is_none() {
                return Err(self.fault(Code::XmlNotWellformed, offset));
            }
            let space = |prefix| if prefix == "" { "" } else { self.namespaces.uri(prefix) };
            let uri = space(one.prefix);
            // Two prefixes of one namespace can name the same attribute.
            let is_double = extra.iter().take(at).any(|other| {
                other.local == one.local && !one.prefix.is_empty() && space(other.prefix) == uri
            });
            if is_double {
                return Err(self.fault(Code::XmlNotWellformed, offset));
            }
            let code = match (uri, one.local) {
                (XSI, "schemaLocation" | "noNamespaceSchemaLocation") => continue,
                (XSI, "nil") if matches!(one.value.trim(), "true" | "1") => Code::FieldMissing,
                _ => Code::XsdInvalid,
            };
            fout.get_or_insert(code);
            let uri = uri.to_owned();
            self.fingerprint.attribute(&uri, one.local, &one.value);
        }
        Ok(fout)
    }

    /// Takes an end tag in; `run` is the text before it.
    #[inline]
    fn close_tag(&mut self, name: &str, run: Option<&Run<'a>>) -> Result<(), Fault> {
        if self.open.last().is_none_or(|open| open.name != name) {
            return Err(self.malformed());
        }
        self.hash_text(run);
        self.pop();
        Ok(())
    }

    #[inline]
    fn hash_text(&mut self, run: Option<&Run<'a>>) {
        if let Some(run) = run.filter(|run| !run.is_blank()) {
            self.fingerprint.text(run.trimmed());
        }
    }

    #[inline]
    fn pop(&mut self) {
        self.fingerprint.end();
        if let Some(open) = self.open.pop() {
            self.namespaces.truncate(open.bindings);
        }
    }

    fn eof(&self) -> Result<Mark<'a>, Fault> {
        if self.has_root && self.open.is_empty() { Ok(Mark::Eof) } else { Err(self.malformed()) }
    }
}
