//! The fingerprint of a record: which row it is, in whatever delivery.

use chrono::Datelike;
use ring::digest::{Context, SHA256};

use super::{Record, Veldwaarde};
use crate::Gemeentecode;

/// What makes the record the same in another delivery: the first 128 bits of SHA-256 over its entity, municipality and key
/// fields. The municipality is the one that the record names, else `gemeente`.
pub fn sleutel_van(record: &Record, gemeente: Option<Gemeentecode>) -> [u8; 16] {
    let mut som = Som::new(record);
    match record.waarde("gemeentecode") {
        Veldwaarde::Leeg => match gemeente {
            Some(code) => som.tekst(b't', code.to_string().as_bytes()),
            None => som.waarde(&Veldwaarde::Leeg),
        },
        eigen => som.waarde(eigen),
    }
    let velden = record.entiteit.velden().iter().zip(&record.waarden);
    for (_, waarde) in velden.filter(|(veld, _)| veld.is_sleutel) {
        som.waarde(waarde);
    }
    som.klaar()
}

/// A sum over values, each with its kind and its length first, so that no two rows of values run together.
struct Som(Context);

impl Som {
    fn new(record: &Record) -> Self {
        let mut som = Self(Context::new(&SHA256));
        som.tekst(b'e', record.entiteit.naam().as_bytes());
        som
    }

    fn tekst(&mut self, soort: u8, bytes: &[u8]) {
        self.0.update(&[soort]);
        self.lengte(bytes.len());
        self.0.update(bytes);
    }

    /// Eight bytes on every machine.
    fn lengte(&mut self, lengte: usize) {
        self.0.update(&u64::try_from(lengte).unwrap_or(u64::MAX).to_be_bytes());
    }

    fn waarde(&mut self, waarde: &Veldwaarde) {
        match waarde {
            Veldwaarde::Leeg => self.0.update(b"-"),
            Veldwaarde::Tekst(text) => self.tekst(b't', text.as_bytes()),
            Veldwaarde::Datum(dag) => self.tekst(b'd', &dag.num_days_from_ce().to_be_bytes()),
            Veldwaarde::Geheel(getal) => self.tekst(b'g', &getal.to_be_bytes()),
            // 1.50 is 1.5.
            Veldwaarde::Decimaal(getal) => self.tekst(b'n', &getal.normalize().serialize()),
            Veldwaarde::JaNee(is_ja) => self.tekst(b'j', &[u8::from(*is_ja)]),
            Veldwaarde::Sleutel(sleutel) => self.tekst(b's', sleutel.as_bytes()),
            Veldwaarde::Lijst(delen) => {
                self.0.update(b"l");
                self.lengte(delen.len());
                for deel in delen {
                    self.tekst(b't', deel.as_bytes());
                }
            }
        }
    }

    fn klaar(self) -> [u8; 16] {
        self.0.finish().as_ref().first_chunk::<16>().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Entiteit;
    use super::*;

    fn record(entiteit: Entiteit, paren: &[(&str, Veldwaarde)]) -> Record {
        let mut waarden = vec![Veldwaarde::Leeg; entiteit.velden().len()];
        for (naam, waarde) in paren {
            waarden[entiteit.veld(naam).unwrap().0] = waarde.clone();
        }
        Record { entiteit, waarden }
    }

    fn tekst(text: &str) -> Veldwaarde {
        Veldwaarde::Tekst(text.into())
    }

    #[test]
    fn the_key_is_of_the_key_fields_and_the_municipality() {
        let voorziening = |nummer: &str, volg: &str, status: &str| {
            record(
                Entiteit::Voorziening,
                &[
                    ("beschikkingnummer", tekst(nummer)),
                    ("volgnummer", tekst(volg)),
                    ("wet", tekst("wmo")),
                    ("status", tekst(status)),
                ],
            )
        };
        let hier: Option<Gemeentecode> = "0384".parse().ok();
        let een = voorziening("12", "3", "actief");
        let sleutel = sleutel_van(&een, hier);
        assert_eq!(sleutel, sleutel_van(&voorziening("12", "3", "gesloten"), hier));
        // Nothing runs together, and nothing is another entity or municipality.
        assert_ne!(sleutel, sleutel_van(&voorziening("1", "23", "actief"), hier));
        assert_ne!(sleutel, sleutel_van(&een, "0363".parse().ok()));
        assert_ne!(sleutel, sleutel_van(&een, None));
        let mut eigen = een;
        eigen.waarden[Entiteit::Voorziening.veld("gemeentecode").unwrap().0] = tekst("0384");
        assert_eq!(sleutel, sleutel_van(&eigen, "0363".parse().ok()), "its own goes first");
    }

    #[test]
    fn a_free_key_field_that_is_empty_is_a_value_of_its_own() {
        let meting = |gebied: Veldwaarde, agb: Veldwaarde| {
            record(Entiteit::Meting, &[("gebiedscode", gebied), ("aanbieder_agb", agb)])
        };
        let gebied = sleutel_van(&meting(tekst("x"), Veldwaarde::Leeg), None);
        assert_ne!(gebied, sleutel_van(&meting(Veldwaarde::Leeg, tekst("x")), None));
        assert_ne!(gebied, sleutel_van(&meting(tekst("x"), tekst("")), None));
    }

    #[test]
    fn lists_and_numbers_count_by_what_they_say() {
        let som_van = |waarde: Veldwaarde| {
            let mut som = Som(Context::new(&SHA256));
            som.waarde(&waarde);
            som.klaar()
        };
        let lijst = |delen: &[&str]| {
            som_van(Veldwaarde::Lijst(delen.iter().map(|deel| Box::from(*deel)).collect()))
        };
        assert_ne!(lijst(&["ab", "c"]), lijst(&["a", "bc"]));
        assert_ne!(lijst(&[]), lijst(&[""]));
        let fte = |text: &str| som_van(Veldwaarde::Decimaal(text.parse().unwrap()));
        assert_eq!(fte("0.50"), fte("0.5"));
        assert_ne!(fte("0.5"), fte("5"));
    }
}
