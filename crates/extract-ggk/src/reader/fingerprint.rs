//! Fingerprint of what a message says, blind to how it is written.

use domain::InhoudHash;
use ring::digest;

use super::Ruimte;

/// Bytes collected before they go to the hash.
const BUFFER_BYTES: usize = 4096;

/// Marks of the hashed stream. XML forbids these characters, so they cannot stand in a name or a
/// text.
const BERICHT: u8 = 1;
const BASIS: u8 = 2;
const ANDER: u8 = 3;
const TEXT: u8 = 4;
const END: u8 = 5;
const ATTRIBUTE: u8 = 6;

/// SHA-256 over the start marks with the token of the name, trimmed texts and end marks of a
/// document.
///
/// A token is as long as any other, so it may hold any byte: what follows a start mark is never
/// looked at.
pub(crate) struct Fingerprint {
    context: digest::Context,
    buffer: Vec<u8>,
}

impl core::fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Fingerprint(..)")
    }
}

impl Fingerprint {
    pub(crate) fn new() -> Self {
        Self {
            context: digest::Context::new(&digest::SHA256),
            buffer: Vec::with_capacity(2 * BUFFER_BYTES),
        }
    }

    #[inline]
    fn push(&mut self, mark: u8, text: &str) {
        self.buffer.push(mark);
        self.buffer.extend_from_slice(text.as_bytes());
        self.flush_when_full();
    }

    #[inline]
    fn flush_when_full(&mut self) {
        if self.buffer.len() >= BUFFER_BYTES {
            self.context.update(&self.buffer);
            self.buffer.clear();
        }
    }

    /// An element begins. `token` stands for its local name. `uri` counts only for a namespace
    /// that is not of the message.
    #[inline]
    pub(crate) fn start(&mut self, ruimte: Ruimte, uri: &str, token: [u8; 8]) {
        let mark = match ruimte {
            Ruimte::Bericht => BERICHT,
            Ruimte::Basis => BASIS,
            Ruimte::Ander => {
                self.push(ANDER, uri);
                ANDER
            }
        };
        self.buffer.push(mark);
        self.buffer.extend_from_slice(&token);
        self.flush_when_full();
    }

    pub(crate) fn attribute(&mut self, uri: &str, local: &str, value: &str) {
        self.push(ATTRIBUTE, uri);
        self.push(ATTRIBUTE, local);
        self.push(ATTRIBUTE, value);
    }

    #[inline]
    pub(crate) fn text(&mut self, text: &str) {
        self.push(TEXT, text);
    }

    #[inline]
    pub(crate) fn end(&mut self) {
        self.buffer.push(END);
    }

    pub(crate) fn finish(mut self) -> InhoudHash {
        self.context.update(&self.buffer);
        let hash = self.context.finish();
        InhoudHash(hash.as_ref().first_chunk::<16>().copied().unwrap_or_default())
    }
}
