//! `sluis user`: local accounts of the pages.

use std::io::Write;
use std::process::Stdio;

use sluis_tests::Warehouse;

/// Gives a command and types on its standard input: exit code, stdout, stderr.
fn type_in(warehouse: &Warehouse, arguments: &[&str], text: &str) -> (i32, String, String) {
    let mut command = warehouse.command(arguments).unwrap();
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn accounts_are_made_changed_and_removed_and_the_audit_tells() {
    let warehouse = Warehouse::new().unwrap();
    let good = "dijk-lantaarn-7\n";
    for (arguments, text, code, told) in [
        (&["user", "add", "jansen", "--role", "lezer"][..], "kort\n", 2, "fewer than 12"),
        (&["user", "add", "jansen", "--role", "lezer"], "Welkom123456\n", 2, "commonest"),
        (&["user", "add", "Jansen", "--role", "lezer"], good, 2, "a-z"),
        (&["user", "add", "jansen", "--role", "baas"], good, 2, "invalid value"),
        (&["user", "add", "jansen", "--role", "lezer"], good, 0, "jansen can sign in as lezer"),
        (
            &["user", "add", "jansen", "--role", "lezer"],
            good,
            2,
            "there is an account jansen already",
        ),
        (&["user", "role", "jansen", "beheerder"], "", 0, "another role"),
        (&["user", "passwd", "jansen"], "een-ander-wachtwoord\n", 0, "another password"),
        (&["user", "passwd", "niemand"], good, 2, "there is no account niemand"),
        (&["user", "remove", "jansen"], "", 0, "can no longer sign in"),
        (&["user", "remove", "jansen"], "", 2, "there is no account jansen"),
        (
            &["user", "add", "jansen", "--role", "operator"],
            good,
            0,
            "jansen can sign in as operator",
        ),
    ] {
        let (exit, out, err) = type_in(&warehouse, arguments, text);
        assert_eq!(exit, code, "{arguments:?}: {out}{err}");
        assert!(format!("{out}{err}").contains(told), "{arguments:?}: {out}{err}");
        assert!(!format!("{out}{err}").contains("lantaarn"));
    }
    let list = warehouse.sluis(&["user", "list", "--json"]).unwrap().json().unwrap();
    let users = list["users"].as_array().unwrap();
    assert_eq!((users.len(), users[0]["role"].as_str()), (1, Some("operator")));
    let audit = "select concat_ws(' ', handeling, object, resultaat, herkomst) from beheer.audit order by audit_id";
    assert_eq!(
        warehouse.query(audit).unwrap(),
        [
            "account maken jansen gelukt, lezer opdrachtregel",
            "rol zetten jansen gelukt, beheerder opdrachtregel",
            "wachtwoord zetten jansen gelukt opdrachtregel",
            "account verwijderen jansen gelukt opdrachtregel",
            "account maken jansen gelukt, operator opdrachtregel",
        ]
    );
    let stored = warehouse.value("select wachtwoord_hash from beheer.gebruiker").unwrap();
    assert!(stored.starts_with("$argon2id$"));
}
