//! The figure: a person from behind and from the front, with marked places and muscles that light up.
//!
//! Shapes only; colours come from the style sheet. LEFT and RIGHT stand beside every picture and are the person's own.

use domain::ids::{MuscleId, ZoneId};
use domain::knowledge::Knowledge;
use domain::knowledge::body::{Side, View};
use exchange::figure::{Art, Crop, Marked, TRUNK, ZoneArt, art, reach, zone};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// From neck to calf, which is what the picture opens on.
pub(crate) const CLOSE: &str = "84 66 232 640";
/// From the crown to the soles.
pub(crate) const WHOLE: &str = "40 0 320 800";

/// The height of the whole picture.
const WHOLE_HIGH: f64 = 800.0;

/// A part of the picture, as the attribute of a drawing.
fn view_box([left, top, wide, high]: Crop) -> String {
    format!("{left} {top} {wide} {high}")
}

/// The hatching of a marked place, once on each page that marks places. It stands apart from the pictures, because a
/// pattern in a picture that is hidden draws nothing.
pub(crate) fn hatching() -> Markup {
    html! {
        svg .figure-defs width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                pattern #hatch width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect .hatch-ground width="7" height="7" fill="#22747c" fill-opacity=".35" {}
                    rect .hatch-line width="2.6" height="7" fill="#22747c" {}
                }
            }
            symbol #tick viewBox="0 0 20 20" {
                circle .tick-disc cx="10" cy="10" r="9" fill="#fff" {}
                path .tick-mark d="M5.5 10.5l3 3 6-7" fill="none" stroke="#123a3e" stroke-width="2.6" {}
            }
        }
    }
}

/// The figure with every zone as a shape that a script can mark. The check boxes beside it hold the truth.
pub(crate) fn zones(view: View, marked: &BTreeSet<ZoneId>) -> Markup {
    let art = art(view);
    html! {
        svg .figure.pick viewBox=(CLOSE) aria-hidden="true" focusable="false" data-view=(name(view)) {
            (body(art))
            g .zones fill="none" {
                @for zone in &art.zones {
                    @let is_on = marked.contains(&zone.id);
                    path .zone.is-on[is_on] data-zone=(zone.id) data-x=(zone.at.0) data-y=(zone.at.1)
                        fill=(if is_on { "url(#hatch)" } else { "none" }) d=(zone.outline) {}
                }
            }
            (lines(art))
            g .ticks { @for zone in art.zones.iter().filter(|zone| marked.contains(&zone.id)) { (tick(&zone.id)) } }
        }
    }
}

/// A picture of the marked places, for reading. Nothing where no place of the view is marked.
pub(crate) fn marked(view: View, marked: &BTreeSet<ZoneId>) -> Markup {
    let Some(Marked { art, crop, zones: on, .. }) = Marked::of(view, marked) else { return html! {} };
    html! {
        div .body-picture.small-picture {
            (sides(view))
            svg .figure viewBox=(view_box(crop)) aria-hidden="true" focusable="false" {
                (body(art))
                g .zones fill="none" {
                    @for zone in &on { path .zone.is-on data-zone=(zone.id) fill="url(#hatch)" d=(zone.outline) {} }
                }
                (lines(art))
                g .ticks { @for zone in &on { (tick(&zone.id)) } }
            }
        }
    }
}

