//! What is known under a name: what it is, what it means for this person, how sure that is, and where it comes from.
//!
//! A [`Page`] is lines of words without a look; the terminal and the pages show them, each in its own way. Techniques and
//! claims have pages of their own in both.

mod body;
mod found;
mod screen;

use crate::assessment::Assessment;
use crate::ids::{CautionId, EvidenceId, Key, QuestionId, SourceId, StopId, TechniqueId};
use crate::knowledge::Knowledge;
use crate::standing::Standing;
use crate::truth::Truth;

/// What a page about something rests on.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// Where the person stands.
    pub standing: &'a Standing,
    /// What the answers make of it.
    pub assessment: &'a Assessment,
}

impl View<'_> {
    /// Whether the person has answered anything at all.
    #[must_use]
    pub fn knows_person(&self) -> bool {
        !self.standing.answers.is_empty()
    }

    fn country(&self) -> Option<&str> {
        self.standing.profile.country.as_deref()
    }

    /// What the person said about a fact or finding.
    fn told(&self, key: &str) -> &'static str {
        match self.standing.facts.get(key) {
            Some(Truth::Yes) => "yes",
            Some(Truth::Unsure) => "not sure",
            Some(Truth::No) => "no",
            None => "not asked yet",
        }
    }
}

/// One line of a [`Page`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// What the next lines are about.
    Heading(String),
    /// A paragraph.
    Say(String),
    /// One line of a list.
    Item(String),
    /// Room before what follows.
    Gap,
    /// In a clinician's own words.
    Clinicians(String),
    /// Words after which the interview can begin.
    Start(String),
    /// The answer to this question can be changed.
    Change(QuestionId),
    /// What these studies found.
    Studies(Vec<EvidenceId>),
    /// Where the lines above come from.
    Sources(Vec<SourceId>),
}

/// All that is known under a name, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The lines, in the order of reading; the first is a heading, but for studies and sources, which name themselves.
    pub lines: Vec<Line>,
}

impl Page {
    fn add(&mut self, line: Line) -> &mut Self {
        self.lines.push(line);
        self
    }

    fn heading(&mut self, words: &str) -> &mut Self {
        self.add(Line::Heading(words.to_owned()))
    }

    fn say(&mut self, words: &str) -> &mut Self {
        if words.is_empty() { self } else { self.add(Line::Say(words.to_owned())) }
    }

    fn item(&mut self, words: &str) -> &mut Self {
        self.add(Line::Item(words.to_owned()))
    }

    fn gap(&mut self) -> &mut Self {
        self.add(Line::Gap)
    }

    /// A list with words before it; nothing if it is empty.
    fn list<T: Into<String>>(&mut self, before: &str, items: impl IntoIterator<Item = T>) -> &mut Self {
        let items: Vec<Line> = items.into_iter().map(|item| Line::Item(item.into())).collect();
        if !items.is_empty() {
            self.say(before);
            self.lines.extend(items);
        }
        self
    }

    fn clinicians(&mut self, words: &str) -> &mut Self {
        self.add(Line::Clinicians(words.to_owned()))
    }

    fn start(&mut self, words: &str) -> &mut Self {
        self.add(Line::Start(words.to_owned()))
    }

    fn change(&mut self, question: &QuestionId) -> &mut Self {
        self.add(Line::Change(question.clone()))
    }

    fn studies(&mut self, ids: &[EvidenceId]) -> &mut Self {
        self.add(Line::Studies(ids.to_vec()))
    }

    fn sources(&mut self, ids: &[SourceId]) -> &mut Self {
        self.add(Line::Sources(ids.to_vec()))
    }
}

/// All that is known under a name, as in [`plain_id`]; no lines if there is nothing.
///
/// ```
/// use domain::{assessment::Assessment, entry::PersonNow, knowledge::Knowledge, localise::Model, standing::Standing, why};
///
/// # let knowledge = Knowledge::bundled().unwrap();
/// # let today = jiff::civil::date(2026, 3, 20);
/// let standing = Standing::new(&knowledge, &PersonNow::default(), today);
/// let assessment = Assessment::new(&knowledge, &Model::new(&knowledge), &standing.facts, &standing.checked);
/// let view = why::View { knowledge: &knowledge, standing: &standing, assessment: &assessment };
/// let page = why::why(view, "saddle_numbness");
/// assert!(matches!(&page.lines[0], why::Line::Heading(words) if words.starts_with("Numb")));
/// ```
#[must_use]
pub fn why(view: View<'_>, id: &str) -> Page {
    let mut page = Page::default();
    body::muscle(view, id, &mut page);
    body::look_alike(view, id, &mut page);
    screen::fact(view, id, &mut page);
    body::finding(view, id, &mut page);
    screen::rule(view, id, &mut page);
    screen::contraindication(view, id, &mut page);
    screen::caution(view, id, &mut page);
    found::question(view, id, &mut page);
    found::plan_rule(view, id, &mut page);
    found::stop(view, id, &mut page);
    found::evidence(view, id, &mut page);
    found::source(view, id, &mut page);
    page
}

/// A name as it stands in the knowledge: small letters and underscores. Plan rules keep their capital.
///
/// ```
/// assert_eq!(domain::why::plain_id("Quadratus Lumborum"), "quadratus_lumborum");
/// assert_eq!(domain::why::plain_id("r02"), "R02");
/// ```
#[must_use]
pub fn plain_id(item: &str) -> String {
    let id = item.trim().to_lowercase().replace([' ', '-'], "_");
    let is_rule =
        id.len() == 3 && id.starts_with('r') && id.chars().skip(1).all(|digit| digit.is_ascii_digit());
    if is_rule { id.to_uppercase() } else { id }
}

/// Every name under which something is known.
pub fn names(knowledge: &Knowledge) -> impl Iterator<Item = &str> {
    let techniques = knowledge.techniques.keys().map(TechniqueId::as_str);
    let muscles = knowledge.muscles.iter().map(|muscle| muscle.id.as_str());
    let look_alikes = knowledge.mimics.iter().map(|mimic| mimic.id.as_str());
    let warnings = knowledge.warnings.iter().map(|warning| warning.id.as_str());
    let keys = knowledge.keys().map(Key::as_str);
    let rules = knowledge.rules.iter().map(|rule| rule.id.as_str());
    let rows = knowledge.contraindications.iter().map(|row| row.id.as_str());
    let cautions = knowledge.cautions.keys().map(CautionId::as_str);
    let pages = knowledge.questions.iter().map(|page| page.id.as_str());
    let claims = knowledge.all_claims().map(|claim| claim.id.as_str());
    let plan_rules = knowledge.plan_rules.iter().map(|rule| rule.id.as_str());
    let stops = knowledge.stops.keys().map(StopId::as_str);
    let evidence = knowledge.evidence.keys().map(EvidenceId::as_str);
    let sources = knowledge.sources.keys().map(SourceId::as_str);
    let body = techniques.chain(muscles).chain(look_alikes).chain(warnings);
    let screen = keys.chain(rules).chain(rows).chain(cautions).chain(pages);
    body.chain(screen).chain(claims).chain(plan_rules).chain(stops).chain(evidence).chain(sources)
}
