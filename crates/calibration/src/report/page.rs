//! Tables in Markdown.

use crate::tally::Tally;

/// A table that grows line by line.
#[derive(Debug, Default)]
pub(super) struct Table(String);

impl Table {
    pub(super) fn new(heads: &[&str]) -> Self {
        let mut table = Self::default();
        table.line(heads.iter().map(ToString::to_string));
        table.line(heads.iter().map(|_| "---".to_string()));
        table
    }

    pub(super) fn line(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().collect();
        self.0 += &["| ", &cells.join(" | "), " |\n"].concat();
    }

    pub(super) fn finish(mut self) -> String {
        self.0.push('\n');
        self.0
    }
}

/// A share with its Monte Carlo error.
pub(super) fn share(of: impl IntoIterator<Item = bool>) -> String {
    share_of(&Tally::share(of))
}

/// A share with its Monte Carlo error.
pub(super) fn share_of(tally: &Tally) -> String {
    if tally.people() < 1.0 {
        return "–".to_string();
    }
    format!("{:.2} ±{:.2}", tally.mean(), tally.share_error())
}

/// A mean with sign and Monte Carlo error.
pub(super) fn signed(values: impl IntoIterator<Item = f64>) -> String {
    let tally: Tally = values.into_iter().collect();
    if tally.people() < 1.0 {
        return "–".to_string();
    }
    format!("{:+.2} ±{:.2}", tally.mean(), tally.error())
}

/// A mean with Monte Carlo error.
pub(super) fn mean(values: impl IntoIterator<Item = f64>) -> String {
    values.into_iter().collect::<Tally>().to_string()
}
