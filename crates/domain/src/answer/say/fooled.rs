//! What could have fooled us in this diary.

use super::count;
use super::numbers::{bare, halves, points};
use crate::answer::{Answer, CouldFool, Diary};

/// One or two sentences for each thing, the ones of this diary before those of every diary.
pub(super) fn fooled(diary: &Diary, answer: &Answer) -> Vec<String> {
    let always = |fool: &&CouldFool| matches!(fool, CouldFool::Expectation);
    let nothing = |fool: &&CouldFool| matches!(fool, CouldFool::FewDays { of: 0, .. });
    let own = answer.could_fool.iter().filter(|fool| !always(fool) && !nothing(fool));
    own.chain(answer.could_fool.iter().filter(always)).map(|fool| words(diary, fool)).collect()
}

fn words(diary: &Diary, fool: &CouldFool) -> String {
    match fool {
        CouldFool::Expectation => {
            "You knew when you had massage, and hope can change how we rate a day.".to_owned()
        }
        CouldFool::ChosenDays => {
            "You chose the days. How you felt may have led to massage, not the other way round.".to_owned()
        }
        CouldFool::EveningsOnly => {
            "You rated only evenings. They cannot show how a day with massage began.".to_owned()
        }
        CouldFool::FewBeforeRatings { have, of } => format!(
            "{have} of {} have a rating before them. Without it, a bad day can look like a bad session.",
            count(*of, "session")
        ),
        CouldFool::SessionsOnBadDays { session_days, other_days }
            if halves(*session_days) == halves(*other_days) =>
        {
            "You had massage on days that began a little worse than others.".to_owned()
        }
        CouldFool::SessionsOnBadDays { session_days, other_days } => format!(
            "You had massage on days that began worse: pain {}, and {} on other days.",
            to_halves(*session_days),
            to_halves(*other_days)
        ),
        CouldFool::NaturalRecovery { points: fell } if *fell < 0.0 => {
            format!("Backs go up and down by themselves. Yours would have risen by {}.", by(*fell))
        }
        CouldFool::NaturalRecovery { points: fell } => {
            format!("Backs get better by themselves. Yours would have eased by {}.", by(*fell))
        }
        CouldFool::FewDays { rated, of } if rated == of => {
            format!("Your diary has {} so far. That is few.", count(*of, "day"))
        }
        CouldFool::FewDays { rated, of } => {
            format!("{rated} of {} have a rating. That is few.", count(*of, "day"))
        }
        CouldFool::Gaps { unrated, longest, of } => format!(
            "{unrated} of {} have no rating. The longest gap is {}.",
            count(*of, "day"),
            count(*longest, "day")
        ),
        CouldFool::ChangeNearStart { words, days } => near_start(words, *days),
        CouldFool::Floor { zeros, of } => format!(
            "{zeros} of {} are 0. Your back is well, and little is left to measure.",
            count(*of, "rating")
        ),
        CouldFool::Ceiling { tens, of } => {
            format!("{tens} of {} are 10. Your pain may be higher than the scale.", count(*of, "rating"))
        }
        CouldFool::ResetDisagrees { adds_up, resets } if halves(*adds_up) == halves(*resets) => format!(
            "We take it that sessions add up. If each one only renews the last, it is a little {}.",
            if resets > adds_up { "more" } else { "less" }
        ),
        CouldFool::ResetDisagrees { adds_up, resets } => format!(
            "We take it that sessions add up. If each one only renews the last: {} instead of {}.",
            signed(*resets),
            signed(*adds_up)
        ),
        CouldFool::Soreness { points } => {
            format!("After a session your pain goes up for some hours, by {}.", by(*points))
        }
        CouldFool::Flares { count: flares, days } => format!(
            "You had {}, {} in all. Flares come and go by themselves.",
            count(*flares, "flare"),
            count(*days, "day")
        ),
        CouldFool::UsedTogether { technique, with } => {
            let name = |number: usize| diary.techniques.get(number).map_or("another", String::as_str);
            format!(
                "You used {} and {} on the same days. They cannot be told apart.",
                name(*technique),
                name(*with)
            )
        }
        CouldFool::OldestLeftOut { ratings } => {
            format!("There are very many ratings. The oldest {} are left out.", count(*ratings, "rating"))
        }
    }
}

/// A mean of ratings to the nearest half, such as "6 and a half".
fn to_halves(mean: f64) -> String {
    bare(halves(mean))
}

/// About so many points; at least half a point, because less is not told apart.
fn by(number: f64) -> String {
    match halves(number).abs() {
        0 => "less than half a point".to_owned(),
        halves => format!("about {}", points(halves)),
    }
}

/// A benefit with its direction, such as "1 point less pain".
fn signed(number: f64) -> String {
    match halves(number) {
        0 => "no difference".to_owned(),
        halves @ 1.. => format!("{} less", points(halves)),
        halves => format!("{} more", points(halves)),
    }
}

fn near_start(words: &str, days: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 5 days")]
    let apart = days.abs().round() as u32;
    let when = match apart {
        0 => "on the day of your first session".to_owned(),
        apart if days < 0.0 => format!("{} before your first session", count(apart, "day")),
        apart => format!("{} after your first session", count(apart, "day")),
    };
    let told = super::quoted(words);
    format!("You noted {told} {when}. The two cannot be told apart.")
}
