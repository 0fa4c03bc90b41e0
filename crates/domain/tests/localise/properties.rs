//! What must hold for every drawing and every answer.

use super::next::interview;
use super::*;
use domain::facts::Drawing;
use domain::ids::{Key, MimicId, ZoneId};
use domain::knowledge::body::Side;
use domain::localise::{MOST_QUESTIONS, NotEnough, Reason, Strength};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// Random numbers that are the same everywhere: a linear congruential generator (Knuth's MMIX constants).
struct Draw(u64);

impl Draw {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 33).unwrap()) / f64::from(1_u32 << 31)
    }
}

fn mirrored(zone: &str) -> String {
    match zone.rsplit_once('_') {
        Some((base, "l")) => format!("{base}_r"),
        Some((base, "r")) => format!("{base}_l"),
        _ => zone.to_owned(),
    }
}

/// The check of the tables against themselves (muscles reference, 4.5): paint drawn from each pattern's own weights, both
/// sides, no answers. The reference found the muscle first in 67 % and among the first three in 93 %.
#[test]
fn paint_drawn_from_a_muscle_points_back_to_it() {
    let mut draw = Draw(2024);
    let (mut draws, mut first, mut three, mut right_side) = (0, 0, 0, 0);
    let spots =
        || KNOWLEDGE.muscles.iter().flat_map(|muscle| muscle.pattern.iter().map(move |p| (muscle, p)));
    // 58 spots, 2 sides, 4 rounds.
    for ((muscle, pattern), side) in (0..8).flat_map(|round| {
        spots().map(move |spot| (spot, if round % 2 == 0 { Side::Right } else { Side::Left }))
    }) {
        let mut drawing = Drawing::new();
        while drawing.is_empty() {
            for (zone, _) in pattern.referral.iter().filter(|(_, weight)| draw.unit() < **weight) {
                let zone = if side == Side::Left { mirrored(zone.as_str()).into() } else { zone.clone() };
                drawing.insert(zone, 1.0);
            }
        }
        let mut facts = Facts::default();
        facts.set_drawing(drawing);
        let found = run(&facts);
        let place = found.scores.iter().position(|score| score.muscle == muscle.id).unwrap();
        draws += 1;
        first += i32::from(place == 0);
        three += i32::from(place < 3);
        right_side += i32::from(found.scores[place].side == side);
    }
    let share = |count: i32| f64::from(count) / f64::from(draws);
    let (first, three, right_side) = (share(first), share(three), share(right_side));
    let figures =
        format!("{draws} draws: first {first:.3}, among three {three:.3}, on the right side {right_side:.3}");
    println!("{figures}");
    assert!(first >= 0.60 && three >= 0.88 && right_side >= 0.85, "{figures}");
}

fn zone_ids() -> Vec<ZoneId> {
    KNOWLEDGE.zones.iter().map(|zone| zone.id.clone()).collect()
}

fn finding_keys() -> Vec<Key> {
    KNOWLEDGE.findings.keys().cloned().collect()
}

fn marks() -> impl Strategy<Value = Vec<(ZoneId, f64)>> {
    let amount = prop_oneof![2 => Just(1.0), 2 => 0.0..=1.0_f64, 1 => Just(0.25)];
    prop::collection::vec((prop::sample::select(zone_ids()), amount), 0..14)
}

/// Marks that make sense: those of a spot, on one side or both, and some stray ones.
fn marks_of_a_spot() -> impl Strategy<Value = Vec<(ZoneId, f64)>> {
    let spots: Vec<_> = KNOWLEDGE
        .muscles
        .iter()
        .flat_map(|muscle| muscle.pattern.iter().map(|p| p.referral.clone()))
        .collect();
    let amounts = prop::collection::vec(0..=4_u8, 16);
    (prop::sample::select(spots), amounts, any::<(bool, bool)>(), marks()).prop_map(
        |(spot, amounts, (left, both), stray)| {
            let own = spot.keys().zip(amounts).flat_map(|(zone, quarters)| {
                let amount = f64::from(quarters) / 4.0;
                let other: ZoneId = mirrored(zone.as_str()).into();
                let right = (!left || both).then(|| (zone.clone(), amount));
                right.into_iter().chain((left || both).then_some((other, amount)))
            });
            own.chain(stray.into_iter().take(2)).collect()
        },
    )
}

fn truth() -> impl Strategy<Value = Truth> {
    prop_oneof![3 => Just(Truth::Yes), 2 => Just(Truth::No), 1 => Just(Truth::Unsure)]
}

fn answers() -> impl Strategy<Value = Vec<(Key, Truth)>> {
    prop::collection::vec((prop::sample::select(finding_keys()), truth()), 0..14)
}

