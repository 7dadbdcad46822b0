//! The story for people: at most 100 columns, colour only where it is wanted.

use std::collections::BTreeMap;

use load::verhaal::{
    Bedragen, Fase, Gebeurtenis, Leveringzin, Maand, Verhaal, Vertelling, Vondst, ernst,
};

use crate::cli::output::{Table, euros, wrap};

/// Columns of a terminal that is not wide.
const WIDTH: usize = 100;

/// Declaration lines, or findings in one list, that a person still reads one by one.
const LINES_MAX: usize = 200;

/// Below a date: its width and two blanks.
const BELOW_DATE: usize = 12;

/// A colour of the terminal.
#[derive(Clone, Copy)]
enum Kleur {
    Gewoon,
    Vet,
    Rood,
    Geel,
    Blauw,
    Grijs,
}

impl Kleur {
    const fn code(self) -> &'static str {
        match self {
            Self::Gewoon => "0",
            Self::Vet => "1",
            Self::Rood => "31",
            Self::Geel => "33",
            Self::Blauw => "36",
            Self::Grijs => "2",
        }
    }

    fn van_ernst(ernst: &str) -> Self {
        match ernst {
            "R" => Self::Rood,
            "P" => Self::Geel,
            _ => Self::Blauw,
        }
    }
}

/// How the story is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stijl {
    pub(super) has_colour: bool,
    /// Every line, however many there are.
    pub(super) is_volledig: bool,
}

/// Writes the story; `waar` is law and municipality.
pub(super) fn schrijf(vertelling: &Vertelling, waar: (&str, &str), stijl: Stijl) -> String {
    let verhaal = &vertelling.verhaal;
    let mut blad = Blad { text: String::new(), stijl };
    blad.titel(vertelling, waar);
    if !verhaal.tijdlijn.is_empty() {
        blad.kop("Wat er gebeurde");
        for gebeurtenis in &verhaal.tijdlijn {
            blad.gebeurtenis(gebeurtenis);
        }
    }
    if !verhaal.maanden.is_empty() {
        blad.kop("Declaraties per maand");
        blad.maanden(&verhaal.maanden);
    }
    if !vertelling.leveringen.is_empty() {
        blad.kop("Leveringen");
        for levering in &vertelling.leveringen {
            blad.levering(levering);
        }
    }
    if !verhaal.maanden.is_empty() {
        blad.bedragen(&verhaal.maanden, verhaal.totaal);
    }
    blad.bevindingen(verhaal);
    if !vertelling.weigeringen.is_empty() {
        blad.kop("Geweigerd uit dezelfde bestanden");
        for weigering in &vertelling.weigeringen {
            let text = format!(
                "{} {} ({}): {}",
                weigering.quarantaine_id, weigering.code, weigering.status, weigering.uitleg
            );
            blad.alinea(2, &text, Kleur::Gewoon);
            blad.alinea(4, &format!("{}, {}", weigering.bestand, weigering.plaats), Kleur::Grijs);
        }
    }
    blad.text
}

struct Blad {
    text: String,
    stijl: Stijl,
}

impl Blad {
    /// Adds a text of one or more lines.
    fn alinea(&mut self, indent: usize, words: &str, kleur: Kleur) {
        let indent = " ".repeat(indent);
        let mut lines = String::new();
        wrap(&mut lines, words, &indent, WIDTH);
        for line in lines.lines() {
            let words = line.strip_prefix(&indent).unwrap_or(line);
            self.text.push_str(&indent);
            self.verf(words, kleur);
            self.text.push('\n');
        }
    }

    fn verf(&mut self, words: &str, kleur: Kleur) {
        if !self.stijl.has_colour || matches!(kleur, Kleur::Gewoon) {
            self.text.push_str(words);
            return;
        }
        for part in ["\u{1b}[", kleur.code(), "m", words, "\u{1b}[0m"] {
            self.text.push_str(part);
        }
    }

    fn kop(&mut self, words: &str) {
        self.text.push('\n');
        self.alinea(0, words, Kleur::Vet);
    }

