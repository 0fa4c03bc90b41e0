//! A technique: what it is, how well it is tested, and what it means for this person.

use super::{View, plan_reasons};
use crate::learn::facts;
use crate::show::{Words, count, how_sure, sentence};
use domain::gate::{Action, Decision, Ground, Limit};
use domain::ids::SourceId;
use domain::knowledge::Knowledge;
use domain::knowledge::claim::TechniqueEvidence;
use domain::knowledge::technique::{Technique, Tool};
use std::collections::BTreeSet;

pub(super) fn technique(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let Some(technique) = knowledge.techniques.get(id) else { return };
    page.heading(&technique.name).say(&technique.plain);
    page.say(&format!("Kind: {}, {}.", technique.kind.words(), count(technique.minutes.into(), "minute")));
    let muscles = serves(knowledge, technique);
    if !muscles.is_empty() {
        page.say(&format!("It works on: {}.", muscles.join(", ")));
    }
    page.say(&format!("How well tested: {}.", technique.evidence.words()));
    if !technique.dose.is_empty() {
        page.say(&format!("How much: {}", sentence(&technique.dose)));
    }
    let in_plan = plan_reasons(knowledge, &view.person, &technique.id);
    if !in_plan.is_empty() {
        page.gap().list("It is in your plan because:", in_plan);
    }
    for_you(view, technique, page);
    let studied = studied(knowledge, technique);
    for (row, name) in &studied {
        what_is_known(row, name, page);
    }
    let studied: Vec<_> = studied.into_iter().map(|(row, _)| row).collect();
    let ids: Vec<_> = studied.iter().flat_map(|row| row.facts.iter().cloned()).collect();
    facts(knowledge, &ids, page);
    let limits = view.assessment.gate.decision(&technique.id).map(|decision| decision.limits.as_slice());
    let limits = limits.unwrap_or_default().iter().flat_map(|limit| ground_sources(knowledge, limit));
    page.sources(
        knowledge,
        technique.source.iter().chain(studied.iter().flat_map(|row| &row.source)).chain(limits),
    );
}

/// The muscles that a technique serves, in plain words.
fn serves<'k>(knowledge: &'k Knowledge, technique: &Technique) -> Vec<&'k str> {
    let mut seen = BTreeSet::new();
    let plain = |focus: &domain::ids::FocusId| {
        let group = knowledge.muscle_groups.iter().find(|group| group.id.as_str() == focus.as_str());
        let muscle = || {
            let named = knowledge.muscles.iter().find(|muscle| muscle.id.as_str() == focus.as_str());
            named.or_else(|| knowledge.muscles.iter().find(|muscle| muscle.focus == focus.as_str()))
        };
        group.map(|group| group.plain.as_str()).or_else(|| muscle().map(|muscle| muscle.plain.as_str()))
    };
    technique.targets.iter().filter_map(plain).filter(|plain| seen.insert(*plain)).collect()
}

/// What this person's answers make of it.
fn for_you(view: &View, technique: &Technique, page: &mut Words) {
    page.heading("For you");
    if !view.knows_person() {
        page.say("You have not answered the safety questions yet, so we do not know your limits.");
        page.say("Start with: backwise ask");
        return;
    }
    let Some(decision) = view.assessment.gate.decision(&technique.id) else { return };
    if view.assessment.triage.told_level().is_none() {
        page.say("Some safety questions are open, so this can still change. Go on with: backwise ask");
    }
    page.say(verdict(decision));
    // What would only make it lighter is no help once it is left out.
    let counts = |limit: &&Limit| decision.action < Action::Ask || limit.action == decision.action;
    let mut told = BTreeSet::new();
    for limit in decision.limits.iter().filter(counts).filter(|limit| told.insert((&limit.why, &limit.how))) {
        page.item(&format!("{} {}", sentence(&limit.why), sentence(&limit.how)));
    }
    if !decision.is_offerable() {
        return;
    }
    if !decision.keep_off.is_empty() {
        let places: Vec<&str> = decision.keep_off.iter().map(|region| region.words()).collect();
        page.say(&format!("Keep off: {}.", places.join(", ")));
    }
    if let Some(cap) = decision.pressure_cap {
        page.say(&format!("Strongest pressing pain: {cap} of 10."));
    }
}

