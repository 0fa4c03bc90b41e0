//! The artwork of the figure, read from its files once.

use domain::ids::ZoneId;
use domain::knowledge::body::{Side, View};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One view of the figure as outlines.
pub(super) struct Art {
    /// The body.
    pub(super) skin: &'static str,
    /// Outlines of one layer; `true` where the outline is drawn mirrored too.
    pub(super) shade: Vec<(&'static str, bool)>,
    /// The hair.
    pub(super) hair: &'static str,
    /// Contour lines, as `shade`.
    pub(super) lines: Vec<(&'static str, bool)>,
    /// Zones in the order of the list.
    pub(super) zones: Vec<ZoneArt>,
    /// Muscles, deep ones first.
    pub(super) muscles: Vec<MuscleArt>,
}

/// A zone.
pub(super) struct ZoneArt {
    pub(super) id: ZoneId,
    pub(super) outline: &'static str,
    /// A point inside, for its tick.
    pub(super) at: (f64, f64),
}

/// A muscle of one side.
pub(super) struct MuscleArt {
    pub(super) name: &'static str,
    pub(super) side: Side,
    pub(super) is_deep: bool,
    pub(super) outline: &'static str,
    pub(super) fibre: &'static str,
}

static BACK: LazyLock<Art> = LazyLock::new(|| read(include_str!("../../assets/figure/back.svg")));
static FRONT: LazyLock<Art> = LazyLock::new(|| read(include_str!("../../assets/figure/front.svg")));

/// The artwork of a view.
pub(super) fn art(view: View) -> &'static Art {
    match view {
        View::Back => &BACK,
        View::Front => &FRONT,
    }
}

/// The view on which a zone is drawn, with the zone.
pub(super) fn zone(id: &ZoneId) -> Option<(View, &'static ZoneArt)> {
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
