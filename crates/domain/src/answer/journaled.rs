//! The journal as a diary: what counts as a rating, as massage, and as another change.
//!
//! | in the journal | in the diary |
//! |---|---|
//! | pain rated in the morning, before a session, in the evening | a rating at its minute by the clock on the wall |
//! | pain rated after a session | nothing: it holds wishful rating (`reference`: measures, 2.2) |
//! | a rating marked late, given before noon of the next day | a rating at the usual minute of its occasion |
//! | any later one | nothing: older days are never asked for (measures, 2.2) |
//! | a check-in's pain, from noon to 4am of its day | an evening rating when it was recorded |
//! | a check-in's pain, before noon of its day | a morning rating when it was recorded |
//! | a check-in's pain, recorded before noon of the next day | an evening rating at 0.85 of its day, if there is no other |
//! | a guided session | one session for each self-massage technique in it that was done for a minute or to its end |
//! | self-massage ticked as done at a check-in | a session at 0.50 of the day, unless it was guided that day |
//! | a visit to a therapist | a session when it began if that is told, at 0.50 of the day, or after the rating before it |
//! | what chance decided elsewhere | a decision, on days that no test of the journal covers |
//! | a change of medicine; the first exercise; the first heat | a change |
//!
//! Massage is what hands, a tool or a therapist do: visits and self-massage. Heat, exercise, walking and breathing go on
//! beside it; that they began is a change that could fool us.
//!
//! Days are counted by the clock on the wall: [`Recorded::day`] rolls over at 4am local time, so neither a change to
//! summer time nor a flight makes or loses a day.

use super::{Change, Decision, Diary, Occasion, Rating, SessionAt};
use crate::entry::{
    CheckedIn, Measure, MinuteOfDay, NrsScore, PersonNow, Rated, RatingOccasion, Recorded, SessionDone,
    TestNow, Tested, TherapistVisited, Worthwhile, local_day,
};
use crate::ids::TechniqueId;
use crate::knowledge::Knowledge;
use crate::knowledge::technique::Kind;
use crate::trial::Trial;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The name of a visit whose kind the person does not know.
pub const ANY_VISIT: &str = "massage_visit";
/// The name of self-massage as a whole, where a test of it has begun and none was done.
pub const ANY_SELF_MASSAGE: &str = "self_massage";

/// Where a session is set whose time is not known (measures, 4.1).
const NOON: f64 = 0.50;
/// Ratings given from memory count until this minute of the next day.
const LATE_UNTIL: u16 = 12 * 60;
/// A technique that was broken off counts from so many seconds on.
const LEAST_SECONDS: u32 = 60;

impl Diary {
    /// The whole journal, as it stands on `today` at a minute of the clock on the wall.
    ///
    /// What would make it worth it is that of the test that runs, or what the person said last.
    #[must_use]
    pub fn of(knowledge: &Knowledge, person: &PersonNow, today: Date, now: MinuteOfDay) -> Self {
        Reader { knowledge, person, from: None, today, now }.diary(worthwhile(person, today))
    }

    /// The days of one test up to `today`, with what was locked when it began.
    ///
    /// After its last day, the last day is taken as today.
    #[must_use]
    pub fn of_test(
        knowledge: &Knowledge,
        person: &PersonNow,
        test: &TestNow,
        today: Date,
        now: MinuteOfDay,
    ) -> Self {
        let last = Trial::new(test).last_day();
        let from = Some(test.started.event.first_day);
        // The last minute of a day of the diary is 3:59 at night.
        let (today, now) = if today > last { (last, END_OF_DAY) } else { (today, now) };
        Reader { knowledge, person, from, today, now }.diary(test.started.event.worthwhile)
    }

    /// The diary that the person's answer rests on: that of the last test if one has begun, or the whole journal.
    #[must_use]
    pub fn of_answer(knowledge: &Knowledge, person: &PersonNow, today: Date, now: MinuteOfDay) -> Self {
        match person.tests.last() {
            Some(test) => Self::of_test(knowledge, person, test, today, now),
            None => Self::of(knowledge, person, today, now),
        }
    }
}

/// The last minute of a day of the diary.
const END_OF_DAY: MinuteOfDay = MinuteOfDay::LAST_OF_DIARY_DAY;