fn verdict(decision: &Decision) -> &'static str {
    match decision.action {
        Action::Allow => "Nothing you told us speaks against it.",
        Action::Modify if decision.is_offerable() => "You can do it with these limits:",
        Action::Modify => "Another one fits you better, because:",
        Action::ForbidRegion if decision.is_offerable() => "You can do it, but not everywhere:",
        Action::ForbidRegion => "Leave it out, because of the place it works on:",
        Action::Ask => "Ask a clinician before you do it:",
        Action::Forbid => "Leave it out:",
    }
}

fn ground_sources<'k>(knowledge: &'k Knowledge, limit: &Limit) -> &'k [SourceId] {
    match &limit.ground {
        Ground::Contraindication(id) => {
            let row = knowledge.contraindications.iter().find(|row| row.id == *id);
            row.map_or(&[], |row| row.source.as_slice())
        }
        Ground::Caution(id) => knowledge.cautions.get(id).map_or(&[], |caution| caution.source.as_slice()),
        Ground::LookAlike(id) => {
            let mimic = knowledge.mimics.iter().find(|mimic| mimic.id == *id);
            mimic.map_or(&[], |mimic| mimic.source.as_slice())
        }
        Ground::Level(level) => knowledge.care.level(*level).map_or(&[], |words| words.source.as_slice()),
    }
}

/// The rows about this technique, its tool and its kind, each with its name; the most particular first.
fn studied<'k>(knowledge: &'k Knowledge, technique: &'k Technique) -> Vec<(&'k TechniqueEvidence, &'k str)> {
    let (tool, tool_words) = match technique.tool {
        Tool::Roller => ("foam_roller", "the foam roller"),
        Tool::Ball => ("ball", "pressing with a ball"),
        Tool::Gun => ("massage_gun", "the massage gun"),
        _ => ("", ""),
    };
    let kind = technique.kind;
    let names =
        [(technique.id.as_str(), technique.name.as_str()), (tool, tool_words), (kind.as_str(), kind.words())];
    names.into_iter().filter_map(|(id, name)| Some((knowledge.technique_evidence(id)?, name))).collect()
}

fn what_is_known(row: &TechniqueEvidence, name: &str, page: &mut Words) {
    page.heading(&format!("What is known about {name}"));
    page.say(&row.words);
    if !row.acute_words.is_empty() {
        page.item(&format!("New pain: {}", row.acute_words));
    }
    if !row.chronic_words.is_empty() {
        page.item(&format!("Long-lasting pain: {}", row.chronic_words));
    }
    page.say(&how_sure(row.certainty));
}

#[cfg(test)]
mod tests {
    use crate::samples::well;
    use crate::why::tests::page;
    use domain::entry::{PersonNow, ProblemReported};
    use insta::assert_snapshot;
    use jiff::civil::date;

