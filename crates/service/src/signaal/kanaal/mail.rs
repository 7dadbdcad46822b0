//! Mail: SMTP with TLS.

use core::time::Duration;

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use secrecy::ExposeSecret;

use super::{Brief, KanaalFout};
use crate::config::{Mail, MailTls};

/// A mail server and its receivers.
#[derive(Debug)]
pub struct Mailkanaal {
    naam: String,
    from: Mailbox,
    to: Vec<Mailbox>,
    transport: AsyncSmtpTransport<Tokio1Executor>,
    timeout: Duration,
}

/// Tells out-of-office robots not to answer (RFC 3834).
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Mailkanaal {
    pub(super) fn new(mail: &Mail, pem: Option<&[u8]>, timeout: Duration) -> anyhow::Result<Self> {
        let mut parameters = TlsParameters::builder(mail.host.clone());
        if let Some(pem) = pem {
            parameters = parameters.add_root_certificate(Certificate::from_pem(pem)?);
        }
        let tls = match mail.tls {
            MailTls::Starttls => Tls::Required(parameters.build()?),
            MailTls::Implicit => Tls::Wrapper(parameters.build()?),
            MailTls::None => Tls::None,
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(mail.host.clone())
            .port(mail.port)
            .tls(tls)
            .timeout(Some(timeout));
        let builder = match &mail.login {
            None => builder,
            Some((user, secret)) => builder
                .credentials(Credentials::new(user.clone(), secret.expose_secret().to_owned())),
        };
        Ok(Self {
            naam: mail.name.clone(),
            from: mail.from.parse()?,
            to: mail.to.iter().map(|to| to.parse()).collect::<Result<_, _>>()?,
            transport: builder.build(),
            timeout,
        })
    }

    pub(super) fn naam(&self) -> &str {
        &self.naam
    }

    pub(super) async fn stuur(&self, brief: &Brief) -> Result<(), KanaalFout> {
        let message = self.message(brief)?;
        match tokio::time::timeout(self.timeout, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(KanaalFout::new(&keten(&error))),
            Err(_) => Err(KanaalFout::new("the mail server did not answer in time")),
        }
    }

    fn message(&self, brief: &Brief) -> Result<Message, KanaalFout> {
        let domain = self.from.email.domain();
        let mut message = Message::builder()
            .from(self.from.clone())
            .message_id(Some(format!("<{}@{domain}>", brief.kenmerk)))
            .date(brief.gemaakt_op.into())
            .subject(brief.onderwerp())
            .header(AutoSubmitted)
            .header(MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN);
        for to in &self.to {
            message = message.to(to.clone());
        }
        message.body(brief.tekst()).map_err(|error| KanaalFout::new(&error.to_string()))
    }
}

/// An error with its causes.
pub(super) fn keten(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let words = error.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        cause = error.source();
    }
    text
}
