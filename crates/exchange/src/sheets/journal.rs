//! A journal to rows.

use crate::cell::YEARS;
use crate::decided::DecisionRow;
use crate::diary::Tables;
use crate::rated::DiaryRow;
use crate::sat::{Assigned, SessionRow};
use domain::answer::{Diary, Occasion, SessionAt};
use domain::entry::{
    Measure, MinuteOfDay, NrsScore, PersonNow, RatingOccasion, Recorded, SessionDone, SessionProblem,
    TherapistVisited,
};
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use jiff::Span;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// Before this part of the day a rating belongs to the evening before.
const DAY_ROLLS_OVER: f64 = 4.0 / 24.0;
/// What the name of a session begins with that came from a file.
pub(super) const FROM_FILE: &str = "file";
/// So many seconds stand for a time that is not known.
pub(super) const NOT_KNOWN: u32 = 1;

impl Tables {
    /// The rows of a whole journal, as it stands on `today` at a minute of the clock on the wall.
    #[must_use]
    pub fn of(knowledge: &Knowledge, person: &PersonNow, today: Date, now: MinuteOfDay) -> Self {
        let diary = Diary::of(knowledge, person, today, now);
        let reader = Reader { person, diary: &diary };
        let sessions = reader.sessions();
        Self {
            days: reader.days(&sessions, today),
            decisions: reader.decisions(),
            sessions,
            ..Self::default()
        }
    }
}

struct Reader<'a> {
    person: &'a PersonNow,
    diary: &'a Diary,
}

