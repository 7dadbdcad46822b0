//! From events to marks: everything that makes tags and texts a well-formed document.

use std::borrow::Cow;

use domain::Code;
use quick_xml::events::{BytesStart, Event};

use super::attribute::{self, Attribute, AttributeLimits};
use super::namespace::XSI;
use super::text::{self, Run};
use super::{Mark, Open, Reader, Ruimte, Tag, name};
use crate::error::Fault;

impl<'a> Reader<'a> {
    /// Reads a run of text and the tag behind it.
    #[inline]
    pub(super) fn next_mark(&mut self, run: &mut Run<'a>) -> Result<Mark<'a>, Fault> {
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
    pub(super) fn event(
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

    pub(super) fn malformed(&self) -> Fault {
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
    pub(super) fn open(
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
        self.fingerprint.start(hashed, uri, name::token(local));
        let fout = if extra.is_empty() { None } else { self.check_attributes(&extra, offset)? };
        self.has_root = true;
        self.is_empty_tag = is_empty;
        Ok(Tag { ruimte, naam: local, offset, fout })
    }

    /// Puts the bindings of a tag in force and gives its other attributes.
    #[cold]
    fn bind(&mut self, raw: &'a str, offset: usize) -> Result<Vec<Attribute<'a>>, Fault> {
        let limits = AttributeLimits {
            count: self.grenzen.attributen_max,
            name_bytes: self.grenzen.naam_bytes_max,
            value_bytes: self.grenzen.tekst_bytes_max,
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
        extra: &[Attribute<'a>],
        offset: usize,
    ) -> Result<Option<Code>, Fault> {
        let mut fout = None;
        for (at, one) in extra.iter().enumerate() {
            if self.namespaces.resolve(one.prefix).is_none() {
                return Err(self.fault(Code::XmlNotWellformed, offset));
            }
            let space =
                |prefix: &str| if prefix.is_empty() { "" } else { self.namespaces.uri(prefix) };
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
    pub(super) fn close_tag(&mut self, name: &str, run: Option<&Run<'a>>) -> Result<(), Fault> {
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
