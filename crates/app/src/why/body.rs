//! Muscles, look-alikes and findings.

use super::View;
use crate::show::{Words, how_sure, title};
use domain::ids::{Key, MimicId, ZoneId};
use domain::knowledge::body::Side;
use domain::knowledge::muscle::Muscle;
use domain::localise::{Candidate, Reason, Strength};
use domain::truth::Truth;

pub(super) fn muscle(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let Some(muscle) = knowledge.muscles.iter().find(|muscle| muscle.id.as_str() == id) else { return };
    page.heading(&title(&format!("{} ({})", muscle.plain, muscle.latin)));
    page.say(&format!("Where: {}", muscle.where_words));
    page.say(&format!("What people feel: {}", muscle.feel));
    page.say(&format!("By yourself: {} {}", muscle.self_massage, muscle.care));
    page.say(&format!("Ask a therapist for: {}.", muscle.ask_therapist));
    page.say(&how_sure(muscle.certainty));
    for_you(view, muscle, page);
    page.sources(knowledge, &muscle.source);
}

/// Whether the drawing and the answers point to it, and why.
fn for_you(view: &View, muscle: &Muscle, page: &mut Words) {
    page.heading("For you");
    let localised = &view.assessment.localised;
    if !view.knows_person() || view.standing.facts.drawing().is_empty() {
        page.say("We do not know yet where it hurts. Start with: backwise ask");
        return;
    }
    if !view.assessment.names_muscles() {
        page.say("We name no muscles for you now, because a clinician looks first.");
        return;
    }
    let named = localised.candidates.iter().chain(&localised.more).find(|candidate| {
        candidate.muscle == muscle.id || candidate.parts.iter().any(|part| part.muscle == muscle.id)
    });
    let Some(candidate) = named else {
        page.say("Your body picture and your answers do not point to it.");
        return;
    };
    page.say(&format!("{}{}.", guess(candidate.strength), on_side(candidate.side)));
    if candidate.parts.len() > 1 {
        page.say("Hands cannot tell it from its neighbours, so we show them together.");
    }
    reasons(view, candidate, page);
    page.say("This is a guess from what you marked and said. It is not a diagnosis.");
}

fn guess(strength: Strength) -> &'static str {
    match strength {
        Strength::GoodGuess => "A good guess: it may well be part of your pain",
        Strength::FairGuess => "A fair guess: it may be part of your pain",
        Strength::WeakGuess => "A weak guess: it could be part of your pain",
    }
}

fn on_side(side: Side) -> &'static str {
    match side {
        Side::Left => ", on the left",
        Side::Right => ", on the right",
        Side::Both => ", on both sides",
        Side::None => "",
    }
}

/// From this weight on, the pain of a muscle is often felt in a zone; below, now and then.
const OFTEN: f64 = 0.6;

fn reasons(view: &View, candidate: &Candidate, page: &mut Words) {
    let words = |reason: &Reason| match reason {
        Reason::Zone { zone, weight, .. } => {
            let name = view.knowledge.zone(zone).map_or(zone.as_str(), |zone| zone.name.as_str());
            let felt = match *weight {
                weight if weight >= OFTEN => "Its pain is often felt there",
                weight if weight > 0.0 => "Its pain is now and then felt there",
                _ => "Its pain is not felt there",
            };
            format!("You marked: {name}. {felt}.")
        }
        Reason::Answer { key, truth, .. } => {
            let text = view.knowledge.findings.get(key).map_or(key.as_str(), |finding| finding.text.as_str());
            let said = if *truth == Truth::No { "You said no to" } else { "You said" };
            format!("{said}: {text}.")
        }
    };
    // A zone that speaks for it, and would speak louder alone, is no reason against it.
    let named = |zone: &ZoneId| {
        candidate
            .reasons_for
            .iter()
            .any(|one| matches!(one, Reason::Zone { zone: other, .. } if other == zone))
    };
    let against =
        candidate.against.iter().filter(|one| !matches!(one, Reason::Zone { zone, .. } if named(zone)));
    page.list("For it:", candidate.reasons_for.iter().map(words));
    page.list("Against it:", against.map(words));
}

