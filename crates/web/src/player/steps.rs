//! The steps as a list to read, and the frame that the script fills with one step at a time.

use super::{Wanted, after, find, switch};
use crate::page::{Page, Place, see_other};
use crate::{Fields, Look, PageError, Site, pose};
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::session::{CueKind, PlayStep};
use maud::{Markup, html};
use serde_json::json;

/// The session to read, for browsers without a script.
pub(super) async fn show(
    State(site): State<Site>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let look = site.look()?;
    if look.current.plan.is_none() {
        return Ok(see_other("/"));
    }
    let wanted = find(&site, &look, &id, &Fields::from_text(&query.unwrap_or_default()))?;
    let main = html! {
        h1 { (wanted.title()) }
        p .note { "Read a step, then do it at your own pace. Stop if you feel sharp pain, pain that spreads, or numbness or tingling." }
        (list(site.knowledge(), &wanted))
        p { "Finished. Roll to your side before you get up." }
        (after::form(&site, &wanted, &after::Given::default()))
    };
    Ok(Page::new(wanted.title(), Place::Quiet, main)
        .back(wanted.path(""))
        .for_person(&site, &look)
        .into_response())
}

/// A side in large letters.
fn side_words(side: Side) -> &'static str {
    match side {
        Side::Left => "LEFT",
        Side::Right => "RIGHT",
        Side::Both => "BOTH SIDES",
        Side::None => "",
    }
}

/// All steps, with all that the script needs to play them.
pub(super) fn list(knowledge: &Knowledge, wanted: &Wanted) -> Markup {
    html! {
        ol .steps #steps {
            @for (number, step) in wanted.line.iter().enumerate() {
                (one(knowledge, step, number == 0 || step.rest > 0 || wanted.line.get(number - 1).is_some_and(|before| before.item != step.item)))
            }
        }
    }
}

fn one(knowledge: &Knowledge, step: &PlayStep, begins: bool) -> Markup {
    let turned =
        knowledge.poses.get(&step.technique).is_some_and(|pose| pose.is_mirrored_for(step.step.side));
    let alt = knowledge.poses.get(&step.technique).map_or("", |pose| pose.alt.as_str());
    let side = side_words(step.step.side);
    html! {
        li data-item=(step.item) data-seconds=(step.step.seconds) data-rest=(step.rest) data-next=(step.next)
            data-side=(side) data-name=(step.name) data-cues=(cues(step)) data-alt=(alt)
            data-pose=[pose::path(knowledge, &step.technique)] data-turned=[turned.then_some("1")] {
            @if begins { strong .part-name { (step.name) } br; }
            @if !side.is_empty() { strong { (side) } " " }
            span .say { (step.step.say) } " "
            span .muted.nowrap { (step.step.seconds) " seconds" }
        }
    }
}

/// What sounds when within a step: seconds, kind and words.
fn cues(step: &PlayStep) -> String {
    let kind = |kind: CueKind| match kind {
        CueKind::Start => "start",
        CueKind::Pressure => "pressure",
        CueKind::Halfway => "half",
        CueKind::Countdown => "count",
        CueKind::End => "end",
    };
    let cues = step.step.cues.iter().map(|cue| json!([cue.at, kind(cue.kind), cue.say]));
    serde_json::Value::Array(cues.collect()).to_string()
}

/// The frame of the player; hidden until the script shows it.
pub(super) fn player(look: &Look, wanted: &Wanted) -> Markup {
    html! {
        section #play hidden aria-label="The step you are in" {
            div .play-top {
                p #play-place {}
                button #play-left .quiet type="button" { "Time left" }
                button #play-end .quiet type="button" { "End" }
            }
            div .play-body {
                div .play-picture { svg #play-pose .pose viewBox="0 0 240 160" role="img" aria-label="" { use href="" {} } }
                p #play-name {}
                p #play-side {}
                p #play-digits aria-hidden="true" {}
                p #play-say {}
                p #play-cue aria-hidden="true" {}
            }
            p #play-live .sr role="status" {}
            p #play-note .note hidden {}
            div .play-keys {
                button #play-back type="button" { "Back" }
                button #play-pause type="button" { "Pause" }
                button #play-skip type="button" { "Skip" }
                button #play-more type="button" { "+15 s" span .sr { " more for this step" } }
            }
            details .play-sounds {
                summary { "Sound and light" }
                (switch::form(look))
                p .small.muted #play-voices {}
            }
        }
        p .sr { "Total: " (PlayStep::minutes(&wanted.line)) }
    }
}
