//! The artwork of the figure, read from its files once: the same on pages and in print.

use domain::ids::ZoneId;
use domain::knowledge::body::{Side, View};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// From the crown to the soles: left, top, width and height of what is shown.
pub const WHOLE: Crop = [40.0, 0.0, 320.0, 800.0];
/// The trunk, which is what a small picture shows.
pub const TRUNK: Crop = [84.0, 86.0, 232.0, 350.0];
/// From the waist down.
pub const LEGS: Crop = [84.0, 290.0, 232.0, 400.0];

/// A part of the picture: left, top, width and height.
pub type Crop = [f64; 4];

/// The marked places of one view, with the part of the picture that shows them all.
pub struct Marked {
    /// The view.
    pub view: View,
    /// Its artwork.
    pub art: &'static Art,
    /// What is shown.
    pub crop: Crop,
    /// The marked zones.
    pub zones: Vec<&'static ZoneArt>,
}

impl Marked {
    /// The marked places of a view; nothing where none is marked.
    #[must_use]
    pub fn of(view: View, marked: &BTreeSet<ZoneId>) -> Option<Self> {
        let art = art(view);
        let zones: Vec<_> = art.zones.iter().filter(|zone| marked.contains(&zone.id)).collect();
        let low = zones.iter().any(|zone| zone.at.1 > 430.0);
        let high = zones.iter().any(|zone| zone.at.1 < 300.0);
        let crop = match (low, high) {
            (true, true) => WHOLE,
            (true, false) => LEGS,
            (false, _) => TRUNK,
        };
        (!zones.is_empty()).then_some(Self { view, art, crop, zones })
    }
}

/// The words at the left and the right of a picture, as they are for the person.
///
/// ```
/// use domain::knowledge::body::View;
/// assert_eq!(exchange::figure::sides(View::Back), ["LEFT", "RIGHT"]);
/// assert_eq!(exchange::figure::sides(View::Front), ["RIGHT", "LEFT"]);
/// ```
#[must_use]
pub fn sides(view: View) -> [&'static str; 2] {
    match view {
        View::Back => ["LEFT", "RIGHT"],
        View::Front => ["RIGHT", "LEFT"],
    }
}

/// One view of the figure as outlines.
pub struct Art {
    /// The body.
    pub skin: &'static str,
    /// Outlines of one layer; `true` where the outline is drawn mirrored too.
    pub shade: Vec<(&'static str, bool)>,
    /// The hair.
    pub hair: &'static str,
    /// Contour lines, as `shade`.
    pub lines: Vec<(&'static str, bool)>,
    /// Zones in the order of the list.
    pub zones: Vec<ZoneArt>,
    /// Muscles, deep ones first.
    pub muscles: Vec<MuscleArt>,
}

/// A zone.
pub struct ZoneArt {
    /// Which.
    pub id: ZoneId,
    /// Its outline.
    pub outline: &'static str,
    /// A point inside, for its tick.
    pub at: (f64, f64),
}

/// A muscle of one side.
pub struct MuscleArt {
    /// Its name in the artwork.
    pub name: &'static str,
    /// Its side.
    pub side: Side,
    /// Whether it lies under others.
    pub is_deep: bool,
    /// Its outline.
    pub outline: &'static str,
    /// The lines of its fibres.
    pub fibre: &'static str,
}

/// The top and the bottom of an outline. `M`, `c`, `l` and `z` are all that the artwork draws with.
#[must_use]
pub fn reach(outline: &str) -> (f64, f64) {
    let (mut top, mut bottom, mut y) = (f64::INFINITY, f64::NEG_INFINITY, 0.0);
    for (at, command) in outline.match_indices(char::is_alphabetic) {
        let rest = outline.get(at + 1..).unwrap_or_default();
        let given = numbers(rest.split(char::is_alphabetic).next().unwrap_or_default());
        // A curve gives 2 points that pull it and the one where it ends.
        for point in given.chunks_exact(if command == "c" { 6 } else { 2 }) {
            let by = point.last().copied().unwrap_or_default();
            y = if command == "M" { by } else { y + by };
            (top, bottom) = (f64::min(top, y), f64::max(bottom, y));
        }
    }
    (top, bottom)
}

/// Numbers as tools shorten them: a minus or a second point begins the next one.
fn numbers(text: &str) -> Vec<f64> {
    let mut all = vec![String::new()];
    for letter in text.chars() {
        let now = all.last().map_or("", String::as_str);
        let begins = letter == '-' || letter == '.' && now.contains('.');
        if begins || letter == ' ' || letter == ',' {
            all.push(String::new());
        }
        if let Some(now) = all.last_mut().filter(|_| letter != ' ' && letter != ',') {
            now.push(letter);
        }
    }
    all.iter().filter_map(|number| number.parse().ok()).collect()
}

static BACK: LazyLock<Art> = LazyLock::new(|| read(include_str!("../assets/figure/back.svg")));
static FRONT: LazyLock<Art> = LazyLock::new(|| read(include_str!("../assets/figure/front.svg")));

/// The artwork of a view.
#[must_use]
pub fn art(view: View) -> &'static Art {
    match view {
        View::Back => &BACK,
        View::Front => &FRONT,
    }
}

/// The view on which a zone is drawn, with the zone.
#[must_use]
pub fn zone(id: &ZoneId) -> Option<(View, &'static ZoneArt)> {
    static ALL: LazyLock<BTreeMap<&'static str, (View, &'static ZoneArt)>> = LazyLock::new(|| {
        let of = |view: View| art(view).zones.iter().map(move |zone| (zone.id.as_str(), (view, zone)));
        of(View::Back).chain(of(View::Front)).collect()
    });
    ALL.get(id.as_str()).copied()
}

