//! The chain: everything that shares law, municipality and allocation number, or the mark of a request.

use ring::digest;

use crate::{
    AgbCode, Beschikkingnummer, Clientsleutel, Gemeentecode, Identificatie, Product, Referentie,
    ReferentieAanbieder, Toewijzingnummer, Wet,
};

/// The first 63 bits of a hash, below zero.
fn negatief(parts: &[&[u8]]) -> i64 {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    let first = context.finish().as_ref().first_chunk::<8>().copied().unwrap_or_default();
    i64::from_be_bytes(first) | i64::MIN
}

/// Key of a chain, one 64-bit number so that Postgres can sort and index it cheaply.
///
/// Positive: law (1 digit), municipality (4), allocation number (9), packed without loss; it is also
/// `toewijzing_sk` of the allocation with that number ([`ToewijzingSleutel`]). Negative: a hash, of (law, municipality,
/// provider, person) for the records without an allocation number (release 2.0, some of 2.x, taakgericht in 3.x), or
/// of (law, municipality, provider, `ReferentieAanbieder`) for a request and the answers on it. Groups that collide are
/// merely computed together.
///
/// Wider groups that only rules look at have a key of the same form, always below zero and with a tag of their own:
/// [`KetenSleutel::dossier`], [`KetenSleutel::referentie`], [`KetenSleutel::verzoek_kenmerk`] and
/// [`KetenSleutel::declaratie`].
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
        Self(negatief(&[
            wet.code().as_bytes(),
            &gemeente.surrogaat().to_be_bytes(),
            &agb.surrogaat().to_be_bytes(),
            client.as_bytes(),
        ]))
    }

    /// The group of a request and the answers on it: those share `ReferentieAanbieder` (unique per provider and
    /// law, TR347).
    pub fn van_verzoek(
        wet: Wet,
        gemeente: Gemeentecode,
        agb: AgbCode,
        referentie: &ReferentieAanbieder,
    ) -> Self {
        Self(negatief(&[
            b"verzoek",
            wet.code().as_bytes(),
            &gemeente.surrogaat().to_be_bytes(),
            &agb.surrogaat().to_be_bytes(),
            referentie.as_str().as_bytes(),
        ]))
    }

    /// Everything that was allocated to and requested for one person with one provider in one municipality and law
    /// (OP087, TR302, TR349 and others).
    pub fn dossier(wet: Wet, gemeente: Gemeentecode, agb: AgbCode, client: Clientsleutel) -> Self {
        Self(negatief(&[
            b"dossier",
            wet.code().as_bytes(),
            &gemeente.surrogaat().to_be_bytes(),
            &agb.surrogaat().to_be_bytes(),
            client.as_bytes(),
        ]))
    }

    /// The lines with one `ReferentieNummer` of a provider, over municipalities (TR314).
    pub fn referentie(wet: Wet, agb: AgbCode, referentie: &Referentie) -> Self {
        Self::kenmerk(b"referentie", wet, agb, referentie.as_str())
    }

    /// The requests with one `ReferentieAanbieder` of a provider, over municipalities (TR347).
    pub fn verzoek_kenmerk(wet: Wet, agb: AgbCode, referentie: &ReferentieAanbieder) -> Self {
        Self::kenmerk(b"verzoek_kenmerk", wet, agb, referentie.as_str())
    }

    /// The declarations with one `DeclaratieNummer` of a provider, over municipalities (TR333).
    pub fn declaratie(wet: Wet, agb: AgbCode, nummer: &Identificatie) -> Self {
        Self::kenmerk(b"declaratie", wet, agb, nummer.as_str())
    }

    fn kenmerk(soort: &[u8], wet: Wet, agb: AgbCode, tekst: &str) -> Self {
        Self(negatief(&[
            soort,
            wet.code().as_bytes(),
            &agb.surrogaat().to_be_bytes(),
            tekst.as_bytes(),
        ]))
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

/// Key of an allocation, `toewijzing_sk`.
///
/// Positive: it has a number, and this is the key of its chain. Negative: it has none (release 2.0 and, sometimes,
/// 2.x), and this is a hash of what tells it apart: law, municipality, provider, person, beschikking, product and
/// first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ToewijzingSleutel(i64);

impl ToewijzingSleutel {
    /// The allocation with a number.
    pub fn van_nummer(wet: Wet, gemeente: Gemeentecode, nummer: Toewijzingnummer) -> Self {
        Self(KetenSleutel::van_toewijzing(wet, gemeente, nummer).waarde())
    }

    /// The allocation without a number in the group `groep` ([`KetenSleutel::taakgericht`]: law, municipality,
    /// provider and person).
    pub fn zonder_nummer(
        groep: KetenSleutel,
        beschikking: Option<Beschikkingnummer>,
        product: Option<&Product>,
        ingangsdatum: chrono::NaiveDate,
    ) -> Self {
        let categorie = product.map_or("", |product| product.categorie.code());
        let code =
            product.and_then(|product| product.code.as_ref()).map_or("", |code| code.as_str());
        let beschikking = beschikking.map_or(-1, Beschikkingnummer::waarde);
        Self(negatief(&[
            b"toewijzing",
            &groep.waarde().to_be_bytes(),
            &beschikking.to_be_bytes(),
            categorie.as_bytes(),
            b"|",
            code.as_bytes(),
            b"|",
            ingangsdatum.to_string().as_bytes(),
        ]))
    }

    /// The number as Postgres stores it.
    pub const fn waarde(self) -> i64 {
        self.0
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

    #[test]
    fn groups_of_different_kinds_have_different_keys() {
        let (gemeente, agb) = ("0363".parse().unwrap(), "12345678".parse().unwrap());
        let client = Clientsleutel::from_bytes([7; 16]);
        let mut keys = vec![
            KetenSleutel::taakgericht(Wet::Wmo, gemeente, agb, client),
            KetenSleutel::van_verzoek(Wet::Wmo, gemeente, agb, &"A1".parse().unwrap()),
        ];
        for wet in [Wet::Wmo, Wet::Jw] {
            keys.extend([
                KetenSleutel::dossier(wet, gemeente, agb, client),
                KetenSleutel::referentie(wet, agb, &"A1".parse().unwrap()),
                KetenSleutel::verzoek_kenmerk(wet, agb, &"A1".parse().unwrap()),
                KetenSleutel::declaratie(wet, agb, &"A1".parse().unwrap()),
            ]);
        }
        assert!(keys.iter().all(|key| key.waarde() < 0));
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 10);
    }
}
