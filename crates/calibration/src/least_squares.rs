//! Weighted least squares with a few columns, and the variance of one coefficient.

use crate::tally::count;

/// A regression that has been fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// One for each column.
    pub coefficients: Vec<f64>,
    inverse: Vec<Vec<f64>>,
    /// Row by row: what the row adds to the score, weight × residual × columns.
    scores: Vec<Vec<f64>>,
    residual_variance: f64,
    /// Rows less columns.
    pub degrees: f64,
}

/// One row of a regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What is to be explained.
    pub outcome: f64,
    /// With what.
    pub columns: Vec<f64>,
    /// How much the row counts.
    pub weight: f64,
}

impl Fitted {
    /// Fits the rows; `None` with no more rows than columns or when columns cannot be told apart.
    #[must_use]
    pub fn of(rows: &[Row]) -> Option<Self> {
        let columns = rows.first()?.columns.len();
        if rows.len() <= columns {
            return None;
        }
        let mut information = vec![vec![0.0; columns]; columns];
        let mut moments = vec![0.0; columns];
        for row in rows {
            for ((line, moment), &a) in information.iter_mut().zip(&mut moments).zip(&row.columns) {
                *moment += row.weight * a * row.outcome;
                line.iter_mut().zip(&row.columns).for_each(|(cell, &b)| *cell += row.weight * a * b);
            }
        }
        let inverse = inverse(information)?;
        let coefficients: Vec<f64> = inverse.iter().map(|line| dot(line, &moments)).collect();
        let residual = |row: &Row| row.outcome - dot(&row.columns, &coefficients);
        let scores = rows
            .iter()
            .map(|row| row.columns.iter().map(|column| row.weight * residual(row) * column).collect())
            .collect();
        let degrees = count(rows.len() - columns);
        let residual_variance =
            rows.iter().map(|row| row.weight * residual(row) * residual(row)).sum::<f64>() / degrees;
        Some(Self { coefficients, inverse, scores, residual_variance, degrees })
    }

    /// A coefficient, 0 if there is no such column.
    #[must_use]
    pub fn coefficient(&self, column: usize) -> f64 {
        self.coefficients.get(column).copied().unwrap_or_default()
    }

    /// Variance of a coefficient if errors are independent and equally large.
    #[must_use]
    pub fn plain_variance(&self, column: usize) -> f64 {
        self.inverse
            .get(column)
            .and_then(|line| line.get(column))
            .map_or(f64::NAN, |v| v * self.residual_variance)
    }

    /// Variance of a coefficient by Newey and West: errors up to `lag` rows apart may go together.
    #[must_use]
    pub fn newey_west_variance(&self, column: usize, lag: usize) -> f64 {
        let Some(line) = self.inverse.get(column) else { return f64::NAN };
        let influence: Vec<f64> = self.scores.iter().map(|score| dot(line, score)).collect();
        let product = |apart: usize| {
            influence.iter().zip(influence.iter().skip(apart)).map(|(a, b)| a * b).sum::<f64>()
        };
        let beyond = (1..=lag).map(|apart| 2.0 * (1.0 - count(apart) / count(lag + 1)) * product(apart));
        product(0) + beyond.sum::<f64>()
    }
}

/// Gauss and Jordan with pivots.
fn inverse(matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    let mut lines: Vec<Vec<f64>> = matrix
        .into_iter()
        .enumerate()
        .map(|(place, mut line)| {
            line.extend((0..size).map(|column| if column == place { 1.0 } else { 0.0 }));
            line
        })
        .collect();
    for column in 0..size {
        let at = |line: &Vec<f64>| line.get(column).copied().unwrap_or_default();
        let (largest, _) = lines
            .iter()
            .enumerate()
            .skip(column)
            .max_by(|(_, a), (_, b)| at(a).abs().total_cmp(&at(b).abs()))?;
        lines.swap(column, largest);
        let pivot_line = lines.get(column)?.clone();
        let pivot = at(&pivot_line);
        if pivot.abs() < 1e-10 {
            return None;
        }
        for (place, line) in lines.iter_mut().enumerate() {
            let factor = if place == column { 1.0 - 1.0 / pivot } else { at(line) / pivot };
            line.iter_mut().zip(&pivot_line).for_each(|(cell, above)| *cell -= factor * above);
        }
    }
    Some(lines.into_iter().map(|line| line.into_iter().skip(size).collect()).collect())
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(outcomes: [f64; 4]) -> Vec<Row> {
        outcomes
            .into_iter()
            .zip([0.0, 1.0, 2.0, 3.0])
            .map(|(outcome, x)| Row { outcome, columns: vec![1.0, x], weight: 1.0 })
            .collect()
    }

    /// y = 1, 2, 2, 4 on x = 0..3 by hand: slope 0.9, intercept 0.9, residuals 0.1, 0.2, −0.7, 0.4.
    #[test]
    fn a_line_through_four_points() {
        let fitted = Fitted::of(&rows([1.0, 2.0, 2.0, 4.0])).unwrap();
        assert!((fitted.coefficient(1) - 0.9).abs() < 1e-12);
        assert!((fitted.coefficient(0) - 0.9).abs() < 1e-12);
        // Sum of squares 0.70 over 2 degrees, divided by Σ(x − x̄)² = 5.
        assert!((fitted.plain_variance(1) - 0.07).abs() < 1e-12);
        // Influences (x − 1.5)/5 × residual: −0.03, −0.02, −0.07, 0.12.
        assert!((fitted.newey_west_variance(1, 0) - 0.0206).abs() < 1e-12);
        // One apart 0.0006 + 0.0014 − 0.0084 = −0.0064, counted 2 × ½.
        assert!((fitted.newey_west_variance(1, 1) - 0.0142).abs() < 1e-12);
    }

    #[test]
    fn columns_that_cannot_be_told_apart_have_no_fit() {
        let twice = rows([1.0, 2.0, 2.0, 4.0])
            .into_iter()
            .map(|row| Row { columns: vec![row.columns[1], row.columns[1]], ..row })
            .collect::<Vec<_>>();
        assert_eq!(Fitted::of(&twice), None);
        assert_eq!(Fitted::of(&rows([1.0, 2.0, 2.0, 4.0])[..2]), None);
        assert_eq!(Fitted::of(&[]), None);
    }

    #[test]
    fn a_weight_of_two_is_a_row_twice() {
        let mut heavy = rows([1.0, 2.0, 2.0, 4.0]);
        let mut doubled = heavy.clone();
        doubled.push(heavy[3].clone());
        heavy[3].weight = 2.0;
        let (heavy, doubled) = (Fitted::of(&heavy).unwrap(), Fitted::of(&doubled).unwrap());
        assert!((heavy.coefficient(1) - doubled.coefficient(1)).abs() < 1e-12);
    }
}