    fn titel(&mut self, vertelling: &Vertelling, (wet, gemeente): (&str, &str)) {
        let titel = format!("{} ({wet}, gemeente {gemeente})", vertelling.titel);
        self.alinea(0, &titel, Kleur::Vet);
        for zin in &vertelling.stand {
            self.alinea(2, zin, Kleur::Gewoon);
        }
    }

    fn gebeurtenis(&mut self, gebeurtenis: &Gebeurtenis) {
        let below = self.text.len();
        self.alinea(BELOW_DATE, &gebeurtenis.wat, Kleur::Gewoon);
        // The date stands in the room before the first line.
        let datum = format!("{}  ", gebeurtenis.datum);
        self.text.replace_range(below..below + BELOW_DATE, &datum);
        let door = format!("door {}", gebeurtenis.door);
        self.alinea(BELOW_DATE, &door, Kleur::Gewoon);
        if let Some(oordeel) = &gebeurtenis.oordeel {
            self.alinea(BELOW_DATE, &format!("oordeel: {oordeel}"), Kleur::Gewoon);
        }
        self.alinea(BELOW_DATE, &format!("antwoord: {}", gebeurtenis.antwoord), Kleur::Gewoon);
        for vondst in &gebeurtenis.bevindingen {
            self.vondst(BELOW_DATE, vondst);
        }
        let bestand = gebeurtenis.bestand.as_deref().unwrap_or("onbekend bestand");
        let antwoord = gebeurtenis.antwoord_bestand.as_ref();
        let antwoord = antwoord.map(|bestand| format!("; antwoord: {bestand}"));
        let bron = format!(
            "bron: {bestand}, record {}{}",
            gebeurtenis.regel,
            antwoord.unwrap_or_default()
        );
        self.alinea(BELOW_DATE, &bron, Kleur::Grijs);
    }

    fn vondst(&mut self, indent: usize, vondst: &Vondst) {
        let Vondst { regelcode, toelichting, .. } = vondst;
        let ernst = ernst(&vondst.ernst);
        let waarover = vondst.waarover.as_ref().map(|wat| format!(", {wat}")).unwrap_or_default();
        let text = format!("! {regelcode} ({ernst}{waarover}): {toelichting}");
        self.alinea(indent, &text, Kleur::van_ernst(&vondst.ernst));
        if let Some(besluit) = &vondst.besluit {
            self.alinea(indent + 2, besluit, Kleur::Gewoon);
        }
    }

    /// Whether so many lines are told one by one.
    const fn is_leesbaar(&self, lines: usize) -> bool {
        self.stijl.is_volledig || lines <= LINES_MAX
    }

    fn maanden(&mut self, maanden: &[Maand]) {
        let lines = maanden.iter().map(|maand| maand.regels.len()).sum();
        let is_leesbaar = self.is_leesbaar(lines);
        for maand in maanden {
            self.maand(maand, is_leesbaar);
        }
        if !is_leesbaar {
            let uitleg =
                format!("{lines} regels, samengevat per maand; --alles vertelt ze een voor een");
            self.alinea(0, &uitleg, Kleur::Grijs);
        }
    }

    fn maand(&mut self, maand: &Maand, is_leesbaar: bool) {
        let sum = &maand.bedragen;
        let hoeveel = if is_leesbaar { String::new() } else { format!("{}, ", aantallen(maand)) };
        let text = format!(
            "{}: {hoeveel}ingediend {} euro, betaalbaar {} euro",
            maand.maand,
            euros(sum.ingediend_eurocent),
            euros(sum.betaalbaar_eurocent)
        );
        self.alinea(0, &text, Kleur::Vet);
        if is_leesbaar {
            for regel in &maand.regels {
                self.gebeurtenis(regel);
            }
            return;
        }
        let codes = maand.regels.iter().flat_map(|regel| &regel.bevindingen);
        let codes = geteld(codes.map(|vondst| vondst.regelcode.as_str()));
        if !codes.is_empty() {
            self.alinea(BELOW_DATE, &format!("bevindingen: {codes}"), Kleur::Gewoon);
        }
    }

