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

/// Refuses what is written into a table: the first `times` times, with these codes in turn. A sequence counts on where a
/// transaction is rolled back.
fn refuse(world: &World<'_>, table: &str, codes: &[&str], times: u32) -> Result<()> {
    let name = table.replace('.', "_");
    world.warehouse.query(&format!(
        "create sequence public.keer_{name}; \
         create function public.weiger_{name}() returns trigger language plpgsql security definer as $$ \
         declare codes text[] := '{{{}}}'; keer integer := nextval('public.keer_{name}'); \
         begin if keer <= {times} then raise exception 'refused' \
         using errcode = codes[1 + (keer - 1) % cardinality(codes)]; end if; return null; end $$; \
         create trigger weiger after insert on {table} \
         for each statement execute function public.weiger_{name}()",
        codes.join(",")
    ))?;
    Ok(())
}

/// How often it was written into; takes the refusal away.
fn relent(world: &World<'_>, table: &str) -> Result<i64> {
    let name = table.replace('.', "_");
    let times = world.warehouse.value(&format!("select last_value from public.keer_{name}"))?;
    world.warehouse.query(&format!(
        "drop function public.weiger_{name}() cascade; drop sequence public.keer_{name}"
    ))?;
    Ok(times.parse()?)
}

fn refused(setup: &Setup) -> Result<Held> {
    let (landing, facts) = ("landing.bericht", "dwh.feit_toewijzing");
    let mut world = setup.world()?;
    refuse(&world, landing, &["40P01", "40001"], 2)?;
    refuse(&world, facts, &["57014"], 1)?;
    let child = world.start_run()?;
    let outcome = world.end_of(child)?;
    let times = (relent(&world, landing)?, relent(&world, facts)?);
    ensure!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    ensure!(times.0 > 2 && times.1 > 1, "written {times:?} times");
    invariant::check(&world)?;
    // It has an end, it is told, and the night after it is good.
    let mut world = setup.world()?;
    refuse(&world, landing, &["40P01"], 1_000_000)?;
    let child = world.start_run()?;
    let outcome = world.end_of(child)?;
    let times = relent(&world, landing)?;
    ensure!(matches!(outcome.code, 1 | 5), "I5: {outcome:?}");
    ensure!((2..20).contains(&times), "tried {times} times");
    let again = world.run_again()?;
    ensure!(matches!(again.code, 0 | 3), "{again:?}");
    invariant::check(&world)
}
