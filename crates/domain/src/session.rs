//! A planned item as spoken, timed steps (`reference`: experience, part 5.7; techniques, rules R17 and R18).

mod timeline;

pub use timeline::{PlayStep, REST_SECONDS, timeline};

use crate::knowledge::Knowledge;
use crate::knowledge::body::Side;
use crate::knowledge::technique::{Kind, Step, Technique};
use crate::plan::{Dose, Item, Percent};
use std::borrow::Cow;

/// Words a voice speaks in 10 seconds: a calm pace. Our own choice, timed against the steps of the knowledge.
const WORDS_IN_TEN_SECONDS: usize = 26;
/// A step as long as this gets a pressure line.
const PRESSURE_LINE_FROM: u32 = 20;
/// When the pressure line comes.
const PRESSURE_LINE_AT: u32 = 10;
/// A step as long as this is told its half.
const HALFWAY_FROM: u32 = 20;
/// A step as long as this is counted down.
const COUNTDOWN_FROM: u32 = 10;

/// One step as it is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedStep {
    /// What is said when it begins.
    pub say: String,
    /// How long it lasts, with the speech.
    pub seconds: u32,
    /// Which side it is for.
    pub side: Side,
    /// What sounds when.
    pub cues: Vec<Cue>,
}

/// A sound within a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Seconds from the beginning of the step.
    pub at: u32,
    /// What sounds.
    pub kind: CueKind,
    /// What is said, or empty.
    pub say: &'static str,
}

/// What sounds within a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueKind {
    /// It begins.
    Start,
    /// A line on pressure.
    Pressure,
    /// Half of it is over.
    Halfway,
    /// Three, two, one.
    Countdown,
    /// It is over.
    End,
}

/// The steps of a planned item; `None` if the knowledge does not have its technique.
///
/// ```
/// use domain::knowledge::Knowledge;
/// use domain::knowledge::body::Side;
/// use domain::plan::Dose;
/// use domain::session;
///
/// let knowledge = Knowledge::bundled().unwrap();
/// let technique = &knowledge.techniques["sm_gmed_ball_wall"];
/// let dose = Dose { first_side: Side::Right, pressure_cap: 3, ..Dose::full(technique) };
/// let steps = session::steps(technique, &dose);
/// assert_eq!(steps[1].side, Side::Right);
/// assert!(steps[2].say.contains("three out of ten"), "{}", steps[2].say);
/// ```
#[must_use]
pub fn steps_of(knowledge: &Knowledge, item: &Item) -> Option<Vec<TimedStep>> {
    knowledge.techniques.get(&item.technique).map(|technique| steps(technique, &item.dose))
}

/// The steps of a technique: the sore side first and in full, the other side at its share, no number above the cap.
///
/// Holds are shortened to the share; speech is not. Sets after the first begin with a rest.
#[must_use]
pub fn steps(technique: &Technique, dose: &Dose) -> Vec<TimedStep> {
    if technique.kind == Kind::Walk && dose.share != 100 {
        return vec![short_walk(technique, *dose)];
    }
    let mut timed = Vec::with_capacity(technique.steps.len() * usize::from(dose.sets.max(1)));
    for set in 1..=dose.sets.max(1) {
        if set > 1 {
            timed.push(timed_step(technique, *dose, "Rest for half a minute.".to_owned(), 30, Side::None));
        }
        for part in parts(technique, dose) {
            let mut say = capped(&part.step.say, dose.pressure_cap).into_owned();
            if part.turns && part.percent < dose.share {
                say = format!("Now the other side, half as much. {say}");
            }
            let seconds = part.seconds(words(&say));
            timed.push(timed_step(technique, *dose, say, seconds, part.step.side));
        }
    }
    timed
}

