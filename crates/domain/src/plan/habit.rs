//! The parts of a plan beside the sessions: posture and breaks, stress, sleep; and the 5-minute version
//! (`reference`: techniques, parts 5 to 7 and rules R21 to R24).

use super::calendar::{Dose, Item};
use super::frame::Frame;
use super::shelf::Shelf;
use super::why::Why;
use crate::facts::Facts;
use crate::ids::{Key, TechniqueId, TipId};
use crate::knowledge::body::Side;
use crate::knowledge::course::Courses;
use crate::knowledge::technique::Phase;
use crate::profile::Profile;
use crate::session;
use serde::{Deserialize, Serialize};

/// Sleep below this many hours a night calls for more (rule R21).
const SHORT_SLEEP_HOURS: u8 = 6;
/// Stress from this score on calls for more (rule R22).
const HIGH_STRESS: u8 = 6;
/// Sitting above this many hours a day calls for breaks (rule R23).
const LONG_SITTING_HOURS: u8 = 6;
/// Minutes of walking in the 5-minute version (rule R24).
const SHORT_WALK_MINUTES: u8 = 2;

/// Something to do or to know outside the sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Habit {
    /// The tip that says what to do and how much.
    pub tip: TipId,
    /// Techniques to do it with; all of them are open to the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub techniques: Vec<TechniqueId>,
    /// How often, where it is by the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_minutes: Option<u16>,
    /// How many times a day, where it is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times_a_day: Option<u8>,
    /// Why it is here.
    pub why: Vec<Why>,
}

/// What the answers say about sleep, stress and sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Strain {
    pub(super) sleep: bool,
    pub(super) stress: bool,
    pub(super) sitting: bool,
}

impl Strain {
    pub(super) fn of(profile: &Profile, facts: &Facts) -> Self {
        Self {
            sleep: profile.sleep_hours.is_some_and(|hours| hours < SHORT_SLEEP_HOURS),
            stress: profile.stress_score.is_some_and(|score| score >= HIGH_STRESS)
                || facts.is_yes("act_stress"),
            sitting: profile.sitting_hours.is_some_and(|hours| hours > LONG_SITTING_HOURS),
        }
    }
}

/// Builds habits from tips, and keeps out what the person cannot do.
struct Habits<'s, 'a> {
    shelf: &'s Shelf<'a>,
    courses: &'a Courses,
    list: Vec<Habit>,
}

impl Habits<'_, '_> {
    /// Adds a tip with the techniques that are open; a tip whose techniques are all closed is left out.
    fn add(&mut self, tip: &str, why: &[Why], times_a_day: Option<u8>) {
        let tips = self.courses.sleep_tips.iter().chain(&self.courses.stress_tips);
        let tips = tips.map(|tip| (&tip.id, tip.techniques.as_slice(), None));
        let breaks = self.courses.micro_breaks.iter();
        let breaks = breaks.map(|tip| (&tip.id, tip.techniques.as_slice(), tip.every_minutes));
        let posture = self.courses.posture_tips.iter().map(|tip| (&tip.id, [].as_slice(), None));
        let Some((id, techniques, every_minutes)) =
            tips.chain(breaks).chain(posture).find(|(id, ..)| id.as_str() == tip)
        else {
            return;
        };
        let open: Vec<TechniqueId> =
            techniques.iter().filter(|id| self.shelf.get(id.as_str()).is_some()).cloned().collect();
        let known = self.list.iter().any(|habit| habit.tip == *id);
        if known || (open.is_empty() && !techniques.is_empty()) {
            return;
        }
        let mut why = why.to_vec();
        why.push(Why::Tip { tip: id.clone() });
        self.list.push(Habit { tip: id.clone(), techniques: open, every_minutes, times_a_day, why });
    }
}

fn habits<'s, 'a>(shelf: &'s Shelf<'a>) -> Habits<'s, 'a> {
    Habits { shelf, courses: &shelf.knowledge.courses, list: Vec::new() }
}

