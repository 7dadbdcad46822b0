//! Pages on disk: what was fetched once is not fetched again after a pull was thrown away.
//!
//! A file is named after the SHA-256 of what it holds, `index` tells under which keys. A page is written to a
//! file of its own, then renamed, then entered in the index: a crash leaves a page there or not there. The oldest
//! pages leave when there is no more room. A page that is not what its name says is removed, not used.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ring::digest::{SHA256, digest};
use tracing::warn;

use crate::config::hex;

/// Name of the index; a page has 64 hexadecimal digits.
const INDEX: &str = "index";

/// A page in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Plek {
    /// SHA-256 of the content in hexadecimal digits: its file.
    bestand: String,
    /// Size in bytes.
    grootte: u64,
    /// Order of arrival.
    volgnummer: u64,
}

#[derive(Debug, Default)]
struct Stand {
    /// By key.
    plekken: BTreeMap<String, Plek>,
    /// Size of all pages; a page under two keys counts twice.
    grootte: u64,
    /// Order of arrival of the newest.
    volgnummer: u64,
    /// Keys that were read or written since the last [`Paginavoorraad::begin`].
    gebruikt: BTreeSet<String>,
    /// Keys that were written since the opening.
    vers: BTreeSet<String>,
}

/// Pages on disk, at most a number of bytes.
#[derive(Debug)]
pub(crate) struct Paginavoorraad {
    map: PathBuf,
    bytes_max: u64,
    /// Keys that may be read only when this opening wrote them: who asks to do it again does not want the same bytes.
    is_opnieuw: bool,
    stand: Mutex<Stand>,
}

impl Paginavoorraad {
    /// Opens the pages in `map`, which is made when it is not there. What is not in the index is removed. With `is_opnieuw`
    /// a page serves only after it was fetched again since.
    ///
    /// # Errors
    /// When the folder cannot be made, read or written.
    pub(crate) fn open(map: &Path, bytes_max: u64, is_opnieuw: bool) -> io::Result<Self> {
        fs::create_dir_all(map)?;
        let index = match fs::read_to_string(map.join(INDEX)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            // Not text: a disk that lied. The pages can be fetched again.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => String::new(),
            Err(error) => return Err(error),
        };
        let mut stand = Stand::default();
        for (sleutel, bestand, grootte) in index.lines().filter_map(regel) {
            let is_there = fs::symlink_metadata(map.join(bestand))
                .is_ok_and(|file| file.is_file() && file.len() == grootte);
            if is_there {
                stand.zet(sleutel, bestand, grootte);
            }
        }
        let stand = Mutex::new(stand);
        let voorraad = Self { map: map.to_path_buf(), bytes_max, is_opnieuw, stand };
        let mut stand = voorraad.stand();
        voorraad.maak_ruimte(&mut stand, 0);
        voorraad.schrijf_index(&stand)?;
        voorraad.ruim_op(&stand)?;
        drop(stand);
        Ok(voorraad)
    }

    /// From here on the pages count that [`Paginavoorraad::vergeet`] forgets.
    pub(crate) fn begin(&self) {
        self.stand().gebruikt.clear();
    }

    /// Forgets the pages that were read or written since [`Paginavoorraad::begin`]: they were not of one version.
    pub(crate) fn vergeet(&self) {
        let mut stand = self.stand();
        for sleutel in core::mem::take(&mut stand.gebruikt) {
            self.verwijder(&mut stand, &sleutel);
        }
        if let Err(error) = self.schrijf_index(&stand) {
            self.klaag("the index cannot be written", &error);
        }
    }

    fn stand(&self) -> MutexGuard<'_, Stand> {
        self.stand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lees_plek(&self, sleutel: &str) -> Option<Vec<u8>> {
        let mut stand = self.stand();
        if self.is_opnieuw && !stand.vers.contains(sleutel) {
            return None;
        }
        let plek = stand.plekken.get(sleutel)?.clone();
        let inhoud = fs::read(self.map.join(&plek.bestand)).ok();
        let inhoud = inhoud.filter(|inhoud| naam_van(inhoud) == plek.bestand);
        if inhoud.is_none() {
            warn!(file = plek.bestand, "a page on disk is not what it was; it is fetched again");
            // Under every key: the file is wrong for all of them.
            let keys: Vec<String> = stand.sleutels_van(&plek.bestand);
            for key in keys {
                self.verwijder(&mut stand, &key);
            }
            return None;
        }
        stand.gebruikt.insert(sleutel.to_owned());
        inhoud
    }

