//! Generates an inbox: one client after the other, block after block, in constant memory.

use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use chrono::NaiveDate;
use domain::{Gemeentecode, Pseudoniemsleutel, Wet};

use crate::bsn::{Reeks, aantal_test, alle};
use crate::declaraties::sluit_blok;
use crate::defect::DEFECTEN;
use crate::kalender::Kalender;
use crate::namen::verzin;
use crate::rng::Rng;
use crate::schrijver::{Indeling, Schrijver, Venster};
use crate::uitvoer::Uitvoer;
use crate::verhaal::{VERHALEN, Verhaal, historie};
use crate::verteller::{Client, Verteller};
use crate::waarheid::Waarheid;
use crate::wereld::Wereld;

/// What to generate.
#[derive(Debug, Clone)]
pub struct Opdracht {
    /// Folder of the messages.
    pub map: PathBuf,
    /// Folder of the truth, when one is wanted.
    pub waarheid: Option<PathBuf>,
    /// Key for the pseudonyms in the truth; without it the truth has BSNs.
    pub sleutel: Option<Pseudoniemsleutel>,
    /// Number of clients.
    pub clienten: usize,
    /// A day in the first month.
    pub begin: NaiveDate,
    /// Number of months.
    pub maanden: u32,
    /// Seed: the same seed gives the same bytes.
    pub seed: u64,
    /// Municipalities; clients are dealt out in turn.
    pub gemeenten: Vec<Gemeentecode>,
    /// Planted defects in a thousand allocations; none when there are fewer than three months.
    pub defect_promille: u64,
    /// Requests (315, 317) in a thousand allocations.
    pub verzoek_promille: u64,
    /// Clients in a thousand with messages of release 2, of 2018 to 2020.
    pub historie_promille: u64,
    /// Reference date of the truth.
    pub peildatum: Option<NaiveDate>,
    /// Where the BSNs come from.
    pub reeks: Reeks,
    /// Write only messages of this month (from 1) and later.
    pub vanaf_maand: Option<u32>,
    /// Write only messages before this month (from 1).
    pub tot_maand: Option<u32>,
    /// How the files are laid out.
    pub indeling: Indeling,
    /// Clients whose declarations are gathered into one 323.
    pub blok: usize,
}

impl Opdracht {
    /// An inbox of `clienten` clients in `map` with the defaults of the command line.
    pub fn new(map: PathBuf, clienten: usize, maanden: u32, seed: u64) -> anyhow::Result<Self> {
        let gemeenten = ["0363", "0384"].map(str::parse);
        Ok(Self {
            map,
            waarheid: None,
            sleutel: None,
            clienten,
            begin: NaiveDate::from_ymd_opt(2025, 1, 1).context("no such date")?,
            maanden,
            seed,
            gemeenten: gemeenten.into_iter().collect::<Result<_, _>>().context("no such code")?,
            defect_promille: 30,
            verzoek_promille: 0,
            historie_promille: 0,
            peildatum: None,
            reeks: Reeks::Test,
            vanaf_maand: None,
            tot_maand: None,
            indeling: Indeling::Flat,
            blok: 500,
        })
    }
}

