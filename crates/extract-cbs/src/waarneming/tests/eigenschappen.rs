use domain::statline::{Protocol, Tabel};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::{V4, alles, klein, lees, lees_klein};

/// The fields of a row of v4 of the small table.
fn v4(id: i64, at: usize) -> Map<String, Value> {
    let (value, attribute) =
        if at.is_multiple_of(3) { (Value::Null, "Impossible") } else { (json!(at), "None") };
    let row = json!({
        "Id": id,
        "Measure": (["M001", "M002"][at % 2]),
        "ValueAttribute": attribute,
        "Value": value,
        "StringValue": null,
        "RegioS": (["GM0344", "GM0363"][at / 2 % 2]),
        "Perioden": (["2024JJ00", "2025JJ00"][at / 4 % 2]),
    });
    row.as_object().unwrap().clone()
}

/// The fields of a row of v3, whose number is its place.
fn v3(id: i64) -> Map<String, Value> {
    let at = usize::try_from(id).unwrap();
    let row = json!({
        "ID": id,
        "RegioS": (["GM0344  ", "GM0363  "][at / 2]),
        "Perioden": (["2024JJ00", "2025JJ00"][at % 2]),
        "M001": "   1.5",
        "M002": "",
        "M003": "Almelo   ",
    });
    row.as_object().unwrap().clone()
}

/// An object whose fields stand in this order.
fn object(row: &Map<String, Value>, order: &[usize]) -> String {
    let fields: Vec<_> = row.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
    let fields: Vec<_> = order.iter().map(|at| fields[*at].clone()).collect();
    format!("{{{}}}", fields.join(","))
}

fn in_order(row: &Map<String, Value>) -> String {
    object(row, &(0..row.len()).collect::<Vec<_>>())
}

fn pagina(rows: &[String]) -> String {
    format!("{{\"value\": [{}], \"@odata.nextLink\": \"x\"}}", rows.join(","))
}

fn tabellen() -> [Tabel; 2] {
    [klein(Protocol::V4), klein(Protocol::V3)]
}

/// Anything that a transport or a machine may make of a page.
fn verminkt() -> impl Strategy<Value = Vec<u8>> {
    let good = pagina(&(0..8).map(|at| in_order(&v4(7, at))).collect::<Vec<_>>());
    let changed = prop::collection::vec((any::<Index>(), any::<u8>()), 1..4);
    changed.prop_map(move |changes| {
        let mut body = good.clone().into_bytes();
        for (index, byte) in changes {
            let at = index.index(body.len());
            body[at] = byte;
        }
        body
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body in prop::collection::vec(any::<u8>(), 0..200)) {
        for tabel in tabellen() {
            let _ = lees(&body, &tabel, &alles(&tabel), V4, None);
        }
    }

    #[test]
    fn a_page_with_odd_bytes_is_read_or_refused_with_a_code(body in verminkt()) {
        let tabel = klein(Protocol::V4);
        match lees(&body, &tabel, &alles(&tabel), V4, None) {
            Ok(lezing) => prop_assert_eq!(lezing.blok.cellen.len(), usize::try_from(lezing.rijen).unwrap()),
            Err(error) => {
                prop_assert!(!error.code().is_empty());
                // What is no JSON is always called so, and nothing else is.
                let is_json = serde_json::from_slice::<&RawValue>(&body).is_ok();
                prop_assert!(is_json || error.code() == "JSON_INVALID", "{}", error);
            }
        }
    }

    #[test]
    fn half_a_page_is_refused(cut in any::<Index>(), is_v3 in any::<bool>()) {
        let tabel = klein(if is_v3 { Protocol::V3 } else { Protocol::V4 });
        let rows: Vec<_> = (0..4).map(|at| in_order(&if is_v3 { v3(at) } else { v4(at, 1) })).collect();
        let body = pagina(&rows);
        let half = body.get(..cut.index(body.len())).unwrap();
        prop_assert_eq!(lees_klein(&tabel, half).unwrap_err().code(), "JSON_INVALID");
        prop_assert_eq!(lees_klein(&tabel, &body).unwrap().rijen, 4);
    }

    #[test]
    fn the_order_of_fields_means_nothing(
        first in Just((0..7).collect::<Vec<usize>>()).prop_shuffle(),
        other in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let tabel = klein(Protocol::V4);
        let plain = pagina(&(0..8).map(|at| in_order(&v4(7 + at, 1))).collect::<Vec<_>>());
        let mixed = pagina(&(0..8).map(|at| object(&v4(7 + at, 1), &first)).collect::<Vec<_>>());
        prop_assert_eq!(lees_klein(&tabel, &plain).unwrap(), lees_klein(&tabel, &mixed).unwrap());
        let tabel = klein(Protocol::V3);
        let plain = pagina(&(0..4).map(|id| in_order(&v3(id))).collect::<Vec<_>>());
        // Even when it changes from row to row.
        let mixed = pagina(&(0..4).map(|id| {
            let row = v3(id);
            if id % 2 == 0 { in_order(&row) } else { object(&row, &other) }
        }).collect::<Vec<_>>());
        prop_assert_eq!(lees_klein(&tabel, &plain).unwrap(), lees_klein(&tabel, &mixed).unwrap());
    }

    #[test]
    fn pages_hold_together_what_one_page_holds(
        ids in subsequence((0..40_i64).collect::<Vec<_>>(), 1..30),
        cut in any::<Index>(),
        overlap in 0..3_usize,
    ) {
        let tabel = klein(Protocol::V4);
        let rows: Vec<_> = ids.iter().zip(0..).map(|(id, at)| in_order(&v4(*id, at))).collect();
        let whole = lees_klein(&tabel, &pagina(&rows)).unwrap();
        let at = cut.index(rows.len());
        let een = lees_klein(&tabel, &pagina(&rows[..at])).unwrap();
        let begin = at.saturating_sub(overlap);
        let body = pagina(&rows[begin..]);
        let twee = lees(body.as_bytes(), &tabel, &alles(&tabel), V4, een.laatste_id).unwrap();
        prop_assert_eq!(een.rijen + twee.rijen, whole.rijen);
        prop_assert_eq!((een.dubbel, usize::try_from(twee.dubbel).unwrap()), (0, at - begin));
        prop_assert_eq!(twee.laatste_id, whole.laatste_id);
        let values = |lezing: &super::Lezing| {
            lezing.blok.cellen.iter().map(|cel| (lezing.blok.rij(cel.rij).to_vec(), cel.onderwerp, cel.waarde.clone())).collect::<Vec<_>>()
        };
        let mut together = values(&een);
        together.extend(values(&twee));
        prop_assert_eq!(together, values(&whole));
    }
}
