//! Where an export goes: standard output, or a file that appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};
use std::path::{Path, PathBuf};

use crate::cli::exit::{Exit, Failure};

/// Where an export goes.
pub(super) enum Doel {
    /// Standard output.
    Uitvoer(BufWriter<Stdout>),
    /// A file.
    Bestand(Bestand),
}

/// A file that is being made under another name beside it; gone when it is not ended.
pub(super) struct Bestand {
    inhoud: BufWriter<File>,
    tijdelijk: PathBuf,
    naam: PathBuf,
    vervangen: bool,
    is_klaar: bool,
}

impl Doel {
    /// Standard output.
    pub(super) fn uitvoer() -> Self {
        Self::Uitvoer(BufWriter::new(io::stdout()))
    }

    /// The file `naam`.
    ///
    /// # Errors
    /// A usage error when it exists and may not be replaced, or cannot be made.
    pub(super) fn bestand(naam: &Path, overschrijven: Overschrijven) -> Result<Self, Failure> {
        let vervangen = overschrijven == Overschrijven::Ja;
        if !vervangen && naam.symlink_metadata().is_ok() {
            return Err(Failure::usage(
                format!("`{}` exists; nothing was written", naam.display()),
                "choose another name, or replace it with --force",
            ));
        }
        let mut tijdelijk = naam.as_os_str().to_owned();
        tijdelijk.push(format!(".{}.part", std::process::id()));
        let tijdelijk = PathBuf::from(tijdelijk);
        let bestand = File::create(&tijdelijk).map_err(|error| {
            let what = format!("make `{}`", naam.display());
            let hint = "name a file in a folder that exists and may be written to";
            Failure::because(Exit::Usage, anyhow::Error::new(error).context(what), hint)
        })?;
        let inhoud = BufWriter::new(bestand);
        let naam = naam.to_path_buf();
        Ok(Self::Bestand(Bestand { inhoud, tijdelijk, naam, vervangen, is_klaar: false }))
    }

    /// Writes what is left and gives a file its name.
    ///
    /// # Errors
    /// What the system says; `AlreadyExists` when somebody made the file meanwhile.
    pub(super) fn sluit(self) -> io::Result<()> {
        match self {
            Self::Uitvoer(mut uitvoer) => uitvoer.flush(),
            Self::Bestand(mut bestand) => bestand.hernoem(),
        }
    }
}

/// Whether a file that exists is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overschrijven {
    /// It is.
    Ja,
    /// It stays.
    Nee,
}

impl Bestand {
    fn hernoem(&mut self) -> io::Result<()> {
        self.inhoud.flush()?;
        self.inhoud.get_ref().sync_all()?;
        if self.vervangen {
            fs::rename(&self.tijdelijk, &self.naam)?;
            self.is_klaar = true;
            return Ok(());
        }
        // A link, unlike a rename, never replaces. Some file systems have none.
        match fs::hard_link(&self.tijdelijk, &self.naam) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
            Err(_) if self.naam.symlink_metadata().is_ok() => Err(ErrorKind::AlreadyExists.into()),
            Err(_) => {
                fs::rename(&self.tijdelijk, &self.naam)?;
                self.is_klaar = true;
                Ok(())
            }
        }
    }
}

impl Drop for Bestand {
    fn drop(&mut self) {
        if !self.is_klaar {
            // Whoever cannot remove it finds it by its name: it ends in .part.
            let _ = fs::remove_file(&self.tijdelijk);
        }
    }
}

impl Write for Doel {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Uitvoer(uitvoer) => uitvoer.write(bytes),
            Self::Bestand(bestand) => bestand.inhoud.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Uitvoer(uitvoer) => uitvoer.flush(),
            Self::Bestand(bestand) => bestand.inhoud.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_appears_whole_or_not_at_all_and_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        let mut doel = Doel::bestand(&file, Overschrijven::Nee).unwrap();
        doel.write_all(b"een").unwrap();
        assert!(!file.exists());
        drop(doel);
        assert!(names(folder.path()).is_empty());

        let mut doel = Doel::bestand(&file, Overschrijven::Nee).unwrap();
        doel.write_all(b"twee").unwrap();
        doel.sluit().unwrap();
        assert_eq!(
            (fs::read(&file).unwrap(), names(folder.path())),
            (b"twee".to_vec(), vec!["a.csv".to_owned()])
        );

        assert!(Doel::bestand(&file, Overschrijven::Nee).is_err());
        let mut doel = Doel::bestand(&file, Overschrijven::Ja).unwrap();
        doel.write_all(b"drie").unwrap();
        doel.sluit().unwrap();
        assert_eq!(
            (fs::read(&file).unwrap(), names(folder.path())),
            (b"drie".to_vec(), vec!["a.csv".to_owned()])
        );
        assert!(Doel::bestand(&folder.path().join("x/a.csv"), Overschrijven::Nee).is_err());
    }

    #[test]
    fn a_file_that_somebody_else_made_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        let mut doel = Doel::bestand(&file, Overschrijven::Nee).unwrap();
        doel.write_all(b"een").unwrap();
        fs::write(&file, "van een ander").unwrap();
        assert_eq!(doel.sluit().unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(
            (fs::read(&file).unwrap(), names(folder.path())),
            (b"van een ander".to_vec(), vec!["a.csv".to_owned()])
        );
    }
}
