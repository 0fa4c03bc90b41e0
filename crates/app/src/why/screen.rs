//! Facts, rules, contraindications and cautions: what the screen knows.

use super::View;
use crate::show::{Words, how_sure, level, sentence, title};
use domain::ids::Key;
use domain::knowledge::plan_rule::CautionAction;
use domain::knowledge::safety::{Code, Column, Contraindication, Region};
use domain::level::Level;
use domain::truth::Truth;

pub(super) fn fact(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let Some(fact) = knowledge.facts.get(id) else { return };
    page.heading(&title(&fact.words)).say(&fact.means);
    let heading = |wanted: Option<Level>, urgent: bool| wanted.map(|wanted| step(view, wanted, urgent));
    match heading(fact.level, fact.urgent) {
        Some(words) => page.say(&format!("If yes: {words}")),
        None => {
            page.say("Alone it raises no alarm. It counts together with other answers, or changes the plan.")
        }
    };
    if let Some(words) = heading(fact.unsure, fact.unsure_urgent) {
        page.say(&format!("If you are not sure: {words}"));
    }
    if !fact.phone.is_empty() {
        page.say(&format!("What to say: \"{}\"", fact.phone));
    }
    if view.knows_person() {
        page.say(&format!("Your answer: {}.", view.told(id)));
    }
    page.say(&how_sure(fact.certainty));
    if !fact.note.is_empty() {
        page.gap().say(&format!("For clinicians: {}", fact.note));
    }
    page.sources(knowledge, &fact.source);
}

/// What a level asks for, with its time.
fn step(view: &View, wanted: Level, urgent: bool) -> String {
    let heading = level(view.knowledge, wanted, view.country());
    let within = view.knowledge.care.level(wanted).filter(|_| wanted == Level::ClinicianFirst);
    match within {
        Some(words) => {
            let within = if urgent { &words.act_within_urgent } else { &words.act_within };
            format!("{}, {within}.", heading.trim_end_matches('.'))
        }
        None => sentence(&heading),
    }
}

pub(super) fn rule(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let found = knowledge.rules.iter().find(|rule| rule.id.as_str() == id);
    let Some(rule) = found else { return };
    page.heading("Answers that count more together").say(&rule.because);
    page.say(&format!("What to do then: {}", step(view, rule.level, rule.urgent)));
    if !rule.phone.is_empty() {
        page.say(&format!("What to say: \"{}\"", rule.phone));
    }
    page.list("It looks at these answers:", rule.when.keys().into_iter().map(|key| told(view, key)));
    page.list("It does not count if:", rule.unless.iter().map(|key| told(view, key)));
    page.say(&how_sure(rule.certainty));
    page.sources(knowledge, &rule.source);
}

/// The words of a fact, with the person's answer.
fn told(view: &View, key: &Key) -> String {
    let words = view.knowledge.facts.get(key).map_or(key.as_str(), |fact| fact.words.as_str());
    if view.knows_person() {
        format!("{words} (you said: {})", view.told(key.as_str()))
    } else {
        words.to_owned()
    }
}

/// The columns of the table, in words.
const COLUMNS: [(Column, &str); 10] = [
    (Column::Swedish, "Swedish massage"),
    (Column::DeepTissue, "Deep tissue massage"),
    (Column::Myofascial, "Myofascial release"),
    (Column::TriggerPoint, "Trigger point therapy"),
    (Column::Sports, "Sports massage"),
    (Column::FoamRoller, "Foam roller"),
    (Column::Ball, "Ball"),
    (Column::Heat, "Heat"),
    (Column::Stretch, "Stretching and moving"),
    (Column::Strength, "Getting stronger"),
];

pub(super) fn contraindication(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let Some(row) = knowledge.contraindications.iter().find(|row| row.id.as_str() == id) else { return };
    page.heading("What your health changes").say(&row.why).say(&row.how);
    if row.facts.is_empty() {
        let all =
            if id == "everyone" { "This holds for everyone." } else { "This holds while a sign needs help." };
        page.say(all);
    } else {
        page.list(
            "It holds if one of these is so, or you are not sure:",
            row.facts.iter().map(|key| told(view, key)),
        );
    }
    page.list("It does not hold if:", row.unless.iter().map(|key| told(view, key)));
    if view.knows_person() && !row.facts.is_empty() {
        page.say(if holds(view, row) { "It holds for you." } else { "It does not hold for you." });
    }
    page.list(
        "What it means:",
        COLUMNS.iter().map(|(column, name)| format!("{name}: {}", code(row, *column))),
    );
    if let Some(cap) = row.pressure_cap {
        page.say(&format!("Strongest pressing pain: {cap} of 10."));
    }
    page.say(&how_sure(row.certainty));
    page.sources(knowledge, &row.source);
}