    fn bewaar_plek(&self, sleutel: &str, inhoud: &[u8]) -> io::Result<()> {
        let grootte = u64::try_from(inhoud.len()).unwrap_or(u64::MAX);
        if !is_sleutel(sleutel) || grootte > self.bytes_max {
            return Ok(());
        }
        let bestand = naam_van(inhoud);
        let mut stand = self.stand();
        stand.gebruikt.insert(sleutel.to_owned());
        stand.vers.insert(sleutel.to_owned());
        if stand.plekken.get(sleutel).is_some_and(|plek| plek.bestand == bestand) {
            return Ok(());
        }
        self.verwijder(&mut stand, sleutel);
        let is_compacted = self.maak_ruimte(&mut stand, grootte);
        let doel = self.map.join(&bestand);
        if stand.sleutels_van(&bestand).is_empty() {
            let tijdelijk = self.map.join(format!("{bestand}.new"));
            // Not synced: what a power failure leaves is not what its name says.
            fs::write(&tijdelijk, inhoud)?;
            fs::rename(&tijdelijk, &doel)?;
        }
        stand.zet(sleutel, &bestand, grootte);
        if is_compacted {
            return self.schrijf_index(&stand);
        }
        let mut index = OpenOptions::new().create(true).append(true).open(self.map.join(INDEX))?;
        index.write_all(format!("{sleutel} {bestand} {grootte}\n").as_bytes())
    }

    /// Lets the oldest pages go until `grootte` bytes fit. Tells whether any went.
    fn maak_ruimte(&self, stand: &mut Stand, grootte: u64) -> bool {
        let mut has_gone = false;
        while stand.grootte.saturating_add(grootte) > self.bytes_max {
            let oudste = stand.plekken.iter().min_by_key(|(_, plek)| plek.volgnummer);
            let Some(sleutel) = oudste.map(|(sleutel, _)| sleutel.clone()) else { break };
            self.verwijder(stand, &sleutel);
            has_gone = true;
        }
        has_gone
    }

    fn verwijder(&self, stand: &mut Stand, sleutel: &str) {
        let Some(plek) = stand.plekken.remove(sleutel) else { return };
        stand.grootte = stand.grootte.saturating_sub(plek.grootte);
        let bestand = self.map.join(&plek.bestand);
        let is_file = fs::symlink_metadata(&bestand).is_ok_and(|file| file.is_file());
        if is_file
            && stand.sleutels_van(&plek.bestand).is_empty()
            && let Err(error) = fs::remove_file(&bestand)
            && error.kind() != io::ErrorKind::NotFound
        {
            self.klaag("a page cannot be removed", &error);
        }
    }

    fn schrijf_index(&self, stand: &Stand) -> io::Result<()> {
        let mut plekken: Vec<(&String, &Plek)> = stand.plekken.iter().collect();
        plekken.sort_by_key(|(_, plek)| plek.volgnummer);
        let regels = plekken.iter().map(|(sleutel, plek)| {
            let Plek { bestand, grootte, .. } = plek;
            format!("{sleutel} {bestand} {grootte}\n")
        });
        let tijdelijk = self.map.join("index.new");
        fs::write(&tijdelijk, regels.collect::<String>())?;
        fs::rename(&tijdelijk, self.map.join(INDEX))
    }