    fn levering(&mut self, levering: &Leveringzin) {
        self.alinea(2, &levering.wat, Kleur::Gewoon);
        if !levering.tijden.is_empty() {
            self.alinea(4, &levering.tijden, Kleur::Gewoon);
        }
        self.alinea(4, &levering.bron, Kleur::Grijs);
    }

    fn bedragen(&mut self, maanden: &[Maand], totaal: Bedragen) {
        self.kop("Bedragen in euro");
        let head = [
            "maand",
            "ingediend",
            "goedgekeurd",
            "afgewezen",
            "gecrediteerd",
            "open",
            "credit",
            "betaalbaar",
        ];
        let mut table = Table::new(&head, false);
        let months = maanden.iter().map(|maand| (maand.maand.as_str(), maand.bedragen));
        for (naam, som) in months.chain([("totaal", totaal)]) {
            let sums = [
                som.ingediend_eurocent,
                som.goedgekeurd_eurocent,
                som.afgewezen_eurocent,
                som.gecrediteerd_eurocent,
                som.open_eurocent,
                som.credit_goedgekeurd_eurocent,
                som.betaalbaar_eurocent,
            ];
            table.row(std::iter::once(naam.to_owned()).chain(sums.map(euros)));
        }
        for line in table.render().lines() {
            for part in ["  ", line, "\n"] {
                self.text.push_str(part);
            }
        }
        let uitleg = "ingediend = goedgekeurd + afgewezen + gecrediteerd + open; \
                      betaalbaar = goedgekeurd + gecrediteerd + credit (goedgekeurde correcties)";
        self.alinea(2, uitleg, Kleur::Grijs);
        if totaal.credit_open_eurocent != 0 {
            let open = euros(totaal.credit_open_eurocent);
            let tekst = format!("Nog niet beantwoorde correcties, in geen kolom: {open}.");
            self.alinea(2, &tekst, Kleur::Gewoon);
        }
    }

    fn bevindingen(&mut self, verhaal: &Verhaal) {
        let found = &verhaal.bevindingen;
        if !found.is_empty() {
            self.kop("Bevindingen op het geheel");
        }
        if self.is_leesbaar(found.len()) {
            for vondst in found {
                self.vondst(2, vondst);
            }
        } else {
            let codes = geteld(found.iter().map(|vondst| vondst.regelcode.as_str()));
            let uitleg = format!("{codes}; --alles vertelt ze een voor een");
            self.alinea(2, &uitleg, Kleur::Gewoon);
        }
        if !verhaal.opgelost.is_empty() {
            self.kop("Bevindingen die niet meer gelden");
            let codes = geteld(verhaal.opgelost.iter().map(String::as_str));
            self.alinea(2, &codes, Kleur::Gewoon);
        }
    }
}

/// How many lines a month has, and how many of those are corrections.
fn aantallen(maand: &Maand) -> String {
    let is_correctie = |regel: &&Gebeurtenis| regel.fase == Fase::Correctie;
    let correcties = maand.regels.iter().filter(is_correctie).count();
    let woord = |aantal: usize, een: &str, meer: &str| {
        format!("{aantal} {}", if aantal == 1 { een } else { meer })
    };
    let regels = woord(maand.regels.len(), "regel", "regels");
    if correcties == 0 {
        return regels;
    }
    format!("{regels} waarvan {}", woord(correcties, "correctie", "correcties"))
}

/// Every code once, in order, with how often when that is more.
fn geteld<'c>(codes: impl Iterator<Item = &'c str>) -> String {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for code in codes {
        *counted.entry(code).or_default() += 1;
    }
    let words = counted.into_iter().map(|(code, aantal)| match aantal {
        1 => code.to_owned(),
        aantal => format!("{code} ({aantal} keer)"),
    });
    words.collect::<Vec<_>>().join(", ")
}
