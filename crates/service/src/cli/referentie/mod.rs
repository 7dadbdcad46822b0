//! `sluis referentie laden`, `wissen` and `list`.

mod lees;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use clap::ValueEnum;
use load::referentie::{self, Aanleiding, Bewaren, Lijst};

use super::args::{Lijstnaam, ReferentieLadenArguments, ReferentieWissenArguments};
use super::exit::{Exit, Failure};
use super::notitie::check_text;
use super::output::{Table, print, print_json, say, thousands};
use super::runs::local;
use super::session::{Session, blocking};
use super::wire::{ReferenceList, ReferenceLists, Replaced};
use lees::Fout;

/// A list of tariffs of a large region is a tenth of this.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Faults that are written out; who mends these sees the rest.
const FAULTS_SHOWN: usize = 20;

/// Replaces a list by a file, or by nothing of it.
pub(super) async fn laden(
    session: &Session,
    arguments: &ReferentieLadenArguments,
    who: &str,
) -> Result<Exit, Failure> {
    let (name, file) = (arguments.lijst, arguments.file.clone());
    let lijst = blocking(move || {
        let bytes = read(&file)?;
        lees::lees(name, &bytes).map_err(|faults| refused(&file, &faults))
    })
    .await?;
    let replacement = Replacement {
        name,
        lijst: &lijst,
        aanleiding: Aanleiding::Bestand,
        dry_run: arguments.dry_run,
        json: arguments.json,
    };
    replacement.store(session, who).await
}

/// Empties a list.
pub(super) async fn wissen(
    session: &Session,
    arguments: &ReferentieWissenArguments,
    who: &str,
) -> Result<Exit, Failure> {
    check_text("--reden", &arguments.reden)?;
    let name = arguments.lijst;
    let lijst = match name {
        Lijstnaam::Productlijst => Lijst::Producten(Vec::new()),
        Lijstnaam::Tarieven => Lijst::Tarieven(Vec::new()),
        Lijstnaam::Gemeenten => Lijst::Gemeenten(Vec::new()),
    };
    let replacement = Replacement {
        name,
        lijst: &lijst,
        aanleiding: Aanleiding::Gewist { reden: &arguments.reden },
        dry_run: arguments.dry_run,
        json: arguments.json,
    };
    replacement.store(session, who).await
}

/// A list that takes the place of what there is.
struct Replacement<'r> {
    name: Lijstnaam,
    lijst: &'r Lijst,
    aanleiding: Aanleiding<'r>,
    dry_run: bool,
    json: bool,
}

impl Replacement<'_> {
    /// Stores it, and tells what changed.
    async fn store(self, session: &Session, who: &str) -> Result<Exit, Failure> {
        let Self { name, lijst, aanleiding, dry_run, json } = self;
        let bewaren = if dry_run { Bewaren::Proef } else { Bewaren::Ja { wie: who, aanleiding } };
        let verschil = referentie::replace(&session.db, lijst, bewaren).await?;
        let replaced = Replaced {
            list: name.code(),
            dry_run,
            rows: u64::try_from(lijst.rijen()).unwrap_or(u64::MAX),
            added: verschil.erbij,
            removed: verschil.weg,
            unchanged: verschil.gelijk,
        };
        if json {
            print_json(&replaced)?;
            return Ok(Exit::Ok);
        }
        let count = |rows: u64| thousands(i64::try_from(rows).unwrap_or(i64::MAX));
        print(&format!(
            "{}: {} rows, {} added, {} removed, {} unchanged\n",
            replaced.list,
            count(replaced.rows),
            count(replaced.added),
            count(replaced.removed),
            count(replaced.unchanged),
        ))?;
        let rule = name.regel();
        if dry_run {
            say("nothing was stored: --dry-run");
        } else if replaced.rows == 0 {
            say(&format!("the next `sluis run` no longer judges {rule}: its findings go"));
        } else if replaced.added + replaced.removed > 0 {
            say(&format!("the next `sluis run` judges {rule} by it"));
        }
        Ok(Exit::Ok)
    }
}

/// Shows the lists.
pub(super) async fn list(
    session: &Session,
    is_json: bool,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let rule = |list: &str| {
        let known = Lijstnaam::value_variants().iter().find(|name| name.code() == list);
        known.map_or("", |name| name.regel())
    };
    let found = referentie::list(&session.db).await?;
    let lists = found.into_iter().map(|row| ReferenceList {
        rule: rule(&row.lijst),
        list: row.lijst,
        rows: row.rijen,
        loaded_by: row.geladen_door,
        loaded_at: row.geladen_op,
    });
    let lists = ReferenceLists { lists: lists.collect() };
    if is_json {
        print_json(&lists)?;
        return Ok(Exit::Ok);
    }
    let zone = session.config.schedule.timezone;
    let mut table = Table::new(&["list", "rows", "rule", "loaded at", "by"], has_colour);
    for list in &lists.lists {
        table.row([
            list.list.clone(),
            thousands(list.rows),
            list.rule.to_owned(),
            list.loaded_at.map_or_else(|| "never".to_owned(), |at| local(at, zone)),
            list.loaded_by.clone().unwrap_or_default(),
        ]);
    }
    print(&table.render())?;
    if lists.lists.iter().any(|list| list.rows == 0) {
        say("a rule without its list is not judged; `sluis run` says so once");
    }
    Ok(Exit::Ok)
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let what = format!("read `{}`", file.display());
    let refuse = |error: std::io::Error| {
        let error = anyhow::Error::new(error).context(what.clone());
        Failure::because(Exit::Usage, error, "name a CSV file that can be read")
    };
    let mut bytes = Vec::new();
    let mut source = File::open(file).map_err(refuse)?.take(FILE_BYTES_MAX + 1);
    let size = source.read_to_end(&mut bytes).map_err(refuse)?;
    if u64::try_from(size).unwrap_or(u64::MAX) > FILE_BYTES_MAX {
        return Err(Failure::usage(
            format!("`{}` is larger than {} MiB", file.display(), FILE_BYTES_MAX / 1024 / 1024),
            "this is not a reference list, or it holds rows that are never needed",
        ));
    }
    Ok(bytes)
}

fn refused(file: &Path, faults: &[Fout]) -> Failure {
    let mut lines = vec![format!("`{}` was not loaded; nothing was changed", file.display())];
    lines.extend(faults.iter().take(FAULTS_SHOWN).map(|fault| format!("  {fault}")));
    if faults.len() > FAULTS_SHOWN {
        lines.push(format!("  and {} more", faults.len() - FAULTS_SHOWN));
    }
    let hint = "mend these lines and give the command again; \
                `sluis referentie laden --help` names the columns";
    Failure::usage(lines.join("\n"), hint)
}
