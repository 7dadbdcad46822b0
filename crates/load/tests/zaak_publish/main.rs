//! Publishing what CSV told, on a real Postgres: every test has a database of its own (`DATABASE_URL`).

#[cfg(test)]
mod controles;
#[cfg(test)]
mod dimensies;
#[cfg(test)]
mod feiten;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod lijsten;
#[cfg(test)]
mod volgorde;
