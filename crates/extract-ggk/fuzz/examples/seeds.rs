//! Writes the seeds of all targets: `cargo run --example seeds`.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Wet;
use flate2::Compression;
use flate2::write::GzEncoder;
use testkit::bericht::v2;
use testkit::bericht::{
    Aanvraag, Antwoordbericht, Declaratiebericht, Kop, Nieuw, Prestatie, Product, Start,
    Startbericht, Stop, Stopbericht, TeWijzigen, Toewijzing, Toewijzingsbericht, Verzoekbericht,
    Wijzigingsbericht,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const BSN: &str = "999900006";

/// Every kind of message of release 3.2, by its number.
fn berichten() -> Vec<(&'static str, Vec<u8>)> {
    let kop = Kop::new(Wet::Jw, "0384", "42420001");
    let kop = |nummer: &str| kop.bericht(nummer, "2026-05-06");
    let product = || Product::new("45", "45A03");
    let toewijzing = Toewijzingsbericht::new(kop("T1"), BSN)
        .toewijzing(Toewijzing::new(1, product(), "2026-04-01").einddatum("2026-12-31"))
        .toewijzing(Toewijzing::new(2, product(), "2026-04-01").generiek(6_000_000));
    let start = Startbericht::new(kop("S1"), BSN)
        .start(Start::new(1, product(), "2026-04-06"))
        .start(Start::new(2, product(), "2026-04-06").taakgericht());
    let stop =
        Stopbericht::new(kop("E1"), BSN).stop(Stop::new(1, product(), "2026-04-06", "2026-04-30"));
    let verzoek = Verzoekbericht::new(kop("V1"), BSN)
        .aanvraag(Aanvraag::new("REF-1", product(), "2026-07-01").beschikking(7001, "2026-06-15"));
    let wijziging = Wijzigingsbericht::new(kop("W1"), BSN, "REF-2")
        .ongewijzigd(1)
        .wijzig(TeWijzigen::new(2, "2026-07-01").omvang(6, "04", "4"))
        .nieuw(Nieuw::new(product(), "2026-07-01"));
    let antwoord = Antwoordbericht::afgewezen(kop("A1"), "REF-2", "8").woonplaatsbeginsel("0363");
    let declaratie = Declaratiebericht::new(kop("D1"), "2026-04-01", "2026-04-30")
        .prestatie(BSN, Prestatie::new(1, ("45", "45A03"), "2026-04-01", "2026-04-30"))
        .prestatie("999900018", Prestatie::new(2, ("45", "45A03"), "2026-04-01", "2026-04-30"));
    vec![
        ("301", toewijzing.xml()),
        ("302", toewijzing.retour("R1", "2026-05-07").regelcode(1, "9074").xml()),
        ("305", start.xml()),
        ("306", start.retour("R2", "2026-05-07").xml()),
        ("307", stop.xml()),
        ("308", stop.retour("R3", "2026-05-07").kopcode("0001").xml()),
        ("315", verzoek.xml()),
        ("316", verzoek.retour("R4", "2026-05-07").clientcode("0001").xml()),
        ("317", wijziging.xml()),
        ("318", wijziging.retour("R5", "2026-05-07").regelcode(2, "9350").xml()),
        ("319", antwoord.xml()),
        ("320", antwoord.retour("R6", "2026-05-07").xml()),
        ("323", declaratie.xml()),
        ("325", declaratie.antwoord("R7", "2026-05-07").regelcode(1, "9338").xml()),
    ]
}

/// Messages of release 2.`subversie`.
fn berichten_v2(subversie: u8) -> Vec<(String, Vec<u8>)> {
    let kop = Kop::new(Wet::Wmo, "0363", "42420001").release_2(subversie);
    let kop = |nummer: &str| kop.bericht(nummer, "2018-04-10");
    let product = || Product::new("02", "02A03");
    let besluit = v2::Beschikking::new(7001, "2018-04-01")
        .toewijzing(v2::Toewijzing::new(product(), "2018-04-01").nummer(1));
    let toewijzing = v2::Bericht::new(kop("T1"), BSN, besluit.clone()).client("999900018", besluit);
    let start =
        v2::Bericht::new(kop("S1"), BSN, v2::Start::new(product(), "2018-04-06").beschikking(7001));
    let stop = v2::Bericht::new(
        kop("E1"),
        BSN,
        v2::Stop::new(product(), "2018-04-06", "2018-04-09").beschikking(7001).nummer(1),
    );
    let verzoek =
        v2::Bericht::new(kop("V1"), BSN, v2::Verzoek::new("REF-1", product(), "2018-05-01"));
    [("301", toewijzing), ("305", start), ("307", stop), ("315", verzoek)]
        .into_iter()
        .flat_map(|(soort, bericht)| {
            [
                (format!("2{subversie}_{soort}"), bericht.xml()),
                (format!("2{subversie}_{soort}_retour"), bericht.retour("R1", "2018-04-11").xml()),
            ]
        })
        .collect()
}

/// Small documents with every kind of markup.
const OPMAAK: [&str; 4] = [
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<a>\n</a>\n",
    "<p:a xmlns:p='urn:p' xmlns='urn:q'><p:b p:c='1' d='2'/><e xmlns=''/></p:a>",
    "<a>x<!-- y -->z<![CDATA[<&]]>]&#65;&#x42;&amp;&lt;</a><!--e--><?pi f?>",
    "<?s t?><!--g--><a b='&#10;&quot;&apos;'\t>\u{e9}\u{20ac}\u{1f600}</a >",
];

fn envelop(root: &str, bericht: &str) -> String {
    let code = root.rsplit('_').next().unwrap_or("Fo01");
    format!(
        "<G:{root} xmlns:G='http://www.stufstandaarden.nl/koppelvlak/ggk0210' xmlns:S='http://www.egem.nl/StUF/StUF0301'>\
         <G:stuurgegevens><S:berichtcode>{code}</S:berichtcode><S:zender><S:organisatie>0384</S:organisatie></S:zender>\
         <S:ontvanger><S:organisatie>42420001</S:organisatie></S:ontvanger>\
         <S:referentienummer>9c0f7b90-5c69-41e5-a837-0800200c9a66</S:referentienummer>\
         <S:tijdstipBericht>20260506101112</S:tijdstipBericht></G:stuurgegevens>\
         <G:parameters>{bericht}</G:parameters></G:{root}>"
    )
}

fn fout() -> String {
    "<S:Fo01Bericht xmlns:S='http://www.egem.nl/StUF/StUF0301'><S:stuurgegevens><S:berichtcode>Fo01</S:berichtcode>\
     <S:zender><S:organisatie>GGk</S:organisatie></S:zender><S:ontvanger><S:organisatie>0384</S:organisatie></S:ontvanger>\
     <S:referentienummer>9c0f7b90-5c69-41e5-a837-0800200c9a66</S:referentienummer>\
     <S:crossRefnummer>b6e9f182-bc44-4f27-9863-9a5ccc1e1cf0</S:crossRefnummer></S:stuurgegevens>\
     <S:body><S:code>IB014</S:code><S:plek>server</S:plek><S:omschrijving>Fout</S:omschrijving></S:body></S:Fo01Bericht>"
        .to_owned()
}

fn zip(files: &[(&str, &[u8])], methode: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(methode);
    for (naam, bytes) in files {
        writer.start_file(*naam, options).expect("a name");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn main() -> std::io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let write = |target: &str, naam: &str, bytes: &[u8]| {
        let folder = corpus.join(target);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("seed_{naam}")), bytes)
    };
    let mut berichten: Vec<_> =
        berichten().into_iter().map(|(soort, xml)| (soort.to_owned(), xml)).collect();
    berichten.extend([0, 1].into_iter().flat_map(berichten_v2));
    for (naam, xml) in &berichten {
        write("reader", naam, xml)?;
    }
    for (at, text) in OPMAAK.iter().enumerate() {
        write("guard", &at.to_string(), text.as_bytes())?;
    }
    let (_, start) = &berichten[2];
    write("guard", "305", start)?;
    let payload = STANDARD.encode(start);
    let xml = format!("<G:bericht><G:xmlBestand>{payload}</G:xmlBestand></G:bericht>");
    let heen = envelop("envelopHeenbericht-ggk_Di01", &xml);
    let body = format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>{heen}</s:Body></s:Envelope>"
    );
    let ei = STANDARD.encode("014140200P");
    let tekst = format!("<G:bericht><G:tekstBestand>{ei}</G:tekstBestand></G:bericht>");
    write("envelope", "heen", heen.as_bytes())?;
    write("envelope", "retour", envelop("envelopRetourbericht-ggk_Du01", &xml).as_bytes())?;
    write("envelope", "tekst", envelop("envelopHeenbericht-ggk_Di01", &tekst).as_bytes())?;
    write("envelope", "soap", body.as_bytes())?;
    write("envelope", "fout", fout().as_bytes())?;
    let small = b"<a>0123456789 0123456789 0123456789</a>";
    let two: &[(&str, &[u8])] = &[("a.xml", small), ("b.xml", start)];
    write("zip", "deflated", &zip(two, CompressionMethod::Deflated))?;
    write("zip", "stored", &zip(&[("a.xml", small)], CompressionMethod::Stored))?;
    write("zip", "empty", &zip(&[], CompressionMethod::Stored))?;
    write("zip", "gzip", &gzip(small))?;
    write("zip", "gzip_two", &[gzip(small), gzip(small)].concat())
}
