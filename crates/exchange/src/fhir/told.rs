//! What FHIR holds of a journal, both ways: an entry to resources, and resources back to the entry.
//!
//! An entry goes out under its own id only where what is written gives the same entry back. Where something is held
//! back, such as a note, it goes out under another id that follows from its own, so that nobody ever has two entries
//! with one id that say different things.

use super::codes::{self, ENTRIES, LOCAL};
use super::ids::{foreign, shortened};
use super::types::{
    Annotation, Answer, Coding, Component, Concept, Identifier, Observation, Quantity, QuestionnaireResponse,
    Reference, ResponseItem,
};
use super::when;
pub(crate) use super::when::When;
use domain::entry::{
    CheckedIn, Entry, EntryId, Event, FlareEnded, FlareStarted, MinuteOfDay, NrsScore, PersonId,
    QuestionnaireAnswered, Rated, Recorded, RecordedAt, SorenessNoted,
};
use domain::ids::{TechniqueId, ZoneId};
use domain::questionnaire::{self as asked, Answered, Given};
use serde_json::Number;
use std::collections::BTreeSet;

/// Longest id of a technique or a place, in bytes.
const LONGEST_ID: usize = 100;

/// What of an entry goes out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Told {
    Ratings(Vec<Observation>),
    Response(Box<QuestionnaireResponse>),
}

/// An entry as it is written.
pub(crate) struct Writing<'a> {
    /// Where the person is in the file.
    pub(crate) person: &'a str,
    pub(crate) whose: PersonId,
    /// Whether notes go along.
    pub(crate) notes: bool,
}

/// An entry to resources under its id, or the shortened one, with the entry that comes back from them; `None` for what
/// FHIR does not hold.
pub(crate) fn tell(writing: &Writing<'_>, at: &Recorded<Event>) -> Option<(Entry, Told)> {
    if !when::can_be_said(at.day)
        || !when::can_be_said(at.recorded_at.timestamp().to_zoned(jiff::tz::TimeZone::UTC).date())
    {
        return None;
    }
    let whole = Entry {
        id: at.id,
        person: writing.whose,
        recorded_at: at.recorded_at,
        day: at.day,
        offset_minutes: at.offset_minutes,
        event: at.event.clone(),
    };
    let told = writing.told(at, at.id)?;
    match understood(&told, writing.whose) {
        Ok(entry) if entry == whole => Some((entry, told)),
        _ => {
            let told = writing.told(at, shortened(at.id))?;
            Some((understood(&told, writing.whose).ok()?, told))
        }
    }
}

/// Words that FHIR can hold: something besides blanks.
pub(crate) fn words(text: &str) -> Option<String> {
    let plain: String =
        text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    let plain = plain.trim();
    (!plain.is_empty()).then(|| plain.to_owned())
}

