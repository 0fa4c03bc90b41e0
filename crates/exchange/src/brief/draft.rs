//! Everything that could go on a brief, from what is known of the person.

use domain::current::Current;
use domain::entry::{Felt, PersonNow, Tested};
use domain::gate::{Gate, Ground};
use domain::ids::{ContraindicationId, Key, QuestionId, ZoneId};
use domain::intake::Answer;
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::knowledge::safety::Region;
use domain::knowledge::technique::Kind;
use domain::localise::Candidate;
use domain::standing::Standing;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The row of the contraindication table that is true for everyone.
const EVERYONE: &str = "everyone";
/// Pages that say what eases it, what makes it worse, and how massage felt before. Own words come last.
const EASES: [&str; 2] = ["eases", "eases_own"];
const WORSENS: [&str; 3] = ["worse_moves", "worse_times", "worse_own"];
const BEFORE: [&str; 2] = ["massage_before", "massage_before_own"];

/// Everything that could go on a brief. Nothing of it is shared before the person has seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What the back shall allow again.
    pub goal: Option<String>,
    /// The marked places in a sentence.
    pub places: Option<String>,
    /// The marked zones.
    pub zones: Vec<ZoneId>,
    /// Places to keep off, in plain words.
    pub keep_off: Vec<String>,
    /// Health points that change massage.
    pub health: Vec<HealthPoint>,
    /// What eases it.
    pub eases: Vec<String>,
    /// What makes it worse.
    pub worsens: Vec<String>,
    /// The last professional massage.
    pub last: Option<LastMassage>,
    /// How massage felt before Backwise was used.
    pub before: Vec<String>,
    /// What is being tested, and until when.
    pub testing: Option<String>,
    /// Three sentences to say before lying down.
    pub say: Vec<String>,
    /// The day it is made.
    pub today: Date,
}

/// A health point, and what it changes about a massage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthPoint {
    /// The row of the contraindication table.
    pub id: Key,
    /// What the person has, in the first person.
    pub words: String,
    /// What it changes.
    pub how: String,
}

impl HealthPoint {
    /// The point as one line.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{}: {}", capital(&self.words), self.how)
    }
}

/// The last professional massage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastMassage {
    /// The day in words.
    pub day: String,
    /// What kind, if it is known.
    pub kind: Option<String>,
    /// How the back felt afterwards.
    pub felt: Option<&'static str>,
    /// For how many hours it was sore, if that was noted.
    pub sore_hours: Option<u16>,
}

impl LastMassage {
    /// The massage as one line.
    #[must_use]
    pub fn line(&self) -> String {
        let kind = self.kind.as_ref().map(|kind| format!(", {kind}")).unwrap_or_default();
        let felt = self.felt.map(|felt| format!(" My back felt {felt} afterwards.")).unwrap_or_default();
        let sore = self.sore_hours.map(|hours| format!(" I was sore for {hours} hours.")).unwrap_or_default();
        format!("{}{kind}.{felt}{sore}", self.day)
    }
}

impl Draft {
    /// Collects what is known of the person.
    #[must_use]
    pub fn new(knowledge: &Knowledge, person: &PersonNow, current: &Current, today: Date) -> Self {
        let standing = &current.standing;
        let zones: Vec<ZoneId> = standing.facts.drawing().keys().cloned().collect();
        Self {
            goal: standing.profile.goal.as_deref().map(sentence),
            places: places(knowledge, &zones),
            keep_off: keep_off(knowledge, &current.assessment.gate),
            health: health(knowledge, standing, &current.assessment.gate),
            eases: told(knowledge, standing, &EASES),
            worsens: told(knowledge, standing, &WORSENS),
            before: told(knowledge, standing, &BEFORE).iter().map(|one| sentence(one)).collect(),
            last: last(knowledge, person),
            testing: testing(knowledge, person, today),
            say: say(knowledge, current),
            zones,
            today,
        }
    }
}

