//! What all rules have in common, and the page that lists them.

mod tabel;

use super::*;

#[test]
fn every_rule_says_the_same_of_itself_everywhere() {
    for controle in controles() {
        assert_eq!(Some(&controle.regel), regel(controle.regel.code));
    }
}

#[test]
fn the_letters_of_a_code_tell_its_authority() {
    for (regel, _) in regels() {
        let letters = regel.code.get(..2).unwrap();
        let ernst = match letters {
            "TR" | "CD" | "CS" | "RS" => Ernst::R,
            "OP" | "IV" => Ernst::P,
            "DQ" => Ernst::D,
            _ => panic!("{}", regel.code),
        };
        assert_eq!(regel.ernst, ernst, "{}", regel.code);
        assert!(regel.retourcode.is_none() || ernst == Ernst::R, "{}", regel.code);
    }
}

#[test]
fn a_rule_without_its_list_says_so() {
    let kader = Kader::op(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap());
    for (regel, _) in regels() {
        let ontbreekt = niet_toetsbaar(&kader).iter().any(|(code, _)| *code == regel.code);
        assert_eq!(ontbreekt, regel.nodig != Nodig::Niets, "{}", regel.code);
    }
}