/// How long the steps of a technique take, in seconds.
///
/// ```
/// use domain::knowledge::Knowledge;
/// use domain::plan::Dose;
/// use domain::session;
///
/// let knowledge = Knowledge::bundled().unwrap();
/// for technique in knowledge.techniques.values() {
///     let dose = Dose::full(technique);
///     let total: u32 = session::steps(technique, &dose).iter().map(|step| step.seconds).sum();
///     assert_eq!(total, technique.seconds_total, "{}", technique.id);
///     assert_eq!(session::seconds(technique, &dose), total);
/// }
/// ```
#[must_use]
pub fn seconds(technique: &Technique, dose: &Dose) -> u32 {
    if technique.kind == Kind::Walk && dose.share != 100 {
        return walk_seconds(technique, *dose);
    }
    let sets = u32::from(dose.sets.max(1));
    let full = dose.share == 100 && (dose.other_side == 100 || !technique.sided);
    let once = if full {
        technique.seconds_total
    } else {
        parts(technique, dose)
            .map(|part| {
                let turned = if part.turns && part.percent < dose.share { TURN_WORDS } else { 0 };
                part.seconds(words(&part.step.say) + turned)
            })
            .sum()
    };
    once * sets + 30 * (sets - 1)
}

/// Words in "Now the other side, half as much."
const TURN_WORDS: usize = 7;

/// A step with the percent of its time.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    step: &'a Step,
    percent: Percent,
    /// Whether it is the first of the other side.
    turns: bool,
}

impl Part<'_> {
    /// Its seconds: shortened to the percent, but never below what speech takes.
    fn seconds(self, words: usize) -> u32 {
        let short = (self.step.seconds * u32::from(self.percent)).div_ceil(100);
        if self.percent >= 100 {
            return short;
        }
        let speech = u32::try_from((words * 10).div_ceil(WORDS_IN_TEN_SECONDS) + 1).unwrap_or(u32::MAX);
        short.max(speech).min(self.step.seconds.max(speech))
    }
}

/// The steps in the order of the dose: where a run for the left is followed by a run for the right, the sore side first.
fn parts<'a>(technique: &'a Technique, dose: &Dose) -> impl Iterator<Item = Part<'a>> {
    let other = match dose.first_side {
        Side::Left => Some(Side::Right),
        Side::Right => Some(Side::Left),
        Side::Both | Side::None => None,
    };
    let share = dose.share;
    let other_percent = percent_of(share, dose.other_side);
    let mut runs: Vec<&'a [Step]> = technique.steps.chunk_by(|a, b| a.side == b.side).collect();
    if dose.first_side == Side::Right {
        let mut at = 1;
        while at < runs.len() {
            let side = |place: usize| runs.get(place).and_then(|run| run.first()).map(|step| step.side);
            if side(at - 1) == Some(Side::Left) && side(at) == Some(Side::Right) {
                runs.swap(at - 1, at);
                at += 1;
            }
            at += 1;
        }
    }
    runs.into_iter().flat_map(move |run| {
        run.iter().enumerate().map(move |(number, step)| {
            let is_other = Some(step.side) == other;
            Part {
                step,
                percent: if is_other { other_percent } else { share },
                turns: is_other && number == 0,
            }
        })
    })
}

/// A percent of a percent, at least 1.
fn percent_of(one: Percent, other: Percent) -> Percent {
    u8::try_from((u16::from(one) * u16::from(other)).div_ceil(100)).unwrap_or(100)
}

fn timed_step(technique: &Technique, dose: Dose, say: String, seconds: u32, side: Side) -> TimedStep {
    let cues = cues(technique, dose, seconds, side);
    TimedStep { say, seconds, side, cues }
}

/// The cue plan of a step (`reference`: experience, part 5.7).
fn cues(technique: &Technique, dose: Dose, seconds: u32, side: Side) -> Vec<Cue> {
    let mut cues = vec![Cue { at: 0, kind: CueKind::Start, say: "Begin." }];
    if technique.kind == Kind::SelfMassage && side != Side::None && seconds >= PRESSURE_LINE_FROM {
        cues.push(Cue {
            at: PRESSURE_LINE_AT,
            kind: CueKind::Pressure,
            say: pressure_line(dose.pressure_cap),
        });
    }
    if seconds >= HALFWAY_FROM {
        cues.push(Cue { at: seconds / 2, kind: CueKind::Halfway, say: "Halfway." });
    }
    if seconds >= COUNTDOWN_FROM {
        for (left, say) in [(3, "Three."), (2, "Two."), (1, "One.")] {
            cues.push(Cue { at: seconds - left, kind: CueKind::Countdown, say });
        }
    }
    cues.push(Cue { at: seconds, kind: CueKind::End, say: "And rest." });
    cues.sort_by_key(|cue| (cue.at, cue.kind));
    cues
}