    /// Removes pages that a crash left without an entry. Files with other names are not ours, nor is what is no file: a
    /// link or a folder.
    fn ruim_op(&self, stand: &Stand) -> io::Result<()> {
        let bekend: BTreeSet<&str> =
            stand.plekken.values().map(|plek| plek.bestand.as_str()).collect();
        for entry in fs::read_dir(&self.map)? {
            let entry = entry?;
            let naam = entry.file_name();
            let Some(naam) = naam.to_str() else { continue };
            let is_ours = is_sleutel(naam.strip_suffix(".new").unwrap_or(naam));
            if is_ours && !bekend.contains(naam) && entry.file_type()?.is_file() {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn klaag(&self, what: &str, error: &io::Error) {
        warn!(folder = %self.map.display(), "pages on disk: {what}: {error}");
    }
}

impl extract_cbs::Voorraad for Paginavoorraad {
    fn lees(&self, sleutel: &str) -> Option<Vec<u8>> {
        self.lees_plek(sleutel)
    }

    /// Without room, or without a disk, the page is simply not kept.
    fn bewaar(&self, sleutel: &str, inhoud: &[u8]) {
        if let Err(error) = self.bewaar_plek(sleutel, inhoud) {
            self.klaag("a page cannot be kept", &error);
        }
    }
}

impl Stand {
    fn zet(&mut self, sleutel: &str, bestand: &str, grootte: u64) {
        self.volgnummer += 1;
        let plek = Plek { bestand: bestand.to_owned(), grootte, volgnummer: self.volgnummer };
        let before = self.plekken.insert(sleutel.to_owned(), plek);
        let before = before.map_or(0, |plek| plek.grootte);
        self.grootte = self.grootte.saturating_add(grootte).saturating_sub(before);
    }

    fn sleutels_van(&self, bestand: &str) -> Vec<String> {
        let plekken = self.plekken.iter().filter(|(_, plek)| plek.bestand == bestand);
        plekken.map(|(sleutel, _)| sleutel.clone()).collect()
    }
}

/// A line of the index; `None` when it is not one, such as a last line that was cut off.
fn regel(regel: &str) -> Option<(&str, &str, u64)> {
    let mut words = regel.split(' ');
    let (sleutel, bestand, grootte) = (words.next()?, words.next()?, words.next()?.parse().ok()?);
    let is_whole = words.next().is_none() && is_sleutel(sleutel) && is_sleutel(bestand);
    is_whole.then_some((sleutel, bestand, grootte))
}

/// 64 hexadecimal digits: never a path.
fn is_sleutel(text: &str) -> bool {
    text.len() == 64
        && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn naam_van(inhoud: &[u8]) -> String {
    hex(digest(&SHA256, inhoud).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u8) -> String {
        naam_van(&[number])
    }

    fn files(map: &Path) -> usize {
        let names = fs::read_dir(map).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name != INDEX).count()
    }

    #[test]
    fn a_page_comes_back_also_in_a_later_run() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("cbs");
        let voorraad = Paginavoorraad::open(&map, 100, false).unwrap();
        assert_eq!(voorraad.lees_plek(&key(1)), None);
        voorraad.bewaar_plek(&key(1), b"een").unwrap();
        voorraad.bewaar_plek(&key(2), b"een").unwrap();
        assert_eq!((voorraad.lees_plek(&key(1)).unwrap(), files(&map)), (b"een".to_vec(), 1));
        let later = Paginavoorraad::open(&map, 100, false).unwrap();
        assert_eq!(later.lees_plek(&key(2)).unwrap(), b"een");
        // A key is never a path, and a page that does not fit is not kept.
        later.bewaar_plek("../buiten", b"x").unwrap();
        later.bewaar_plek(&key(3), &[0; 101]).unwrap();
        assert_eq!((later.lees_plek(&key(3)), files(&map)), (None, 1));
    }

    #[test]
    fn the_oldest_pages_leave_when_there_is_no_more_room() {
        let folder = tempfile::tempdir().unwrap();
        let voorraad = Paginavoorraad::open(folder.path(), 10, false).unwrap();
        for number in 1..=4 {
            voorraad.bewaar_plek(&key(number), &[number; 4]).unwrap();
        }
        let kept: Vec<bool> =
            (1..=4).map(|number| voorraad.lees_plek(&key(number)).is_some()).collect();
        assert_eq!((kept, files(folder.path())), (vec![false, false, true, true], 2));
        let smaller = Paginavoorraad::open(folder.path(), 5, false).unwrap();
        assert_eq!(smaller.lees_plek(&key(3)), None);
        assert_eq!(smaller.lees_plek(&key(4)).unwrap(), [4; 4]);
    }

    #[test]
    fn what_is_not_what_its_name_says_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let voorraad = Paginavoorraad::open(folder.path(), 100, false).unwrap();
        voorraad.bewaar_plek(&key(1), b"goed").unwrap();
        fs::write(folder.path().join(naam_van(b"goed")), b"kwad").unwrap();
        assert_eq!(voorraad.lees_plek(&key(1)), None);
        assert_eq!(files(folder.path()), 0);
    }

    #[test]
    fn a_crash_leaves_a_page_there_or_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path();
        Paginavoorraad::open(map, 100, false).unwrap().bewaar_plek(&key(1), b"een").unwrap();
        // Killed while a page was written, before it was entered, and while it was entered.
        fs::write(map.join(format!("{}.new", naam_van(b"half"))), b"ha").unwrap();
        fs::write(map.join(naam_van(b"twee")), b"twee").unwrap();
        let index = fs::read_to_string(map.join(INDEX)).unwrap();
        let cut = format!("{index}{} {}", key(2), naam_van(b"twee").get(..30).unwrap());
        fs::write(map.join(INDEX), cut).unwrap();
        fs::write(map.join("van een ander"), b"").unwrap();
        let later = Paginavoorraad::open(map, 100, false).unwrap();
        assert_eq!(later.lees_plek(&key(1)).unwrap(), b"een");
        assert_eq!((later.lees_plek(&key(2)), files(map)), (None, 2));
        later.bewaar_plek(&key(2), b"twee").unwrap();
        assert_eq!(
            Paginavoorraad::open(map, 100, false).unwrap().lees_plek(&key(2)).unwrap(),
            b"twee"
        );
    }

