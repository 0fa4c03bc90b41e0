//! How large, how sure, how long it lasts, and which technique.

use super::count;
use super::numbers::{Chance, asked, bare, halves, points};
use crate::answer::{Answer, Benefit, Diary, Reading, Verdict};

/// The number with its interval, then how it compares with what was asked for.
pub(super) fn size(diary: &Diary, answer: &Answer) -> Vec<String> {
    let mut words = Vec::new();
    let Some(benefit) = &answer.benefit else {
        words.push("There is nothing to compare yet.".to_owned());
        return words;
    };
    let wanted = asked(diary.worthwhile);
    match answer.reading {
        Reading::TooEarly => {
            words.push("There is not enough in your diary for an answer.".to_owned());
        }
        Reading::Open => {
            let most = halves(benefit.q975).max(1);
            words.push(format!("{}.", about(benefit, answer.verdict)));
            words.push(format!("So if massage helps, it is by less than about {}.", points(most)));
        }
        reading => {
            words.push(format!("{}.", about(benefit, answer.verdict)));
            words.push("This compares with what your average pain would be without massage.".to_owned());
            words.extend(compared(reading, &wanted));
        }
    }
    words
}

/// What the number means beside the one that was asked for.
fn compared(reading: Reading, wanted: &str) -> Vec<String> {
    match reading {
        Reading::Helps => vec![format!("You said {wanted} would be worth it, and it is likely that much.")],
        Reading::HelpsPerhapsLess => {
            vec![format!("It very likely helps, but perhaps less than the {wanted} you asked for.")]
        }
        Reading::PerhapsChance { one_in } => vec![
            format!("It looks as if it helps, but it could still be chance: 1 in {one_in}."),
            format!("You said {wanted} would be worth it."),
        ],
        Reading::HelpsLittle => {
            vec![format!("It helps a little, and less than the {wanted} you said would be worth it.")]
        }
        Reading::UnlikelyEnough => vec![format!("It is unlikely to give you the {wanted} you asked for.")],
        Reading::Worse => vec![
            "Your pain is probably higher because of the sessions.".to_owned(),
            "Stop, or change how it is done.".to_owned(),
        ],
        Reading::TooEarly | Reading::Open => Vec::new(),
    }
}

/// The median with the 90 in 100 interval, in halves of a point, without a full stop.
fn about(benefit: &Benefit, verdict: Verdict) -> String {
    let (low, middle, high) = (halves(benefit.q05), halves(benefit.q50), halves(benefit.q95));
    let number = match (middle, verdict) {
        (1.., _) => format!("About {} of 10 less pain on average", points(middle)),
        (..=-1, _) => format!("About {} of 10 more pain on average", points(middle)),
        (0, Verdict::Helps | Verdict::ProbablyHelps) => {
            "Less than half a point of 10 less pain on average".to_owned()
        }
        (0, Verdict::Worse) => "Less than half a point of 10 more pain on average".to_owned(),
        (0, _) => "About no difference in pain on average".to_owned(),
    };
    if low < 0 && high > 0 {
        // A sentence of its own: both ends need their direction.
        return format!("{number}. Maybe {} more to {} less", points(low), bare(high));
    }
    format!("{number}, {}", between(low, middle, high))
}

/// The ends of an interval, in the direction that the number before it speaks of.
fn between(low: i32, middle: i32, high: i32) -> String {
    if low == high {
        return "and not much more or less".to_owned();
    }
    match (low, high) {
        (0, 1..) if middle > 0 => format!("maybe nothing to {}", bare(high)),
        (0, _) => format!("maybe nothing to {} less", points(high)),
        (_, 0) if middle < 0 => format!("maybe nothing to {}", bare(low)),
        (_, 0) => format!("maybe nothing to {} more", points(low)),
        (1.., _) => format!("maybe {} to {}", bare(low), bare(high)),
        _ => format!("maybe {} to {}", bare(high), bare(low)),
    }
}

/// How sure; the one that decides comes first.
pub(super) fn chances(diary: &Diary, answer: &Answer) -> Vec<Chance> {
    let Some(benefit) = answer.benefit.filter(|_| answer.reading != Reading::TooEarly) else {
        return Vec::new();
    };
    let any = Chance::new(benefit.p_gt_0, "that it helps at all");
    let enough =
        Chance::new(benefit.p_worthwhile, format!("that it helps by {} or more", asked(diary.worthwhile)));
    match answer.verdict {
        Verdict::Worse => vec![Chance::new(1.0 - benefit.p_gt_0, "that it makes your pain worse")],
        Verdict::ProbablyNot => vec![enough, any],
        Verdict::Helps | Verdict::ProbablyHelps | Verdict::CantTell => vec![any, enough],
    }
}

/// How long the effect of a session lasts.
pub(super) fn lasts(answer: &Answer) -> Vec<String> {
    let mut words = Vec::new();
    let helps = matches!(answer.verdict, Verdict::Helps | Verdict::ProbablyHelps)
        || answer.reading == Reading::HelpsLittle;
    if helps
        && answer.half_life_is_clear
        && let Some(half_life) = answer.half_life
    {
        let [low, middle, high] = [half_life.q05, half_life.q50, half_life.q95].map(time);
        words.push(format!("Half of what a session does is gone after {middle}."));
        if low != high {
            words.push(format!("It may be {low} to {high}."));
        }
    }
    words
}

/// Which technique does more, where there are several.
pub(super) fn kinds(diary: &Diary, answer: &Answer) -> Vec<String> {
    let tried = answer.techniques.len();
    if tried < 2 || answer.reading == Reading::TooEarly {
        return Vec::new();
    }
    let name = |number: usize| diary.techniques.get(number).map_or("one of them", String::as_str);
    let tried = u32::try_from(tried).unwrap_or(u32::MAX);
    let which = match answer.best {
        Some(best) => format!("Probably best for you: {}.", name(best)),
        None => "There is no clear difference between them. Choose the one you like.".to_owned(),
    };
    vec![format!("You tried {} of massage.", count(tried, "kind")), which]
}

/// A length of time in words: hours, and from about a day on days.
fn time(days: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a month")]
    let whole = |number: f64| number.round().max(1.0) as u32;
    if days < 0.75 { count(whole(days * 24.0), "hour") } else { count(whole(days), "day") }
}