impl Writing<'_> {
    fn told(&self, at: &Recorded<Event>, id: EntryId) -> Option<Told> {
        let ratings = match &at.event {
            Event::Rated(event) => vec![self.rated(at, id, event)],
            Event::CheckedIn(event) => self.checked_in(at, id, event),
            Event::SorenessNoted(event) => vec![self.sore(at, id, event)],
            Event::FlareStarted(_) => vec![self.flare(at, id, "flare-started")],
            Event::FlareEnded(_) => vec![self.flare(at, id, "flare-ended")],
            Event::QuestionnaireAnswered(event) => {
                return Some(Told::Response(Box::new(self.response(at, id, event)?)));
            }
            _ => return None,
        };
        Some(Told::Ratings(ratings))
    }

    fn observation(
        &self,
        at: &Recorded<Event>,
        id: EntryId,
        code: Concept,
        effective: String,
    ) -> Observation {
        Observation {
            identifier: vec![identifier(id)],
            status: "final".to_owned(),
            category: vec![codes::survey()],
            code,
            subject: Some(Reference::to(self.person)),
            performer: vec![Reference::to(self.person)],
            effective_date_time: Some(effective),
            issued: Some(at.recorded_at.to_string()),
            ..Observation::default()
        }
    }

    fn rated(&self, at: &Recorded<Event>, id: EntryId, rated: &Rated) -> Observation {
        let effective = when::on_the_wall(at.day, rated.minute_of_day, at.offset_minutes);
        let code = codes::rating(rated.measure, rated.occasion);
        let mut component = Vec::new();
        if rated.late {
            component.push(Component { value_boolean: Some(true), ..Component::of("from-memory") });
        }
        if let Some(about) = words(&rated.about) {
            component.push(Component { value_string: Some(about), ..Component::of("about") });
        }
        Observation {
            value_quantity: Some(Quantity::score(rated.score.points())),
            method: codes::method(rated.occasion),
            component,
            ..self.observation(at, id, code, effective)
        }
    }

    fn checked_in(&self, at: &Recorded<Event>, id: EntryId, said: &CheckedIn) -> Vec<Observation> {
        let effective = when::about(at.day, at.recorded_at, at.offset_minutes);
        let mut component = Vec::new();
        if said.flare {
            component.push(Component { value_boolean: Some(true), ..Component::of("flare-day") });
        }
        component.extend(said.did.iter().filter_map(|id| Component::coded("did", "technique", id.as_str())));
        let main = Observation {
            value_quantity: Some(Quantity::score(said.interference.points())),
            note: words(&said.note)
                .filter(|_| self.notes)
                .map(|text| Annotation { text })
                .into_iter()
                .collect(),
            component,
            ..self.observation(at, id, codes::concept("interference-0-10"), effective.clone())
        };
        let pain = said.pain.map(|score| Observation {
            value_quantity: Some(Quantity::score(score.points())),
            ..self.observation(at, id, codes::pain("pain-check-in"), effective)
        });
        std::iter::once(main).chain(pain).collect()
    }

    fn sore(&self, at: &Recorded<Event>, id: EntryId, sore: &SorenessNoted) -> Observation {
        let mut component = Vec::new();
        if let Some(hours) = sore.hours {
            let value_quantity = Some(Quantity::new(hours, "h", "h"));
            component.push(Component { value_quantity, ..Component::of("hours") });
        }
        component
            .extend(sore.zones.iter().filter_map(|id| Component::coded("place", "body-area", id.as_str())));
        component.extend(
            sore.after.iter().filter_map(|id| Component::coded("after-technique", "technique", id.as_str())),
        );
        Observation {
            value_quantity: Some(Quantity::score(sore.score.points())),
            component,
            ..self.observation(
                at,
                id,
                codes::concept("soreness-0-10"),
                when::about(at.day, at.recorded_at, at.offset_minutes),
            )
        }
    }

    fn flare(&self, at: &Recorded<Event>, id: EntryId, code: &str) -> Observation {
        let effective = when::about(at.day, at.recorded_at, at.offset_minutes);
        Observation { value_boolean: Some(true), ..self.observation(at, id, codes::concept(code), effective) }
    }

    fn response(
        &self,
        at: &Recorded<Event>,
        id: EntryId,
        said: &QuestionnaireAnswered,
    ) -> Option<QuestionnaireResponse> {
        let url = words(&said.questionnaire).filter(|url| !url.contains(char::is_whitespace))?;
        let version = words(&said.version).map(|version| format!("|{version}")).unwrap_or_default();
        let item: Vec<ResponseItem> = said.items.iter().filter_map(item).collect();
        if item.is_empty() {
            return None;
        }
        let same = domain::entry::local_day(at.recorded_at, when::near(at.offset_minutes)) == at.day;
        let authored = if same {
            when::to_the_microsecond(at.recorded_at, at.offset_minutes)
        } else {
            when::about(at.day, at.recorded_at, at.offset_minutes)
        };
        Some(QuestionnaireResponse {
            identifier: Some(identifier(id)),
            questionnaire: Some(url + &version),
            status: "completed".to_owned(),
            subject: Some(Reference::to(self.person)),
            authored: Some(authored),
            author: Some(Reference::to(self.person)),
            source: Some(Reference::to(self.person)),
            item,
        })
    }
}

fn identifier(id: EntryId) -> Identifier {
    Identifier { system: Some(ENTRIES.to_owned()), value: Some(id.to_string()) }
}

