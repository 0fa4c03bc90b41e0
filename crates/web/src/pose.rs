//! Pictures of a body doing a technique, each a file of its own that is loaded when it is shown.
//!
//! The drawings take their colours from the page: each is shown through `use`, which hands down the variables
//! `--figure-body` and so on.

use crate::asset;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::LazyLock;

macro_rules! poses {
    ($($name:literal)*) => {
        /// Every drawing by its name.
        const POSES: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!("../assets/poses/", $name, ".svg")))),*];
    };
}

poses! {
    "anti-twist-press"
    "awake-at-night"
    "backpack-deadlift"
    "ball-chair-buttock"
    "ball-chair-figure-four"
    "ball-chair-thigh"
    "ball-floor-outer-hip"
    "ball-floor-shoulder-top"
    "ball-floor-upper-back"
    "ball-floor-waist"
    "ball-under-glute"
    "ball-wall-armpit"
    "ball-wall-base-of-back"
    "ball-wall-deep-glute"
    "ball-wall-glute"
    "ball-wall-hip-front"
    "ball-wall-hip-side"
    "ball-wall-lower-blade"
    "ball-wall-shoulder-top"
    "ball-wall-upper-back"
    "ball-wall-waist"
    "band-row"
    "band-side-steps"
    "belly-breathing"
    "bird-dog-cross"
    "bird-dog-leg"
    "body-scan"
    "box-breathing"
    "box-squat"
    "bridge-march"
    "bridge-single-leg"
    "calm-breathing"
    "cane-between-blades"
    "cane-blade-corner"
    "cane-low-back"
    "cane-lower-blade"
    "cane-shoulder-top"
    "cane-waist"
    "car-seat"
    "cat"
    "chair-back-bend"
    "childs-pose"
    "childs-pose-side"
    "clam"
    "curl-up"
    "dead-bug"
    "dead-bug-tap"
    "desk-set-up"
    "door-frame-side-stretch"
    "doorway-chest-stretch"
    "figure-4"
    "figure-4-seated"
    "fingertips-hip"
    "fists-buttocks"
    "fists-low-back"
    "foam-roll-figure-four"
    "foam-roll-glutes"
    "foam-roll-hamstrings"
    "foam-roll-hip-front"
    "foam-roll-hip-side"
    "foam-roll-side-of-back"
    "foam-roll-upper-back-hug"
    "foam-roller-lean-back"
    "foot-on-rail"
    "glute-bridge"
    "gun-buttock"
    "gun-hip-side"
    "gun-shoulder-top"
    "gun-side-of-back"
    "gun-thigh-back"
    "gun-thigh-front"
    "half-kneeling-hip-stretch"
    "hamstring-step"
    "hamstring-strap"
    "hands-thigh-back"
    "heat-pack-neck"
    "heat-pack-side-lying"
    "heat-then-knee-hug"
    "heat-wrap"
    "heel-slide"
    "hip-hinge"
    "hip-stretch-bed-edge"
    "knee-hug-single"
    "knee-rolls"
    "knee-to-opposite-shoulder"
    "knees-to-chest"
    "knuckles-base-of-back"
    "legs-on-chair"
    "lifting-practice"
    "locust"
    "log-roll"
    "long-sigh"
    "look-to-pocket"
    "low-lunge"
    "massage-chair"
    "massage-floor-mat"
    "massage-forearm"
    "massage-light-touch"
    "massage-long-strokes"
    "massage-side-lying"
    "massage-thumb-point"
    "movement-break"
    "neck-side-stretch"
    "nerve-slider"
    "open-book"
    "partner-back-hands"
    "partner-chair-shoulders"
    "partner-forearm-buttock"
    "partner-gun-back"
    "partner-side-lying-waist"
    "partner-thumbs-upper-back"
    "pelvic-tilt"
    "phone-eye-height"
    "pigeon-table"
    "plank"
    "press-up"
    "prone-y-t"
    "reach-up"
    "rolling-bridge"
    "seated-forward-fold"
    "self-hug"
    "shoulder-blade-squeeze"
    "side-bend-seated"
    "side-bend-wall"
    "side-leg-lift"
    "side-plank"
    "side-plank-knees"
    "side-plank-wall"
    "single-leg-stretch"
    "sit-quietly"
    "sit-to-stand"
    "sleep-back"
    "sleep-clock"
    "sleep-front"
    "sleep-side"
    "sphinx"
    "squeeze-shoulder-top"
    "squeeze-side-of-back"
    "standing-back-bend"
    "step-up"
    "stick-thigh-back"
    "suitcase-carry"
    "swimming-prep"
    "tense-and-release"
    "thread-needle"
    "thumb-waist-side-bend"
    "thumbs-hip-side"
    "towel-upper-back"
    "two-balls-floor-mid-back"
    "two-balls-wall-low-back"
    "two-balls-wall-upper-back"
    "walk"
    "wall-sit"
    "wall-slide"
    "warm-bath"
    "warm-shower"
    "wind-down"
    "write-worries"
}

/// The address of each drawing, by its name.
static PATHS: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
    POSES
        .iter()
        .map(|(name, bytes)| (*name, format!("/poses/{name}-{:012x}.svg", asset::hash(bytes))))
        .collect()
});

pub(crate) fn routes() -> Router<crate::Site> {
    Router::new().route("/poses/{file}", get(file))
}

async fn file(Path(file): Path<String>) -> Response {
    let wanted = format!("/poses/{file}");
    let name = PATHS.iter().find(|(_, path)| **path == wanted).map(|(name, _)| *name);
    let found = POSES.iter().find(|(pose, _)| Some(*pose) == name);
    match found {
        Some((_, bytes)) => asset::forever("image/svg+xml", std::borrow::Cow::Borrowed(*bytes)),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The address of the drawing of a technique, if there is one.
pub(crate) fn path(knowledge: &Knowledge, technique: &TechniqueId) -> Option<&'static str> {
    let pose = knowledge.poses.get(technique)?;
    PATHS.get(pose.pose.as_str()).map(String::as_str)
}

/// The picture of a technique, turned for the side that is worked on. Nothing if there is none.
pub(crate) fn picture(knowledge: &Knowledge, technique: &TechniqueId, side: Side) -> Markup {
    let (Some(pose), Some(path)) = (knowledge.poses.get(technique), path(knowledge, technique)) else {
        return html! {};
    };
    let turned = pose.is_mirrored_for(side).then_some("matrix(-1 0 0 1 240 0)");
    html! {
        svg .pose viewBox="0 0 240 160" role="img" aria-label=(pose.alt) {
            use href={ (path) "#p" } transform=[turned] {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_technique_has_its_picture() {
        let knowledge = Knowledge::bundled().unwrap();
        for technique in knowledge.techniques.keys() {
            assert!(path(&knowledge, technique).is_some(), "{technique}");
        }
    }
}
