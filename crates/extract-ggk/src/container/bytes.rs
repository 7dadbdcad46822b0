//! Little-endian numbers of a binary format.

/// Reads fields off the front of a slice; `None` when it is too short.
#[derive(Debug, Clone, Copy)]
pub(super) struct Velden<'a>(&'a [u8]);

impl<'a> Velden<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The fields that start at `offset`.
    pub(super) fn at(bytes: &'a [u8], offset: usize) -> Option<Self> {
        bytes.get(offset..).map(Self)
    }

    /// What was not read yet.
    pub(super) const fn rest(self) -> &'a [u8] {
        self.0
    }

    pub(super) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    /// Takes `mark`, or nothing.
    pub(super) fn mark(&mut self, mark: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(mark)?;
        Some(())
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// A 64-bit size that this machine can address.
    pub(super) fn u64(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_order_and_never_past_the_end() {
        let mut velden = Velden::new(b"PK\x01\x02\x03\x00\x00\x00\x09");
        assert_eq!(velden.mark(b"PX"), None);
        assert_eq!(velden.mark(b"PK"), Some(()));
        assert_eq!((velden.u16(), velden.u32()), (Some(0x201), Some(3)));
        assert_eq!((velden.u16(), velden.u64(), velden.take(2)), (None, None, None));
        assert_eq!((velden.rest(), Velden::at(b"ab", 3).is_none()), (&b"\x09"[..], true));
    }
}