impl Component {
    fn of(code: &str) -> Self {
        Self { code: codes::concept(code), ..Self::default() }
    }

    fn coded(code: &str, prefix: &str, id: &str) -> Option<Self> {
        let coding = codes::prefixed(prefix, id)?;
        let value = Concept { coding: vec![coding], text: None };
        Some(Self { value_codeable_concept: Some(value), ..Self::of(code) })
    }

    /// The id behind one of our codes.
    fn id(&self, prefix: &str) -> Option<&str> {
        let code = self.value_codeable_concept.as_ref()?.code_in(LOCAL)?;
        let id = code.strip_prefix(prefix)?.strip_prefix(':')?;
        (id.len() <= LONGEST_ID && codes::prefixed(prefix, id).is_some()).then_some(id)
    }
}

fn item(said: &Answered) -> Option<ResponseItem> {
    let mut answer: Vec<Answer> = said.answers.iter().filter_map(answer).collect();
    let mut items: Vec<ResponseItem> = said.items.iter().filter_map(item).collect();
    // Items within a question stand within its answer.
    if let Some(first) = answer.first_mut() {
        first.item = std::mem::take(&mut items);
    }
    let link_id = words(&said.link_id)?;
    let empty = answer.is_empty() && items.is_empty();
    (!empty).then(|| ResponseItem { link_id, text: words(&said.text), answer, item: items })
}

fn answer(given: &Given) -> Option<Answer> {
    let mut answer = Answer::default();
    match given {
        Given::Boolean(yes) => answer.value_boolean = Some(*yes),
        Given::Integer(number) => answer.value_integer = Some((*number).into()),
        Given::Decimal(number) => answer.value_decimal = Some(Number::from_f64(*number)?),
        Given::Date(day) => answer.value_date = Some(day.to_string()).filter(|_| when::can_be_said(*day)),
        Given::Text(text) => answer.value_string = words(text),
        Given::Coding(coding) => {
            let (code, display) = (words(&coding.code), words(&coding.display));
            let system = words(&coding.system);
            if code.is_some() || display.is_some() {
                answer.value_coding = Some(Coding { system, code, display, extension: Vec::new() });
            }
        }
    }
    (answer != Answer::default()).then_some(answer)
}

/// Why resources are not taken for an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotTaken(pub(crate) String);

fn not(what: impl Into<String>) -> NotTaken {
    NotTaken(what.into())
}

/// The resources of one entry back to the entry.
pub(crate) fn understood(told: &Told, person: PersonId) -> Result<Entry, NotTaken> {
    match told {
        Told::Ratings(all) => {
            let all: Vec<&Observation> = all.iter().collect();
            observed(&all, person)
        }
        Told::Response(response) => responded(response, person),
    }
}

/// The id that an entry had in the journal that a resource came from, if it came from one.
pub(crate) fn entry_id(identifiers: &[Identifier]) -> Option<EntryId> {
    let own = identifiers.iter().find(|one| one.system.as_deref() == Some(ENTRIES))?;
    own.value.as_deref()?.parse().ok()
}

