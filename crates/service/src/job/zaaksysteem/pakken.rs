//! The rows of one file, made ready for landing by who reads them: writing only has to send them.

use std::io::Read;

use domain::zaaksysteem::Entiteit;
use extract_zaaksysteem::Weigering;
use load::zaak::{Gepakt, Inpakker};
use tokio::sync::{mpsc, oneshot};

use super::lezen::{Deel, Leeswijze, Meldingen, Stuk, lees};

/// What is sent to the writer, in this order: the entities, then the rows.
#[derive(Debug)]
pub(crate) enum Zending {
    /// The file tells of these; who writes answers how records are made ready.
    Begin(Vec<Entiteit>, oneshot::Sender<Inpakker>),
    /// Rows. What is ready of them may be told later.
    Rijen(Gepakt),
    /// A record that cannot be stored; nothing comes after it.
    Fout(load::Error),
}

/// Reads all rows and sends them, until the end, or until nobody wants them any more.
///
/// # Errors
/// The refusal of the file as a whole.
pub(crate) fn pak(
    bestand: impl Read,
    wijze: &Leeswijze<'_>,
    sender: &mpsc::Sender<Zending>,
) -> Result<Meldingen, Weigering> {
    let mut inpakker = None;
    let stuur = |zending| sender.blocking_send(zending).is_ok();
    let meldingen = lees(bestand, wijze, |deel| match deel {
        Deel::Begin(entiteiten) => {
            let (antwoord, vraag) = oneshot::channel();
            if stuur(Zending::Begin(entiteiten, antwoord)) {
                inpakker = vraag.blocking_recv().ok();
            }
            inpakker.is_some()
        }
        Deel::Rijen(stuk) => match inpakker.as_mut() {
            Some(inpakker) => stuur(gepakt(inpakker, stuk)),
            None => false,
        },
    })?;
    if let Some(mut inpakker) = inpakker {
        stuur(Zending::Rijen(Gepakt { pakken: inpakker.rest(), ..Gepakt::default() }));
    }
    Ok(meldingen)
}

fn gepakt(inpakker: &mut Inpakker, stuk: Stuk) -> Zending {
    let Stuk { gelezen, records, geweigerd } = stuk;
    match inpakker.rijen(&records) {
        Ok(pakken) => Zending::Rijen(Gepakt { gelezen, pakken, geweigerd }),
        Err(fout) => Zending::Fout(fout),
    }
}