/// What would make it worth it today: locked while a test runs, and until the person says something else after it.
fn worthwhile(person: &PersonNow, today: Date) -> Worthwhile {
    let said = person.worthwhile.last();
    let locked = person.tests.last().filter(|test| {
        test.runs(today) || said.is_none_or(|said| said.recorded_at < test.started.recorded_at)
    });
    let said = || said.map(|said| said.event.points).unwrap_or_default();
    locked.map_or_else(said, |test| test.started.event.worthwhile)
}

/// A session on the way into the diary, with the technique's name.
struct Named {
    at: f64,
    technique: String,
}

struct Reader<'a> {
    knowledge: &'a Knowledge,
    person: &'a PersonNow,
    from: Option<Date>,
    today: Date,
    now: MinuteOfDay,
}

impl Reader<'_> {
    fn diary(&self, worthwhile: Worthwhile) -> Diary {
        let first_day = self.from.or_else(|| self.first_day()).unwrap_or(self.today);
        let now = Self::at(first_day, self.today, self.now.share_of_diary_day());
        let past = |at: f64| at <= now;
        let mut ratings = self.ratings(first_day);
        ratings.retain(|rating| past(rating.at));
        let mut sessions = self.sessions(first_day);
        sessions.retain(|session| past(session.at));
        let names: BTreeSet<&str> = sessions.iter().map(|session| session.technique.as_str()).collect();
        let mut techniques: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let mut decisions = Vec::new();
        for test in &self.person.tests {
            self.decide(first_day, test, &sessions, &mut techniques, &mut decisions);
        }
        if self.from.is_none() {
            self.drawn_elsewhere(first_day, &mut techniques, &mut decisions);
        }
        let place = |name: &str| techniques.iter().position(|known| known == name).unwrap_or_default();
        let sessions = sessions
            .iter()
            .map(|session| SessionAt { at: session.at, technique: place(&session.technique) })
            .collect();
        let mut changes = self.changes(first_day);
        changes.retain(|change| past(change.at));
        Diary {
            first_day,
            now,
            ratings,
            sessions,
            techniques,
            decisions,
            flares: self.flares(first_day, now),
            changes,
            worthwhile: worthwhile.points(),
        }
    }

    /// Whether a day lies in the diary.
    fn covers(&self, day: Date) -> bool {
        day <= self.today && self.from.is_none_or(|from| day >= from)
    }

    /// The first day with a rating or massage.
    fn first_day(&self) -> Option<Date> {
        let rated = self.person.ratings.iter().filter(|(_, list)| list.iter().any(|one| counts(&one.event)));
        let checked =
            self.person.check_ins.iter().filter(|(_, list)| {
                list.iter().any(|one| one.event.pain.is_some() || !one.event.did.is_empty())
            });
        let days = rated.map(|(day, _)| *day).chain(checked.map(|(day, _)| *day));
        let tests = self.person.tests.iter().map(|test| test.started.event.first_day);
        let sessions = self.person.sessions.iter().map(|session| session.day);
        let visits = self.person.visits.iter().map(|visit| visit.day);
        days.chain(tests)
            .chain(self.person.drawn.keys().copied())
            .chain(sessions)
            .chain(visits)
            .filter(|day| *day <= self.today)
            .min()
    }

    /// The place of a share of a day on the axis.
    fn at(first_day: Date, day: Date, share: f64) -> f64 {
        f64::from(days_between(first_day, day)) + share
    }

    fn ratings(&self, first_day: Date) -> Vec<Rating> {
        let mut found: BTreeMap<(Date, Occasion, u64), Rating> = BTreeMap::new();
        let mut rated: BTreeSet<(Date, Occasion)> = BTreeSet::new();
        let mut add = |day: Date, occasion: Occasion, share: f64, score: NrsScore| {
            let at = Self::at(first_day, day, share);
            // Of two at the same moment, the later one stands.
            found.insert((day, occasion, at.to_bits()), Rating { at, occasion, score });
        };
        for (day, one) in self.rated().filter(|(_, one)| !one.event.late) {
            if let Some(occasion) = occasion(one.event.occasion) {
                rated.insert((day, occasion));
                add(day, occasion, one.event.minute_of_day.share_of_diary_day(), one.event.score);
            }
        }
        // A check-in asks for the pain of the day; where pain was rated now on the same occasion, that is better.
        let mut checked: BTreeSet<(Date, Occasion)> = BTreeSet::new();
        for (day, one) in self.check_ins() {
            let Some((score, (occasion, share))) = one.event.pain.zip(moment(one)) else { continue };
            if !rated.contains(&(day, occasion)) {
                checked.insert((day, occasion));
                add(day, occasion, share, score);
            }
        }
        rated.append(&mut checked);
        // Late ones only fill what is still empty.
        let mut filled: BTreeSet<(Date, Occasion)> = BTreeSet::new();
        for (day, one) in self.rated().filter(|(_, one)| one.event.late && in_time(one)) {
            let Some(occasion) = occasion(one.event.occasion) else { continue };
            if !rated.contains(&(day, occasion)) {
                filled.insert((day, occasion));
                add(day, occasion, one.event.occasion.usual_minute().share_of_diary_day(), one.event.score);
            }
        }
        for (day, one) in self.check_ins().filter(|(_, one)| one.is_late() && in_time(one)) {
            let key = (day, Occasion::Evening);
            if let Some(score) = one.event.pain.filter(|_| !rated.contains(&key) && !filled.contains(&key)) {
                add(day, Occasion::Evening, usual(RatingOccasion::Evening), score);
            }
        }
        let mut ratings: Vec<Rating> = found.into_values().collect();
        ratings.sort_by(|one, other| {
            one.at.total_cmp(&other.at).then_with(|| one.occasion.cmp(&other.occasion))
        });
        ratings
    }

    /// Ratings of pain in the diary.
    fn rated(&self) -> impl Iterator<Item = (Date, &Recorded<Rated>)> {
        let days = self.person.ratings.iter().filter(|(day, _)| self.covers(**day));
        days.flat_map(|(day, list)| list.iter().map(|one| (*day, one))).filter(|(_, one)| counts(&one.event))
    }

    fn check_ins(&self) -> impl Iterator<Item = (Date, &Recorded<CheckedIn>)> {
        let days = self.person.check_ins.iter().filter(|(day, _)| self.covers(**day));
        days.flat_map(|(day, list)| list.iter().map(|one| (*day, one)))
    }

    fn sessions(&self, first_day: Date) -> Vec<Named> {
        let mut found = Vec::new();
        let mut guided: BTreeSet<(Date, &TechniqueId)> = BTreeSet::new();
        for session in self.person.sessions.iter().filter(|session| self.covers(session.day)) {
            let at = Self::at(first_day, session.day, self.began(session));
            for technique in self.massaged(&session.event) {
                guided.insert((session.day, technique));
                found.push(Named { at, technique: technique.to_string() });
            }
        }
        let mut visited: BTreeSet<Date> = BTreeSet::new();
        for visit in self.person.visits.iter().filter(|visit| self.covers(visit.day)) {
            visited.insert(visit.day);
            let name =
                visit.event.technique.as_ref().map_or_else(|| ANY_VISIT.to_owned(), ToString::to_string);
            found
                .push(Named { at: Self::at(first_day, visit.day, self.visit_began(visit)), technique: name });
        }
        let mut ticked: BTreeSet<(Date, &TechniqueId)> = BTreeSet::new();
        for (day, check_in) in self.check_ins() {
            for technique in &check_in.event.did {
                let known = match self.kind(technique) {
                    Some(Kind::SelfMassage) => guided.contains(&(day, technique)),
                    Some(Kind::Professional) => visited.contains(&day),
                    _ => true,
                };
                if !known && ticked.insert((day, technique)) {
                    let share = NOON.min(recorded_share(check_in).unwrap_or(NOON));
                    found.push(Named {
                        at: Self::at(first_day, day, share),
                        technique: technique.to_string(),
                    });
                }
            }
        }
        found.sort_by(|one, other| {
            one.at.total_cmp(&other.at).then_with(|| one.technique.cmp(&other.technique))
        });
        found
    }

    fn kind(&self, technique: &TechniqueId) -> Option<Kind> {
        self.knowledge.techniques.get(technique).map(|known| known.kind)
    }

    /// The self-massage of a session; each technique once, whichever side it was for.
    fn massaged<'s>(&self, session: &'s SessionDone) -> BTreeSet<&'s TechniqueId> {
        let items = session.items.iter().filter(|item| self.kind(&item.technique) == Some(Kind::SelfMassage));
        let done = items.filter(|item| item.seconds >= LEAST_SECONDS || (item.seconds > 0 && !item.skipped));
        done.map(|item| &item.technique).collect()
    }

    /// When a session began, as a share of its day: what was played counts back from when it was recorded, but not
    /// past the rating before it.
    fn began(&self, session: &Recorded<SessionDone>) -> f64 {
        let before = self.before(session.day, &session.event.session);
        if let Some(minute) = self.person.began.get(&session.id) {
            return minute.share_of_diary_day();
        }
        let Some(end) = recorded_share(session) else { return before.unwrap_or(NOON) };
        let seconds: u32 = session.event.items.iter().map(|item| item.seconds).sum();
        let began = end - f64::from(seconds) / 86_400.0;
        let before = before.filter(|before| *before <= end);
        // Not before the day itself began, at 4am.
        began.max(before.unwrap_or(4.0 / 24.0)).min(end)
    }

    fn visit_began(&self, visit: &Recorded<TherapistVisited>) -> f64 {
        if let Some(minute) = self.person.began.get(&visit.id) {
            return minute.share_of_diary_day();
        }
        let recorded = recorded_share(visit);
        let before = self.before(visit.day, ABOUT_A_VISIT);
        before.unwrap_or_else(|| NOON.min(recorded.unwrap_or(NOON)))
    }

    /// The last rating before this session of the day.
    fn before(&self, day: Date, about: &str) -> Option<f64> {
        let list = self.person.ratings.get(&day)?;
        let mine = list.iter().rev().find(|one| {
            counts(&one.event)
                && !one.event.late
                && one.event.occasion == RatingOccasion::BeforeSession
                && one.event.about == about
        })?;
        Some(mine.event.minute_of_day.share_of_diary_day())
    }

    fn decide(
        &self,
        first_day: Date,
        test: &TestNow,
        sessions: &[Named],
        techniques: &mut Vec<String>,
        decisions: &mut Vec<Decision>,
    ) {
        let trial = Trial::new(test);
        let drawn = trial.decisions(self.today);
        if drawn.is_empty() {
            return;
        }
        let names = self.names(&test.started.event.what, sessions);
        let mut place = |name: &str| {
            techniques.iter().position(|known| known == name).unwrap_or_else(|| {
                techniques.push(name.to_owned());
                techniques.len() - 1
            })
        };
        for (day, decision) in drawn.into_iter().filter(|(day, _)| self.covers(*day)) {
            let name = decision.assigned.and_then(|number| names.get(number));
            decisions.push(Decision {
                day: days_between(first_day, day),
                assigned: name.map(|name| place(name)),
                probability: decision.probability,
            });
        }
    }

    /// What chance decided outside of this journal's own tests, on days that none of them covers.
    fn drawn_elsewhere(&self, first_day: Date, techniques: &mut Vec<String>, decisions: &mut Vec<Decision>) {
        let own: BTreeSet<i32> = decisions.iter().map(|decision| decision.day).collect();
        for (day, drawn) in self.person.drawn.iter().filter(|(day, _)| self.covers(**day)) {
            let day = days_between(first_day, *day);
            if day < 0 || own.contains(&day) {
                continue;
            }
            let assigned = drawn.event.technique.as_ref().map(|name| {
                let place = techniques.iter().position(|known| *known == name.as_str());
                place.unwrap_or_else(|| {
                    techniques.push(name.to_string());
                    techniques.len() - 1
                })
            });
            decisions.push(Decision { day, assigned, probability: drawn.event.probability.get() });
        }
        decisions.sort_by_key(|decision| decision.day);
    }

    /// What a test's draws mean. For a group it is the one of the group that was done most.
    fn names(&self, what: &Tested, sessions: &[Named]) -> Vec<String> {
        let most = |kind: Kind, otherwise: &str| {
            let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
            let names = sessions.iter().map(|session| session.technique.as_str());
            let in_group = |name: &&str| match self.kind(&TechniqueId::from(*name)) {
                Some(known) => known == kind,
                None => *name == otherwise,
            };
            for name in names.filter(in_group) {
                *counted.entry(name).or_default() += 1;
            }
            // The first of those with the most, so that equal journals give equal diaries.
            let best = counted.iter().rev().max_by_key(|(_, count)| **count);
            vec![best.map_or(otherwise, |(name, _)| name).to_owned()]
        };
        match what {
            Tested::Visits => most(Kind::Professional, ANY_VISIT),
            Tested::SelfMassage => most(Kind::SelfMassage, ANY_SELF_MASSAGE),
            Tested::Techniques(ids) => ids.iter().map(ToString::to_string).collect(),
        }
    }

    fn flares(&self, first_day: Date, now: f64) -> Vec<(f64, f64)> {
        let begun = self.person.flares.iter().filter(|flare| flare.start_day() <= self.today);
        let mut flares: Vec<(f64, f64)> = begun
            .map(|flare| {
                let from = Self::at(first_day, flare.start_day(), 0.0);
                let to = flare.ended.as_ref().map_or(now, |end| Self::at(first_day, end.day, 1.0));
                (from, to.min(now))
            })
            .filter(|(from, to)| from < to && *to > 0.0)
            .collect();
        for (day, _) in self.check_ins().filter(|(_, one)| one.event.flare) {
            let from = Self::at(first_day, day, 0.0);
            if !flares.iter().any(|flare| flare.0 <= from && from < flare.1) && from < now {
                flares.push((from, (from + 1.0).min(now)));
            }
        }
        flares.sort_by(|one, other| one.0.total_cmp(&other.0));
        flares
    }

    fn changes(&self, first_day: Date) -> Vec<Change> {
        let medicine = self.person.medicine_changes.iter().filter(|change| self.covers(change.day));
        let mut changes: Vec<Change> = medicine
            .map(|change| Change {
                at: Self::at(first_day, change.day, recorded_share(change).unwrap_or(NOON)),
                words: change.event.words.clone(),
            })
            .collect();
        for (words, day) in self.first_times() {
            if self.covers(day) {
                changes.push(Change { at: Self::at(first_day, day, NOON), words: words.to_owned() });
            }
        }
        changes.sort_by(|one, other| one.at.total_cmp(&other.at).then_with(|| one.words.cmp(&other.words)));
        changes
    }

    /// The first day of exercise and of heat.
    fn first_times(&self) -> BTreeMap<&'static str, Date> {
        let sessions = self.person.sessions.iter().flat_map(|session| {
            let done = session.event.items.iter().filter(|item| item.seconds > 0);
            done.map(move |item| (session.day, &item.technique))
        });
        let ticked = self.person.check_ins.iter().flat_map(|(day, list)| {
            list.iter().flat_map(|one| &one.event.did).map(move |technique| (*day, technique))
        });
        let mut first: BTreeMap<&'static str, Date> = BTreeMap::new();
        for (day, technique) in sessions.chain(ticked) {
            let words = match self.kind(technique) {
                Some(Kind::Mobility | Kind::Stretch | Kind::Strength | Kind::Walk) => "began to exercise",
                Some(Kind::Heat) => "began to use heat",
                _ => continue,
            };
            let kept = first.entry(words).or_insert(day);
            *kept = day.min(*kept);
        }
        first
    }
}