/// Observations of one of our entries back to the entry.
pub(crate) fn observed(all: &[&Observation], person: PersonId) -> Result<Entry, NotTaken> {
    let main = all.iter().find(|one| one.code.code_in(LOCAL) != Some("pain-check-in"));
    let Some(main) = main else { return Err(not("the check-in that it belongs to is not in the file")) };
    let id = entry_id(&main.identifier).ok_or_else(|| not("it has no id of an entry"))?;
    let at = moment(main)?;
    let recorded_at =
        issued(main).or(at.instant).ok_or_else(|| not("it does not say when it was recorded"))?;
    let code = main.code.code_in(LOCAL).unwrap_or_default();
    let has = |code: &str| {
        main.component
            .iter()
            .any(|one| one.code.code_in(LOCAL) == Some(code) && one.value_boolean == Some(true))
    };
    let ids = |code: &str, prefix: &str| -> BTreeSet<String> {
        let those = main.component.iter().filter(|one| one.code.code_in(LOCAL) == Some(code));
        those.filter_map(|one| one.id(prefix)).map(str::to_owned).collect()
    };
    let event: Event = match code {
        "interference-0-10" => {
            let pain = all.iter().find(|one| one.code.code_in(LOCAL) == Some("pain-check-in"));
            CheckedIn {
                interference: score(main)?,
                pain: pain.map(|one| score(one)).transpose()?,
                flare: has("flare-day"),
                did: ids("did", "technique").into_iter().map(TechniqueId::from).collect(),
                note: main.note.first().map(|note| note.text.clone()).unwrap_or_default(),
            }
            .into()
        }
        "soreness-0-10" => {
            let hours = main.component.iter().find(|one| one.code.code_in(LOCAL) == Some("hours"));
            let hours = hours.and_then(|one| one.value_quantity.as_ref()?.value.as_ref()?.as_u64());
            SorenessNoted {
                score: score(main)?,
                hours: hours.and_then(|hours| u16::try_from(hours).ok()),
                zones: ids("place", "body-area").into_iter().map(ZoneId::from).collect(),
                after: ids("after-technique", "technique").into_iter().next().map(TechniqueId::from),
            }
            .into()
        }
        "flare-started" => FlareStarted {}.into(),
        "flare-ended" => FlareEnded {}.into(),
        code => {
            let measure =
                codes::measure(code).ok_or_else(|| not("its code is not one that Backwise takes in"))?;
            let method = main.method.as_ref().and_then(|method| method.code_in(LOCAL));
            let occasion =
                method.and_then(codes::occasion).ok_or_else(|| not("it does not say on which occasion"))?;
            let about = main.component.iter().find(|one| one.code.code_in(LOCAL) == Some("about"));
            Rated {
                occasion,
                measure,
                score: score(main)?,
                minute_of_day: at.minute.unwrap_or(occasion.usual_minute()),
                late: has("from-memory"),
                about: about.and_then(|one| one.value_string.clone()).unwrap_or_default(),
            }
            .into()
        }
    };
    Ok(Entry { id, person, recorded_at, day: at.day, offset_minutes: at.offset, event })
}

/// When an observation was so.
pub(crate) fn moment(observation: &Observation) -> Result<When, NotTaken> {
    let period = observation.effective_period.as_ref().and_then(|period| period.start.as_ref());
    let text = observation.effective_date_time.as_ref().or(observation.effective_instant.as_ref()).or(period);
    let text = text.ok_or_else(|| not("it does not say when it was so"))?;
    When::read(text).ok_or_else(|| not(format!("`{}` is no day or moment", crate::problem::shown(text))))
}

/// When an observation was recorded.
pub(crate) fn issued(observation: &Observation) -> Option<RecordedAt> {
    When::read(observation.issued.as_ref()?)?.instant
}

/// The score from 0 to 10 that an observation gives.
pub(crate) fn score(observation: &Observation) -> Result<NrsScore, NotTaken> {
    let quantity = observation.value_quantity.as_ref();
    if let Some(code) = quantity.and_then(|one| one.code.as_deref())
        && !matches!(code, "{score}" | "1")
    {
        return Err(not(format!("its unit is `{}`, not a score", crate::problem::shown(code))));
    }
    if quantity.is_some_and(|one| one.comparator.is_some()) {
        return Err(not("it says less or more than a number, and no number"));
    }
    let value = observation.value_integer.as_ref().or(quantity.and_then(|one| one.value.as_ref()));
    let value = value.ok_or_else(|| not("it has no number"))?;
    let whole =
        value.as_f64().filter(|value| (0.0..=10.0).contains(value) && value.fract().abs() < f64::EPSILON);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10 was checked")]
    let whole = whole.map(|value| value as u8).and_then(|value| NrsScore::new(value).ok());
    whole.ok_or_else(|| not(format!("{value} is not a whole number from 0 to 10")))
}