/// A small picture of a muscle, lit. Nothing where the muscle is not drawn; words stand beside it anyway.
pub(crate) fn muscle(knowledge: &Knowledge, muscle: &MuscleId, side: Side) -> Markup {
    let Some(shown) = Shown::of(knowledge, muscle) else { return html! {} };
    let art = art(shown.view);
    let is_side = |other: Side| matches!(side, Side::Both | Side::None) || other == side;
    let parts: Vec<_> =
        art.muscles.iter().filter(|part| part.name == shown.name && is_side(part.side)).collect();
    let is_over = |zone: &ZoneArt| shown.zones.iter().any(|base| is_of(&zone.id, base, side));
    let zones: Vec<_> = art.zones.iter().filter(|zone| is_over(zone)).collect();
    let lit = parts.iter().map(|part| part.outline).chain(zones.iter().map(|zone| zone.outline));
    html! {
        div .body-picture.muscle-picture {
            (sides(shown.view))
            svg .figure viewBox=(view_box(around(lit))) aria-hidden="true" focusable="false" {
                (body(art))
                g .muscles fill="none" {
                    @for part in &parts {
                        path .muscle.is-lit.is-deep[part.is_deep] d=(part.outline) {}
                        path .fibre d=(part.fibre) {}
                    }
                    @for zone in &zones { path .muscle.is-lit.is-deep d=(zone.outline) {} }
                }
                (lines(art))
            }
        }
    }
}

/// The part of the picture around some outlines: the whole width, so that the side is plain, and no higher than it has to be.
fn around<'a>(outlines: impl Iterator<Item = &'a str>) -> Crop {
    const MARGIN: f64 = 36.0;
    const LEAST: f64 = 190.0;
    let [left, first, wide, _] = TRUNK;
    let reaches = outlines.map(reach);
    let (top, bottom) =
        reaches.fold((f64::INFINITY, 0.0), |(a, b), (top, bottom)| (f64::min(a, top), f64::max(b, bottom)));
    let high = f64::max(bottom - top + 2.0 * MARGIN, LEAST).round();
    let start = f64::midpoint(top, bottom) - high / 2.0;
    [left, f64::max(first, f64::min(start, WHOLE_HIGH - high)).round(), wide, high]
}

/// LEFT and RIGHT over a picture, as they are for the person.
pub(crate) fn sides(view: View) -> Markup {
    let [first, second] = exchange::figure::sides(view);
    html! { p .sides { span { (first) } span { (second) } } }
}

/// The word for a view in the markup.
pub(crate) fn name(view: View) -> &'static str {
    match view {
        View::Back => "back",
        View::Front => "front",
    }
}

/// The tick on a marked zone.
fn tick(id: &ZoneId) -> Markup {
    let at = zone(id).map_or((0.0, 0.0), |(_, zone)| zone.at);
    html! { use data-for=(id) href="#tick" x=(at.0 - 7.0) y=(at.1 - 7.0) width="14" height="14" {} }
}

fn body(art: &Art) -> Markup {
    html! {
        path .figure-skin fill="#e7ddd3" d=(art.skin) {}
        g .figure-shade fill="#d8cabc" { (both(&art.shade)) }
        path .figure-hair fill="#b09e8d" d=(art.hair) {}
    }
}

fn lines(art: &Art) -> Markup {
    html! { g .figure-lines fill="#8f7c6a" { (both(&art.lines)) } }
}

/// Outlines, and their mirror images where they have one. The midline is at x = 200.
fn both(outlines: &[(&str, bool)]) -> Markup {
    html! {
        @for (outline, is_mirrored) in outlines {
            path d=(outline) {}
            @if *is_mirrored { path d=(outline) transform="matrix(-1 0 0 1 400 0)" {} }
        }
    }
}

/// Whether a zone is the one of a base name on a side.
fn is_of(zone: &ZoneId, base: &str, side: Side) -> bool {
    let ending = |letter: &str| zone.as_str().strip_suffix(letter) == Some(base);
    match side {
        Side::Left => ending("_l"),
        Side::Right => ending("_r"),
        Side::Both | Side::None => ending("_l") || ending("_r"),
    }
}

/// How a muscle of the knowledge is shown: as the muscle of the artwork that holds it, or as the zones over it.
struct Shown {
    view: View,
    name: &'static str,
    zones: &'static [&'static str],
}

