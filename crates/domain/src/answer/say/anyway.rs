//! What would have happened anyway: how far the pain fell, and how much of that would have come by itself.

use super::describes_only;
use super::numbers::{bare, halves, points};
use crate::answer::{Answer, Diary, Occasion, Reading, Verdict};

/// The fall from the first week to the last, and what is behind it.
pub(super) fn anyway(diary: &Diary, answer: &Answer) -> Vec<String> {
    let mut words = Vec::new();
    let fell = weeks(diary).map(|(first, last)| halves(first) - halves(last));
    let by_itself = answer.natural_recovery.map(halves);
    match fell {
        None => return words,
        Some(fell @ 1..) => words.push(format!("Your pain fell by about {}.", points(fell))),
        Some(0) => words.push("Your pain is about as it was at the start.".to_owned()),
        Some(rose) => words.push(format!("Your pain rose by about {}.", points(rose))),
    }
    let Some(by_itself) = by_itself else { return words };
    match fell {
        Some(fell @ 1..) if by_itself >= fell => {
            words.push("About all of that would have come by itself.".to_owned());
        }
        Some(1..) if by_itself >= 1 => {
            words.push(format!("About {} of that would have come by itself.", bare(by_itself)));
        }
        Some(1..) if by_itself <= -1 => words.push(risen(by_itself)),
        Some(1..) => words.push("Little of that would have come by itself.".to_owned()),
        _ if by_itself >= 1 => {
            words.push(format!("By itself it would have fallen by about {}.", points(by_itself)));
        }
        _ if by_itself <= -1 => words.push(risen(by_itself)),
        _ => words.push("By itself it would have changed little.".to_owned()),
    }
    words.extend(fell.and_then(|fell| from_massage(answer, fell, by_itself)));
    words
}

fn risen(by_itself: i32) -> String {
    format!("By itself it would have risen by about {}.", points(by_itself))
}

/// Which part of the fall is from massage, where massage helps.
///
/// Where the parts make more than the whole, such as with massage from the first week on or none in the last, it says
/// why: otherwise "about all came by itself" would stand against the number that the page begins with.
fn from_massage(answer: &Answer, fell: i32, by_itself: i32) -> Option<String> {
    let helps = matches!(answer.verdict, Verdict::Helps | Verdict::ProbablyHelps)
        || answer.reading == Reading::HelpsLittle;
    let massage = answer.benefit.map(|benefit| halves(benefit.q50)).filter(|massage| *massage >= 1)?;
    if !helps || describes_only(answer) {
        return None;
    }
    // Halves are rounded one by one.
    Some(if fell >= 1 && by_itself.max(0) + massage <= fell + 1 {
        format!("About {} of that is from massage.", bare(massage))
    } else {
        "This compares your first week with your last. The number at the top is about all days since your first session."
            .to_owned()
    })
}

/// Days of a week.
const WEEK: f64 = 7.0;
/// Occasions that come every day; the better one first.
const DAILY: [Occasion; 2] = [Occasion::Evening, Occasion::Morning];

/// Mean pain in the evenings of the first and of the last week; mornings where there are no evenings.
fn weeks(diary: &Diary) -> Option<(f64, f64)> {
    let first = first_day(diary);
    if diary.now - first < 2.0 * WEEK {
        return None;
    }
    DAILY.into_iter().find_map(|occasion| {
        let start = mean(diary, occasion, first, first + WEEK)?;
        Some((start, mean(diary, occasion, diary.now - WEEK, diary.now + 1.0)?))
    })
}

/// Mean pain of the first week, in points; `None` with fewer than 3 ratings.
#[must_use]
pub fn starting_pain(diary: &Diary) -> Option<f64> {
    let first = first_day(diary);
    DAILY.into_iter().find_map(|occasion| mean(diary, occasion, first, first + WEEK))
}

fn first_day(diary: &Diary) -> f64 {
    diary.ratings.iter().map(|rating| rating.at).fold(f64::INFINITY, f64::min).floor()
}

/// Mean of the ratings of one occasion, from one time to another.
fn mean(diary: &Diary, occasion: Occasion, from: f64, to: f64) -> Option<f64> {
    /// The fewest ratings that make a mean.
    const FEWEST: usize = 3;
    let scores: Vec<f64> = diary
        .ratings
        .iter()
        .filter(|rating| rating.occasion == occasion && (from..to).contains(&rating.at))
        .map(|rating| f64::from(rating.score.points()))
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "a few ratings")]
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    (scores.len() >= FEWEST).then_some(mean)
}
