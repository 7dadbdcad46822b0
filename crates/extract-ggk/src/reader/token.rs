//! From pieces to marks: everything that makes tags and texts a well-formed document.

use std::borrow::Cow;

use domain::Code;
use quick_xml::events::Event;

use super::attribute::{self, Attribute, AttributeLimits};
use super::namespace::XSI;
use super::scanner::{Piece, SyntaxError};
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
            let offset = self.position();
            let piece = self.piece()?;
            if let Some(mark) = self.mark(run, piece, offset)? {
                return Ok(mark);
            }
        }
    }

    /// Takes in the piece that stood at `offset`: text goes to `run`, what counts otherwise is a
    /// mark.
    pub(super) fn mark(
        &mut self,
        run: &mut Run<'a>,
        piece: Piece<'a>,
        offset: usize,
    ) -> Result<Option<Mark<'a>>, Fault> {
        match piece {
            Piece::Text(piece) => self.add_text(run, piece).map(|()| None),
            Piece::Start { name, attributes, is_empty } => {
                let tag = self.open(name, attributes, offset, Some(run))?;
                self.is_empty_tag = is_empty;
                Ok(Some(Mark::Start(tag)))
            }
            Piece::End(name) => self.close_tag(name, offset, Some(run)).map(|()| Some(Mark::End)),
            Piece::Rare(event) => self.rare(run, event, offset).map(|()| None),
            Piece::Eof if self.has_root && self.open.is_empty() => Ok(Some(Mark::Eof)),
            Piece::Eof => Err(self.malformed()),
        }
    }

    #[inline]
    pub(super) fn piece(&mut self) -> Result<Piece<'a>, Fault> {
        self.scanner.piece().map_err(|SyntaxError(at)| {
            self.fault(Code::XmlNotWellformed, self.base.saturating_add(at))
        })
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
    fn rare(&mut self, run: &mut Run<'a>, event: Event<'a>, offset: usize) -> Result<(), Fault> {
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
            // The guard read the declaration; a second one, or one that is not at the start, is no
            // declaration.
            Event::Decl(_) if offset == self.base => Ok(()),
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
            Event::DocType(_) => Err(self.fault(Code::XmlDoctype, offset)),
            _ => Err(self.fault(Code::XmlNotWellformed, offset)),
        }
    }

    /// Takes a start tag at `offset` in; `run` is the text before it.
    #[inline]
    pub(super) fn open(
        &mut self,
        name: &'a str,
        attributes: &'a str,
        offset: usize,
        run: Option<&Run<'a>>,
    ) -> Result<Tag<'a>, Fault> {
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

    /// Takes an end tag at `offset` in; `run` is the text before it.
    #[inline]
    pub(super) fn close_tag(
        &mut self,
        name: &str,
        offset: usize,
        run: Option<&Run<'a>>,
    ) -> Result<(), Fault> {
        if self.open.last().is_none_or(|open| open.name != name) {
            return Err(self.fault(Code::XmlNotWellformed, offset));
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
    pub(super) fn pop(&mut self) {
        self.fingerprint.end();
        if let Some(open) = self.open.pop() {
            self.namespaces.truncate(open.bindings);
        }
    }
}
