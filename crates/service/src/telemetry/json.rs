//! Log lines as JSON: one object a line, the fields of the spans around it on the same level as its own.

use std::fmt;
use std::io::Write;

use chrono::SecondsFormat;
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::{LookupSpan, Scope};

use crate::clock;

/// What a line of a run always has, `null` where it is about none.
const VAN_EEN_RUN: [&str; 3] = ["run_id", "task_id", "source"];

/// Writes each event as a line.
#[derive(Debug)]
pub(super) struct Regels<W> {
    out: W,
}

impl<W> Regels<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out }
    }
}

/// Fields as they came in.
#[derive(Debug, Default)]
struct Velden(Map<String, Value>);

impl Visit for Velden {
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").into());
    }
}

impl<S, W> Layer<S> for Regels<W>
where
    S: Subscriber + for<'s> LookupSpan<'s>,
    W: for<'w> MakeWriter<'w> + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut velden = Velden::default();
        attributes.record(&mut velden);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(velden);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(velden) = span.extensions_mut().get_mut::<Velden>()
        {
            values.record(velden);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let meta = event.metadata();
        let moment = clock::now().to_rfc3339_opts(SecondsFormat::Micros, true);
        let mut line = Map::new();
        line.insert("timestamp".to_owned(), moment.into());
        line.insert("level".to_owned(), meta.level().as_str().into());
        line.insert("target".to_owned(), meta.target().into());
        for span in context.event_scope(event).into_iter().flat_map(Scope::from_root) {
            if let Some(Velden(velden)) = span.extensions().get::<Velden>() {
                line.extend(velden.clone());
            }
        }
        if line.contains_key("run_id") {
            for key in VAN_EEN_RUN {
                line.entry(key).or_insert(Value::Null);
            }
        }
        let mut own = Velden::default();
        event.record(&mut own);
        line.extend(own.0);
        let mut text = Value::Object(line).to_string();
        text.push('\n');
        // Nobody reading, or no room: the line is lost, the work goes on.
        let _ = self.out.make_writer().write_all(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tracing::{error_span, info};
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl MakeWriter<'_> for Sink {
        type Writer = Self;

        fn make_writer(&self) -> Self {
            self.clone()
        }
    }

    #[test]
    fn a_line_of_a_run_tells_run_task_and_source() {
        let sink = Sink::default();
        let subscriber = tracing_subscriber::registry().with(Regels::new(sink.clone()));
        tracing::subscriber::with_default(subscriber, || {
            info!(code = "X", "outside");
            let run = error_span!("run", run_id = 7_i64).entered();
            info!("the run begins");
            let source =
                error_span!("source", source = "berichten", task_id = tracing::field::Empty);
            let source = source.entered();
            source.record("task_id", 9_i64);
            info!(files = 2_u64, is_done = true, "loaded \"a\" task");
            drop((source, run));
        });
        let text = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
        let lines: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let ids = |line: &Value| {
            VAN_EEN_RUN.map(|key| line.get(key).map(Value::to_string).unwrap_or_default())
        };
        assert_eq!(lines.len(), 3);
        assert_eq!(ids(&lines[0]), ["", "", ""]);
        assert_eq!(ids(&lines[1]), ["7", "null", "null"]);
        assert_eq!(ids(&lines[2]), ["7", "9", "\"berichten\""]);
        assert_eq!(lines[2]["message"], "loaded \"a\" task");
        assert_eq!(lines[2]["files"], 2);
        assert_eq!(lines[2]["level"], "INFO");
        assert!(lines[2]["target"].as_str().unwrap().contains("telemetry::json"));
        let moment = lines[2]["timestamp"].as_str().unwrap();
        assert!(chrono::DateTime::parse_from_rfc3339(moment).is_ok(), "{moment}");
    }
}