pub(super) fn look_alike(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let id = MimicId::from(id);
    let texts = |keys: &[Key]| -> Vec<String> { keys.iter().map(|key| text(view, key)).collect() };
    if let Some(mimic) = knowledge.mimics.iter().find(|mimic| mimic.id == id) {
        page.heading(&title(&mimic.plain)).say(&mimic.say).say(&how_sure(mimic.certainty));
        page.list("What points to it:", texts(&mimic.keys));
        page.say(&format!("For clinicians: {}, {}.", mimic.name, mimic.urgency));
        page.sources(knowledge, &mimic.source);
    }
    if let Some(warning) = knowledge.warnings.iter().find(|warning| warning.id == id) {
        page.heading("A sign that comes first").say(&warning.say).say(&how_sure(warning.certainty));
        page.list(&format!("It takes {} of these:", warning.count), texts(&warning.any_of));
        page.say(&format!("For clinicians: {}.", warning.urgency));
        page.sources(knowledge, &warning.source);
    }
}

fn text(view: &View, key: &Key) -> String {
    let finding = view.knowledge.findings.get(key).map(|finding| finding.text.as_str());
    let fact = || view.knowledge.facts.get(key).map(|fact| fact.words.as_str());
    let words = finding.or_else(fact).unwrap_or(key.as_str());
    let told = view.told(key.as_str());
    if view.knows_person() { format!("{words} (you said: {told})") } else { words.to_owned() }
}

/// How many muscles are named with a finding.
const MUSCLES: usize = 5;

pub(super) fn finding(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let Some(finding) = knowledge.findings.get(id) else { return };
    page.heading(&finding.ask).say(&finding.how);
    if view.knows_person() {
        page.say(&format!("Your answer: {}.", view.told(id)));
    }
    let mut weights: Vec<(&Muscle, f64)> = knowledge
        .muscles
        .iter()
        .filter_map(|muscle| Some((muscle, *muscle.findings.get(&finding.id)?)))
        .collect();
    weights.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let named = |speaks_for: bool| -> Vec<String> {
        let side = weights.iter().filter(|(_, weight)| (*weight > 0.0) == speaks_for).take(MUSCLES);
        side.map(|(muscle, _)| format!("{} ({})", muscle.plain, muscle.latin)).collect()
    };
    page.list("A yes speaks most for:", named(true));
    page.list("A yes speaks most against:", named(false));
    if let Some(certainty) = finding.certainty {
        page.say(&how_sure(certainty));
    }
    page.sources(knowledge, &finding.source);
}

#[cfg(test)]
mod tests {
    use crate::samples::well;
    use crate::why::tests::page;
    use domain::entry::{PersonNow, ProblemReported};
    use insta::assert_snapshot;
    use jiff::civil::date;

