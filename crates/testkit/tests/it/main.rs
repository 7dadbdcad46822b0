//! Tests of the testkit itself: valid XML, the same bytes every time, a truth that adds up.

#[cfg(test)]
mod aanvullend;
#[cfg(test)]
mod bericht;
#[cfg(test)]
mod fake_cbs;
#[cfg(test)]
mod fake_cbs_opname;
#[cfg(test)]
mod fake_cbs_storing;
#[cfg(test)]
mod generator;
#[cfg(test)]
mod http_get;
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
