//! The numbers behind the answer, for those who want them.

use super::Found;
use crate::show::Words;
use domain::answer::{Design, Quantiles};

/// One line of a table: what, then figures under each other.
fn row(page: &mut Words, what: &str, figures: &str) {
    page.line(&format!("{what:<34}{figures}"));
}

/// A median with its interval.
fn range(range: Quantiles) -> String {
    format!("{:6.2}   {:6.2} to {:6.2}", range.q50, range.q05, range.q95)
}

/// Adds the numbers to a page.
pub(super) fn details(found: &Found, page: &mut Words) {
    let (answer, diary) = (&found.answer, &found.diary);
    page.heading("Numbers");
    page.say("Points of the 0 to 10 scale; above 0 is less pain. Half of all chances lie on either side of the middle, and 9 in 10 between the ends.");
    page.gap();
    row(page, "", "middle   ends");
    if let Some(benefit) = answer.benefit {
        let ends = Quantiles { q05: benefit.q05, q50: benefit.q50, q95: benefit.q95 };
        row(page, "Average benefit", &range(ends));
    }
    if let Some(cautious) = answer.cautious {
        row(page, "if sessions do not add up", &range(cautious.benefit));
    }
    for effect in &answer.techniques {
        row(page, &short(&format!("After 1 session: {}", effect.name)), &range(effect.peak));
    }
    if let Some(half_life) = answer.half_life {
        row(page, "Half-life, days", &range(half_life));
    }
    if let Some(gap) = answer.maintenance.and_then(|maintenance| maintenance.gap) {
        row(page, "Longest gap worth it, days", &range(gap));
    }
    page.gap();
    if let Some(benefit) = answer.benefit {
        row(page, "Chance of any benefit", &format!("{:6.3}", benefit.p_gt_0));
        row(
            page,
            &format!("Chance of {} or more", diary.worthwhile),
            &format!("{:6.3}", benefit.p_worthwhile),
        );
    }
    if answer.techniques.len() > 1 {
        for effect in &answer.techniques {
            row(
                page,
                &short(&format!("Chance of being best: {}", effect.name)),
                &format!("{:6.3}", effect.p_best),
            );
        }
    }
    if let Some(natural) = answer.natural_recovery {
        row(page, "Fell by itself", &format!("{natural:6.2}"));
    }
    if let Some(test) = &found.by_chance {
        page.gap().say(&test.words());
    }
    page.heading("What was used");
    let counts = &answer.counts;
    let design = match answer.design {
        Design::Drawn => "drawn by chance",
        Design::Chosen => "chosen by you",
    };
    row(page, "Days of sessions", design);
    for (what, number) in [
        ("Days", counts.days),
        ("Days with a rating", counts.rated_days),
        ("Ratings", counts.ratings),
        ("Sessions", counts.sessions),
        ("with a rating before them", counts.sessions_with_before),
        ("Evenings of days with a session", counts.session_evenings),
        ("Evenings of other days", counts.other_evenings),
        ("Days that chance decided", counts.drawn_days),
    ] {
        row(page, what, &format!("{number:6}"));
    }
    page.gap();
    page.say(&format!("From {} to {}. Ratings after sessions are not used.", diary.first_day, found.today));
}

/// A label that leaves room for the figures.
fn short(label: &str) -> String {
    const LONGEST: usize = 33;
    match label.char_indices().nth(LONGEST) {
        Some(_) => label.chars().take(LONGEST - 3).chain("...".chars()).collect(),
        None => label.to_owned(),
    }
}
