//! Passwords of local accounts: which are good enough, how they are kept, how they are compared.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};

/// Fewer can be guessed.
const TEKENS_MIN: usize = 12;
/// More is a mistake, or somebody who lets us compute.
pub(crate) const BYTES_MAX: usize = 128;
/// OWASP, Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane.
const GEHEUGEN_KIB: u32 = 19_456;
const RONDEN: u32 = 2;

/// The commonest long passwords, Dutch ones among them; one on a line, lower case.
const VEELGEBRUIKT: &str = include_str!("veelgebruikt.txt");

/// Why a password is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Zwak {
    /// Too short.
    #[error("the password has fewer than 12 characters")]
    Kort,
    /// Too long.
    #[error("the password has more than 128 bytes")]
    Lang,
    /// Anybody tries it first.
    #[error("the password is one of the commonest, or hardly more than the name or one character")]
    Veelgebruikt,
    /// It could not be hashed.
    #[error("the password cannot be hashed")]
    Hash,
}

/// Hashes a password for an account of this name, when it is good enough.
///
/// # Errors
/// [`Zwak`].
pub fn hash_wachtwoord(naam: &str, wachtwoord: &SecretString) -> Result<String, Zwak> {
    let text = wachtwoord.expose_secret();
    check(naam, text)?;
    let hash = argon().and_then(|argon| argon.hash_password(text.as_bytes()).ok());
    hash.map(|hash| hash.to_string()).ok_or(Zwak::Hash)
}

fn check(naam: &str, text: &str) -> Result<(), Zwak> {
    if text.chars().count() < TEKENS_MIN {
        return Err(Zwak::Kort);
    }
    if text.len() > BYTES_MAX {
        return Err(Zwak::Lang);
    }
    let lower = text.to_lowercase();
    let mut different: Vec<char> = lower.chars().collect();
    different.sort_unstable();
    different.dedup();
    let rest = lower.replace(&naam.to_lowercase(), "");
    let is_common = VEELGEBRUIKT.lines().any(|common| common == lower)
        || different.len() < 5
        || rest.chars().count() < TEKENS_MIN / 2;
    if is_common { Err(Zwak::Veelgebruikt) } else { Ok(()) }
}

fn argon() -> Option<Argon2<'static>> {
    let params = Params::new(GEHEUGEN_KIB, RONDEN, 1, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// A hash that no password has: comparing with it costs what comparing with a real one costs.
pub(super) fn geen_hash() -> Option<String> {
    let mut random = [0_u8; 32];
    ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut random).ok()?;
    Some(argon()?.hash_password(&random).ok()?.to_string())
}

/// Whether a password is that of a hash. Takes a twentieth of a second: not for an async thread.
pub(super) fn is_wachtwoord(hash: &str, wachtwoord: &SecretString) -> bool {
    let (Ok(hash), Some(argon)) = (PasswordHash::new(hash), argon()) else { return false };
    argon.verify_password(wachtwoord.expose_secret().as_bytes(), &hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused() {
        for (text, expect) in [
            ("kort", Err(Zwak::Kort)),
            ("elf-tekens!", Err(Zwak::Kort)),
            ("dijk-lantaarn-7", Ok(())),
            ("Wachtwoord123", Err(Zwak::Veelgebruikt)),
            ("aaaaaaaaaaaaaaaa", Err(Zwak::Veelgebruikt)),
            ("abababababababab", Err(Zwak::Veelgebruikt)),
            ("beheer.jansen1", Err(Zwak::Veelgebruikt)),
            (&"x1y2z3".repeat(30), Err(Zwak::Lang)),
        ] {
            assert_eq!(check("beheer.jansen", text), expect, "{text}");
        }
    }

    #[test]
    fn a_hash_is_salted_and_knows_its_password() {
        let good = SecretString::from("dijk-lantaarn-7");
        let hash = hash_wachtwoord("jansen", &good).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, hash_wachtwoord("jansen", &good).unwrap());
        assert!(is_wachtwoord(&hash, &good));
        assert!(!is_wachtwoord(&hash, &SecretString::from("dijk-lantaarn-8")));
        assert!(!is_wachtwoord("", &good));
        assert!(!is_wachtwoord(&geen_hash().unwrap(), &good));
    }
}