fn pressure_line(cap: u8) -> &'static str {
    match cap {
        0..=2 => "Keep it light, at most two out of ten.",
        3 => "Keep it light to comfortable, at most three out of ten.",
        4 => "Strong but comfortable, at most four out of ten. Breathe with ease.",
        _ => "Strong but comfortable, at most five out of ten. Breathe with ease.",
    }
}

/// A walk of another length than the technique's own script.
fn short_walk(technique: &Technique, dose: Dose) -> TimedStep {
    let minutes = walk_seconds(technique, dose).div_ceil(60);
    let say = match minutes {
        1 => "Walk for 1 minute, at a pace where you can talk.".to_owned(),
        _ => format!("Walk for {minutes} minutes, at a pace where you can talk."),
    };
    timed_step(technique, dose, say, minutes * 60, Side::None)
}

/// Whole minutes of the share of a walk, in seconds.
fn walk_seconds(technique: &Technique, dose: Dose) -> u32 {
    (u32::from(technique.minutes) * u32::from(dose.share) / 100).max(1) * 60
}

/// Words of a sentence; the knowledge has one space between words.
fn words(text: &str) -> usize {
    text.bytes().filter(|letter| *letter == b' ').count() + 1
}

const NUMBERS: [&str; 11] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// The number that a word says, from 0 to 10, in words or digits.
fn number(word: &str) -> Option<u8> {
    let word = word.trim_matches(|letter: char| !letter.is_ascii_alphanumeric());
    let spelled = NUMBERS.iter().position(|known| known.eq_ignore_ascii_case(word));
    spelled
        .and_then(|place| u8::try_from(place).ok())
        .or_else(|| word.parse().ok().filter(|value| *value <= 10))
}

/// A sentence in which no pressure number is above the cap.
///
/// ```
/// use domain::session::capped;
///
/// assert_eq!(capped("Hold at four or five out of ten.", 4), "Hold at four out of ten.");
/// assert_eq!(capped("Stay at 3 or 4 out of 10, and go slowly.", 3), "Stay at 3 out of 10, and go slowly.");
/// assert_eq!(capped("Under five out of ten. Five rolls.", 3), "Under three out of ten. Five rolls.");
/// ```
#[must_use]
pub fn capped(say: &str, cap: u8) -> Cow<'_, str> {
    if !say.contains("of ten") && !say.contains("of 10") {
        return Cow::Borrowed(say);
    }
    let mut spoken: Vec<Cow<'_, str>> = say.split(' ').map(Cow::Borrowed).collect();
    let mut at = 1;
    while at + 1 < spoken.len() {
        if is_scale(&spoken, at) {
            cap_before(&mut spoken, at, cap);
        }
        at += 1;
    }
    Cow::Owned(spoken.iter().filter(|word| !word.is_empty()).map(AsRef::as_ref).collect::<Vec<_>>().join(" "))
}

