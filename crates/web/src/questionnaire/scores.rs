//! The scores of a questionnaire over time: a sentence, a picture, and the same as a table.

use super::{HERE, find};
use crate::chart::Scores;
use crate::{Fields, Look, Page, PageError, Place, Site};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::routing::get;
use domain::questionnaire::{Answered, Better, Questionnaire, Scored, scored};
use jiff::civil::Date;
use maud::{Markup, html};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/questionnaires/{id}", get(page))
}

async fn page(
    State(site): State<Site>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Page, PageError> {
    let look = site.look()?;
    let asked = find(&look, &id)?;
    let all = scored(asked, &look.person);
    let done = Fields::from_text(&query.unwrap_or_default()).has("done");
    let main = html! {
        @if done { p .done role="status" { "Your answers are kept." } }
        h1 { (asked.title) }
        (newest(asked, &all))
        p { a .button.primary href={ (HERE) "/" (id) "/fill" } { "Fill it in" } }
        @if all.len() > 1 { (picture(asked, &all)) }
        @if !all.is_empty() { (table(asked, &all)) }
        (last(asked, &look))
        @if !asked.copyright.is_empty() { p .small.muted { (asked.copyright) } }
    };
    Ok(Page::new(asked.title.clone(), Place::Settings, main).back(HERE).for_person(&site, &look))
}

/// The newest score, and how it compares.
fn newest(asked: &Questionnaire, all: &[Scored]) -> Markup {
    html! {
        @match (all.last().map(|one| one.score), asked.scoring) {
            (_, None) => p { "It has no score. Your answers are kept." },
            (None, _) => p { "Your first score will show here." },
            (Some(score), _) => {
                @match score.value {
                    Some(value) => p .lead { "Your score: " (asked.shown(value)) "." },
                    None => p .lead { "No score: " (score.answered) " of " (score.of) " answered." },
                }
                @if let Some(words) = asked.change_words(all) { p { (words) } }
            }
        }
    }
}

fn picture(asked: &Questionnaire, all: &[Scored]) -> Markup {
    let known: Vec<(Date, f64)> = all.iter().filter_map(|one| Some((one.day, one.score.value?))).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return html! {} };
    let number = |date: Date| i32::try_from(date.duration_since(first.0).as_hours() / 24).unwrap_or_default();
    let points: Vec<(i32, f64)> = known.iter().map(|(day, value)| (number(*day), *value)).collect();
    let values = || known.iter().map(|(_, value)| *value);
    let seen = (values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max));
    let range = asked.range().unwrap_or(seen);
    let better = asked.scoring.map_or(Better::Unknown, |scoring| scoring.better);
    let change = asked.change_words(all).unwrap_or_default();
    let sentence = format!(
        "{} scores from {} to {}. {change}",
        known.len(),
        domain::words::day(first.0),
        domain::words::day(last.0)
    );
    let ends = [domain::words::short_day(first.0), domain::words::short_day(last.0)];
    let scores = Scores {
        sentence: sentence.trim_end(),
        points: &points,
        range,
        low_is_up: better == Better::Lower,
        ends: [&ends[0], &ends[1]],
        better: better != Better::Unknown,
    };
    scores.draw()
}

fn table(asked: &Questionnaire, all: &[Scored]) -> Markup {
    html! {
        details {
            summary { "Show as table" }
            div .scroll tabindex="0" role="region" aria-label="Your scores as a table" {
                table {
                    caption { (asked.title) }
                    thead { tr { th scope="col" { "Day" } th scope="col" { "Score" } th scope="col" { "Answered" } } }
                    tbody {
                        @for one in all.iter().rev() {
                            tr {
                                th scope="row" { (domain::words::short_day(one.day)) " " (one.day.year()) }
                                td { @match one.score.value { Some(value) => (asked.shown(value)), None => "–" } }
                                td { (one.score.answered) " of " (one.score.of) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What was answered last.
fn last(asked: &Questionnaire, look: &Look) -> Markup {
    let said = look.person.responses.iter().filter(|said| said.event.questionnaire == asked.url);
    let Some(said) = said.max_by_key(|said| (said.day, said.recorded_at)) else { return html! {} };
    html! {
        details {
            summary { "Your answers of " (domain::words::day(said.day)) }
            dl .facts { (answers(&said.event.items)) }
        }
    }
}

fn answers(items: &[Answered]) -> Markup {
    html! {
        @for item in items {
            @if !item.answers.is_empty() {
                dt { (if item.text.is_empty() { &item.link_id } else { &item.text }) }
                dd { (item.answers.iter().map(domain::questionnaire::Given::words).collect::<Vec<_>>().join("; ")) }
            }
            (answers(&item.items))
        }
    }
}