fn holds(view: &View, row: &Contraindication) -> bool {
    let facts = &view.standing.facts;
    row.facts.iter().any(|key| facts.is_possible(key.as_str()))
        && !row.unless.iter().any(|key| facts.get(key) == Some(Truth::Yes))
}

fn code(row: &Contraindication, column: Column) -> String {
    match row.code(column) {
        Code::N => "fine".to_owned(),
        Code::L => "lighter or changed".to_owned(),
        Code::R => {
            let places: Vec<&str> = row.regions.iter().copied().map(Region::words).collect();
            format!("not on {}", places.join(", "))
        }
        Code::A => "ask a clinician first".to_owned(),
        Code::X => "leave it out".to_owned(),
    }
}

pub(super) fn caution(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let Some(caution) = knowledge.cautions.get(id) else { return };
    page.heading("What we look out for").say(&caution.question);
    page.list(
        "It holds if one of these is so, or you are not sure:",
        caution.facts.iter().map(|key| told(view, key)),
    );
    page.list("It does not hold if:", caution.unless.iter().map(|key| told(view, key)));
    let touched = knowledge.interactions.iter().filter(|interaction| interaction.caution == caution.id);
    page.list(
        "What it changes:",
        touched.map(|interaction| {
            let kinds: Vec<&str> = interaction.kinds.iter().map(|kind| kind.words()).collect();
            let names = interaction.ids.iter().filter_map(|id| knowledge.techniques.get(id));
            let names = names.map(|technique| technique.name.as_str());
            let all: Vec<&str> = kinds.into_iter().chain(names).collect();
            format!("{} ({}): {}", action(interaction.action), all.join(", "), interaction.how)
        }),
    );
    page.say(&how_sure(caution.certainty));
    page.sources(knowledge, &caution.source);
}

fn action(action: CautionAction) -> &'static str {
    match action {
        CautionAction::Modify => "Change it",
        CautionAction::Swap => "Take another one",
        CautionAction::AvoidArea => "Keep off the place",
        CautionAction::Ask => "Ask a clinician first",
        CautionAction::Block => "Leave it out",
    }
}

#[cfg(test)]
mod tests {
    use crate::samples::well;
    use crate::why::tests::page;
    use domain::entry::PersonNow;
    use insta::assert_snapshot;
    use jiff::civil::date;