/// Posture: breaks by the clock for those who sit for long, and what fits the answers.
pub(super) fn posture(shelf: &Shelf<'_>, facts: &Facts, strain: Strain) -> Vec<Habit> {
    let mut part = habits(shelf);
    let sitter = facts.is_yes("job_desk").then(|| Key::from("job_desk"));
    let sits: Vec<Why> = sitter
        .into_iter()
        .chain(facts.is_yes("worse_sit_long").then(|| Key::from("worse_sit_long")))
        .map(|finding| Why::Finding { finding })
        .collect();
    let breaks = [Why::rule("R23")];
    if strain.sitting || !sits.is_empty() {
        let why: Vec<Why> = breaks.iter().filter(|_| strain.sitting).chain(&sits).cloned().collect();
        part.add("half_minute", &why, None);
        part.add("two_minutes", &why, None);
    } else {
        part.add("two_minutes", &[Why::General], None);
    }
    if strain.sitting {
        part.add("three_hours", &breaks, None);
    }
    if shelf.phase == Phase::Acute {
        part.add("three_hours", &[Why::rule("R10")], None);
    }
    part.add("sitting", &[Why::General], None);
    for (finding, tip) in [
        ("worse_stand_long", "standing"),
        ("job_stand", "standing"),
        ("worse_lift", "lifting"),
        ("job_lift_manual", "lifting"),
        ("job_care_nursing", "lifting"),
        ("job_stoop_garden", "after_bending"),
        ("worse_lean_forward_hold", "housework"),
        ("job_stoop_garden", "housework"),
    ] {
        if facts.is_yes(finding) {
            part.add(tip, &[Why::Finding { finding: Key::from(finding) }], None);
        }
    }
    part.list
}

/// Stress: one breathing pause for all; one relaxing thing a day where stress is high (R22).
pub(super) fn stress(shelf: &Shelf<'_>, strain: Strain) -> Vec<Habit> {
    let mut part = habits(shelf);
    if strain.stress {
        let why = [Why::rule("R22")];
        part.add("slow_breathing", &why, Some(1));
        part.add("tense_and_let_go", &why, Some(1));
        part.add("worry_note", &why, Some(1));
        part.add("pacing", &why, None);
        part.add("get_help", &why, None);
    }
    part.add("sigh", &[Why::General], None);
    part.add("pain_thought", &[Why::General], None);
    part.list
}

/// Sleep: lying comfortably for all; more where sleep is short (R21).
pub(super) fn sleep(shelf: &Shelf<'_>, strain: Strain) -> Vec<Habit> {
    let mut part = habits(shelf);
    if strain.sleep {
        let why = [Why::rule("R21")];
        for tip in
            ["getting_up", "screens", "caffeine", "bath", "pain_plan", "awake", "bad_night", "when_to_ask"]
        {
            part.add(tip, &why, None);
        }
        if let Some(wind_down) = wind_down(shelf) {
            part.list.push(wind_down);
        }
    }
    part.add("side", &[Why::General], None);
    part.add("back", &[Why::General], None);
    if matches!(shelf.phase, Phase::Acute | Phase::Flare) {
        part.add("turning", &[Why::Phase { phase: shelf.phase }], None);
    }
    part.list
}

/// The guided hour before bed and slow breathing (R21), where they are open.
fn wind_down(shelf: &Shelf<'_>) -> Option<Habit> {
    let open = ["sleep_wind_down", "breath_4_6"].into_iter().filter_map(|id| shelf.get(id));
    let techniques: Vec<TechniqueId> = open.map(|usable| usable.technique.id.clone()).collect();
    (!techniques.is_empty()).then(|| Habit {
        tip: TipId::from("bed_for_sleep"),
        techniques,
        every_minutes: None,
        times_a_day: Some(1),
        why: vec![Why::rule("R21"), Why::Tip { tip: TipId::from("bed_for_sleep") }],
    })
}

/// The 5-minute version: three sighs, tilts or rolls, 2 minutes of walking (R24), as far as each is open and fits.
pub(super) fn minimum(shelf: &Shelf<'_>, frame: &Frame<'_>) -> Vec<Item> {
    let tilt = ["mob_pelvic_tilt", "mob_knee_rolls"];
    let tilt = tilt.into_iter().find_map(|id| shelf.get(id));
    let parts = [shelf.get("breath_sigh_1"), tilt, shelf.get("walk_5")];
    let mut left = frame.minutes.max(1);
    let mut items = Vec::new();
    for usable in parts.into_iter().flatten() {
        let mut dose = Dose { pressure_cap: usable.cap, ..Dose::full(usable.technique) };
        if usable.technique.id.as_str() == "walk_5" {
            dose.share = SHORT_WALK_MINUTES * 20;
        }
        dose.first_side = Side::None;
        dose.minutes = minutes(session::seconds(usable.technique, &dose));
        if dose.minutes <= left {
            left -= dose.minutes;
            items.push(Item {
                technique: usable.technique.id.clone(),
                kind: usable.technique.kind,
                dose,
                passive: false,
                why: vec![Why::rule("R24")],
                changed: super::shelf::changes(usable.decision),
            });
        }
    }
    items.sort_by_key(|item| item.kind);
    items
}

/// Whole minutes, rounded up.
pub(super) fn minutes(seconds: u32) -> u16 {
    u16::try_from(seconds.div_ceil(60)).unwrap_or(u16::MAX)
}