fn anyone() -> impl Strategy<Value = Facts> {
    (prop_oneof![marks(), marks_of_a_spot()], answers()).prop_map(|(marks, answers)| known(marks, answers))
}

fn known(
    marks: impl IntoIterator<Item = (ZoneId, f64)>,
    answers: impl IntoIterator<Item = (Key, Truth)>,
) -> Facts {
    let mut facts = Facts::default();
    let mut drawing = Drawing::new();
    for (zone, amount) in marks {
        let marked = drawing.entry(zone).or_insert(0.0);
        *marked = amount.max(*marked);
    }
    facts.set_drawing(drawing);
    for (key, truth) in answers {
        facts.raise(key, truth);
    }
    facts
}

fn thousands() -> ProptestConfig {
    let persistence = FileFailurePersistence::WithSource("regressions");
    ProptestConfig { failure_persistence: Some(Box::new(persistence)), ..ProptestConfig::with_cases(3000) }
}

proptest! {
    #![proptest_config(thousands())]

    /// The order of marking and of answering changes nothing, to the last bit.
    #[test]
    fn the_order_of_marking_does_not_matter(
        (marks, shuffled) in marks().prop_flat_map(|marks| (Just(marks.clone()), Just(marks).prop_shuffle())),
        (answers, mixed) in answers().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(run(&known(marks, answers)), run(&known(shuffled, mixed)));
    }

    /// A mirrored drawing gives the mirrored result, to the last bit.
    #[test]
    fn left_and_right_are_mirror_images(facts in anyone()) {
        let found = run(&facts);
        let mut other = facts.clone();
        other.set_drawing(
            facts.drawing().iter().map(|(zone, amount)| (mirrored(zone.as_str()).into(), *amount)).collect(),
        );
        let other = run(&other);
        prop_assert_eq!(found.not_enough, other.not_enough);
        prop_assert_eq!(&found.warnings, &other.warnings);
        prop_assert_eq!(found.muscles_hidden, other.muscles_hidden);
        prop_assert_eq!(found.scores.len(), other.scores.len());
        for (one, two) in found.scores.iter().zip(&other.scores) {
            let mut two = two.clone();
            two.side = two.side.mirrored();
            prop_assert_eq!(one, &two);
        }
        let shown = |found: &Localised, mirror: bool| -> Vec<_> {
            (found.candidates.iter().chain(&found.more))
                .map(|shown| {
                    let side = if mirror { shown.side.mirrored() } else { shown.side };
                    (shown.muscle.clone(), side, shown.score.to_bits(), shown.share.to_bits(), shown.strength)
                })
                .collect()
        };
        prop_assert_eq!(shown(&found, false), shown(&other, true));
        // Look-alikes too, but for the one organ that has a side.
        let looks = |found: &Localised, mirror: bool| -> Vec<_> {
            (found.mimics.iter().filter(|mimic| mimic.mimic.as_str() != "visceral_gallbladder"))
                .map(|mimic| {
                    let side = if mirror { mimic.side.mirrored() } else { mimic.side };
                    (mimic.mimic.clone(), side, mimic.score.to_bits())
                })
                .collect()
        };
        prop_assert_eq!(looks(&found, false), looks(&other, true));
    }

    /// Marking more of a main zone of the spot that fits best never lowers the muscle.
    #[test]
    fn more_paint_on_a_main_zone_never_lowers_the_muscle(
        facts in anyone(), muscle in 0..KNOWLEDGE.muscles.len(), zone in 0..8_usize, more in 0.0..=1.0_f64,
    ) {
        let muscle = &KNOWLEDGE.muscles[muscle];
        let before = run(&facts);
        let before = before.score(muscle.id.as_str()).unwrap();
        let spot = muscle.pattern.iter().find(|pattern| Some(&pattern.id) == before.spot.as_ref());
        // With all spots together in the lead there is no one spot to look at; each is tested beside the code.
        prop_assume!(spot.is_some());
        let main: Vec<&ZoneId> = (spot.unwrap().referral.iter())
            .filter(|(_, weight)| **weight >= KNOWLEDGE.scoring.main_zone_from)
            .map(|(zone, _)| zone)
            .collect();
        let zone = main[zone % main.len()];
        let zone = if before.side == Side::Left { mirrored(zone.as_str()).into() } else { zone.clone() };
        let mut facts = facts;
        let mut drawing = facts.drawing().clone();
        let marked = drawing.entry(zone.clone()).or_insert(0.0);
        *marked = more.max(*marked);
        facts.set_drawing(drawing);
        let after = run(&facts);
        let after = after.score(muscle.id.as_str()).unwrap();
        prop_assert!(after.score >= before.score - 1e-9, "{}: {before:?} fell to {after:?}", zone);
    }

    /// Whatever is given: numbers are numbers, shares are capped, at most three are shown, best first, once each.
    #[test]
    fn results_are_always_in_shape(facts in anyone()) {
        let found = run(&facts);
        prop_assert!(found.candidates.len() <= 3);
        prop_assert_eq!(found.scores.len(), KNOWLEDGE.muscles.len());
        for score in &found.scores {
            prop_assert!(score.score.is_finite() && (0.0..=0.75).contains(&score.share), "{score:?}");
            prop_assert!((0.0..=1.0).contains(&score.explained), "{score:?}");
            prop_assert!((0.0..=1.0).contains(&score.reached), "{score:?}");
            prop_assert!((score.prior + score.zone + score.findings - score.score).abs() < 1e-9, "{score:?}");
        }
        let shown: Vec<_> = found.candidates.iter().chain(&found.more).collect();
        let mut names = BTreeSet::new();
        for candidate in &shown {
            prop_assert!(candidate.share <= 0.75, "{candidate:?}");
            prop_assert!(found.scores[0].score - candidate.score <= 3.0 + 1e-9, "{candidate:?}");
            prop_assert!(candidate.reasons_for.len() <= 5 && candidate.against.len() <= 1, "{candidate:?}");
            prop_assert!(candidate.reasons_for.iter().all(|reason| reason.bits() > 0.0), "{candidate:?}");
            prop_assert!(candidate.against.iter().all(|reason| reason.bits() < 0.0), "{candidate:?}");
            let zone = |reason: &Reason| match reason {
                Reason::Zone { zone, .. } => Some(zone.clone()),
                Reason::Answer { .. } => None,
            };
            let marked: BTreeSet<ZoneId> = candidate.reasons_for.iter().filter_map(zone).collect();
            let clash = candidate.against.iter().filter_map(zone).find(|zone| marked.contains(zone));
            prop_assert_eq!(clash, None, "the same place for and against: {:?}", candidate);
            prop_assert_ne!(candidate.parts.len(), 1);
            if candidate.parts.is_empty() {
                prop_assert!(names.insert(candidate.muscle.clone()), "{candidate:?}");
            }
            for part in &candidate.parts {
                prop_assert!(names.insert(part.muscle.clone()), "{candidate:?}");
            }
        }
        prop_assert!(shown.is_sorted_by(|a, b| a.score >= b.score));
        match found.not_enough {
            None => prop_assert!(!found.candidates.is_empty()),
            Some(NotEnough::Tie) => {
                prop_assert!(shown.iter().all(|shown| shown.strength == Strength::WeakGuess));
            }
            Some(_) => prop_assert!(shown.is_empty()),
        }
        prop_assert_eq!(found.widespread, found.not_enough == Some(NotEnough::Widespread));
        prop_assert!(serde_json::to_string(&found).is_ok());
    }

    /// For muscles, an answer of "not sure" is the same as no answer.
    #[test]
    fn for_muscles_unsure_is_the_same_as_not_answered(facts in anyone()) {
        let sure = facts.iter().filter(|(_, truth)| *truth != Truth::Unsure);
        let without = known(facts.drawing().clone(), sure.map(|(key, truth)| (key.clone(), truth)));
        prop_assert_eq!(run(&facts).scores, run(&without).scores);
    }

    /// A warning, and a look-alike that asks for a clinician, stays when a doubt takes the place of a no.
    #[test]
    fn unsure_never_hides_what_no_would_not(facts in anyone(), key in prop::sample::select(finding_keys())) {
        let with = |truth| {
            let mut facts = facts.clone();
            facts.set(key.clone(), truth);
            run(&facts)
        };
        let (no, unsure) = (with(Truth::No), with(Truth::Unsure));
        let names = |found: &Localised| -> BTreeSet<MimicId> {
            let mimics = found.mimics.iter().filter(|mimic| mimic.hides_muscles()).map(|m| m.mimic.clone());
            mimics.chain(found.warnings.iter().map(|warning| warning.warning.clone())).collect()
        };
        prop_assert!(names(&unsure).is_superset(&names(&no)), "{key}: {no:?} {unsure:?}");
        prop_assert!(unsure.muscles_hidden || !no.muscles_hidden);
    }

    /// The next question is always one that is open, and there are never more than eight.
    #[test]
    fn the_next_question_is_always_open(facts in anyone(), answer in truth()) {
        let order = interview(facts.clone(), answer);
        prop_assert!(order.len() <= MOST_QUESTIONS);
        for key in &order {
            let finding = &KNOWLEDGE.findings[key];
            prop_assert_eq!(facts.get(key), None);
            prop_assert!(finding.derived.is_none());
            prop_assert!(!finding.skip_if.iter().any(|fact| facts.is_possible(fact.as_str())));
        }
    }
}
