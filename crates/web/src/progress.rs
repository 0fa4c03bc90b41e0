//! How it goes: a sentence with direction first, then OK days by week, then one smooth line, each with its table.

use crate::chart::Line;
use crate::{Look, Page, PageError, Place, Site};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use domain::diary::{Day, Week, ok_line, smooth_line, trend_words, weeks};
use domain::entry::GoalNow;
use jiff::civil::Date;
use maud::{Markup, html};

pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/progress", get(page))
}

async fn page(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let weeks = weeks(&look.person, look.today);
    let main = html! {
        h1 { "How it goes" }
        @if look.person.check_ins.len() < 3 {
            p .lead { "Your first week will show here after 3 check-ins." }
            div .actions { a .button.primary href="/check-in" { "Check in" } }
        } @else {
            @for (number, words) in trend_words(&weeks).iter().enumerate() {
                @if number == 0 { p .lead { (words) } } @else { p { (words) } }
            }
            p .muted {
                "An OK day is one where your back got in the way " (ok_line(&look.person)) " or less of 10. "
                @if look.person.running_test(look.today).is_none() { a href="/settings#ok_line" { "Move this line" } }
            }
            (circles(&weeks))
            details {
                summary { "See more" }
                div .body { (line(&look, &weeks)) }
            }
            (table(&look, &weeks))
        }
        (goal(&look))
        (took(&look))
        h2 { "Does massage help?" }
        @if look.person.running_test(look.today).is_some() {
            p { "Your test is running. With and without are compared once, at the end." }
            div .actions { a .button href="/test" { "See your test" } }
        } @else {
            div .actions {
                a .button href="/answer" { "See the answer so far" }
                a .button.quiet href="/test" { "Test it" }
            }
        }
    };
    Ok(Page::new("How it goes", Place::Progress, main).for_person(&site, &look))
}

/// Seven circles a week, newest at the bottom.
fn circles(weeks: &[Week]) -> Markup {
    html! {
        div .scroll tabindex="0" role="region" aria-label="OK days by week" {
            table .ok-weeks aria-label="OK days by week, newest at the bottom" {
                thead { tr {
                    th scope="col" { span .sr { "Week" } }
                    @for day in weeks.first().into_iter().flat_map(|week| &week.days) {
                        th scope="col" { (day.date.strftime("%a").to_string().chars().take(2).collect::<String>()) }
                    }
                    th scope="col" { span .sr { "OK days" } }
                } }
                tbody {
                    @for week in weeks {
                        tr {
                            th scope="row" { (week.from().map(short).unwrap_or_default()) }
                            @for day in &week.days { td { (circle(day)) } }
                            td { strong { (week.ok()) } " OK" @if week.flares() > 0 { ", flare" } }
                        }
                    }
                }
            }
        }
        p .small.muted { "Filled: an OK day. Ring: another day. Dotted: no check-in. Dashed around it: a flare." }
    }
}

fn circle(day: &Day) -> Markup {
    let (class, sign, words) = match day.ok {
        Some(true) => ("ok", "✓", "OK day"),
        Some(false) => ("other", "", "another day"),
        None => ("none", "", "no check-in"),
    };
    html! {
        span class={ (class) @if day.flare { " flared" } } aria-hidden="true" { (sign) }
        span .sr { (words) @if day.flare { ", flare" } }
    }
}

/// One line, smoothed, up is better.
fn line(look: &Look, weeks: &[Week]) -> Markup {
    let days: Vec<&Day> = weeks.iter().flat_map(|week| &week.days).collect();
    let Some(first) = days.first().map(|day| day.date) else { return html! {} };
    let number = |date: Date| i32::try_from(date.duration_since(first).as_hours() / 24).unwrap_or_default();
    let span = i32::try_from(days.len()).unwrap_or(i32::MAX);
    let scores: Vec<(i32, f64)> =
        days.iter().filter_map(|day| Some((number(day.date), f64::from(day.score?.points())))).collect();
    let trend: Vec<Option<f64>> = smooth_line(weeks).into_iter().map(|(_, score)| score).collect();
    let inside = |day: &i32| (0..span).contains(day);
    let visits: Vec<i32> = look.person.visits.iter().map(|visit| number(visit.day)).filter(inside).collect();
    let flares: Vec<i32> = days.iter().filter(|day| day.flare).map(|day| number(day.date)).collect();
    let rests: Vec<(i32, i32)> = stretches(&days, look);
    let sentence = direction(&trend);
    let ends = [short(first), days.last().map(|day| short(day.date)).unwrap_or_default()];
    let line = Line {
        sentence: &sentence,
        days: &scores,
        trend: &trend,
        span,
        ends: [&ends[0], &ends[1]],
        visits: &visits,
        flares: &flares,
        rests: &rests,
    };
    html! {
        p { (sentence) }
        (line.draw())
        p .small.muted { "The line is smoothed. Each pale dot is one day." }
    }
}

