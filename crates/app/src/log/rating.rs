//! `backwise log rating`: pain now, in 5 seconds.

use super::{NOTHING, TAKE_BACK, asked_score, score};
use crate::cli::{self, RatedWhen};
use crate::failure::Failure;
use crate::out;
use crate::prompt::{Asker, Page, Reply, fill};
use crate::show::Words;
use crate::store::Store;
use crate::trial::minute;
use domain::entry::{Event, Measure, MinuteOfDay, NrsScore, Rated, RatingOccasion};
use domain::plan::Session;

/// Yesterday can be rated until this minute of the day.
const LATE_UNTIL: u16 = 12 * 60;

pub(super) fn run(store: &mut Store, asker: &mut dyn Asker, args: &cli::Rating) -> Result<(), Failure> {
    let now = match args.time.as_deref() {
        Some(text) => time(text)?,
        None => minute(store),
    };
    let when = args.when.unwrap_or(if args.yesterday || now.share_of_diary_day() >= 0.5 {
        RatedWhen::Evening
    } else {
        RatedWhen::Morning
    });
    let occasion = when.occasion();
    if args.yesterday && !(4 * 60..LATE_UNTIL).contains(&now.minutes()) {
        return Err(Failure::person("yesterday can be rated until noon of today")
            .hint("leave yesterday blank, and rate today: backwise log rating"));
    }
    let Some(scores) = scores(asker, args, occasion)? else {
        asker.tell("")?;
        return out::words(&format!("{NOTHING}\n"));
    };
    let (today, late) = (store.today(), args.yesterday);
    let about = if late { today.yesterday().unwrap_or(today) } else { today };
    let minute_of_day = if late { occasion.usual_minute() } else { now };
    let rated = |(measure, score): &(Measure, NrsScore)| Rated {
        occasion,
        measure: *measure,
        score: *score,
        minute_of_day,
        late,
        about: args.about.clone().unwrap_or_default(),
    };
    let events: Vec<Event> = scores.iter().map(rated).map(Event::from).collect();
    if events.is_empty() {
        return out::words(&format!("{NOTHING}\n"));
    }
    store.record_all(events, about)?;
    let day = if late { "yesterday, marked late" } else { "today" };
    let list: Vec<String> =
        scores.iter().map(|(measure, score)| format!("{} {score} of 10", measure_words(*measure))).collect();
    let mut page = Words::default();
    page.say(&format!("Recorded for {day}, {}: {}.", when_words(occasion), list.join(", ")));
    page.say(TAKE_BACK);
    out::words(&page.finish())
}

/// Whether the rating before a session is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// It is not asked for.
    No,
    /// It may be left out.
    Optional,
    /// There is no session without it: a test runs.
    Always,
}

/// The rating before a session; `false` if the person stopped.
pub(crate) fn rate_before(
    store: &mut Store,
    asker: &mut dyn Asker,
    session: &Session,
    given: Option<&str>,
    wanted: Wanted,
) -> Result<bool, Failure> {
    let page = Page::score("How strong is your pain now?", "0 = none, 10 = the worst you can think of");
    let reply = match (given, wanted) {
        (Some(text), _) => Reply::Number(score("pain", text)?.points().into()),
        (None, Wanted::No) => return Ok(true),
        (None, Wanted::Optional) => asker.ask(&page.optional())?,
        (None, Wanted::Always) => asker.ask(&page)?,
    };
    let rated = asked_score(reply.number());
    if rated.is_none() && wanted == Wanted::Always {
        out::words(&format!("{NOTHING}\n"))?;
        return Ok(false);
    }
    if let Some(score) = rated {
        let minute_of_day = minute(store);
        store.record(Rated {
            occasion: RatingOccasion::BeforeSession,
            measure: Measure::Pain,
            score,
            minute_of_day,
            late: false,
            about: session.id.to_string(),
        })?;
    }
    Ok(true)
}

/// The scores from the flags; where none is there, they are asked.
fn scores(
    asker: &mut dyn Asker,
    args: &cli::Rating,
    occasion: RatingOccasion,
) -> Result<Option<Vec<(Measure, NrsScore)>>, Failure> {
    let flags = [
        (Measure::Pain, &args.pain),
        (Measure::Function, &args.function),
        (Measure::Sleep, &args.sleep),
        (Measure::Stress, &args.stress),
    ];
    let mut given = Vec::new();
    for (measure, text) in flags {
        if let Some(text) = text {
            given.push((measure, score(measure_words(measure), text)?));
        }
    }
    if !given.is_empty() {
        return Ok(Some(given));
    }
    let now = if args.yesterday { "was your pain yesterday evening" } else { "is your pain now" };
    let mut pages = vec![(
        Measure::Pain,
        Page::score(&format!("How strong {now}?"), "0 = none, 10 = the worst you can think of"),
    )];
    match occasion {
        RatingOccasion::Morning => pages.push((
            Measure::Sleep,
            Page::score("How did you sleep last night?", "0 = not at all, 10 = as well as you can")
                .optional(),
        )),
        RatingOccasion::Evening => {
            pages.push((
                Measure::Function,
                Page::score(
                    "How well could you do what you want to do today?",
                    "0 = not at all, 10 = as before",
                )
                .optional(),
            ));
            pages.push((
                Measure::Stress,
                Page::score(
                    "How much stress did you have today?",
                    "0 = none, 10 = the most you can think of",
                )
                .optional(),
            ));
        }
        RatingOccasion::BeforeSession | RatingOccasion::AfterSession => {}
    }
    let Some(replies) = fill(asker, pages.iter().map(|(_, page)| page))? else { return Ok(None) };
    let answered = pages.iter().zip(replies);
    Ok(Some(
        answered
            .filter_map(|((measure, _), reply)| asked_score(reply.number()).map(|score| (*measure, score)))
            .collect(),
    ))
}

/// Reads a time on the clock, such as 20:15.
fn time(text: &str) -> Result<MinuteOfDay, Failure> {
    let parts = text.split_once(':');
    let numbers = parts.and_then(|(hours, minutes)| {
        let hours = hours.parse::<u16>().ok().filter(|hours| *hours < 24)?;
        let minutes = minutes.parse::<u16>().ok().filter(|minutes| *minutes < 60)?;
        MinuteOfDay::new(hours * 60 + minutes).ok()
    });
    numbers
        .ok_or_else(|| Failure::usage(format!("`{text}` is no time of the day")).hint("write it like 20:15"))
}

fn measure_words(measure: Measure) -> &'static str {
    match measure {
        Measure::Pain => "pain",
        Measure::Function => "what you can do",
        Measure::Sleep => "sleep",
        Measure::Stress => "stress",
    }
}

fn when_words(occasion: RatingOccasion) -> &'static str {
    match occasion {
        RatingOccasion::Morning => "morning",
        RatingOccasion::BeforeSession => "before a session",
        RatingOccasion::AfterSession => "after a session",
        RatingOccasion::Evening => "evening",
    }
}

impl RatedWhen {
    fn occasion(self) -> RatingOccasion {
        match self {
            Self::Morning => RatingOccasion::Morning,
            Self::Before => RatingOccasion::BeforeSession,
            Self::After => RatingOccasion::AfterSession,
            Self::Evening => RatingOccasion::Evening,
        }
    }
}
