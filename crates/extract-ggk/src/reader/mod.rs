//! Reads a document element by element, and refuses what is not well-formed.
//!
//! What cuts the text into tags and texts (quick-xml, and a short cut for plain ones) accepts two
//! roots, a file that stops halfway, undeclared
//! prefixes and more. Everything that makes those tags a document is checked here. No tree is
//! built.

mod attribute;
mod fingerprint;
mod name;
mod namespace;
mod scanner;
mod text;
mod token;

use std::borrow::Cow;

use domain::{Code, InhoudHash};

use self::fingerprint::Fingerprint;
use self::namespace::Namespaces;
use self::scanner::{Piece, Scanner};
use self::text::Run;
use crate::error::Fault;
use crate::guard::Document;
use crate::{Grenzen, Waarschuwing, Waarschuwingen};

pub(crate) use self::name::is_of_schema;
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
    scanner: Scanner<'a>,
    /// Bytes of the file before the text.
    base: usize,
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
        let mut waarschuwingen = Waarschuwingen::new();
        if document.bom > 0 {
            waarschuwingen.insert(Waarschuwing::Bom, 1);
        }
        Self {
            scanner: Scanner::new(document.text),
            base: document.bom,
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
        // White space between elements means nothing.
        self.scanner.skip_space();
        let offset = self.position();
        match self.piece()? {
            Piece::Start { name, attributes, is_empty } => {
                let tag = self.open(name, attributes, offset, None)?;
                self.is_empty_tag = is_empty;
                Ok(Child::Tag(tag))
            }
            Piece::End(name) => self.close_tag(name, offset, None).map(|()| Child::End),
            piece => {
                let mut run = Run::default();
                let mark = match self.mark(&mut run, piece, offset)? {
                    Some(mark) => mark,
                    None => self.next_mark(&mut run)?,
                };
                self.child_of(&run, mark)
            }
        }
    }

    #[cold]
    fn child_behind_text(&mut self) -> Result<Child<'a>, Fault> {
        let mut run = Run::default();
        let mark = match self.waiting.take() {
            Some(mark) => mark,
            None => self.next_mark(&mut run)?,
        };
        self.child_of(&run, mark)
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

    /// Reads the element that `tag` opened to its end, as a value. `None`: it has an element
    /// inside.
    #[inline]
    pub(crate) fn waarde(&mut self, tag: &Tag<'a>) -> Result<Option<Waarde<'a>>, Fault> {
        let depth = self.open.len();
        if !self.is_empty_tag
            && let Some(open) = self.open.last()
            && let Some(value) = self.scanner.value(open.name, self.grenzen.tekst_bytes_max)
        {
            let visible = value.trim_ascii();
            if !visible.is_empty() {
                self.fingerprint.text(visible);
            }
            self.pop();
            return Ok(Some(Waarde { tekst: Cow::Borrowed(value), offset: tag.offset }));
        }
        let mut run = Run::default();
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

    /// Namespace URI of the element that was opened last; empty for none.
    pub(crate) fn uri(&self) -> &str {
        let prefix = self.open.last().and_then(|open| name::split(open.name));
        self.namespaces.uri(prefix.unwrap_or_default().0)
    }

    /// Local name of the element that was opened last.
    pub(crate) fn naam(&self) -> &'a str {
        self.open.last().map_or("", |open| open.local)
    }

    /// The path of `naam` below the outermost `depth` open elements.
    pub(crate) fn pad_of_missing(&self, depth: usize, naam: &str) -> String {
        let mut pad = self.pad(depth);
        push_naam(&mut pad, naam);
        pad
    }

    /// Place in the file of what comes next.
    pub(crate) fn position(&self) -> usize {
        self.base + self.scanner.position()
    }

    /// The path of the outermost `depth` open elements.
    fn pad(&self, depth: usize) -> String {
        let mut pad = String::new();
        for open in self.open.iter().take(depth) {
            push_naam(&mut pad, open.local);
        }
        pad
    }
}

/// Appends a step to a path; a name that is not of the schema is `?`.
fn push_naam(pad: &mut String, naam: &str) {
    if !pad.is_empty() {
        pad.push('/');
    }
    pad.push_str(if is_of_schema(naam) { naam } else { "?" });
}