/// A filled-in questionnaire back to the entry; one of another program gets the id that `shortened` cannot give.
pub(crate) fn responded(response: &QuestionnaireResponse, person: PersonId) -> Result<Entry, NotTaken> {
    let url = response.questionnaire.as_deref().map(str::trim).filter(|url| !url.is_empty());
    let url = url.ok_or_else(|| not("it does not say which questionnaire it answers"))?;
    let (questionnaire, version) = url.split_once('|').unwrap_or((url, ""));
    let authored =
        response.authored.as_deref().ok_or_else(|| not("it does not say when it was filled in"))?;
    let at = When::read(authored)
        .ok_or_else(|| not(format!("`{}` is no day or moment", crate::problem::shown(authored))))?;
    let mut count = 0;
    let items = response.item.iter().map(|item| answered(item, &mut count)).collect::<Result<Vec<_>, _>>()?;
    let items: Vec<Answered> = items.into_iter().flatten().collect();
    if items.is_empty() {
        return Err(not("it holds no answer"));
    }
    let noon = MinuteOfDay::new(12 * 60).unwrap_or(MinuteOfDay::LAST_OF_DIARY_DAY);
    let recorded_at = at.instant.or_else(|| When::read(&when::on_the_wall(at.day, noon, 0))?.instant);
    let recorded_at = recorded_at.ok_or_else(|| not("it does not say when it was filled in"))?;
    let event =
        QuestionnaireAnswered { questionnaire: questionnaire.to_owned(), version: version.to_owned(), items };
    let own: Vec<Identifier> = response.identifier.iter().cloned().collect();
    let id = entry_id(&own).unwrap_or_else(|| foreign(person, recorded_at, &event.clone().into()));
    Ok(Entry { id, person, recorded_at, day: at.day, offset_minutes: at.offset, event: event.into() })
}

/// One item with its answers; `None` where there is nothing in it.
fn answered(item: &ResponseItem, count: &mut usize) -> Result<Option<Answered>, NotTaken> {
    *count += 1;
    if *count > asked::MOST_ITEMS {
        return Err(not(format!("it has more than {} items", asked::MOST_ITEMS)));
    }
    let name = crate::problem::shown(&item.link_id);
    if item.link_id.trim().is_empty() {
        return Err(not("one of its items has no linkId"));
    }
    let mut answers = Vec::new();
    let mut items = Vec::new();
    for answer in &item.answer {
        let given = given(answer).ok_or_else(|| {
            not(format!("the answer to item `{name}` is of a kind that Backwise does not keep"))
        })?;
        if given.words().chars().count() > asked::LONGEST_TEXT {
            return Err(not(format!(
                "the answer to item `{name}` is longer than {} letters",
                asked::LONGEST_TEXT
            )));
        }
        answers.push(given);
    }
    for inner in item.answer.iter().flat_map(|answer| &answer.item).chain(&item.item) {
        items.extend(answered(inner, count)?);
    }
    let text = item.text.clone().unwrap_or_default().chars().take(asked::LONGEST_TEXT).collect();
    let found = Answered { link_id: item.link_id.clone(), text, answers, items };
    Ok(Some(found).filter(|found| !found.answers.is_empty() || !found.items.is_empty()))
}

/// The value of an answer.
pub(crate) fn given(answer: &Answer) -> Option<Given> {
    let number = |number: &Number| number.as_i64().and_then(|number| i32::try_from(number).ok());
    if let Some(yes) = answer.value_boolean {
        Some(Given::Boolean(yes))
    } else if let Some(value) = &answer.value_integer {
        number(value).map(Given::Integer)
    } else if let Some(value) = &answer.value_decimal {
        value.as_f64().filter(|value| value.is_finite()).map(Given::Decimal)
    } else if let Some(day) = &answer.value_date {
        day.parse().ok().filter(|day| when::can_be_said(*day)).map(Given::Date)
    } else if let Some(text) = &answer.value_string {
        words(text).map(Given::Text)
    } else {
        let coding = answer.value_coding.as_ref()?;
        let plain = |text: &Option<String>| text.as_deref().and_then(words).unwrap_or_default();
        let kept = asked::Coding {
            system: plain(&coding.system),
            code: plain(&coding.code),
            display: plain(&coding.display),
        };
        (!kept.code.is_empty() || !kept.display.is_empty()).then_some(Given::Coding(kept))
    }
}