/// The marked places: "Low back, RIGHT; low back, middle."
fn places(knowledge: &Knowledge, zones: &[ZoneId]) -> Option<String> {
    let mut by_name: BTreeMap<&str, BTreeSet<Side>> = BTreeMap::new();
    let mut order = Vec::new();
    for zone in zones.iter().filter_map(|id| knowledge.zone(id)) {
        let name = zone.name.split(", ").filter(|part| !is_side(part)).collect::<Vec<_>>().join(", ");
        let base = zone.base.as_str();
        if !by_name.contains_key(base) {
            order.push((base, name));
        }
        by_name.entry(base).or_default().insert(zone.side);
    }
    let words = order.into_iter().map(|(base, name)| {
        let sides = by_name.get(base).cloned().unwrap_or_default();
        let both = sides.contains(&Side::Left) && sides.contains(&Side::Right);
        let side = match sides.first() {
            _ if both => ", LEFT and RIGHT",
            Some(Side::Left) => ", LEFT",
            Some(Side::Right) => ", RIGHT",
            _ => "",
        };
        format!("{}{side}", name.to_lowercase())
    });
    let words = words.collect::<Vec<_>>().join("; ");
    (!words.is_empty()).then(|| sentence(&words))
}

fn is_side(part: &str) -> bool {
    matches!(part.to_lowercase().as_str(), "left" | "right")
}

/// Places that any massage keeps off, as far as they are true for this person and not for everyone.
fn keep_off(knowledge: &Knowledge, gate: &Gate) -> Vec<String> {
    let mut regions: BTreeSet<Region> = BTreeSet::new();
    for (id, decision) in gate.iter() {
        let kind = knowledge.techniques.get(id).map(|technique| technique.kind);
        if kind == Some(Kind::Professional) {
            regions.extend(&decision.keep_off);
        }
    }
    regions.into_iter().filter(|region| *region != Region::OwnPlace).map(|r| r.words().to_owned()).collect()
}

/// Rows of the table that apply to this person, each once.
fn health(knowledge: &Knowledge, standing: &Standing, gate: &Gate) -> Vec<HealthPoint> {
    let mut seen: BTreeSet<&ContraindicationId> = BTreeSet::new();
    let mut points = Vec::new();
    for limit in gate.iter().flat_map(|(_, decision)| &decision.limits) {
        let Ground::Contraindication(id) = &limit.ground else { continue };
        if id.as_str() == EVERYONE || !seen.insert(id) {
            continue;
        }
        let row = knowledge.contraindications.iter().find(|row| row.id == *id);
        let facts = row.into_iter().flat_map(|row| &row.facts);
        let known = facts.filter(|key| standing.facts.is_possible(key.as_str()));
        let words: Vec<String> =
            known.filter_map(|key| knowledge.facts.get(key)).map(|fact| first_person(&fact.words)).collect();
        if !words.is_empty() {
            let how = limit.how.clone();
            points.push(HealthPoint { id: Key::from(id.as_str()), words: words.join("; "), how });
        }
    }
    points
}

/// "a medicine that thins your blood" as the person says it of themselves.
fn first_person(words: &str) -> String {
    let swaps = [("your ", "my "), ("you are ", "I am "), ("you have ", "I have "), ("you ", "I ")];
    let mut said = format!("{words} ");
    for (you, me) in swaps {
        said = said.replace(&format!(" {you}"), &format!(" {me}"));
        if let Some(rest) = said.strip_prefix(you) {
            said = format!("{me}{rest}");
        }
    }
    said.trim_end().to_owned()
}

/// The labels of what was ticked on some pages.
/// What was ticked or written on some pages.
fn told(knowledge: &Knowledge, standing: &Standing, pages: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    for page in pages.iter().filter_map(|id| knowledge.question(&QuestionId::from(*id))) {
        match standing.answers.get(&page.id) {
            Some(Answer::Options { yes, .. }) => {
                let chosen = page.options.iter().filter(|option| yes.contains(&option.id));
                lines.extend(chosen.map(|option| small(option.label.trim_end_matches('.'))));
            }
            Some(Answer::Text(own)) => lines.push(small(own.trim().trim_end_matches('.'))),
            _ => {}
        }
    }
    lines
}

fn last(knowledge: &Knowledge, person: &PersonNow) -> Option<LastMassage> {
    let visit = person.visits.iter().max_by_key(|visit| (visit.day, visit.recorded_at))?;
    let kind = visit.event.technique.as_ref().and_then(|id| knowledge.techniques.get(id));
    let felt = match visit.event.felt {
        Felt::Better => Some("better"),
        Felt::Same => Some("the same"),
        Felt::Worse => Some("worse"),
        Felt::None => None,
    };
    let sore = person.soreness.iter().filter(|sore| sore.day >= visit.day).find_map(|sore| sore.event.hours);
    Some(LastMassage {
        day: visit.day.strftime("%A %-d %B").to_string(),
        kind: kind.map(|technique| small(&technique.name)),
        felt,
        sore_hours: sore,
    })
}