/// Whether "out of ten", "of ten" or the same in digits begins at a word.
fn is_scale(spoken: &[Cow<'_, str>], at: usize) -> bool {
    let word = |place: usize| spoken.get(place).map_or("", |word| word.as_ref());
    let ten = |place: usize| number(word(place)) == Some(10);
    (word(at) == "out" && word(at + 1) == "of" && ten(at + 2))
        || (word(at) == "of" && word(at.wrapping_sub(1)) != "out" && ten(at + 1))
}

/// Lowers the number before a scale, and the range that it ends, to the cap.
fn cap_before(spoken: &mut [Cow<'_, str>], at: usize, cap: u8) {
    let Some(value) = at.checked_sub(1).and_then(|place| spoken.get(place)).and_then(|word| number(word))
    else {
        return;
    };
    if value <= cap {
        return;
    }
    let is_digit =
        spoken.get(at - 1).is_some_and(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    let is_range = at >= 3
        && spoken.get(at - 2).is_some_and(|word| matches!(word.as_ref(), "or" | "to"))
        && spoken.get(at - 3).is_some_and(|word| number(word).is_some_and(|low| low >= cap));
    let place = if is_range { at - 3 } else { at - 1 };
    let capital = spoken.get(place).is_some_and(|word| word.starts_with(char::is_uppercase));
    let mut word = if is_digit {
        cap.to_string()
    } else {
        NUMBERS.get(usize::from(cap)).unwrap_or(&"three").to_string()
    };
    if capital && let Some(first) = word.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    if let Some(slot) = spoken.get_mut(place) {
        *slot = Cow::Owned(word);
    }
    if is_range {
        for gone in [at - 2, at - 1] {
            if let Some(slot) = spoken.get_mut(gone) {
                *slot = Cow::Borrowed("");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());

    #[test]
    fn the_sore_side_comes_first_and_the_other_side_gets_half() {
        let technique = &KNOWLEDGE.techniques["sm_gmed_ball_wall"];
        let dose = Dose { first_side: Side::Right, other_side: 50, ..Dose::full(technique) };
        let steps = steps(technique, &dose);
        let sides: Vec<Side> = steps.iter().map(|step| step.side).collect();
        let first_left = sides.iter().position(|side| *side == Side::Left).unwrap();
        assert!(sides.iter().rposition(|side| *side == Side::Right).unwrap() < first_left, "{sides:?}");
        assert!(
            steps[first_left].say.starts_with("Now the other side, half as much. "),
            "{}",
            steps[first_left].say
        );
        let time = |side: Side| -> u32 {
            steps.iter().filter(|step| step.side == side).map(|step| step.seconds).sum()
        };
        assert!(time(Side::Left) < time(Side::Right), "{} {}", time(Side::Left), time(Side::Right));
    }

    #[test]
    fn no_step_says_a_number_above_the_cap() {
        let above = |line: &str, cap: u8| {
            let words: Vec<&str> = line.split(' ').collect();
            words.windows(3).any(|three| {
                let scale =
                    matches!((three[1], three[2]), ("out", "of") | ("of", "10" | "ten" | "ten." | "10."));
                scale && number(three[0]).is_some_and(|value| value > cap)
            })
        };
        let mut spoken = 0;
        for technique in KNOWLEDGE.techniques.values() {
            for cap in 0..=technique.intensity {
                for step in steps(technique, &Dose { pressure_cap: cap, ..Dose::full(technique) }) {
                    spoken += 1;
                    assert!(!above(&step.say, cap), "{} at {cap}: {}", technique.id, step.say);
                }
            }
        }
        assert!(spoken > 1000);
        assert!(above("Press at four out of ten.", 3));
    }

    #[test]
    fn cues_lie_within_their_step_and_the_line_on_pressure_comes_after_10_seconds() {
        for technique in KNOWLEDGE.techniques.values() {
            for step in steps(technique, &Dose { share: 60, other_side: 50, ..Dose::full(technique) }) {
                assert!(step.cues.iter().all(|cue| cue.at <= step.seconds), "{}", technique.id);
                assert!(step.cues.is_sorted_by_key(|cue| cue.at), "{}", technique.id);
                let pressure = step.cues.iter().filter(|cue| cue.kind == CueKind::Pressure);
                assert!(pressure.clone().all(|cue| cue.at == PRESSURE_LINE_AT));
                assert!(technique.kind == Kind::SelfMassage || pressure.count() == 0);
            }
        }
    }

    #[test]
    fn a_walk_of_another_length_says_its_own_minutes() {
        let technique = &KNOWLEDGE.techniques["walk_10"];
        let dose = Dose { share: 140, ..Dose::full(technique) };
        let steps = steps(technique, &dose);
        assert_eq!(steps.iter().map(|step| step.seconds).sum::<u32>(), 14 * 60);
        assert_eq!(seconds(technique, &dose), 14 * 60);
        assert!(steps[0].say.contains("14 minutes"), "{}", steps[0].say);
    }

    #[test]
    fn the_length_is_the_same_counted_and_played() {
        for technique in KNOWLEDGE.techniques.values() {
            for (share, other_side, sets) in [(100, 50, 1), (60, 100, 2), (40, 50, 1), (115, 100, 1)] {
                let dose = Dose { sets, share, other_side, ..Dose::full(technique) };
                let played: u32 = steps(technique, &dose).iter().map(|step| step.seconds).sum();
                assert_eq!(seconds(technique, &dose), played, "{} {dose:?}", technique.id);
            }
        }
    }
}