/// Reads a picture: `path` elements, told apart by their class or by the class of their group.
///
/// A test shows that all layers of both files are found.
fn read(svg: &'static str) -> Art {
    let mut art = Art {
        skin: "",
        shade: Vec::new(),
        hair: "",
        lines: Vec::new(),
        zones: Vec::new(),
        muscles: Vec::new(),
    };
    let mut group = "";
    for tag in svg.split('<').skip(1) {
        let class = attribute(tag, "class");
        let outline = attribute(tag, "d");
        if tag.starts_with("g ") {
            group = class;
        } else if tag.starts_with("use ") {
            let layer = if group == "figure-shade" { &mut art.shade } else { &mut art.lines };
            if let Some((_, is_mirrored)) = layer.last_mut() {
                *is_mirrored = true;
            }
        } else if tag.starts_with("path ") {
            match (class, group) {
                ("figure-skin", _) => art.skin = outline,
                ("figure-hair", _) => art.hair = outline,
                ("zone", _) => art.zones.push(ZoneArt {
                    id: ZoneId::from(attribute(tag, "data-zone")),
                    outline,
                    at: (number(tag, "data-x"), number(tag, "data-y")),
                }),
                ("muscle", _) => art.muscles.push(MuscleArt {
                    name: attribute(tag, "data-muscle"),
                    side: if attribute(tag, "data-side") == "left" { Side::Left } else { Side::Right },
                    is_deep: attribute(tag, "data-depth") == "3",
                    outline,
                    fibre: "",
                }),
                ("fibre", _) => {
                    if let Some(muscle) = art.muscles.last_mut() {
                        muscle.fibre = outline;
                    }
                }
                (_, "figure-shade") => art.shade.push((outline, false)),
                (_, "figure-lines") => art.lines.push((outline, false)),
                _ => {}
            }
        }
    }
    art
}

/// The value of an attribute of a tag; empty if it has none.
fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let opening = format!(" {name}=\"");
    let value = tag.split_once(&opening).and_then(|(_, rest)| rest.split_once('"'));
    value.map_or("", |(value, _)| value)
}

fn number(tag: &str, name: &str) -> f64 {
    attribute(tag, name).parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::knowledge::Knowledge;

    #[test]
    fn every_zone_of_the_table_is_drawn_on_its_own_view() {
        let knowledge = Knowledge::bundled().unwrap();
        for known in &knowledge.zones {
            let (view, drawn) = zone(&known.id).unwrap_or_else(|| panic!("{} is not drawn", known.id));
            assert_eq!(view, known.view, "{}", known.id);
            assert!(drawn.outline.starts_with('M') && drawn.at.0 > 0.0, "{}", known.id);
            // From behind, the person's left is at the viewer's left; from the front it is the other way round.
            let is_left_in_picture = drawn.at.0 < 200.0;
            let is_mirrored = view == View::Front;
            match known.side {
                Side::Left => assert_eq!(is_left_in_picture, !is_mirrored, "{}", known.id),
                Side::Right => assert_eq!(is_left_in_picture, is_mirrored, "{}", known.id),
                Side::Both | Side::None => {}
            }
        }
        assert_eq!(art(View::Back).zones.len() + art(View::Front).zones.len(), knowledge.zones.len());
    }

    #[test]
    fn the_reach_of_an_outline_follows_its_lines_and_curves() {
        assert_eq!(reach("M10 20l5-5.5.5.5c1 1 2 2 3 30z"), (14.5, 45.0));
        for zone in &art(View::Back).zones {
            let (top, bottom) = reach(zone.outline);
            assert!(top <= zone.at.1 && zone.at.1 <= bottom && bottom - top < 400.0, "{}", zone.id);
        }
    }

    #[test]
    fn all_layers_are_read() {
        for view in [View::Back, View::Front] {
            let art = art(view);
            assert!(art.skin.len() > 1000 && art.hair.len() > 100);
            assert_eq!(art.shade.iter().map(|(_, mirrored)| *mirrored).collect::<Vec<_>>(), [false, true]);
            assert_eq!(art.lines.iter().map(|(_, mirrored)| *mirrored).collect::<Vec<_>>(), [false, true]);
            assert!(art.muscles.iter().all(|muscle| muscle.outline.starts_with('M')));
        }
        assert_eq!((art(View::Back).muscles.len(), art(View::Front).muscles.len()), (34, 10));
    }
}
