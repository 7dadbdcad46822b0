//! The chain: everything that shares law, municipality and allocation number.

use ring::digest;

use crate::{AgbCode, Clientsleutel, Gemeentecode, Toewijzingnummer, Wet};

/// Key of a chain, one 64-bit number so that Postgres can sort and index it cheaply.
///
/// Positive: law (1 digit), municipality (4), allocation number (9), packed without loss; it is also
/// `toewijzing_sk`. Negative: a hash of (law, municipality, provider, person) for records without an
/// allocation number (taakgericht). Two such groups that collide are merely computed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KetenSleutel(i64);

impl KetenSleutel {
    /// The chain of an allocation number.
    pub fn van_toewijzing(wet: Wet, gemeente: Gemeentecode, nummer: Toewijzingnummer) -> Self {
        Self(
            wet.cijfer() * 10_000_000_000_000
                + gemeente.surrogaat() * 1_000_000_000
                + nummer.waarde(),
        )
    }

    /// The group of the records without an allocation number of one person with one provider.
    pub fn taakgericht(
        wet: Wet,
        gemeente: Gemeentecode,
        agb: AgbCode,
        client: Clientsleutel,
    ) -> Self {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(wet.code().as_bytes());
        context.update(&gemeente.surrogaat().to_be_bytes());
        context.update(&agb.surrogaat().to_be_bytes());
        context.update(client.as_bytes());
        let hash = context.finish();
        let mut bytes = [0; 8];
        for (target, source) in bytes.iter_mut().zip(hash.as_ref()) {
            *target = *source;
        }
        Self(i64::from_be_bytes(bytes) | i64::MIN)
    }

    /// The chain of a record: by its allocation number, else the taakgericht group.
    pub fn van_record(
        wet: Wet,
        gemeente: Gemeentecode,
        agb: AgbCode,
        client: Clientsleutel,
        nummer: Option<Toewijzingnummer>,
    ) -> Self {
        match nummer {
            Some(nummer) => Self::van_toewijzing(wet, gemeente, nummer),
            None => Self::taakgericht(wet, gemeente, agb, client),
        }
    }

    /// The number as Postgres stores it.
    pub const fn waarde(self) -> i64 {
        self.0
    }

    /// A key read back from the warehouse.
    pub const fn new(value: i64) -> Self {
        Self(value)
    }

    /// Whether the chain has an allocation number.
    pub const fn heeft_nummer(self) -> bool {
        self.0 > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_an_allocation_can_be_read() {
        let key = KetenSleutel::van_toewijzing(
            Wet::Jw,
            "0384".parse().unwrap(),
            "300201".parse().unwrap(),
        );
        assert_eq!(key.waarde(), 20_384_000_300_201);
        assert!(key.heeft_nummer());
    }

    #[test]
    fn a_record_without_a_number_has_a_negative_key() {
        let client = Clientsleutel::from_bytes([7; 16]);
        let key = KetenSleutel::van_record(
            Wet::Wmo,
            "0363".parse().unwrap(),
            "12345678".parse().unwrap(),
            client,
            None,
        );
        assert!(!key.heeft_nummer() && key.waarde() < 0);
    }
}
