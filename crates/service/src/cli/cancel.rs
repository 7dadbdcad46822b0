//! `sluis cancel`: asks the service to stop something.

use load::beheer;
use load::dienst::{self, Antwoord, Herkomst, Leider, NieuwVerzoek, Opdracht};
use uuid::Uuid;

use super::args::{CancelArguments, CancelTarget};
use super::exit::{Exit, Failure};
use super::output::print;
use super::runs::unknown_run;
use super::session::Session;
use crate::clock;

pub(super) async fn cancel(
    session: &Session,
    arguments: &CancelArguments,
    who: &str,
) -> Result<Exit, Failure> {
    let db = &session.db;
    let opdracht = match arguments.target {
        CancelTarget::Run(run) => {
            let Some(found) = beheer::list_runs(db, 1, Some(run)).await?.pop() else {
                return Err(unknown_run(run));
            };
            if found.status != "running" {
                return Err(ended("run", run, &found.status));
            }
            Opdracht::Annuleren(run)
        }
        CancelTarget::Request(request) => {
            // One that waits is nobody's yet: that needs no service.
            let by = (who, Herkomst::Opdrachtregel);
            if dienst::trek_in(db, request, by, clock::now()).await? {
                print(&format!("request {request} will not be begun\n"))?;
                return Ok(Exit::Ok);
            }
            match dienst::find(db, request).await? {
                None => {
                    let hint = "`sluis check` shows what is asked of the service";
                    return Err(Failure::usage(format!("there is no request {request}"), hint));
                }
                Some(found) if found.status != "running" => {
                    return Err(ended("request", request, &found.status));
                }
                Some(_) => Opdracht::AnnulerenVerzoek(request),
            }
        }
    };
    if !Leider::stand(db).await?.is_some_and(|stand| stand.leidt) {
        let hint = "start `sluis serve`; a run of the command line is stopped with Ctrl-C";
        return Err(Failure::new(Exit::Failed, "no service is running that could stop it", hint));
    }
    let verzoek = NieuwVerzoek {
        sleutel: Uuid::from_bytes(random()),
        opdracht,
        reden: None,
        plan: None,
        wie: who,
        herkomst: Herkomst::Opdrachtregel,
    };
    let number = match dienst::vraag(db, &verzoek).await? {
        Antwoord::Aangenomen(number) | Antwoord::Bestond(number) => number,
    };
    print(&format!("asked the service to stop it (request {number})\n"))?;
    Ok(Exit::Ok)
}

fn ended(what: &str, number: i64, status: &str) -> Failure {
    let text = format!("{what} {number} is not being done: it is {status}");
    Failure::usage(text, "`sluis status` shows what is being done")
}

/// A key that nobody else makes: two calls are two requests, which their content makes one.
fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    let random = ring::rand::SystemRandom::new();
    // Without randomness the key is zeros, and an open request of the same content is found all the same.
    let _ = ring::rand::SecureRandom::fill(&random, &mut bytes);
    bytes
}
