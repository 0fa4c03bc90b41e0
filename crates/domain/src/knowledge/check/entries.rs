//! The knowledge files as entries with their values and the places of these in the text.

use super::super::files::File;
use super::super::problem::Problem;
use super::fields::{Role, role};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// All entries of all files, in the order of the files.
pub(super) struct Entries(Vec<Entry>);

/// One table of a file: `[[rule]]`, `[scoring]`.
pub(super) struct Entry {
    file: File,
    /// Its table, such as `rule`.
    pub(super) table: String,
    /// Its id, or what stands for one; empty for tables that exist once.
    pub(super) id: String,
    /// Its values, in the order of the file.
    pub(super) values: Vec<Value>,
    start: usize,
}

/// One value of an entry, or one key of a table that maps ids to something.
pub(super) struct Value {
    /// The fields that lead to it, joined by dots: `option.label`, `when.all.any`.
    pub(super) path: String,
    /// What it is.
    pub(super) kind: ValueKind,
    /// What its text is.
    pub(super) role: Role,
    /// The text; numbers and truth values as they are written.
    pub(super) text: String,
    span: Range<usize>,
}

/// What a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    /// Text.
    Text,
    /// The key of a table; its path is that of the table.
    Key,
    /// A number, a truth value or a date.
    Other,
    /// A list without anything in it.
    EmptyList,
}

impl Entries {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// The first file that is not TOML.
    pub(super) fn read(files: &[File]) -> Result<Self, Problem> {
        let mut entries = Vec::new();
        for file in files {
            let tables = DeTable::parse(file.text).map_err(|error| {
                let offset = error.span().map_or(0, |span| span.start);
                Problem::at(file.path, file.text, offset, error.message().to_owned())
            })?;
            for (table, value) in tables.into_inner() {
                let table = table.into_inner();
                match value.get_ref() {
                    DeValue::Array(list) => {
                        entries.extend(list.iter().map(|entry| Entry::read(*file, &table, entry)));
                    }
                    _ => entries.push(Entry::read(*file, &table, &value)),
                }
            }
        }
        Ok(Self(entries))
    }

    /// All entries.
    pub(super) fn all(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter()
    }

    /// The entries of one table.
    pub(super) fn of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.0.iter().filter(move |entry| entry.table == table)
    }

    /// A problem with the entry of this table and id, at its id.
    pub(super) fn problem(&self, table: &str, id: &str, message: String) -> Problem {
        match self.of(table).find(|entry| entry.id == id) {
            Some(entry) => entry.problem(message),
            None => Problem { file: "*".to_owned(), line: 0, message },
        }
    }

    /// A problem with one field of an entry, at the field, or at the id where the field is missing.
    pub(super) fn problem_in(&self, table: &str, id: &str, path: &str, message: String) -> Problem {
        match self.of(table).find(|entry| entry.id == id) {
            Some(entry) => entry.problem_in(path, message),
            None => Problem { file: "*".to_owned(), line: 0, message },
        }
    }
}

impl Entry {
    fn read(file: File, table: &str, value: &Spanned<DeValue<'_>>) -> Self {
        let mut values = Vec::new();
        collect(&mut values, "", value);
        for value in &mut values {
            value.role = role(table, value.kind, &value.path);
        }
        values.sort_by_key(|value| value.span.start);
        let named = ["id", "muscle", "code", "who", "finding", "caution", "word", "write", "country"];
        let id = named.iter().find_map(|name| values.iter().find(|value| value.path == *name));
        let start = id.or(values.first()).map_or(value.span().start, |value| value.span.start);
        let id = id.map_or(String::new(), |id| id.text.clone());
        Self { file, table: table.to_owned(), id, values, start }
    }

    /// The file it stands in.
    pub(super) fn file(&self) -> &'static str {
        self.file.path
    }

    /// How messages name it.
    pub(super) fn name(&self) -> String {
        if self.id.is_empty() { format!("[{}]", self.table) } else { format!("{} `{}`", self.table, self.id) }
    }

    /// The values of one field.
    pub(super) fn at<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Value> {
        self.values.iter().filter(move |value| value.path == path)
    }

    /// A problem at the entry's id.
    pub(super) fn problem(&self, message: String) -> Problem {
        Problem::at(self.file.path, self.file.text, self.start, message)
    }

    /// A problem at a value.
    pub(super) fn problem_at(&self, value: &Value, message: String) -> Problem {
        Problem::at(self.file.path, self.file.text, value.span.start, message)
    }

    /// A problem at the first value of a field, or at the id where there is none.
    pub(super) fn problem_in(&self, path: &str, message: String) -> Problem {
        let start = self.at(path).next().map_or(self.start, |value| value.span.start);
        Problem::at(self.file.path, self.file.text, start, message)
    }

    /// A problem at a phrase within a value; a text may run over several lines.
    pub(super) fn problem_within(&self, value: &Value, phrase: &str, message: String) -> Problem {
        let written = self.file.text.get(value.span.clone()).unwrap_or_default();
        let start = value.span.start + written.find(phrase).unwrap_or(0);
        Problem::at(self.file.path, self.file.text, start, message)
    }
}

fn collect(values: &mut Vec<Value>, path: &str, value: &Spanned<DeValue<'_>>) {
    let mut add = |kind, text: &str| {
        values.push(Value {
            path: path.to_owned(),
            kind,
            role: Role::Hidden,
            text: text.to_owned(),
            span: value.span(),
        });
    };
    match value.get_ref() {
        DeValue::String(text) => add(ValueKind::Text, text),
        DeValue::Integer(number) => add(ValueKind::Other, number.as_str()),
        DeValue::Float(number) => add(ValueKind::Other, number.as_str()),
        DeValue::Boolean(truth) => add(ValueKind::Other, if *truth { "true" } else { "false" }),
        DeValue::Datetime(_) => add(ValueKind::Other, ""),
        DeValue::Array(list) if list.is_empty() => add(ValueKind::EmptyList, ""),
        DeValue::Array(list) => list.iter().for_each(|value| collect(values, path, value)),
        DeValue::Table(table) => {
            for (key, value) in table {
                let name: &str = key.get_ref();
                if !path.is_empty() {
                    let span = key.span();
                    let (path, text) = (path.to_owned(), name.to_owned());
                    values.push(Value { path, kind: ValueKind::Key, role: Role::Hidden, text, span });
                }
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                collect(values, &path, value);
            }
        }
    }
}
