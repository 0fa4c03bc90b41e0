//! Sessions after alcohol and before bed (rules R33 and R34).

use crate::people::{builder, older_woman};
use crate::person::{KNOWLEDGE, items, technique};
use domain::ids::TechniqueId;
use domain::knowledge::technique::{Kind, Technique, Tool};
use domain::plan::{Fitted, Moment, Plan, Session};

pub(crate) const DULLED: Moment = Moment { dulled: true, near_bedtime: false };
pub(crate) const BEDTIME: Moment = Moment { dulled: false, near_bedtime: true };
pub(crate) const BOTH: Moment = Moment { dulled: true, near_bedtime: true };

/// What the rules ask of what is left, read from the rules' own words and not from the code.
pub(crate) fn breach(known: &Technique, cap: u8, moment: Moment) -> Option<&'static str> {
    let balance = known.kind == Kind::Strength
        && (known.cautions.iter().any(|caution| caution.as_str() == "balance_problem")
            || ["st_bridge_single", "st_sideplank", "st_sideplank_knee"].contains(&known.id.as_str()));
    let calm =
        [Kind::Mobility, Kind::Stretch, Kind::Heat, Kind::Breathing, Kind::Relaxation].contains(&known.kind);
    let rules = [
        (moment.dulled && known.kind == Kind::SelfMassage && cap > 3, "R33: pressure above 3"),
        (moment.dulled && known.kind == Kind::Heat, "R33: heat"),
        (moment.dulled && known.tool == Tool::Gun, "R33: massage gun"),
        (moment.dulled && balance, "R33: balance work"),
        (moment.near_bedtime && !calm, "R34: not calm"),
        (moment.near_bedtime && known.kind == Kind::Stretch && cap > 3, "R34: no light stretch"),
    ];
    rules.into_iter().find(|(broken, _)| *broken).map(|(_, rule)| rule)
}

/// A session of a plan that holds these techniques at full dose.
fn session_with(plan: &Plan, ids: &[&str]) -> Session {
    let mut session = plan.sessions[0].clone();
    let like = session.items[0].clone();
    session.items = ids
        .iter()
        .map(|id| {
            let known = technique(&TechniqueId::from(*id));
            let mut item = like.clone();
            item.technique = known.id.clone();
            item.kind = known.kind;
            item.dose = domain::plan::Dose::full(known);
            item
        })
        .collect();
    session
}

fn fit(ids: &[&str], moment: Moment) -> Fitted {
    let plan = builder().plan();
    plan.at_moment(&KNOWLEDGE, &session_with(&plan, ids), moment)
}

#[test]
fn after_alcohol_there_is_no_heat_gun_or_balance_work_and_pressure_is_light() {
    let all = [
        "heat_pack_low_back",
        "sm_gmax_gun",
        "sm_ql_ball_wall",
        "mob_cat_cow",
        "st_birddog",
        "st_bridge_single",
        "st_bridge",
        "walk_5",
        "breath_sigh_1",
    ];
    let fitted = fit(&all, DULLED);
    insta::assert_snapshot!(items(&fitted.session.items), @"sm_ql_ball_wall 4L<3, mob_cat_cow 2, st_bridge 3, walk_5 5, breath_sigh_1 1");
    insta::assert_snapshot!(fitted.words(&KNOWLEDGE).join("\n"), @r"
    After alcohol, strong painkillers or sedatives: at most 3 of 10, no heat, no massage gun, and no balance work.
    Left out for now: Warm pack for the low back.
    Left out for now: Buttock: massage gun.
    At most 3 of 10 for now: Side of the low back: ball at the wall.
    Left out for now: Bird dog.
    Left out for now: Single-leg bridge.
    ");
}

#[test]
fn before_bed_only_calm_things_are_left() {
    let all = [
        "heat_pack_low_back",
        "heat_wrap_wear",
        "sm_ql_hands",
        "mob_cat_cow",
        "str_figure4_supine",
        "str_pigeon",
        "st_bridge",
        "walk_5",
        "breath_sigh_1",
    ];
    let fitted = fit(&all, BEDTIME);
    insta::assert_snapshot!(items(&fitted.session.items), @"heat_pack_low_back 16, mob_cat_cow 2, str_figure4_supine 3L, breath_sigh_1 1");
    insta::assert_snapshot!(fitted.words(&KNOWLEDGE).join("\n"), @r"
    Bedtime within 60 minutes: only moving, light stretching, heat, breathing and relaxing.
    Left out for now: Wear-along heat wrap.
    Left out for now: Side of the low back: thumbs and a side bend.
    At most 3 of 10 for now: Figure four, lying.
    Left out for now: Pigeon at a table or bed edge (from yoga).
    Left out for now: Bridge.
    Left out for now: Five-minute walk.
    ");
}

#[test]
fn where_nothing_fits_the_short_version_comes_as_far_as_it_fits() {
    let fitted = fit(&["walk_20"], BEDTIME);
    assert!(fitted.is_minimum);
    insta::assert_snapshot!(items(&fitted.session.items), @"mob_pelvic_tilt 2, breath_sigh_1 1");
    let mut plan = builder().plan();
    plan.minimum.retain(|item| item.kind == Kind::Walk);
    let session = session_with(&plan, &["walk_20"]);
    let none = plan.at_moment(&KNOWLEDGE, &session, BEDTIME);
    assert_eq!((none.session.items.len(), none.session.minutes), (0, 0));
    assert!(none.words(&KNOWLEDGE).last().unwrap().starts_with("Nothing of this session fits now."));
}

#[test]
fn a_plain_hour_changes_nothing() {
    for plan in [builder().plan(), older_woman().plan()] {
        for session in &plan.sessions {
            let fitted = plan.at_moment(&KNOWLEDGE, session, Moment::default());
            assert_eq!((&fitted.session, fitted.changes.len()), (session, 0));
            assert_eq!(fitted.words(&KNOWLEDGE), Vec::<String>::new());
        }
    }
}

/// Every technique there is, one by one, in each moment.
#[test]
fn no_technique_slips_through() {
    let (mut left, mut out) = (0, 0);
    for known in KNOWLEDGE.techniques.values() {
        for moment in [DULLED, BEDTIME, BOTH] {
            let cap = moment.cap(known).map_or(known.intensity, |(cap, _)| cap.min(known.intensity));
            if moment.against(known).is_some() {
                out += 1;
            } else {
                left += 1;
                assert_eq!(breach(known, cap, moment), None, "{} in {moment:?}", known.id);
            }
        }
    }
    assert!(left > 100 && out > 100, "{left} left, {out} out");
}
