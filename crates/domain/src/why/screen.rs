//! Facts, rules, contraindications and cautions: what the screen knows.

use super::{Page, View};
use crate::ids::Key;
use crate::knowledge::plan_rule::CautionAction;
use crate::knowledge::safety::{Code, Column, Contraindication, Region};
use crate::level::Level;
use crate::truth::Truth;
use crate::words::{how_sure, level, sentence, title};

pub(super) fn fact(view: View<'_>, id: &str, page: &mut Page) {
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
        page.gap().clinicians(&fact.note);
    }
    page.sources(&fact.source);
}

/// What a level asks for, with its time.
fn step(view: View<'_>, wanted: Level, urgent: bool) -> String {
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

pub(super) fn rule(view: View<'_>, id: &str, page: &mut Page) {
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
    page.sources(&rule.source);
}

/// The words of a fact, with the person's answer.
fn told(view: View<'_>, key: &Key) -> String {
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

pub(super) fn contraindication(view: View<'_>, id: &str, page: &mut Page) {
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
    page.sources(&row.source);
}

fn holds(view: View<'_>, row: &Contraindication) -> bool {
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

pub(super) fn caution(view: View<'_>, id: &str, page: &mut Page) {
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
    page.sources(&caution.source);
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