    #[test]
    fn a_sign_says_what_it_means_and_what_to_do() {
        assert_snapshot!(page(PersonNow::default(), "saddle_numbness"), @r#"
        Numb, tingly or odd feeling between your legs or round your bottom
        ------------------------------------------------------------------
        This can be a sign of pressure on the nerves to your bladder and bowel. Those
        nerves need help within hours.
        If yes: Call 112 or your local emergency number now.
        If you are not sure: Call 112 or your local emergency number now.
        What to say: "I have back pain and new numbness between my legs."
        How sure: low (new studies are likely to change this).

        For clinicians: Emergency cohort LR+ 11.0 for serious spinal disease; series of
        334 urgent scans: sensitivity 0.60, specificity 0.67, OR 3.0. Pooled over 7
        studies (569 people), single signs: sensitivity 0.19 to 0.43, specificity 0.62
        to 0.88. Presence is worth acting on; absence proves little.

        Where this comes from
        ---------------------
        - Getting It Right First Time. National suspected cauda equina syndrome pathway,
          England. 2023 (guideline)
        - Finucane LM et al. International framework for red flags for potential serious
          spinal pathologies. J Orthop Sports Phys Ther 2020;50(7):350-372.
          doi:10.2519/jospt.2020.9971 (guideline)
        - Greenhalgh S, Finucane L, Mercer C, Selfe J. Cauda equina patient card.
          Musculoskelet Sci Pract 2018;37:69-74; toolkit, Prim Health Care Res Dev 2016
          (data)
        - NHS. Back pain: when to get help (guideline)
        - Healthcare Safety Investigation Branch. Timely detection and treatment of
          cauda equina syndrome. 2021 (guideline)
        - Back pain red flags in the emergency department, 1,000 patients, Melbourne.
          Eur Spine J 2020 (study of how well a sign tells, 1,000 people)
        - Retrospective series of 334 urgent scans for suspected cauda equina syndrome,
          25 positive (study of how well a sign tells, 334 people)
        - Dionne N et al. Accuracy of signs for cauda equina syndrome. Musculoskelet Sci
          Pract 2019;42:125-133 (review of studies, 569 people)
        "#);
    }

    #[test]
    fn a_rule_lists_the_answers_it_looks_at() {
        assert_snapshot!(page(well(date(2026, 3, 20)).person(), "cancer_with_warning_pain"), @r#"
        Answers that count more together
        --------------------------------
        Cancer, now or in the past, together with pain like this needs a look soon.
        What to do then: Get medical help today.
        What to say: "I have or had cancer. My back pain is constant, severe or growing,
        or I lost weight."
        It looks at these answers:
        - cancer that has spread to a bone, or myeloma (you said: not asked yet)
        - you have or had cancer (you said: no)
        - cancer treatment now (you said: no)
        - night pain that no position settles, or that drives you out of bed (you said:
          no)
        - pain of 8 to 10 out of 10 (you said: no)
        - one spine bone that is very sore when pressed (you said: no)
        - you lost weight without trying (you said: no)
        - pain that is there all the time and no position eases (you said: no)
        - it is getting worse (you said: no)
        How sure: low (new studies are likely to change this).

        Where this comes from
        ---------------------
        - NICE guideline NG234. Spinal metastases and metastatic spinal cord
          compression. 2023 (guideline)
        - Finucane LM et al. International framework for red flags for potential serious
          spinal pathologies. J Orthop Sports Phys Ther 2020;50(7):350-372.
          doi:10.2519/jospt.2020.9971 (guideline)
        - Downie A et al. Red flags to screen for malignancy and fracture in patients
          with low back pain. BMJ 2013;347:f7095 (study of how well a sign tells)
        "#);
    }

    #[test]
    fn a_health_state_has_all_its_pages() {
        assert_snapshot!(page(well(date(2026, 3, 20)).person(), "anticoagulant"), @r"
        A medicine that thins your blood
        --------------------------------
        Bruises and bleeding are more likely, so we keep it light.
        If yes: You can try massage with some changes.
        If you are not sure: You can try massage with some changes.
        Your answer: no.
        How sure: custom or our own cautious choice, hardly tested.

        For clinicians: A man on blood thinners bled fatally after repeated massage gun
        use on the belly wall.

        Where this comes from
        ---------------------
        - Kwon L. Rectus sheath haematoma after a percussive massage device. Biomed Hub
          (described cases, 1 person)
        - General professional massage contraindication lists (blood thinners, burns,
          wounds, clots, fractures, severe osteoporosis, low platelets). Professional
          custom

        What your health changes
        ------------------------
        Your blood thinner makes bruises and bleeding more likely.
        Light strokes, at most 3 of 10. No massage gun. Ask before you use a roller.
        Stop if a bruise shows.
        It holds if one of these is so, or you are not sure:
        - a medicine that thins your blood (you said: no)
        It does not hold for you.
        What it means:
        - Swedish massage: lighter or changed
        - Deep tissue massage: leave it out
        - Myofascial release: lighter or changed
        - Trigger point therapy: lighter or changed
        - Sports massage: leave it out
        - Foam roller: ask a clinician first
        - Ball: lighter or changed
        - Heat: fine
        - Stretching and moving: fine
        - Getting stronger: fine
        Strongest pressing pain: 3 of 10.
        How sure: custom or our own cautious choice, hardly tested.

        Where this comes from
        ---------------------
        - Kwon L. Rectus sheath haematoma after a percussive massage device. Biomed Hub
          (described cases, 1 person)
        - General professional massage contraindication lists (blood thinners, burns,
          wounds, clots, fractures, severe osteoporosis, low platelets). Professional
          custom

        What we look out for
        --------------------
        Medicine that thins your blood, or an illness that makes you bleed.
        It holds if one of these is so, or you are not sure:
        - a medicine that thins your blood (you said: no)
        - a low platelet count (you said: no)
        - haemophilia or another bleeding disorder (you said: no)
        What it changes:
        - Change it (professional massage, self-massage): At most 3 of 10. Hands, soft
          socks at the wall, or a roller on big muscles only. Watch for bruises.
        - Leave it out (Deep tissue massage, Trigger point therapy, Neuromuscular
          therapy, Traditional Thai massage, Tuina (Chinese massage), Long back muscles:
          massage gun held by a partner, Side of the back: massage gun, Buttock: massage
          gun, Side of the hip: massage gun, Top of the shoulder: massage gun, Front of
          the thigh: massage gun, Back of the thigh: massage gun, Inside the hip bone:
          fingertips, lying): Bleeding and bruises are too likely with this one.
        How sure: custom or our own cautious choice, hardly tested.

        Where this comes from
        ---------------------
        - General professional massage contraindication lists (blood thinners, burns,
          wounds, clots, fractures, severe osteoporosis, low platelets). Professional
          custom
        - Consumer safety of percussive massage devices, 2025. jfwhp.kglmeridian.com
          (described cases)
        ");
    }
}
