//! The three files of a diary, and the diary that the answer reads.

use crate::decided::{self, DecisionRow};
use crate::problem::{Problems, shown};
use crate::rated::{self, DiaryRow, SESSIONS};
use crate::sat::{self, Assigned, SessionRow};
use crate::table::Sheet;
use domain::answer::{Change, Decision, Diary, Occasion, Rating, SessionAt};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Parts of the day where a time is not known: `measures.md` 4.1.
const MORNING: f64 = 0.30;
const SESSION: f64 = 0.50;
const EVENING: f64 = 0.85;
/// Before this part of the day, 4am, an evening rating belongs to the evening before.
const DAY_ROLLS_OVER: f64 = 4.0 / 24.0;
/// Most techniques of one diary: what it costs to tell them apart grows with their square.
const MOST_TECHNIQUES: usize = 12;

/// The files of one diary.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// `diary.csv`.
    pub diary: Sheet<'a>,
    /// `sessions.csv`.
    pub sessions: Option<Sheet<'a>>,
    /// `plan.csv`.
    pub plan: Option<Sheet<'a>>,
}

/// What is in the files of one diary: rows that were checked, each file oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tables {
    /// The days; those on which nothing was answered are left out.
    pub days: Vec<DiaryRow>,
    /// The sessions of `sessions.csv`.
    pub sessions: Vec<SessionRow>,
    /// What chance decided.
    pub decisions: Vec<DecisionRow>,
    /// What the person has to know about the files.
    pub warnings: Problems,
}

/// Reads the files of one diary.
///
/// Nothing is half-read: files with a problem give the list of all problems, and no rows.
///
/// # Errors
///
/// [`Problems`], with file, line, column, what is wrong and how to mend it.
pub fn read(given: &Given<'_>) -> Result<Tables, Problems> {
    let mut tables = rows(given)?;
    let mut problems = Problems::default();
    tables.check(given, &mut problems);
    if problems.is_empty() { Ok(tables) } else { Err(problems) }
}

/// Reads the files of one diary, each by itself.
pub(crate) fn rows(given: &Given<'_>) -> Result<Tables, Problems> {
    let mut tables = Tables::default();
    let mut problems = Problems::default();
    let warnings = &mut tables.warnings;
    let mut keep = |read: Result<Problems, Problems>| match read {
        Ok(more) => warnings.extend(more),
        Err(more) => problems.extend(more),
    };
    keep(rated::read(given.diary).map(|(rows, more)| {
        tables.days = rows;
        more
    }));
    if let Some(sheet) = given.sessions {
        keep(sat::read(sheet).map(|(rows, more)| {
            tables.sessions = rows;
            more
        }));
    }
    if let Some(sheet) = given.plan {
        keep(decided::read(sheet).map(|(rows, more)| {
            tables.decisions = rows;
            more
        }));
    }
    if problems.is_empty() { Ok(tables) } else { Err(problems) }
}

