//! Writes elements in their namespace, escaped, with the line ends of the standard.

use domain::{Berichtsoort, Release, Wet};

use super::Veld;

/// How a message is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Opmaak {
    /// One element a line, indented with tabs, CRLF line ends (OP192).
    #[default]
    Ingesprongen,
    /// Everything after the declaration on one line.
    Plat,
}

/// Where an element is defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ns {
    /// In the schema of the message.
    Bericht,
    /// In the basisschema: the children of shared types.
    Basis,
}

/// A message being written.
#[derive(Debug)]
pub(crate) struct Xml {
    /// Release that the message is written in.
    pub(crate) release: Release,
    out: Vec<u8>,
    bericht: String,
    basis: &'static str,
    diepte: usize,
    opmaak: Opmaak,
}

impl Xml {
    /// Opens `Bericht` with the namespaces of `wet`, `release` and `soort`; writes into `buffer`, emptied first.
    pub(crate) fn new(
        buffer: Vec<u8>,
        wet: Wet,
        release: Release,
        soort: Berichtsoort,
        opmaak: Opmaak,
    ) -> Self {
        let standaard = if wet == Wet::Jw { "ijw" } else { "iwmo" };
        let bericht = format!("{}{}", wet.code(), soort.code());
        let Release { versie, subversie } = release;
        // Release 2 says its number twice.
        let suffix = if versie < 3 { format!("/{versie}_{subversie}") } else { String::new() };
        let base = format!("http://www.istandaarden.nl/{standaard}/{versie}_{subversie}");
        let root = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<{bericht}:Bericht \
             xmlns:{standaard}=\"{base}/basisschema/schema{suffix}\" \
             xmlns:{bericht}=\"{base}/{bericht}/schema{suffix}\">"
        );
        let mut out = buffer;
        out.clear();
        out.extend_from_slice(root.as_bytes());
        Self { release, out, bericht, basis: standaard, diepte: 1, opmaak }
    }

    /// Closes `Bericht` and gives the bytes.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.sluit(Ns::Bericht, "Bericht");
        self.out.extend_from_slice(b"\r\n");
        self.out
    }

    /// Whether the release is 2.0, the only one with a header and names of its own.
    pub(crate) fn is_2_0(&self) -> bool {
        self.release < Release { versie: 2, subversie: 1 }
    }

    /// Whether the release is one of version 2: several clients a message, decisions, no schema versions.
    pub(crate) fn is_2(&self) -> bool {
        self.release.versie < 3
    }

    fn nieuwe_regel(&mut self) {
        if self.opmaak == Opmaak::Ingesprongen {
            self.out.extend_from_slice(b"\r\n");
            self.out.resize(self.out.len() + self.diepte, b'\t');
        }
    }

    fn naam(&mut self, ns: Ns, naam: &str) {
        let prefix = match ns {
            Ns::Bericht => self.bericht.as_bytes(),
            Ns::Basis => self.basis.as_bytes(),
        };
        self.out.extend_from_slice(prefix);
        self.out.push(b':');
        self.out.extend_from_slice(naam.as_bytes());
        self.out.push(b'>');
    }

    /// Opens an element with children.
    pub(crate) fn open(&mut self, ns: Ns, naam: &str) {
        self.nieuwe_regel();
        self.out.push(b'<');
        self.naam(ns, naam);
        self.diepte += 1;
    }

    /// Closes it.
    pub(crate) fn sluit(&mut self, ns: Ns, naam: &str) {
        self.diepte = self.diepte.saturating_sub(1);
        self.nieuwe_regel();
        self.out.extend_from_slice(b"</");
        self.naam(ns, naam);
    }

    /// An element with text.
    pub(crate) fn veld(&mut self, ns: Ns, naam: &str, veld: &Veld) {
        self.tekst(ns, naam, veld.as_str());
    }

    /// An element with text, absent when there is none.
    pub(crate) fn optie(&mut self, ns: Ns, naam: &str, veld: Option<&Veld>) {
        if let Some(veld) = veld {
            self.veld(ns, naam, veld);
        }
    }

    /// An element with `text`.
    pub(crate) fn tekst(&mut self, ns: Ns, naam: &str, text: &str) {
        self.nieuwe_regel();
        self.out.push(b'<');
        self.naam(ns, naam);
        self.escape(text);
        self.out.extend_from_slice(b"</");
        self.naam(ns, naam);
    }

    /// An element with a number.
    pub(crate) fn getal(&mut self, ns: Ns, naam: &str, value: u64) {
        self.tekst(ns, naam, &value.to_string());
    }

    fn escape(&mut self, text: &str) {
        if !text.contains(['&', '<', '>']) {
            self.out.extend_from_slice(text.as_bytes());
            return;
        }
        for byte in text.bytes() {
            match byte {
                b'&' => self.out.extend_from_slice(b"&amp;"),
                b'<' => self.out.extend_from_slice(b"&lt;"),
                b'>' => self.out.extend_from_slice(b"&gt;"),
                _ => self.out.push(byte),
            }
        }
    }

    /// `RetourCodes` of a class; nothing when there are none.
    pub(crate) fn retourcodes(&mut self, codes: &[Veld]) {
        if codes.is_empty() {
            return;
        }
        self.open(Ns::Bericht, "RetourCodes");
        for code in codes {
            self.veld(Ns::Bericht, "RetourCode", code);
        }
        self.sluit(Ns::Bericht, "RetourCodes");
    }
}
