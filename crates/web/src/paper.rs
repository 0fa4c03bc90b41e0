//! Pages of paper on the screen: the preview of what leaves, and the PDF of the same lines.

use crate::{Look, PageError, Site, brief, figure};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::knowledge::body::View;
use exchange::chart::{Chart, Mark, TICK};
use exchange::code::{Code, QUIET};
use exchange::paper::{OnePage, Paper, Part, Picture, ToScan};
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeSet;
use std::fmt::Write as _;

pub(crate) fn routes() -> Router<Site> {
    let router =
        Router::new().route("/brief/code/{name}", get(picture)).route("/brief.svg", get(whole_brief));
    #[cfg(feature = "pdf")]
    let router = router.merge(file::routes());
    router
}

/// The paper of the person: what they chose, or what is usual in their country.
pub(crate) fn paper(look: &Look) -> Paper {
    Paper::of(look.setting(Paper::SETTING), look.current.standing.profile.country.as_deref())
}

/// A page of paper as it is shown and printed.
pub(crate) fn sheet(page: &OnePage) -> Markup {
    html! {
        article class={ "sheet" @if page.codes.is_empty() { " dense" } } {
            @for part in &page.parts { (section(page, part)) }
            @if !page.codes.is_empty() {
                div .codes {
                    @for to_scan in &page.codes {
                        figure { (code(to_scan)) figcaption { (to_scan.caption) } }
                    }
                }
            }
        }
    }
}

fn section(page: &OnePage, part: &Part) -> Markup {
    html! {
        section class=[page.kind.loud.contains(&part.heading).then_some("loud")] {
            h3 { (part.heading) }
            @if let [line] = part.lines.as_slice() {
                p { (line) }
            } @else {
                ul { @for line in &part.lines { li { (line) } } }
            }
            @match &page.picture {
                Some((heading, Picture::Body { zones, .. })) if *heading == part.heading => {
                    @let marked: BTreeSet<_> = zones.iter().cloned().collect();
                    (figure::hatching())
                    div .pictures { @for view in [View::Back, View::Front] { (figure::marked(view, &marked)) } }
                },
                Some((heading, Picture::Chart(chart))) if *heading == part.heading => { (draw(chart)) },
                _ => {},
            }
        }
    }
}

/// A code as a picture of its own, so that a page stays light.
pub(crate) fn code(to_scan: &ToScan) -> Markup {
    // A square; the column says how large.
    html! {
        img .code src={ "/brief/code/" (to_scan.name) ".svg" } width="320" height="320"
            alt="A code to scan. It holds the text named below it.";
    }
}

/// The picture of a code of the brief: black on white in every theme, because phones need that.
async fn picture(State(site): State<Site>, Path(name): Path<String>) -> Result<Response, PageError> {
    let look = site.look()?;
    let page = brief::one_page(&site, &look);
    let wanted = name.strip_suffix(".svg");
    let to_scan =
        page.codes.iter().find(|to_scan| wanted == Some(to_scan.name)).ok_or(PageError::NotFound)?;
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
    Ok(([kind], squares(&to_scan.code())).into_response())
}

/// The brief as one picture. The script of the page makes a PNG of it, which more programs can send.
async fn whole_brief(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let drawn = exchange::picture::svg(&brief::one_page(&site, &look), paper(&look));
    let drawn = drawn.ok_or_else(|| PageError::ours("the brief does not fit on one page"))?;
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
    let name = format!("attachment; filename=\"massage-brief-{}.svg\"", look.today);
    let name = (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(PageError::ours)?);
    Ok(([kind, name], drawn).into_response())
}

fn squares(code: &Code) -> String {
    let side = code.side() + 2 * QUIET;
    let mut dark = String::new();
    let mut at = (0, usize::MAX);
    for (row, column, long) in code.strokes() {
        // From where the pen is, which takes half the letters. Writing to a string cannot go wrong.
        let _ = match at {
            (end, same) if same == row => write!(dark, "m{} 0h{long}", column - end),
            _ => write!(dark, "M{} {}.5h{long}", column + QUIET, row + QUIET),
        };
        at = (column + long, row);
    }
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(dark) stroke="#000" {}
        }
    }
    .into_string()
}