    #[test]
    fn a_muscle_of_this_person_has_its_reasons() {
        assert_snapshot!(page(well(date(2026, 3, 20)).person(), "quadratus_lumborum"), @r"
        Side of the low back (quadratus lumborum)
        -----------------------------------------
        Where: Deep at the side of the low back, between the last rib and the hip bone.
        What people feel: A deep ache on one side, sharp when you cough, roll over or
        stand up.
        By yourself: Lean sideways on a soft ball at a wall, above the hip bone. Press
        gently towards the spine. Stay off the last rib. Press towards the spine, never
        up under the last rib: the kidney lies there.
        Ask a therapist for: the side of my low back, between ribs and hip.
        How sure: low (new studies are likely to change this).

        For you
        -------
        A fair guess: it may be part of your pain, on the right.
        For it:
        - You marked: Rim of the pelvis, right. Its pain is often felt there.
        - You marked: Outer low back above the hip bone, right. Its pain is now and then
          felt there.
        Against it:
        - You said no to: coughing or sneezing hurts.
        This is a guess from what you marked and said. It is not a diagnosis.

        Where this comes from
        ---------------------
        - Richter P, Hebgen E. Trigger Points and Muscle Chains in Osteopathy. Thieme
          2009 (quadratus lumborum and iliacus sections)
        - triggerpointtherapist.com, 'Masters of low back pain' (quadratus lumborum,
          three fibre sets)
        - nielasher.com, 'Treating quadratus lumborum'
        - 'Example myofascial pain case: quadratus lumborum trigger point and chronic
          low back pain', chapter 20, Springer, doi 10.1007/978-3-030-47117-0_20
          (abstract) (described cases)
        - National Association of Myofascial Trigger Point Therapists, Symptom Checker,
          pages 'Quadratus Lumborum' and 'Longissimus/Iliocostalis' (after Travell &
          Simons), check.myofascialtherapy.org
        - learnandfeelbetter.com, 'Quadratus lumborum'
        - westsubpainrelief.com, 'Chronic low back pain: quadratus lumborum'
        - Holm-Jensen et al. 2020. Agreement between examiners on tender points in
          muscle (study of how well a sign tells)
        - Njoo KH, Van der Does E. Occurrence and inter-rater reliability of myofascial
          trigger points in the quadratus lumborum and gluteus medius. Pain
          1994;58(3):317-323 (study of how well a sign tells)
        - Monclus-Diez G et al. Prevalence of myofascial trigger points in patients with
          radiating and non-radiating low back pain: a systematic review. Biomedicines
          2025;13(6):1453. Nine studies (review of studies)
        - Iglesias-Gonzalez JJ et al. Myofascial trigger points, pain, disability, and
          sleep quality in patients with chronic nonspecific low back pain. Pain Med
          2013;14(12):1964-1970, doi 10.1111/pme.12224 (people followed over time)
        - Travell JG, Simons DG. Myofascial Pain and Dysfunction: The Trigger Point
          Manual, vol. 1 (Simons, Travell, Simons, 2nd ed. 1999) and vol. 2 (1992),
          Williams & Wilkins. The origin of nearly all the pain drawings; read through
          the summaries listed here
        - Backwise's own cautious choice, awaiting clinical review
        ");
    }

    #[test]
    fn a_muscle_that_nothing_points_to_says_so() {
        let page = page(well(date(2026, 3, 20)).person(), "trapezius_upper");
        assert!(page.contains("Your body picture and your answers do not point to it."), "{page}");
    }

    #[test]
    fn no_muscle_is_named_while_a_clinician_looks_first() {
        let day = date(2026, 3, 20);
        let sign = ProblemReported { yes: ["fever".into()].into(), unsure: [].into(), words: String::new() };
        let page = page(well(day).on(day, sign).person(), "quadratus_lumborum");
        assert!(page.contains("We name no muscles for you now, because a clinician looks first."), "{page}");
    }

    #[test]
    fn a_look_alike_says_what_to_do_and_what_points_to_it() {
        assert_snapshot!(page(PersonNow::default(), "radiculopathy_l3"), @r"
        Nerve pain to the front of the thigh
        ------------------------------------
        You can still try gentle massage of the back. Stop if the leg pain spreads. This
        can look like nerve pain to the front of the thigh. See a doctor today if the
        leg is weak.
        How sure: low (new studies are likely to change this).
        What points to it:
        - there are pins and needles or numbness
        - it shoots down an arm or leg like electricity
        - your leg is weak or gives way, or your foot drops
        - your leg hurts more than your back
        For clinicians: Nerve-root pain L2-L3, doctor soon if weakness.

        Where this comes from
        ---------------------
        - Backwise's own cautious choice, awaiting clinical review
        ");
    }

    #[test]
    fn a_finding_names_the_muscles_it_speaks_for() {
        assert_snapshot!(page(PersonNow::default(), "worse_cough_sneeze"), @r"
        Does coughing or sneezing hurt?
        -------------------------------
        A yes speaks most for:
        - side of the low back (quadratus lumborum)
        - side of the belly (obliques and transversus abdominis)
        - small muscle under the top of the shoulder blade (serratus posterior superior)
        - small muscle over the lowest back ribs (serratus posterior inferior)
        A yes speaks most against:
        - upper outer buttock (gluteus medius)
        - deep side of the hip (gluteus minimus)
        - deep middle of the buttock (piriformis)
        - back of the thigh, up to the sit bone (hamstrings)
        - front pocket of the hip (tensor fasciae latae)
        How sure: custom or our own cautious choice, hardly tested.

        Where this comes from
        ---------------------
        - National Association of Myofascial Trigger Point Therapists, Symptom Checker,
          pages 'Quadratus Lumborum' and 'Longissimus/Iliocostalis' (after Travell &
          Simons), check.myofascialtherapy.org
        ");
    }
}
