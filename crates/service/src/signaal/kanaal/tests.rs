use core::time::Duration;
use std::sync::Arc;

use secrecy::SecretString;

use super::*;
use crate::config::{Mail, MailTls, Webhook, WebhookKind};
use crate::signaal::nep::{Certificaat, Mailserver, Ontvanger, Spraak};

fn brief() -> Brief {
    Brief {
        kenmerk: "0195.7".to_owned(),
        regel: "run_mislukt".to_owned(),
        object: "run".to_owned(),
        soort: "open".to_owned(),
        titel: "Run 12 is mislukt (53100)".to_owned(),
        wat: "Run 12 is geëindigd met de foutcode 53100 & <meer>.".to_owned(),
        sinds: "zondag 22 november 2026 om 04:12".to_owned(),
        sinds_op: "2026-11-22T03:12:00Z".parse().unwrap(),
        doen: "Open de run.".to_owned(),
        link: Some("https://sluis.nl/runs/12".to_owned()),
        gemaakt_op: "2026-11-22T03:13:00Z".parse().unwrap(),
    }
}

fn mail(port: u16, tls: MailTls, password: &str) -> Mail {
    let login = (tls != MailTls::None).then(|| ("sluis".to_owned(), SecretString::from(password)));
    Mail {
        name: "beheer".to_owned(),
        host: "localhost".to_owned(),
        port,
        tls,
        login,
        from: "Sluis <sluis@gemeente.nl>".to_owned(),
        to: vec!["a@gemeente.nl".to_owned(), "b@gemeente.nl".to_owned()],
    }
}

async fn send(mail: &Mail, ca: Option<&str>) -> Result<(), KanaalFout> {
    let pem = ca.map(str::as_bytes);
    Mailkanaal::new(mail, pem, Duration::from_secs(10)).unwrap().stuur(&brief()).await
}

#[tokio::test]
async fn mail_goes_by_tls_with_a_password_and_a_name_that_stays_the_same() {
    let certificaat = Arc::new(Certificaat::new());
    for (spraak, tls) in [
        (Spraak::Starttls, MailTls::Starttls),
        (Spraak::Implicit, MailTls::Implicit),
        (Spraak::Plat, MailTls::None),
    ] {
        let server = Mailserver::start(spraak, &certificaat);
        let mail = mail(server.port, tls, "geheim");
        for _ in 0..2 {
            send(&mail, Some(&certificaat.ca)).await.unwrap();
        }
        let mails = server.mails();
        assert_eq!(mails.len(), 2, "{spraak:?}");
        assert_eq!(mails[0], mails[1], "the same mail, twice");
        for expect in [
            "Message-ID: <0195.7@gemeente.nl>",
            "Subject: [Sluis] Run 12 is mislukt (53100)",
            "Date: Sun, 22 Nov 2026 03:13:00 +0000",
            "Auto-Submitted: auto-generated",
            "https://sluis.nl/runs/12",
        ] {
            assert!(mails[0].contains(expect), "{expect}: {}", mails[0]);
        }
    }
}

#[tokio::test]
async fn mail_is_not_sent_to_a_stranger_nor_in_the_open() {
    let certificaat = Arc::new(Certificaat::new());
    let starttls = Mailserver::start(Spraak::Starttls, &certificaat);
    let plain = Mailserver::start(Spraak::Plat, &certificaat);
    let ca = Some(certificaat.ca.as_str());
    // An authority that nobody configured.
    assert!(send(&mail(starttls.port, MailTls::Starttls, "geheim"), None).await.is_err());
    // A server that has no TLS to offer.
    assert!(send(&mail(plain.port, MailTls::Starttls, "geheim"), ca).await.is_err());
    // A name that the certificate does not have.
    let other =
        Mail { host: "127.0.0.1".to_owned(), ..mail(starttls.port, MailTls::Starttls, "geheim") };
    assert!(send(&other, ca).await.is_err());
    let error = send(&mail(starttls.port, MailTls::Starttls, "fout"), ca).await.unwrap_err();
    assert!(error.to_string().contains("535"), "{error}");
    assert!(starttls.mails().is_empty() && plain.mails().is_empty());
}

#[tokio::test]
async fn webhooks_get_what_they_understand() {
    let receiver = Ontvanger::start();
    let url = format!("http://127.0.0.1:{}/geheim", receiver.port);
    let kinds = [WebhookKind::Json, WebhookKind::Teams, WebhookKind::Slack];
    let webhook = kinds.map(|kind| Webhook {
        name: kind.code().to_owned(),
        kind,
        url: SecretString::from(url.clone()),
    });
    let alerts = Alerts { webhook: webhook.to_vec(), ..Alerts::default() };
    let kanalen = Kanaal::of(&alerts).await.unwrap();
    for kanaal in &kanalen {
        kanaal.stuur(&brief()).await.unwrap();
    }
    let bodies = receiver.bodies();
    insta::assert_snapshot!(serde_json::to_string_pretty(&bodies).unwrap());
    let head = receiver.post.lock().unwrap()[0].to_ascii_lowercase();
    assert!(head.contains("idempotency-key: 0195.7"), "{head}");
    // What it answers otherwise is a failure, without the address.
    for answer in ["500 Internal Server Error", "404 Not Found", "302 Found"] {
        *receiver.antwoord.lock().unwrap() = answer;
        let error = kanalen[0].stuur(&brief()).await.unwrap_err().to_string();
        assert!(error.contains(answer) && !error.contains("geheim"), "{error}");
    }
    // And so is nobody there.
    let gone =
        Webhook { url: SecretString::from("http://127.0.0.1:1/geheim"), ..webhook[0].clone() };
    let alerts = Alerts { webhook: vec![gone], ..Alerts::default() };
    let error = Kanaal::of(&alerts).await.unwrap()[0].stuur(&brief()).await.unwrap_err();
    assert!(!error.to_string().contains("geheim"), "{error}");
}