/// What a rating before a visit is about.
pub const ABOUT_A_VISIT: &str = "visit";

/// Whether a rating can be part of an answer.
fn counts(rated: &Rated) -> bool {
    rated.measure == Measure::Pain && occasion(rated.occasion).is_some()
}

fn occasion(occasion: RatingOccasion) -> Option<Occasion> {
    match occasion {
        RatingOccasion::Morning => Some(Occasion::Morning),
        RatingOccasion::BeforeSession => Some(Occasion::BeforeSession),
        RatingOccasion::Evening => Some(Occasion::Evening),
        RatingOccasion::AfterSession => None,
    }
}

fn usual(occasion: RatingOccasion) -> f64 {
    occasion.usual_minute().share_of_diary_day()
}

/// On which occasion and when the pain of a check-in was so; `None` where it was not recorded on its day.
fn moment(one: &Recorded<CheckedIn>) -> Option<(Occasion, f64)> {
    let share = recorded_share(one)?;
    Some((if share < NOON { Occasion::Morning } else { Occasion::Evening }, share))
}

/// When something was recorded, as a share of the day that it is about; `None` if that was another day.
fn recorded_share<T>(one: &Recorded<T>) -> Option<f64> {
    let same_day = local_day(one.recorded_at, one.offset_minutes) == one.day;
    same_day.then(|| MinuteOfDay::of(one.recorded_at, one.offset_minutes).share_of_diary_day())
}

/// Whether something late was given in time: before noon of the next day, or still on the day itself.
fn in_time<T>(one: &Recorded<T>) -> bool {
    match days_between(one.day, local_day(one.recorded_at, one.offset_minutes)) {
        0 => true,
        1 => {
            let minute = MinuteOfDay::of(one.recorded_at, one.offset_minutes).minutes();
            (4 * 60..LATE_UNTIL).contains(&minute)
        }
        _ => false,
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

#[cfg(test)]
mod tests;
