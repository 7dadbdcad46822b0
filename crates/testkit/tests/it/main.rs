//! Tests of the testkit itself: valid XML, the same bytes every time, a truth that adds up.

#[cfg(test)]
mod aanvullend;
#[cfg(test)]
mod bericht;
#[cfg(test)]
mod generator;
#[cfg(test)]
mod inbox;
#[cfg(test)]
mod release2;
#[cfg(test)]
mod verzoek;
#[cfg(test)]
mod waarheid;
#[cfg(test)]
mod xsd;