impl Reader<'_> {
    /// The day and the part of it; the night until 4am belongs to the day before.
    fn place(&self, at: f64) -> (Date, f64) {
        let (whole, share) = (at.floor(), at - at.floor());
        // 4am itself, as a sum of days and a part of one, may come out a hair below.
        let day = if share < DAY_ROLLS_OVER - 1e-9 { whole - 1.0 } else { whole };
        (self.date(day), share)
    }

    #[expect(clippy::cast_possible_truncation, reason = "days of one life")]
    fn date(&self, day: f64) -> Date {
        self.diary.first_day.saturating_add(Span::new().days(day as i64))
    }

    fn days(&self, sessions: &[SessionRow], today: Date) -> Vec<DiaryRow> {
        let mut days: BTreeMap<Date, DiaryRow> = BTreeMap::new();
        for rating in &self.diary.ratings {
            let (day, share) = self.place(rating.at);
            let row = days.entry(day).or_default();
            match rating.occasion {
                Occasion::Morning => row.morning = Some(rating.score),
                Occasion::Evening => (row.evening, row.evening_at) = (Some(rating.score), Some(share)),
                Occasion::BeforeSession => {}
            }
        }
        for (day, list) in self.person.ratings.iter().filter(|(day, _)| **day <= today) {
            for rated in list.iter().map(|one| &one.event) {
                let row = days.entry(*day).or_default();
                match rated.measure {
                    Measure::Pain => {}
                    Measure::Function => row.function = Some(rated.score),
                    Measure::Sleep => row.sleep = Some(rated.score),
                    Measure::Stress => row.stress = Some(rated.score),
                }
            }
        }
        for session in sessions {
            let counts = &mut days.entry(session.day).or_default().sessions;
            *counts.entry(session.technique.clone()).or_default() += 1;
        }
        for (from, to) in &self.diary.flares {
            // A flare that somebody had begin in the year -9999 is not written day by day.
            let earliest = f64::from((date(*YEARS.start(), 1, 1) - self.diary.first_day).get_days());
            let mut day = from.floor().max(earliest);
            while day < *to {
                days.entry(self.date(day)).or_default().flare = true;
                day += 1.0;
            }
        }
        for change in &self.diary.changes {
            join(&mut days.entry(self.place(change.at).0).or_default().change, &change.words);
        }
        for (day, list) in self.person.check_ins.iter().filter(|(day, _)| **day <= today) {
            for one in list {
                join(&mut days.entry(*day).or_default().note, &one.event.note);
            }
        }
        for (day, list) in self.person.day_notes.iter().filter(|(day, _)| **day <= today) {
            for one in list {
                join(&mut days.entry(*day).or_default().note, &one.event.words);
            }
        }
        let rows = days.into_iter().map(|(day, row)| DiaryRow { day, ..row });
        rows.filter(|row| !row.is_empty()).collect()
    }

    fn sessions(&self) -> Vec<SessionRow> {
        // Of several with one technique on one day, the first row is from the first.
        let mut number: BTreeMap<(Date, usize), usize> = BTreeMap::new();
        let mut rows = Vec::new();
        for session in &self.diary.sessions {
            let number = number.entry((self.place(session.at).0, session.technique)).or_default();
            rows.push(self.session(session, *number));
            *number += 1;
        }
        let mut before: BTreeMap<Date, Vec<(f64, NrsScore)>> = BTreeMap::new();
        for rating in self.diary.ratings.iter().filter(|one| one.occasion == Occasion::BeforeSession) {
            before.entry(self.place(rating.at).0).or_default().push((rating.at, rating.score));
        }
        let mut after = self.after();
        // A rating belongs to the first session of its day that follows it; the others of that session have none.
        for (row, session) in rows.iter_mut().zip(&self.diary.sessions) {
            let ratings = before.entry(row.day).or_default();
            let first = ratings.iter().take_while(|(at, _)| *at <= session.at + 1e-9).count();
            row.before = ratings.drain(..first).next_back().map(|(_, score)| score);
        }
        for (row, session) in rows.iter_mut().zip(&self.diary.sessions).rev() {
            let ratings = after.entry(row.day).or_default();
            let first = ratings.iter().take_while(|(at, _)| *at < session.at - 1e-9).count();
            row.after = ratings.drain(first..).next_back().map(|(_, score)| score);
        }
        rows
    }

    /// The ratings after sessions, by day, each with its place on the axis.
    fn after(&self) -> BTreeMap<Date, Vec<(f64, NrsScore)>> {
        let mut found: BTreeMap<Date, Vec<(f64, NrsScore)>> = BTreeMap::new();
        for (day, list) in &self.person.ratings {
            let start = f64::from((*day - self.diary.first_day).get_days());
            for rated in list.iter().map(|one| &one.event) {
                if rated.occasion == RatingOccasion::AfterSession && rated.measure == Measure::Pain {
                    let at = start + rated.minute_of_day.share_of_diary_day();
                    found.entry(*day).or_default().push((at, rated.score));
                }
            }
        }
        for ratings in found.values_mut() {
            ratings.sort_by(|one, other| one.0.total_cmp(&other.0));
        }
        found
    }

    fn session(&self, session: &SessionAt, number: usize) -> SessionRow {
        let (day, share) = self.place(session.at);
        let technique = self.diary.techniques.get(session.technique).cloned().unwrap_or_default();
        let mut row = SessionRow { at: Some(share), ..SessionRow::empty(0, day, technique) };
        if let Some(decision) = self.diary.decisions.iter().find(|one| self.date(f64::from(one.day)) == day) {
            let mine = decision.assigned == Some(session.technique);
            row.assigned = Some(if mine { Assigned::Yes } else { Assigned::No });
            row.probability = Some(decision.probability);
        } else {
            row.assigned = Some(Assigned::Free);
        }
        if let Some(done) = self.done(&row, number) {
            let items = done.event.items.iter().filter(|item| item.technique.to_string() == row.technique);
            let seconds: u32 = items.map(|item| item.seconds).sum();
            row.minutes = (seconds > NOT_KNOWN).then(|| (f64::from(seconds) / 60.0 * 10.0).round() / 10.0);
            row.reaction = reaction(done.event.problem).map(str::to_owned);
            join(&mut row.note, &done.event.note);
        } else if let Some(visit) = self.visit(&row, number) {
            row.minutes = (visit.event.minutes > 0).then(|| f64::from(visit.event.minutes));
            row.price = visit.event.price.map(f64::from);
            join(&mut row.note, &visit.event.therapist_note);
        }
        row
    }

    /// The guided session that a row is from: the one with this number among those of its day and technique.
    fn done(&self, row: &SessionRow, number: usize) -> Option<&Recorded<SessionDone>> {
        let of_day = self.person.sessions.iter().filter(|one| one.day == row.day);
        let mut same =
            of_day.filter(|one| one.event.items.iter().any(|item| item.technique.as_str() == row.technique));
        same.nth(number)
    }

    fn visit(&self, row: &SessionRow, number: usize) -> Option<&Recorded<TherapistVisited>> {
        let of_day = self.person.visits.iter().filter(|one| one.day == row.day);
        let mut same = of_day.filter(|one| {
            let name = one.event.technique.as_ref().map(TechniqueId::as_str);
            name.unwrap_or(domain::answer::ANY_VISIT) == row.technique
        });
        same.nth(number)
    }

    fn decisions(&self) -> Vec<DecisionRow> {
        let row = |decision: &domain::answer::Decision| DecisionRow {
            line: 0,
            day: self.date(f64::from(decision.day)),
            session: decision.assigned.is_some(),
            technique: decision.assigned.and_then(|number| self.diary.techniques.get(number).cloned()),
            probability: decision.probability,
        };
        self.diary.decisions.iter().map(row).collect()
    }
}

/// What went wrong, in one word of the file.
fn reaction(problem: SessionProblem) -> Option<&'static str> {
    match problem {
        SessionProblem::None => None,
        SessionProblem::Sore => Some("sore"),
        SessionProblem::Sharp => Some("sharp"),
        SessionProblem::Numb => Some("numb"),
        SessionProblem::Dizzy => Some("dizzy"),
        SessionProblem::Other => Some("other"),
    }
}

/// The problem that a word of the file means, and whether it is one of our words.
pub(super) fn problem(reaction: &str) -> (SessionProblem, bool) {
    match reaction {
        "sore" => (SessionProblem::Sore, true),
        "sharp" => (SessionProblem::Sharp, true),
        "numb" => (SessionProblem::Numb, true),
        "dizzy" => (SessionProblem::Dizzy, true),
        other => (SessionProblem::Other, other == "other"),
    }
}

fn join(kept: &mut Option<String>, words: &str) {
    let words = words.trim();
    if !words.is_empty() {
        *kept = Some(kept.take().map_or_else(|| words.to_owned(), |before| format!("{before}; {words}")));
    }
}