/// The pauses as first and last day, counted from the first day of the chart.
fn stretches(days: &[&Day], look: &Look) -> Vec<(i32, i32)> {
    let mut stretches: Vec<(i32, i32)> = Vec::new();
    for (number, day) in (0_i32..).zip(days) {
        if day.date > look.today || !rests(look, day.date) {
            continue;
        }
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => stretches.push((number, number)),
        }
    }
    stretches
}

fn rests(look: &Look, day: Date) -> bool {
    look.person.rests.iter().any(|rest| rest.covers(day))
}

/// What the line says, from its first and its last week.
fn direction(trend: &[Option<f64>]) -> String {
    let known: Vec<f64> = trend.iter().copied().flatten().collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return "There are too few days for a line.".to_owned();
    };
    // Half a point is about what two ratings of the same day differ by.
    let words = match last - first {
        change if change <= -0.5 => "Your back gets in your way less than at the start.",
        change if change >= 0.5 => "Your back gets in your way more than at the start.",
        _ => "Your back gets in your way about as much as at the start.",
    };
    words.to_owned()
}

/// The same numbers and marks as a table.
fn table(look: &Look, weeks: &[Week]) -> Markup {
    let mut rows: Vec<(&Day, String)> =
        weeks.iter().flat_map(|week| &week.days).map(|day| (day, notes(look, day))).collect();
    rows.retain(|(day, notes)| day.score.is_some() || !notes.is_empty());
    rows.reverse();
    html! {
        details {
            summary { "Show as table" }
            div .scroll tabindex="0" role="region" aria-label="Your check-ins as a table" {
                table .days {
                    caption { "How much your back got in the way, 0 to 10" }
                    thead { tr { th scope="col" { "Day" } th scope="col" { "Score" } th scope="col" { "OK day" } th scope="col" { "Notes" } } }
                    tbody {
                        @for (day, notes) in &rows {
                            tr {
                                th scope="row" { (day.date.strftime("%a %-d %b").to_string()) }
                                td { @if let Some(score) = day.score { (score) } @else { "–" } }
                                td { @match day.ok { Some(true) => "yes", Some(false) => "no", None => "–" } }
                                td { (notes) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What else happened on a day, as the marks of the chart have it.
fn notes(look: &Look, day: &Day) -> String {
    let visit = look.person.visits.iter().any(|visit| visit.day == day.date);
    let pause = day.date <= look.today && rests(look, day.date);
    let notes = [(day.flare, "flare"), (visit, "visit"), (pause, "pause"), (day.late, "noted late")];
    notes.iter().filter(|(so, _)| *so).map(|(_, note)| *note).collect::<Vec<_>>().join(", ")
}

fn goal(look: &Look) -> Markup {
    let goal = look.current.standing.profile.goal.as_deref();
    let last = look.person.weekly_check_ins.last();
    html! {
        @if let Some(goal) = goal {
            h2 { "Your goal" }
            p .sentence { (goal) }
            @if let Some(last) = last {
                p { @match last.event.goal {
                    GoalNow::Closer => "Last week you were closer to it.",
                    GoalNow::Same => "Last week you stood where you were.",
                    GoalNow::Further => "Last week you were further from it.",
                } }
            }
        }
    }
}

/// Time, visits and money since the plan began.
fn took(look: &Look) -> Markup {
    let begun = look.current.plan.as_ref().map(|(plan, _)| plan.start);
    let since = |day: Date| begun.is_none_or(|begun| day >= begun);
    let sessions = look.person.sessions.iter().filter(|session| since(session.day));
    let seconds: u32 = sessions.flat_map(|session| &session.event.items).map(|item| item.seconds).sum();
    let visits: Vec<_> = look.person.visits.iter().filter(|visit| since(visit.day)).collect();
    let money = visits.iter().filter_map(|visit| visit.event.price).fold(0, u32::saturating_add);
    html! {
        @if seconds > 0 || !visits.is_empty() {
            h2 { "What it took" }
            dl .facts.figures {
                div { dt { "Guided minutes" } dd { (seconds / 60) } }
                div { dt { "Visits" } dd { (visits.len()) } }
                @if money > 0 { div { dt { "Paid for visits" } dd { (look.money().say(money)) } } }
            }
            p .small.muted { "Since this plan began." }
        }
    }
}

fn short(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}