/// What was generated.
#[derive(Debug, Clone)]
pub struct Verslag {
    /// Files written.
    pub bestanden: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Reference date of the truth.
    pub peildatum: NaiveDate,
    /// How often each story was told.
    pub verhalen: Vec<(&'static str, u64)>,
}

/// Generates the inbox of `opdracht`.
pub fn genereer(opdracht: &Opdracht) -> anyhow::Result<Verslag> {
    let kalender = Kalender::new(opdracht.begin, opdracht.maanden, opdracht.peildatum)?;
    ensure!(
        opdracht.reeks == Reeks::Groot || opdracht.clienten <= aantal_test(),
        "only {} BSNs are kept free for tests; use --large-bsn for more clients (benchmarks only)",
        aantal_test(),
    );
    ensure!(!opdracht.gemeenten.is_empty(), "at least one municipality is needed");
    ensure!(opdracht.blok > 0, "a block has at least one client");
    let dag = |maand: Option<u32>| maand.map(|maand| kalender.maand(maand.saturating_sub(1)).0);
    let venster = Venster { vanaf: dag(opdracht.vanaf_maand), tot: dag(opdracht.tot_maand) };
    let schrijver = Schrijver::new(opdracht.map.clone(), opdracht.indeling, venster)?;
    let waarheid = opdracht
        .waarheid
        .as_ref()
        .map(|map| Waarheid::new(map, opdracht.sleutel.clone()))
        .transpose()?;
    let mut uit = Uitvoer::new(schrijver, waarheid);
    let wereld = Wereld {
        seed: opdracht.seed,
        gemeenten: opdracht.gemeenten.clone(),
        kalender,
        defect_promille: opdracht.defect_promille,
        verzoek_promille: opdracht.verzoek_promille,
        historie_promille: opdracht.historie_promille,
    };
    let mut vorige = 999_999_990;
    for (bsn, index) in alle(opdracht.reeks).take(opdracht.clienten).zip(0..) {
        vertel_client(&wereld, &mut uit, index, (bsn, vorige))?;
        vorige = bsn;
        let told = usize::try_from(index + 1).unwrap_or_default();
        if told % opdracht.blok == 0 {
            sluit_blok(&mut uit, &wereld)?;
        }
    }
    sluit_blok(&mut uit, &wereld)?;
    uit.sluit()?;
    Ok(Verslag {
        bestanden: uit.schrijver.bestanden,
        bytes: uit.schrijver.bytes,
        peildatum: wereld.kalender.peildatum,
        verhalen: uit.verhalen.into_iter().collect(),
    })
}

/// Tells everything about one client: one to three allocations, one and a half on average.
fn vertel_client(
    wereld: &Wereld,
    uit: &mut Uitvoer,
    index: u64,
    (bsn, ander): (u32, u32),
) -> anyhow::Result<()> {
    let mut rng = Rng::new(&[wereld.seed, index]);
    let wet = if rng.kans(450) { Wet::Jw } else { Wet::Wmo };
    let persoon = verzin(&mut rng, index, bsn, wet, wereld.kalender.begin);
    let gemeente = wereld.gemeente(index)?;
    let aantal = rng.weeg(&[(62, 1), (28, 2), (10, 3)], 1);
    let has_both = rng.kans(40);
    let client = Client { index, persoon, ander_bsn: ander.into(), gemeente, wet };
    let mut v = Verteller::new(wereld, uit, rng, client);
    v.noteer_geheimen()?;
    for volg in 0..aantal {
        if has_both && volg == 1 {
            v.uit.merk("beide_wetten");
            v.client.wet = if wet == Wet::Jw { Wet::Wmo } else { Wet::Jw };
        }
        vertel(&mut v)?;
        v.sluit_boek()?;
        v.losse_verzoeken()?;
        v.sluit_boek()?;
        v.sluit_verzoeken()?;
    }
    historie::vertel(&mut v)
}

/// Steps through the planted defects: neighbours in the list are of one kind, and a small inbox should have all kinds.
/// Has no divisor in common with their number, so that all get their turn before any is told again.
const DEFECT_STAP: usize = 31;

/// Months that the stories of the planted defects need: some declare three in turn.
const DEFECT_MAANDEN: u32 = 3;

const _: () = assert!(deler(DEFECT_STAP, DEFECTEN.len()) == 1, "some defects would never be told");

/// The largest divisor in common.
const fn deler(een: usize, twee: usize) -> usize {
    if twee == 0 { een } else { deler(twee, een % twee) }
}

/// Tells one story: the next planted defect now and then, else an ordinary one.
fn vertel(v: &mut Verteller<'_>) -> anyhow::Result<()> {
    if v.wereld.kalender.maanden >= DEFECT_MAANDEN
        && v.rng.kans(v.wereld.defect_promille)
        && let Some((naam, verhaal)) = DEFECTEN.get(v.uit.defect * DEFECT_STAP % DEFECTEN.len())
    {
        v.uit.defect += 1;
        if verhaal(v)? {
            v.uit.merk(naam);
            return Ok(());
        }
    }
    loop {
        let Some((_, rest)) = VERHALEN.first().copied() else { return Ok(()) };
        let (naam, verhaal): (&str, Verhaal) = v.rng.weeg(VERHALEN, rest);
        if verhaal(v)? {
            v.uit.merk(naam);
            return Ok(());
        }
    }
}
