//! Cuts the text into tags and texts.
//!
//! Nearly everything in a message is `<name>`, text without references, and `</name>`: that much
//! is cut here, because
//! it is several times as fast. Whatever is not that plain goes to quick-xml, which knows the rest
//! of the syntax.

use quick_xml::events::Event;

use super::name;
use super::text;

/// A piece of the text.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// A start tag or an empty tag; `attributes` is everything behind its name.
    Start {
        name: &'a str,
        attributes: &'a str,
        is_empty: bool,
    },
    End(&'a str),
    /// A comment, reference, instruction and so on.
    Rare(Event<'a>),
    Eof,
}

/// A syntax error at this place of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SyntaxError(pub(super) usize);

/// A place in the text.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Bytes from the start of the text to what comes next.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    #[inline]
    fn rest(&self) -> &'a str {
        // The place is always between two characters.
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Takes the next `bytes` bytes.
    #[inline]
    fn take(&mut self, bytes: usize) -> &'a str {
        let taken = self.rest().get(..bytes).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    /// Steps over white space.
    #[inline]
    pub(super) fn skip_space(&mut self) {
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        self.at += self.rest().bytes().take_while(is_space).count();
    }

    /// Takes a value and the end tag of its element, when both are plain.
    #[inline]
    pub(super) fn value(&mut self, name: &str, bytes_max: usize) -> Option<&'a str> {
        let rest = self.rest();
        let (value, scan) = text::up_to_markup(rest);
        let tag = rest.get(value.len()..)?.strip_prefix("</")?.strip_prefix(name)?;
        if !tag.starts_with('>') || scan.has_return || scan.has_greater || value.len() > bytes_max {
            return None;
        }
        self.at += value.len() + name.len() + 3;
        Some(value)
    }

    /// Takes the next piece.
    #[inline]
    pub(super) fn piece(&mut self) -> Result<Piece<'a>, SyntaxError> {
        let rest = self.rest();
        match rest.as_bytes() {
            [] => Ok(Piece::Eof),
            [b'<', b'/', tag @ ..] => match name::plain_len(tag) {
                Some(len) => Ok(Piece::End(self.take_name(2, len))),
                None => self.rare(),
            },
            [b'<', tag @ ..] => match name::plain_len(tag) {
                Some(len) => {
                    let name = self.take_name(1, len);
                    Ok(Piece::Start { name, attributes: "", is_empty: false })
                }
                None => self.rare(),
            },
            [b'&', ..] => self.rare(),
            _ => {
                let (piece, _) = text::up_to_markup(rest);
                Ok(Piece::Text(self.take(piece.len())))
            }
        }
    }

    /// Takes a tag whose name of `len` bytes stands behind `before` bytes.
    #[inline]
    fn take_name(&mut self, before: usize, len: usize) -> &'a str {
        self.at += before;
        let name = self.take(len);
        self.at += 1;
        name
    }

    /// Lets quick-xml read one piece of markup.
    #[cold]
    fn rare(&mut self) -> Result<Piece<'a>, SyntaxError> {
        let rest = self.rest();
        let mut xml = quick_xml::Reader::from_str(rest);
        // It sees one tag at a time; pairs are checked by our caller.
        xml.config_mut().check_end_names = false;
        xml.config_mut().allow_unmatched_ends = true;
        let event = xml.read_event().map_err(|_| {
            SyntaxError(self.at + usize::try_from(xml.error_position()).unwrap_or(rest.len()))
        })?;
        let markup = self.take(usize::try_from(xml.buffer_position()).unwrap_or(rest.len()));
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name_len = tag.len() - tag.attributes_raw().len();
                let (name, attributes) = markup
                    .get(1..=tag.len())
                    .and_then(|content| content.split_at_checked(name_len))
                    .unwrap_or_default();
                Ok(Piece::Start { name, attributes, is_empty })
            }
            Event::End(_) => {
                let name = markup.strip_prefix("</").and_then(|tag| tag.strip_suffix('>'));
                Ok(Piece::End(name.unwrap_or_default().trim_ascii_end()))
            }
            event => Ok(Piece::Rare(event)),
        }
    }
}
