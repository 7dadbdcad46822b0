//! Reading chains and publishing facts, on a real Postgres (`DATABASE_URL`).

#[cfg(test)]
mod dimensions;
#[cfg(test)]
mod facts;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod kringen;
#[cfg(test)]
mod leveringen;
#[cfg(test)]
mod life;
#[cfg(test)]
mod reader;
#[cfg(test)]
mod request_fixture;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod stamgegevens;
#[cfg(test)]
mod upgrade;
#[cfg(test)]
mod voorzieningen;
