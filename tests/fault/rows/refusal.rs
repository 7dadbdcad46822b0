//! Row 53: the server refuses a transaction that would do the next time.

use anyhow::{Result, ensure};

use crate::Row;
use crate::invariant::{self, Held};
use crate::setup::{Setup, World};

pub(crate) fn rows() -> Vec<Row> {
    vec![Row {
        number: 53,
        fault: "deadlock, serialization failure, statement timeout",
        act: refused,
    }]
}

/// Refuses what is written into a table: the first times with these codes, and as often as that goes on. A sequence
/// counts on where a transaction is rolled back.
fn refuse(world: &World<'_>, table: &str, codes: &[&str], times: u32) -> Result<()> {
    world.warehouse.query(&format!(
        "create sequence public.keer; create function public.weiger() returns trigger language plpgsql \
         security definer as $$ declare codes text[] := '{{{}}}'; keer integer := nextval('public.keer'); \
         begin if keer <= {times} then raise exception 'refused' \
         using errcode = codes[1 + (keer - 1) % cardinality(codes)]; end if; return null; end $$; \
         create trigger weiger after insert on {table} for each statement execute function public.weiger()",
        codes.join(",")
    ))?;
    Ok(())
}

/// How often it was written into; takes the refusal away.
fn relent(world: &World<'_>) -> Result<i64> {
    let times = world.warehouse.value("select last_value from public.keer")?;
    world.warehouse.query("drop function public.weiger() cascade; drop sequence public.keer")?;
    Ok(times.parse()?)
}

fn refused(setup: &Setup) -> Result<Held> {
    let cases =
        [("landing.bericht", ["40P01", "40001"]), ("dwh.feit_toewijzing", ["40001", "57014"])];
    for (table, codes) in cases {
        let mut world = setup.world()?;
        refuse(&world, table, &codes, 2)?;
        let child = world.start_run()?;
        let outcome = world.end_of(child)?;
        let times = relent(&world)?;
        ensure!(matches!(outcome.code, 0 | 3), "{table}: {outcome:?}");
        ensure!(times > 2, "{table}: written {times} times");
        invariant::check(&world)?;
    }
    // It has an end, it is told, and the night after it is good.
    let mut world = setup.world()?;
    let reader = world.reader()?;
    refuse(&world, "dwh.feit_toewijzing", &["40P01"], 1_000_000)?;
    let child = world.start_run()?;
    let outcome = world.end_of(child)?;
    let times = relent(&world)?;
    ensure!(outcome.code != 0, "I5: {outcome:?}");
    ensure!((2..20).contains(&times), "tried {times} times");
    let again = world.run_again()?;
    ensure!(matches!(again.code, 0 | 3), "{again:?}");
    reader.end(&world.warehouse)?;
    let mut held = invariant::check(&world)?;
    held.add(2);
    Ok(held)
}