impl Tables {
    /// The last day on which anything was answered or done.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        let days = self.days.iter().map(|row| row.day);
        days.chain(self.sessions.iter().map(|row| row.day)).max()
    }

    /// The first day on which anything was answered or done.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        let days = self.days.iter().map(|row| row.day);
        days.chain(self.sessions.iter().map(|row| row.day)).min()
    }

    /// The techniques in the order of their names, from all three files.
    #[must_use]
    pub fn techniques(&self) -> Vec<String> {
        let mut names: BTreeSet<&str> = self.sessions.iter().map(|row| row.technique.as_str()).collect();
        names.extend(self.days.iter().flat_map(|row| row.sessions.keys()).map(String::as_str));
        names.extend(self.decisions.iter().filter_map(|row| row.technique.as_deref()));
        names.into_iter().map(str::to_owned).collect()
    }

    /// The diary at the end of `today`.
    ///
    /// A rating in the evening before 4am belongs to the evening of its row's day, so it lies on the day after. Where
    /// both files tell of sessions with a technique, those of `sessions.csv` count: they have their times. After-session
    /// ratings are left out, because they are never used. What comes after `today` is left out.
    ///
    /// Without any answered day the diary is empty, and begins today.
    #[must_use]
    pub fn diary(&self, worthwhile: f64, today: Date) -> Diary {
        let first_day = self.first_day().unwrap_or(today).min(today);
        let techniques = self.techniques();
        let now = f64::from(days_between(first_day, today)) + 1.0;
        let day = |date: Date| f64::from(days_between(first_day, date));
        let number: BTreeMap<&str, usize> =
            techniques.iter().enumerate().map(|(number, name)| (name.as_str(), number)).collect();
        let technique = |name: &str| number.get(name).copied();
        let mut diary = Diary {
            first_day,
            now,
            ratings: Vec::new(),
            sessions: Vec::new(),
            techniques: Vec::new(),
            decisions: Vec::new(),
            flares: self.flares(&day),
            changes: Vec::new(),
            worthwhile,
        };
        for row in self.days.iter().filter(|row| row.day <= today) {
            let start = day(row.day);
            if let Some(score) = row.morning {
                diary.ratings.push(Rating { at: start + MORNING, occasion: Occasion::Morning, score });
            }
            if let Some(score) = row.evening {
                let at = row.evening_at.unwrap_or(EVENING);
                let at = start + if at < DAY_ROLLS_OVER { at + 1.0 } else { at };
                diary.ratings.push(Rating { at, occasion: Occasion::Evening, score });
            }
            if let Some(words) = &row.change {
                diary.changes.push(Change { at: start, words: words.clone() });
            }
        }
        for row in self.sessions.iter().filter(|row| row.day <= today) {
            let at = day(row.day) + row.at.unwrap_or(SESSION);
            if let Some(score) = row.before {
                diary.ratings.push(Rating { at, occasion: Occasion::BeforeSession, score });
            }
            diary.sessions.extend(technique(&row.technique).map(|technique| SessionAt { at, technique }));
        }
        for (date, name, count) in self.counted().filter(|(date, ..)| *date <= today) {
            let session = technique(name).map(|technique| SessionAt { at: day(date) + SESSION, technique });
            diary.sessions.extend(session.into_iter().cycle().take(count as usize));
        }
        let only = if techniques.len() == 1 { Some(0) } else { None };
        for row in self.decisions.iter().filter(|row| row.day <= today) {
            let drawn = row.technique.as_deref().and_then(technique).or(only).filter(|_| row.session);
            let day = days_between(first_day, row.day);
            diary.decisions.push(Decision { day, assigned: drawn, probability: row.probability });
        }
        // A rating after midnight still belongs to today.
        diary.now = diary.ratings.iter().map(|rating| rating.at).fold(now, f64::max);
        diary.flares.retain(|(from, _)| *from < now);
        diary.techniques = techniques;
        diary
    }

    /// Sessions that `diary.csv` counts, of techniques that `sessions.csv` does not know.
    fn counted(&self) -> impl Iterator<Item = (Date, &str, u32)> {
        let told: BTreeSet<&str> = self.sessions.iter().map(|row| row.technique.as_str()).collect();
        let counts = self
            .days
            .iter()
            .flat_map(|row| row.sessions.iter().map(move |(name, count)| (row.day, name.as_str(), *count)));
        counts.filter(move |(_, name, _)| !told.contains(name))
    }

    /// Days of a flare that follow each other are one flare.
    fn flares(&self, day: &impl Fn(Date) -> f64) -> Vec<(f64, f64)> {
        let mut flares: Vec<(f64, f64)> = Vec::new();
        for row in self.days.iter().filter(|row| row.flare) {
            let start = day(row.day);
            match flares.last_mut() {
                Some((_, end)) if start - *end < 0.5 => *end = start + 1.0,
                _ => flares.push((start, start + 1.0)),
            }
        }
        flares
    }

    /// What only shows when the files are laid beside each other.
    fn check(&mut self, given: &Given<'_>, problems: &mut Problems) {
        let techniques = self.techniques();
        if techniques.len() > MOST_TECHNIQUES {
            let what = format!(
                "it has {} techniques, and at most {MOST_TECHNIQUES} can be told apart",
                techniques.len()
            );
            let sheet = given.sessions.unwrap_or(given.diary);
            problems.push(sheet.problem(what).mend("give those that are alike the same name"));
        }
        self.check_ratings(given);
        self.check_twice(given);
        self.check_names(given, &techniques);
        self.check_counts(given);
        let Some(plan) = given.plan else {
            self.check_drawn_without_plan(given);
            return;
        };
        if techniques.len() > 1 {
            for row in self.decisions.iter().filter(|row| row.session && row.technique.is_none()) {
                let problem = plan.problem("it does not say which technique was drawn").line(row.line);
                problems
                    .push(problem.column("assigned_technique").mend("write its name, as in the other files"));
            }
        } else if techniques.is_empty()
            && let Some(row) = self.decisions.iter().find(|row| row.session)
        {
            let problem = plan.problem("no file names the technique that was drawn").line(row.line);
            problems.push(problem.column("assigned_technique").mend("write its name"));
        }
    }

    /// Without ratings on days there is next to nothing to compare, and a column may have another name.
    fn check_ratings(&mut self, given: &Given<'_>) {
        let rated = |row: &DiaryRow| row.evening.is_some() || row.morning.is_some();
        if self.last_day().is_some() && !self.days.iter().any(rated) {
            let problem = given.diary.problem("no day in it has a rating of pain");
            self.warnings.push(problem.mend("write them in the columns `pain` and `pain_morning`"));
        }
    }

    /// One technique twice at the same minute is likely one session. Both count, because both are written down.
    fn check_twice(&mut self, given: &Given<'_>) {
        let Some(sheet) = given.sessions else { return };
        let mut known: BTreeMap<(Date, u64, &str), u64> = BTreeMap::new();
        for row in &self.sessions {
            let Some(at) = row.at else { continue };
            if let Some(line) = known.insert((row.day, at.to_bits(), &row.technique), row.line) {
                let what = format!("this session is there twice, also on line {line}: both count");
                let problem = sheet.problem(what).line(row.line).column("start");
                self.warnings.push(problem.mend("if it was one session, take one of the rows away"));
            }
        }
    }

    /// Names that differ only in large and small letters are likely meant to be one.
    fn check_names(&mut self, given: &Given<'_>, techniques: &[String]) {
        let mut spelled: BTreeMap<String, &String> = BTreeMap::new();
        for name in techniques {
            if let Some(before) = spelled.insert(name.to_lowercase(), name) {
                let sheet = given.sessions.unwrap_or(given.diary);
                let what = format!("`{}` and `{}` are taken as 2 techniques", shown(before), shown(name));
                self.warnings.push(sheet.problem(what).mend("if they are one, spell them alike"));
            }
        }
    }

    /// Both files tell of a technique, and not the same: `sessions.csv` counts.
    fn check_counts(&mut self, given: &Given<'_>) {
        let mut told: BTreeMap<&str, BTreeMap<Date, u32>> = BTreeMap::new();
        for row in &self.sessions {
            *told.entry(&row.technique).or_default().entry(row.day).or_default() += 1;
        }
        let mut warnings = Vec::new();
        for (name, told) in told {
            let mut counted: BTreeMap<Date, u32> = BTreeMap::new();
            for row in &self.days {
                if let Some(count) = row.sessions.get(name) {
                    counted.insert(row.day, *count);
                }
            }
            let days: BTreeSet<Date> = told.keys().chain(counted.keys()).copied().collect();
            let odd = days.iter().filter(|day| told.get(*day) != counted.get(*day)).count();
            if !counted.is_empty() && odd > 0 {
                let sessions = given.sessions.map_or("sessions.csv", |sheet| sheet.name);
                let days = if odd == 1 { "1 day".to_owned() } else { format!("{odd} days") };
                let what = format!("it and {sessions} differ on {days}: {sessions} counts");
                warnings.push(given.diary.problem(what).column(format!("{SESSIONS}{name}")));
            }
        }
        for warning in warnings {
            self.warnings.push(warning);
        }
    }

    /// Sessions say that chance drew them, and the other days of the draw are not known.
    fn check_drawn_without_plan(&mut self, given: &Given<'_>) {
        let drawn = |row: &SessionRow| row.assigned == Some(Assigned::Yes);
        if let Some(sheet) = given.sessions
            && self.sessions.iter().any(drawn)
        {
            let what = "some sessions were drawn by chance, but the days without are not known: all days are taken as chosen";
            self.warnings
                .push(sheet.problem(what).column("assigned").mend("give the plan as well, with --plan"));
        }
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
