//! Tables from recorded answers.

use serde::Deserialize;
use serde_json::value::RawValue;

/// The objects of an envelope, each as its own JSON text.
pub(super) fn objects(body: &str) -> Result<Vec<String>, String> {
    #[derive(Deserialize)]
    struct Envelope {
        value: Vec<Box<RawValue>>,
    }
    let envelope: Envelope = serde_json::from_str(body).map_err(|error| error.to_string())?;
    Ok(envelope.value.iter().map(|object| object.get().to_owned()).collect())
}
