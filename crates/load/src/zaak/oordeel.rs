//! Whether a delivery is loaded, or refused as a whole.

use domain::Code;
use domain::zaaksysteem::Entiteit;
use sqlx::{AssertSqlSafe, PgConnection};

use crate::Error;

use super::Leveringsoort;
use super::grootboek::Gegeven;
use super::kolommen::{Waar, vul};
use super::ontdubbel::Ontdubbeld;

/// How much a delivery lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Verlies {
    /// What there was.
    van: i64,
    /// What is left of it.
    over: i64,
}

impl Verlies {
    /// Whether it is more than `percent`.
    fn is_meer_dan(self, percent: u8) -> bool {
        let weg = i128::from(self.van) - i128::from(self.over);
        weg * 100 > i128::from(self.van) * i128::from(percent)
    }
}

/// `DeliveryDrop` when the delivery would end more than it may, `ZeroRows` when it has no row at all; that one is loaded.
pub(super) async fn beoordeel(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    ontdubbeld: &Ontdubbeld,
    gelezen: i64,
    geweigerd: i64,
    waar: Waar,
) -> Result<Option<Code>, Error> {
    if gelezen == 0 {
        return Ok(Some(Code::ZeroRows));
    }
    // Straight to landing only goes what is not weighed against anything.
    if waar == Waar::Landing || gegeven.soort == Leveringsoort::Mutaties || gegeven.is_bevestigd {
        return Ok(None);
    }
    let mut stond = 0;
    for (entiteit, over) in &ontdubbeld.goed {
        let van = tel_stand(connection, gegeven, *entiteit).await?;
        stond += van;
        let is_kleiner = (Verlies { van, over: *over }).is_meer_dan(gegeven.daling_max);
        // Reading it again is no new delivery.
        if is_kleiner && !gegeven.is_eerder_geladen {
            return Ok(Some(Code::DeliveryDrop));
        }
    }
    let refused = Verlies { van: gelezen, over: gelezen - geweigerd };
    let is_te_veel = stond > 0 && refused.is_meer_dan(gegeven.daling_max);
    Ok(is_te_veel.then_some(Code::DeliveryDrop))
}

/// How many keys stood just before the day of the delivery.
async fn tel_stand(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    entiteit: Entiteit,
) -> Result<i64, Error> {
    let sql = vul(include_str!("../../../../sql/zaak/landing/count_stand.sql"), entiteit);
    let aantal = sqlx::query_scalar(AssertSqlSafe(sql))
        .persistent(false)
        .bind(&gegeven.bron)
        .bind(gegeven.peildatum)
        .fetch_one(connection)
        .await?;
    Ok(aantal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_is_more_than_a_share_only_above_it() {
        // before, left, percent, more
        let cases = [
            (100, 80, 20, false),
            (100, 79, 20, true),
            (3, 2, 33, true),
            (3, 2, 34, false),
            (0, 0, 0, false),
            (5, 9, 0, false),
            (1, 0, 100, false),
            (i64::MAX, 0, 99, true),
        ];
        for (van, over, percent, meer) in cases {
            assert_eq!(Verlies { van, over }.is_meer_dan(percent), meer, "{van} {over} {percent}");
        }
    }
}