fn testing(knowledge: &Knowledge, person: &PersonNow, today: Date) -> Option<String> {
    let test = person.running_test(today)?;
    let what = match &test.started.event.what {
        Tested::Visits => "Visits to a massage therapist".to_owned(),
        Tested::SelfMassage => "Self-massage".to_owned(),
        Tested::Techniques(ids) => {
            let names = ids.iter().filter_map(|id| knowledge.techniques.get(id)).map(|one| one.name.as_str());
            names.collect::<Vec<_>>().join(", ")
        }
    };
    Some(format!("{what}, until {}.", test.planned_end().strftime("%A %-d %B")))
}

/// Three sentences to say, from the places and the muscle worth trying first.
fn say(knowledge: &Knowledge, current: &Current) -> Vec<String> {
    let first = current.assessment.names_muscles().then(|| current.assessment.localised.candidates.first());
    let place = first.flatten().and_then(|candidate| ask_for(knowledge, candidate));
    let start = match place {
        Some(place) => format!("\"Please start with {place}, and stay there for half the time.\""),
        None => "\"Please start with the place that I marked, and stay there for half the time.\"".to_owned(),
    };
    vec![
        start,
        "\"I will say less, more or stop.\"".to_owned(),
        "\"Can you tell me what you did, so I can repeat it at home?\"".to_owned(),
    ]
}

fn ask_for(knowledge: &Knowledge, candidate: &Candidate) -> Option<String> {
    let muscle = knowledge.muscles.iter().find(|muscle| muscle.id == candidate.muscle)?;
    let side = match candidate.side {
        Side::Left => ", on the left",
        Side::Right => ", on the right",
        Side::Both => ", on both sides",
        Side::None => "",
    };
    Some(format!("{}{side}", muscle.ask_therapist.trim_end_matches('.')))
}

fn sentence(words: &str) -> String {
    let words = capital(words.trim());
    let ends = words.ends_with(['.', '?', ':', '"']) || words.is_empty();
    if ends { words } else { format!("{words}.") }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| format!("{}{}", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}

/// A small first letter, unless the word is all capitals.
fn small(words: &str) -> String {
    let mut letters = words.chars();
    let (first, second) = (letters.next(), letters.clone().next());
    match (first, second) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            format!("{}{}", first.to_lowercase(), letters.as_str())
        }
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_about_you_become_words_about_me() {
        let said = [
            ("a medicine that thins your blood", "a medicine that thins my blood"),
            ("you are pregnant", "I am pregnant"),
            ("you have or had cancer", "I have or had cancer"),
            ("you gave birth in the last 12 weeks", "I gave birth in the last 12 weeks"),
            ("a hernia or an operation on your belly", "a hernia or an operation on my belly"),
            ("young at heart", "young at heart"),
        ];
        for (you, me) in said {
            assert_eq!(first_person(you), me);
        }
    }

    #[test]
    fn places_name_each_once_with_its_sides() {
        let knowledge = Knowledge::bundled().unwrap();
        let zones = ["lumbar_para_lower_l", "lumbar_para_lower_r", "iliac_crest_r"].map(ZoneId::from);
        insta::assert_snapshot!(places(&knowledge, &zones).unwrap(), @"Beside the low back, lower, LEFT and RIGHT; rim of the pelvis, RIGHT.");
        assert_eq!(places(&knowledge, &[]), None);
    }

    #[test]
    fn a_massage_is_told_in_a_line() {
        let mut last = LastMassage {
            day: "Tuesday 4 March".into(),
            kind: Some("deep tissue massage".into()),
            felt: Some("better"),
            sore_hours: Some(20),
        };
        assert_eq!(
            last.line(),
            "Tuesday 4 March, deep tissue massage. My back felt better afterwards. I was sore for 20 hours."
        );
        last = LastMassage { kind: None, felt: None, sore_hours: None, ..last };
        assert_eq!(last.line(), "Tuesday 4 March.");
    }
}
