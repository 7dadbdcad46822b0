//! Which role follows from what a provider tells.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::Rol;

/// The value of a claim; dots lead inside. A claim whose own name has dots in it goes first.
pub(super) fn zoek<'a>(claims: &'a Value, pad: &str) -> Option<&'a Value> {
    claims.get(pad).or_else(|| pad.split('.').try_fold(claims, |value, naam| value.get(naam)))
}

/// The highest role that the values of a claim give: a text, or a list of texts.
pub(super) fn rol(waarde: &Value, rollen: &BTreeMap<String, Rol>) -> Option<Rol> {
    let one = |value: &Value| rollen.get(value.as_str()?).copied();
    match waarde {
        Value::Array(values) => values.iter().filter_map(one).max(),
        value => one(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_highest_role_of_the_claim_counts() {
        let rollen = BTreeMap::from([
            ("kijk".to_owned(), Rol::Lezer),
            ("doe".to_owned(), Rol::Operator),
            ("baas".to_owned(), Rol::Beheerder),
        ]);
        for (claims, pad, expect) in [
            (json!({"roles": "kijk"}), "roles", Some(Rol::Lezer)),
            (json!({"roles": ["kijk", "doe", "anders"]}), "roles", Some(Rol::Operator)),
            (json!({"roles": ["anders"]}), "roles", None),
            (json!({"roles": []}), "roles", None),
            (json!({"roles": {"baas": true}}), "roles", None),
            (json!({"roles": "Baas"}), "roles", None),
            (json!({}), "roles", None),
            (json!({"a": {"b": {"c": ["baas"]}}}), "a.b.c", Some(Rol::Beheerder)),
            (json!({"a": {"b": "baas"}}), "a.b.c", None),
            (json!({"https://x.nl/r": "doe"}), "https://x.nl/r", Some(Rol::Operator)),
        ] {
            let found = zoek(&claims, pad).and_then(|waarde| rol(waarde, &rollen));
            assert_eq!(found, expect, "{claims} {pad}");
        }
    }
}