    /// A page without its facts and studies.
    fn top(page: &str) -> String {
        page.split("\nWhat studies found\n").next().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_technique_says_what_it_is_and_what_is_known() {
        assert_snapshot!(page(PersonNow::default(), "sm_es_balls_wall"), @r"
        Long back muscles: two balls in a sock at the wall
        --------------------------------------------------
        Two balls roll up your long back muscles while you lean on a wall; you set the
        pressure with your feet.
        Kind: self-massage, 4 minutes.
        It works on: long muscles beside the spine, small deep muscles beside the low
        spine.
        How well tested: custom: sensible practice, hardly tested.
        How much: 1 set of about 4 minutes, up to 2 times a day, 12 hours apart.

        For you
        -------
        You have not answered the safety questions yet, so we do not know your limits.
        Start with: backwise ask

        What is known about pressing with a ball
        ----------------------------------------
        It has hardly been tested by itself. A soft ball did as well as a hard one in
        one laboratory trial.
        - New pain: It has not been tested in new pain. Use a soft ball at the wall.
        - Long-lasting pain: The nearest test, pressing points each day, cut lasting
          pain by about a third.
        How sure: low (new studies are likely to change this).

        What is known about self-massage
        --------------------------------
        It is cheap and low in risk, and little tested. Half an hour of pressing points
        a day eased lasting back pain in a small first trial.
        - New pain: It has not been tested in pain under 6 weeks. Keep it light.
        - Long-lasting pain: One small first trial saw about a third less pain after 6
          weeks. Another saw no gain from a roller stick.
        How sure: low (new studies are likely to change this).

        What studies found
        ------------------
        - In a small first trial, people pressed set points for half an hour a day.
          Lasting back pain fell by about a third.
            Figures: N = 67, 6 weeks, 27-30 min daily, 3 min a point: -35 to -36 per
            cent v usual care; pilot.
            People studied: 67.
        - In a laboratory trial, people gained more from self-massage with a guided
          video. A soft ball did as well as a hard one.
            Figures: Hip rotation +10 v +2 degrees.
            People studied: 40.
            Read in a summary, not in the study itself.
        - Pressing sore spots at home and then stretching eased neck and upper back pain
          in 5 days.
        - No trial has put self-massage against professional massage for low back pain.
            Figures: None known.
        - Older people with back pain did core exercise with or without a roller stick.
          The stick did not lower pain further.
            Figures: N = 45, 6 weeks, 3 a week: better endurance and mobility, no
            difference in pain or function.
            People studied: 45.

        Where this comes from
        ---------------------
        - Hanten WP, et al. Home programme of pressure followed by stretching. Phys Ther
          2000;80:997-1003 (trial)
        - Backwise's own cautious choice, awaiting clinical review
        - Murphy SL, et al. Pain Med 2019. doi:10.1093/pm/pnz138. PMID 31237610.
          NCT02106741 (trial, 67 people)
        - Self-massage with and without a guided video, laboratory trial. PMC7052706
          (trial, 40 people)
        - Ozsoy G, Ilcin N, Ozsoy I, et al. Clin Interv Aging 2019;14:1729-1740.
          doi:10.2147/CIA.S223905. NCT03898089 (trial, 45 people)
        - Sulkowski K, Grant G, Brodie T. Clin Pract Cases Emerg Med 2022;6:159-161.
          doi:10.5811/cpcem.2022.2.56046. PMID 35701359 (described cases, 1 person)
        - Shariff E et al. Vertebral artery dissection. Cureus 2023;15:e33394 (described
          cases, 1 person)
        - Truong MH et al. Kidney infarct after deep massage. Front Nephrol 2026.
          doi:10.3389/fneph.2026.1730580 (described cases, 1 person)
        ");
    }

    #[test]
    fn limits_of_this_person_are_named_with_what_to_do() {
        let day = date(2026, 3, 20);
        let problem =
            |key: &str| ProblemReported { yes: [key.into()].into(), unsure: [].into(), words: String::new() };
        let diary = well(day).on(day, problem("anticoagulant")).on(day, problem("osteoporosis"));
        assert_snapshot!(top(&page(diary.person(), "sm_es_balls_wall")), @r"
        Long back muscles: two balls in a sock at the wall
        --------------------------------------------------
        Two balls roll up your long back muscles while you lean on a wall; you set the
        pressure with your feet.
        Kind: self-massage, 4 minutes.
        It works on: long muscles beside the spine, small deep muscles beside the low
        spine.
        How well tested: custom: sensible practice, hardly tested.
        How much: 1 set of about 4 minutes, up to 2 times a day, 12 hours apart.

        For you
        -------
        Leave it out:
        - A sign you told us about needs medical help first. No session today. Get help
          first, and rest in any position that feels calm.
        - Get medical help first. No session for now.

        What is known about pressing with a ball
        ----------------------------------------
        It has hardly been tested by itself. A soft ball did as well as a hard one in
        one laboratory trial.
        - New pain: It has not been tested in new pain. Use a soft ball at the wall.
        - Long-lasting pain: The nearest test, pressing points each day, cut lasting
          pain by about a third.
        How sure: low (new studies are likely to change this).

        What is known about self-massage
        --------------------------------
        It is cheap and low in risk, and little tested. Half an hour of pressing points
        a day eased lasting back pain in a small first trial.
        - New pain: It has not been tested in pain under 6 weeks. Keep it light.
        - Long-lasting pain: One small first trial saw about a third less pain after 6
          weeks. Another saw no gain from a roller stick.
        How sure: low (new studies are likely to change this).
        ");
        assert_snapshot!(top(&page(diary.person(), "pro_deep_tissue")), @r"
        Deep tissue massage
        -------------------
        Slow, strong strokes on one or two stiff areas, for people who enjoy firm
        pressure.
        Kind: professional massage, 60 minutes.
        It works on: long muscles beside the spine, side of the low back, large buttock
        muscle, upper outer buttock, deep middle of the buttock, top of the shoulder and
        side of the neck, broad back muscle, from armpit to waist.
        How well tested: some: small or mixed trials.
        How much: 60 minutes every 7 to 10 days, 4 to 6 visits, then a look back.

        For you
        -------
        Leave it out:
        - Your blood thinner makes bruises and bleeding more likely. Light strokes, at
          most 3 of 10. No massage gun. Ask before you use a roller. Stop if a bruise
          shows.
        - A sign you told us about needs medical help first. No session today. Get help
          first, and rest in any position that feels calm.
        - Thin bones need light pressure. Light hands. Keep off spine, ribs and
          breastbone. No loaded forward bend, no strong twist. Strength and balance work
          may help.
        - Medicine that thins your blood, or an illness that makes you bleed. Bleeding
          and bruises are too likely with this one.
        - Thin bones, or steroid tablets for months. It bends or turns the back too
          strongly for thin bones.
        - Get medical help first. No session for now.

        What is known about Deep tissue massage
        ---------------------------------------
        It has little direct proof for the low back. For neck pain it beat advice at 7
        weeks, and not after a year.
        - New pain: It is not for the first 2 weeks or a flare.
        - Long-lasting pain: Deeper has not been shown to be better than gentle.
        How sure: low (new studies are likely to change this).

        What is known about professional massage
        ----------------------------------------
        It may ease lasting low back pain for weeks to months, in a course of 8 to 10
        visits. The kind of massage makes little difference.
        - New pain: For pain under 6 weeks there is one small trial. Most new pain eases
          by itself, so massage is for comfort.
        - Long-lasting pain: For pain over 3 months, 10 weekly visits cut everyday
          problems by about 2 to 3. Little is left after a year.
        How sure: low (new studies are likely to change this).
        ");
    }

    #[test]
    fn a_person_without_limits_reads_that_nothing_speaks_against_it() {
        assert_snapshot!(top(&page(well(date(2026, 3, 20)).person(), "walk_10")), @r"
        Ten-minute walk
        ---------------
        Ten minutes at a pace where you can talk; the first real step to a walking
        habit.
        Kind: walking, 10 minutes.
        It works on: large buttock muscle, long muscles beside the spine.
        How well tested: good: trials in low back pain support this kind of thing.
        How much: 1 to 2 times a day.

        For you
        -------
        Nothing you told us speaks against it.

        What is known about walking
        ---------------------------
        Walking helps keep new spells away. People who built up to 30 minutes, 5 days a
        week, stayed well for longer.
        - New pain: Staying active does slightly better than bed rest.
        - Long-lasting pain: In the walking trial it took 208 days until a limiting new
          spell, against 112.
        How sure: moderate (new studies may change this).
        ");
    }
}
