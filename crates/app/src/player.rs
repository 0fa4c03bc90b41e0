//! The clock of a guided session: which step is on, what is heard when, and what the keys do. No terminal here.

use domain::knowledge::body::Side;
use std::time::Duration;

/// What one press of "+15 s" adds.
const MORE: Duration = Duration::from_secs(15);
/// The pressure line is shown this long into a step.
const PRESSURE_AT: Duration = Duration::from_secs(10);
/// Steps shorter than this have no line at half time.
const HALF_FROM: Duration = Duration::from_secs(16);

/// One step as it is played.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlayStep {
    /// What it belongs to, such as "Side of the hip: ball at the wall".
    pub(crate) title: String,
    /// Which item of the session it belongs to.
    pub(crate) item: usize,
    /// What is said.
    pub(crate) say: String,
    /// How long it lasts.
    pub(crate) length: Duration,
    /// The side it is for.
    pub(crate) side: Side,
}

/// Something to be heard or shown once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    /// A step begins.
    Begin,
    /// The line about pressure.
    Pressure,
    /// Half of the step is over.
    Half,
    /// 3, 2, 1.
    Count(u8),
    /// The session is over.
    Finished,
}

/// What a person does during a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Press {
    /// Pause, or go on.
    Pause,
    /// To the beginning of this step, or to the step before.
    Back,
    /// To the next step.
    Skip,
    /// 15 seconds more.
    More,
    /// End the session.
    Stop,
}

/// How long each item was played, and whether any of it was skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Played {
    pub(crate) time: Duration,
    pub(crate) skipped: bool,
}

/// A session being played. Time comes in from outside, from the device's steady clock.
#[derive(Debug, Clone)]
pub(crate) struct Player {
    steps: Vec<PlayStep>,
    at: usize,
    spent: Duration,
    extra: Duration,
    paused: bool,
    begun: bool,
    played: Vec<Played>,
}

impl Player {
    /// A player at the first step.
    pub(crate) fn new(steps: Vec<PlayStep>) -> Self {
        let items = steps.iter().map(|step| step.item + 1).max().unwrap_or(0);
        let played = vec![Played::default(); items];
        Self {
            steps,
            at: 0,
            spent: Duration::ZERO,
            extra: Duration::ZERO,
            paused: false,
            begun: false,
            played,
        }
    }

    /// The step that is on; `None` when the session is over.
    pub(crate) fn step(&self) -> Option<&PlayStep> {
        self.steps.get(self.at)
    }

    /// Number of the step that is on, from 1, and how many there are.
    pub(crate) fn place(&self) -> (usize, usize) {
        ((self.at + 1).min(self.steps.len()), self.steps.len())
    }

    /// Time left in this step.
    pub(crate) fn left(&self) -> Duration {
        self.length().saturating_sub(self.spent)
    }

    /// Share of this step that is over, 0 to 1.
    pub(crate) fn share(&self) -> f64 {
        let length = self.length().as_secs_f64();
        if length > 0.0 { (self.spent.as_secs_f64() / length).min(1.0) } else { 1.0 }
    }

    /// Whether it is paused.
    pub(crate) fn is_paused(&self) -> bool {
        self.paused
    }

    /// What was played of each item.
    pub(crate) fn played(&self) -> &[Played] {
        &self.played
    }

    fn length(&self) -> Duration {
        self.step().map_or(Duration::ZERO, |step| step.length) + self.extra
    }

    /// Lets time pass. A long gap (a locked screen) passes through as many steps as fit in it.
    pub(crate) fn advance(&mut self, mut time: Duration) -> Vec<Cue> {
        let mut cues = Vec::new();
        if self.step().is_some() && !self.begun {
            self.begun = true;
            cues.push(Cue::Begin);
        }
        if self.paused {
            return cues;
        }
        while let Some(step) = self.steps.get(self.at) {
            let part = time.min(self.left());
            let (before, after, length) = (self.spent, self.spent + part, self.length());
            if let Some(played) = self.played.get_mut(step.item) {
                played.time += part;
            }
            self.spent = after;
            time -= part;
            cues.extend(crossed(before, after, length));
            if after < length {
                break;
            }
            self.go_to(self.at + 1);
            cues.push(if self.step().is_some() { Cue::Begin } else { Cue::Finished });
        }
        cues
    }