/// Muscles that the artwork draws under another name, or not at all.
const OTHER_NAMES: [(&str, &str, &[&str]); 12] = [
    ("iliocostalis_thoracis", "erector_spinae", &[]),
    ("iliocostalis_lumborum", "erector_spinae", &[]),
    ("longissimus_thoracis", "erector_spinae", &[]),
    ("spinalis_thoracis", "erector_spinae", &[]),
    ("multifidus_thoracic", "multifidus", &[]),
    ("multifidus_lumbar", "multifidus", &[]),
    ("teres", "infraspinatus", &[]),
    ("abdominal_obliques", "obliques", &[]),
    ("serratus_posterior_superior", "", &["interscap_upper"]),
    ("serratus_anterior", "", &["chest_side"]),
    ("soleus", "", &["calf"]),
    ("thoracolumbar_fascia", "", &["lumbar_para_upper", "lumbar_para_lower", "lumbar_lat_lower"]),
];

impl Shown {
    fn of(knowledge: &Knowledge, muscle: &MuscleId) -> Option<Self> {
        knowledge.muscles.iter().find(|known| known.id == *muscle)?;
        let id = muscle.as_str();
        if let Some((_, name, zones)) = OTHER_NAMES.iter().find(|(own, _, _)| *own == id)
            && !zones.is_empty()
        {
            return Some(Self { view: View::Back, name, zones });
        }
        let wanted = OTHER_NAMES.iter().find(|(own, _, _)| *own == id).map_or(id, |(_, name, _)| name);
        [View::Back, View::Front].into_iter().find_map(|view| {
            let part = art(view).muscles.iter().find(|part| part.name == wanted)?;
            Some(Self { view, name: part.name, zones: &[] })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_muscle_has_a_picture_with_both_sides_named() {
        let knowledge = Knowledge::bundled().unwrap();
        for known in &knowledge.muscles {
            for side in [Side::Left, Side::Right, Side::Both] {
                let picture = muscle(&knowledge, &known.id, side).into_string();
                let lit = picture.matches("is-lit").count();
                assert!(lit > 0 && picture.contains("LEFT") && picture.contains("RIGHT"), "{}", known.id);
                let both = muscle(&knowledge, &known.id, Side::Both).into_string();
                assert!(lit == both.matches("is-lit").count() || side != Side::Both, "{}", known.id);
            }
        }
    }

    #[test]
    fn a_picture_of_a_muscle_is_no_higher_than_it_has_to_be() {
        let knowledge = Knowledge::bundled().unwrap();
        let shown = |id: &str| {
            let picture = muscle(&knowledge, &id.into(), Side::Right).into_string();
            picture.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        assert_eq!(shown("quadratus_lumborum"), "84 194 232 190");
        for known in &knowledge.muscles {
            let crop: Vec<f64> =
                shown(known.id.as_str()).split(' ').map(|part| part.parse().unwrap()).collect();
            let [left, top, wide, high] = crop[..] else { panic!("{}: {crop:?}", known.id) };
            assert!(left >= 0.0 && top >= 86.0 && top + high <= 800.0, "{}: {crop:?}", known.id);
            assert!(wide > 200.0 && (190.0..450.0).contains(&high), "{}: {crop:?}", known.id);
        }
    }

    #[test]
    fn the_words_change_places_in_the_view_from_the_front() {
        let words = |view| sides(view).into_string();
        assert!(words(View::Back).find("LEFT") < words(View::Back).find("RIGHT"));
        assert!(words(View::Front).find("RIGHT") < words(View::Front).find("LEFT"));
    }

    #[test]
    fn a_marked_place_has_hatching_and_a_tick() {
        let on = BTreeSet::from([ZoneId::from("lumbar_lat_lower_r")]);
        let picture = zones(View::Back, &on).into_string();
        assert_eq!(picture.matches("url(#hatch)").count(), 1);
        assert_eq!(picture.matches("#tick").count(), 1);
        assert_eq!(marked(View::Front, &on).into_string(), "");
    }
}
