//! Rows to files, each with a description of its columns (CSVW).

use super::harmless;
use crate::diary::Tables;
use crate::rated::SESSIONS;
use crate::sat::Assigned;
use domain::entry::NrsScore;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The files of a diary, by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheets {
    /// `diary.csv`: one row for each day.
    pub diary: String,
    /// `sessions.csv`: one row for each session.
    pub sessions: String,
    /// `plan.csv`: one row for each decision of chance, up to today.
    pub plan: String,
    columns: [Vec<Column>; 3],
}

#[derive(Debug, Clone, PartialEq)]
struct Column {
    name: String,
    datatype: Value,
    required: bool,
}

impl Sheets {
    /// Writes rows.
    #[must_use]
    pub fn new(tables: &Tables) -> Self {
        let (diary, days) = diary(tables);
        let (sessions, done) = sessions(tables);
        let (plan, decisions) = plan(tables);
        Self { diary, sessions, plan, columns: [days, done, decisions] }
    }

    /// All files with their names: the tables, and what describes each.
    #[must_use]
    pub fn files(&self) -> Vec<(String, String)> {
        let named = [
            ("diary.csv", &self.diary, "date"),
            ("sessions.csv", &self.sessions, ""),
            ("plan.csv", &self.plan, "date"),
        ];
        let mut files = Vec::new();
        for ((name, text, key), columns) in named.into_iter().zip(&self.columns) {
            files.push((name.to_owned(), text.clone()));
            files.push((format!("{name}-metadata.json"), metadata(name, columns, key)));
        }
        files
    }
}

fn diary(tables: &Tables) -> (String, Vec<Column>) {
    let techniques: BTreeSet<&String> = tables.days.iter().flat_map(|row| row.sessions.keys()).collect();
    let mut columns = vec![day_column()];
    columns.push(score_column("pain"));
    columns.push(column("pain_time", json!({ "base": "time", "format": "HH:mm" })));
    columns.extend(["pain_morning", "function", "sleep", "stress"].map(score_column));
    columns.extend(
        techniques
            .iter()
            .map(|name| column(&format!("{SESSIONS}{name}"), json!({ "base": "integer", "minimum": 0 }))),
    );
    columns.push(column("flare", json!({ "base": "integer", "minimum": 0, "maximum": 1 })));
    columns.extend(["change", "note"].map(|name| column(name, json!("string"))));
    let rows = tables.days.iter().map(|row| {
        let mut cells = vec![row.day.to_string(), points(row.evening)];
        cells.push(row.evening_at.filter(|_| row.evening.is_some()).map(clock).unwrap_or_default());
        cells.extend([row.morning, row.function, row.sleep, row.stress].map(points));
        cells.extend(
            techniques
                .iter()
                .map(|name| row.sessions.get(*name).map(ToString::to_string).unwrap_or_default()),
        );
        cells.push(if row.flare { "1".to_owned() } else { String::new() });
        cells.extend([&row.change, &row.note].map(|words| harmless(words.as_deref().unwrap_or_default())));
        cells
    });
    (table(&columns, rows), columns)
}

fn sessions(tables: &Tables) -> (String, Vec<Column>) {
    let number = |name: &str| column(name, json!({ "base": "decimal", "minimum": 0 }));
    let columns = vec![
        Column {
            required: true,
            ..column("start", json!({ "base": "dateTime", "format": "yyyy-MM-ddTHH:mm" }))
        },
        Column { required: true, ..column("technique", json!("string")) },
        number("minutes"),
        score_column("pain_before"),
        score_column("pain_after"),
        column("assigned", json!({ "base": "string", "format": "yes|no|free" })),
        column("probability", json!({ "base": "decimal", "minimum": 0, "maximum": 1 })),
        column("reaction", json!("string")),
        column("note", json!("string")),
        number("price"),
    ];
    let rows = tables.sessions.iter().map(|row| {
        // The night until 4am is written under the date that the calendar has for it.
        let at = row.at.unwrap_or(0.5);
        let date = if at < 4.0 / 24.0 { row.day.tomorrow().unwrap_or(row.day) } else { row.day };
        let plain = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        let assigned = match row.assigned {
            None => "",
            Some(Assigned::Yes) => "yes",
            Some(Assigned::No) => "no",
            Some(Assigned::Free) => "free",
        };
        vec![
            format!("{date}T{}", clock(at)),
            harmless(&row.technique),
            plain(row.minutes),
            points(row.before),
            points(row.after),
            assigned.to_owned(),
            plain(row.probability),
            harmless(row.reaction.as_deref().unwrap_or_default()),
            harmless(row.note.as_deref().unwrap_or_default()),
            plain(row.price),
        ]
    });
    (table(&columns, rows), columns)
}

fn plan(tables: &Tables) -> (String, Vec<Column>) {
    let needed = |name: &str, datatype| Column { required: true, ..column(name, datatype) };
    let columns = vec![
        day_column(),
        needed("assigned_session", json!({ "base": "integer", "minimum": 0, "maximum": 1 })),
        column("assigned_technique", json!("string")),
        needed("probability", json!({ "base": "decimal", "minimum": 0, "maximum": 1 })),
    ];
    let rows = tables.decisions.iter().map(|row| {
        vec![
            row.day.to_string(),
            u8::from(row.session).to_string(),
            harmless(row.technique.as_deref().unwrap_or_default()),
            row.probability.to_string(),
        ]
    });
    (table(&columns, rows), columns)
}

fn column(name: &str, datatype: Value) -> Column {
    Column { name: name.to_owned(), datatype, required: false }
}

fn day_column() -> Column {
    Column { required: true, ..column("date", json!({ "base": "date", "format": "yyyy-MM-dd" })) }
}

fn score_column(name: &str) -> Column {
    column(name, json!({ "base": "integer", "minimum": 0, "maximum": 10 }))
}

fn points(score: Option<NrsScore>) -> String {
    score.map(|score| score.to_string()).unwrap_or_default()
}

/// A part of a day as HH:MM.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes of a day")]
fn clock(share: f64) -> String {
    let minutes = ((share.clamp(0.0, 1.0) * 1440.0 + 1e-6) as u32).min(1439);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn table(columns: &[Column], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory does not stop in the middle.
    let _ = writer.write_record(columns.iter().map(|column| column.name.as_str()));
    for row in rows {
        let _ = writer.write_record(&row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// What describes a table: <https://www.w3.org/TR/tabular-metadata/>.
fn metadata(name: &str, columns: &[Column], key: &str) -> String {
    let columns: Vec<Value> = columns
        .iter()
        .map(|column| {
            let mut described = json!({
                "name": named(&column.name),
                "titles": column.name,
                "datatype": column.datatype,
                "null": [""],
            });
            if let (true, Some(fields)) = (column.required, described.as_object_mut()) {
                fields.insert("required".to_owned(), Value::Bool(true));
            }
            described
        })
        .collect();
    let mut schema = json!({ "columns": columns });
    if let (false, Some(fields)) = (key.is_empty(), schema.as_object_mut()) {
        fields.insert("primaryKey".to_owned(), json!(key));
    }
    let described = json!({ "@context": "http://www.w3.org/ns/csvw", "url": name, "tableSchema": schema });
    serde_json::to_string_pretty(&described).unwrap_or_default() + "\n"
}

/// Names of columns are parts of addresses: letters, digits and `_`.
fn named(column: &str) -> String {
    column.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect()
}