    /// Takes a press.
    pub(crate) fn press(&mut self, press: Press) -> Vec<Cue> {
        match press {
            Press::Pause => self.paused = !self.paused,
            Press::More => self.extra += MORE,
            Press::Back => {
                // Shortly after a step began, "back" means the one before.
                let early = self.spent < Duration::from_secs(3);
                self.go_to(if early { self.at.saturating_sub(1) } else { self.at });
                return vec![Cue::Begin];
            }
            Press::Skip => {
                if let Some(played) =
                    self.step().map(|step| step.item).and_then(|item| self.played.get_mut(item))
                {
                    played.skipped = true;
                }
                self.go_to(self.at + 1);
                return vec![if self.step().is_some() { Cue::Begin } else { Cue::Finished }];
            }
            Press::Stop => {
                for step in self.steps.iter().skip(self.at) {
                    if let Some(played) = self.played.get_mut(step.item) {
                        played.skipped = true;
                    }
                }
                self.at = self.steps.len();
            }
        }
        Vec::new()
    }

    fn go_to(&mut self, step: usize) {
        self.at = step;
        self.spent = Duration::ZERO;
        self.extra = Duration::ZERO;
        self.begun = true;
    }
}

/// The cues between two moments of a step.
fn crossed(before: Duration, after: Duration, length: Duration) -> Vec<Cue> {
    let passes = |moment: Duration| before < moment && moment <= after && moment < length;
    let mut cues = Vec::new();
    if passes(PRESSURE_AT) && length >= HALF_FROM {
        cues.push(Cue::Pressure);
    }
    if passes(length / 2) && length >= HALF_FROM {
        cues.push(Cue::Half);
    }
    for seconds in [3_u8, 2, 1] {
        let moment = length.saturating_sub(Duration::from_secs(seconds.into()));
        if passes(moment) {
            cues.push(Cue::Count(seconds));
        }
    }
    cues
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn player(lengths: &[u64]) -> Player {
        let step = |(item, length): (usize, &u64)| PlayStep {
            title: format!("Item {item}"),
            item,
            say: "Lean in.".to_owned(),
            length: seconds(*length),
            side: Side::Left,
        };
        Player::new(lengths.iter().enumerate().map(step).collect())
    }

    #[test]
    fn a_step_is_heard_at_its_start_half_and_end() {
        let mut player = player(&[30, 5]);
        assert_eq!(player.advance(Duration::ZERO), [Cue::Begin]);
        assert_eq!(player.advance(seconds(9)), []);
        assert_eq!(player.advance(seconds(6)), [Cue::Pressure, Cue::Half]);
        assert_eq!(player.advance(seconds(15)), [Cue::Count(3), Cue::Count(2), Cue::Count(1), Cue::Begin]);
        assert_eq!(player.place(), (2, 2));
        assert_eq!(player.advance(seconds(5)), [Cue::Count(3), Cue::Count(2), Cue::Count(1), Cue::Finished]);
        assert_eq!(player.step(), None);
    }

    #[test]
    fn a_pause_stops_the_clock_and_nothing_else() {
        let mut player = player(&[30]);
        player.advance(seconds(4));
        player.press(Press::Pause);
        player.advance(seconds(600));
        assert_eq!(player.left(), seconds(26));
        player.press(Press::Pause);
        player.advance(seconds(1));
        assert_eq!(player.left(), seconds(25));
    }

    #[test]
    fn back_repeats_the_step_and_at_its_start_goes_one_back() {
        let mut player = player(&[30, 30]);
        player.advance(seconds(35));
        player.press(Press::Back);
        assert_eq!((player.place().0, player.left()), (2, seconds(30)));
        player.press(Press::Back);
        assert_eq!((player.place().0, player.left()), (1, seconds(30)));
    }

    #[test]
    fn fifteen_seconds_more_count_for_this_step_only() {
        let mut player = player(&[10, 10]);
        player.press(Press::More);
        player.advance(seconds(24));
        assert_eq!((player.place().0, player.left()), (1, seconds(1)));
        player.advance(seconds(1));
        assert_eq!(player.left(), seconds(10));
    }

    #[test]
    fn what_was_skipped_is_remembered_with_the_time_that_was_played() {
        let mut player = player(&[30, 30, 30]);
        player.advance(seconds(10));
        player.press(Press::Skip);
        player.advance(seconds(30));
        player.press(Press::Stop);
        let played: Vec<_> = player.played().iter().map(|one| (one.time.as_secs(), one.skipped)).collect();
        assert_eq!(played, [(10, true), (30, false), (0, true)]);
    }

    #[test]
    fn a_long_gap_ends_at_the_right_second() {
        let mut player = player(&[30, 30, 30]);
        player.advance(seconds(70));
        assert_eq!((player.place().0, player.left()), (3, seconds(20)));
        player.advance(seconds(7000));
        assert_eq!(player.step(), None);
        assert_eq!(player.played().iter().map(|one| one.time).sum::<Duration>(), seconds(90));
    }
}