/// The size of a chart on the screen, and of the words in it on a phone; on a wider screen they are smaller.
const WIDE: f64 = 640.0;
const HIGH: f64 = 300.0;
const WORDS: f64 = 25.0;

fn draw(chart: &Chart) -> Markup {
    let place = |at: f64| PreEscaped(format!("{at:.1}"));
    let path = |points: &[(f64, f64)]| {
        let points = points.iter().map(|(x, y)| format!("{x:.1} {y:.1}"));
        format!("M{}", points.collect::<Vec<_>>().join("L"))
    };
    html! {
        svg .chart.pain viewBox={ "0 0 " (WIDE) " " (HIGH) } role="img" aria-label=(chart.sentence) {
            @for mark in chart.marks(WIDE, HIGH, WORDS) {
                @match mark {
                    Mark::Grid(y, from, to) => line .grid x1=(place(from)) x2=(place(to)) y1=(place(y)) y2=(place(y)) {},
                    Mark::Line(points) => path .days d=(path(&points)) {},
                    Mark::Dot(x, y) => circle .day cx=(place(x)) cy=(place(y)) r="2.5" {},
                    Mark::Tick(x, from, to) => line .tick x1=(place(x)) x2=(place(x)) y1=(place(from)) y2=(place(to)) {},
                    // On a phone there is no room for it between the two days.
                    Mark::Start(_, _, words) if words == TICK => {},
                    Mark::Start(x, y, words) => text .axis x=(place(x)) y=(place(y)) { (words) },
                    Mark::End(x, y, words) => text .axis.end x=(place(x)) y=(place(y)) { (words) },
                }
            }
        }
        @if !chart.sessions.is_empty() { p .small.muted.key { (TICK) } }
    }
}

/// The way to the PDF, with what is different in it; nothing where this program writes none.
pub(crate) fn pdf(page: &OnePage, to: &str) -> Markup {
    if !cfg!(feature = "pdf") {
        return html! {};
    }
    let foreign = page.foreign_letters();
    html! {
        a .button href=(to) { "Save as PDF" }
        @if !foreign.is_empty() {
            p .hint {
                "A PDF cannot show these letters: " (foreign.iter().collect::<String>())
                ". A sign stands in their place. The printed page shows them."
            }
        }
    }
}

/// The page of a preview, for whoever prints it.
pub(crate) fn print_page(title: &str, page: &OnePage) -> Markup {
    html! {
        h1 { (title) }
        h2 .sr { "What is on the page" }
        (sheet(page))
        p .muted.screen-only { "Print this page with your browser, or show it on the screen." }
    }
}

#[cfg(feature = "pdf")]
mod file {
    use super::{
        HeaderValue, IntoResponse, Look, OnePage, PageError, Response, Router, Site, State, brief, get,
        header, paper,
    };
    use crate::summary;

    pub(super) fn routes() -> Router<Site> {
        Router::new().route("/brief.pdf", get(the_brief)).route("/summary.pdf", get(the_summary))
    }

    async fn the_brief(State(site): State<Site>) -> Result<Response, PageError> {
        let look = site.look()?;
        answer(&look, &brief::one_page(&site, &look), "massage-brief")
    }

    async fn the_summary(State(site): State<Site>) -> Result<Response, PageError> {
        let look = site.look()?;
        answer(&look, &summary::one_page(&site, &look), "back-pain-summary")
    }

    fn answer(look: &Look, page: &OnePage, name: &str) -> Result<Response, PageError> {
        let bytes = exchange::pdf::write(page, paper(look)).map_err(PageError::ours)?;
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
        let name = format!("attachment; filename=\"{name}-{}.pdf\"", look.today);
        let name = (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(PageError::ours)?);
        Ok(([kind, name], bytes).into_response())
    }
}