    #[cfg(unix)]
    #[test]
    fn only_files_of_ours_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("cbs");
        Paginavoorraad::open(&map, 100, false).unwrap().bewaar_plek(&key(1), b"een").unwrap();
        let (page, elsewhere) = (map.join(naam_van(b"een")), folder.path().join("elders"));
        fs::write(&elsewhere, b"een").unwrap();
        fs::remove_file(&page).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &page).unwrap();
        std::os::unix::fs::symlink(&elsewhere, map.join(naam_van(b"link"))).unwrap();
        fs::create_dir(map.join(naam_van(b"map"))).unwrap();
        let later = Paginavoorraad::open(&map, 100, false).unwrap();
        assert_eq!((later.lees_plek(&key(1)), files(&map)), (None, 3));
        assert_eq!(fs::read(&elsewhere).unwrap(), b"een");
    }

    #[test]
    fn who_asks_to_do_it_again_gets_no_page_of_before() {
        let folder = tempfile::tempdir().unwrap();
        Paginavoorraad::open(folder.path(), 100, false)
            .unwrap()
            .bewaar_plek(&key(1), b"een")
            .unwrap();
        let again = Paginavoorraad::open(folder.path(), 100, true).unwrap();
        assert_eq!(again.lees_plek(&key(1)), None);
        again.bewaar_plek(&key(1), b"een").unwrap();
        assert_eq!(again.lees_plek(&key(1)).unwrap(), b"een");
        let later = Paginavoorraad::open(folder.path(), 100, false).unwrap();
        assert_eq!(later.lees_plek(&key(1)).unwrap(), b"een");
    }

    #[test]
    fn the_pages_of_a_pull_that_moved_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let voorraad = Paginavoorraad::open(folder.path(), 100, false).unwrap();
        voorraad.bewaar_plek(&key(1), b"blijft").unwrap();
        voorraad.begin();
        voorraad.bewaar_plek(&key(2), b"gaat").unwrap();
        voorraad.vergeet();
        assert_eq!(voorraad.lees_plek(&key(2)), None);
        assert_eq!(voorraad.lees_plek(&key(1)).unwrap(), b"blijft");
        let later = Paginavoorraad::open(folder.path(), 100, false).unwrap();
        assert_eq!((later.lees_plek(&key(1)).is_some(), files(folder.path())), (true, 1));
    }
}
