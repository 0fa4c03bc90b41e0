//! `backwise progress --ok-line`: where the line of an OK day lies.

use crate::failure::Failure;
use crate::show::Words;
use crate::store::Store;
use domain::diary::{OK_LINE, ok_line};
use domain::entry::{InvalidNrsScore, NrsScore, PersonNow, SettingChanged};
use jiff::civil::Date;

/// Moves the line, and says what follows. A running test locks it: a line that moves then would move the answer.
pub(super) fn set(store: &mut Store, text: &str) -> Result<String, Failure> {
    let line = wanted(&store.person_now(), store.today(), text)?;
    store.record(SettingChanged { name: OK_LINE.to_owned(), value: line.points().to_string() })?;
    Ok(said(&store.person_now(), line))
}

/// The line that is asked for, where it may move now.
fn wanted(person: &PersonNow, today: Date, text: &str) -> Result<NrsScore, Failure> {
    let line = text.parse().map_err(|error: InvalidNrsScore| {
        Failure::person(format!("the line of an OK day: {error}"))
            .hint("give a whole number from 0 to 10; nothing was recorded")
    })?;
    if person.running_test(today).is_some() {
        return Err(Failure::person("a test is running, so the line of an OK day is locked")
            .hint("see the test: backwise test status. End it: backwise test stop"));
    }
    Ok(line)
}

/// What was recorded. After a test, the line stays where it was for that test until the next one begins.
fn said(person: &PersonNow, line: NrsScore) -> String {
    let mut page = Words::default();
    page.say(&format!("Recorded: on an OK day your back gets in your way {line} of 10 or less."));
    let now = ok_line(person);
    if now != line.points() {
        page.say(&format!("It counts from your next test on. Until then the line stays at {now}."));
    }
    page.say("Take it back: backwise undo").gap();
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::Diary;
    use domain::entry::{StopReason, TestStarted, TestStopped, Tested, Worthwhile};
    use domain::trial::{Design, Seed};
    use insta::assert_snapshot;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 3, 20);

    fn with(diary: Diary, line: &str) -> String {
        let event = SettingChanged { name: OK_LINE.to_owned(), value: line.to_owned() };
        let person = diary.on(TODAY, event).person();
        said(&person, line.parse().unwrap())
    }

    #[test]
    fn the_line_moves_before_a_test_and_counts_at_once() {
        assert_eq!(wanted(&Diary::default().person(), TODAY, "5").unwrap().points(), 5);
        assert_snapshot!(with(Diary::default(), "5"), @r"
        Recorded: on an OK day your back gets in your way 5 of 10 or less.
        Take it back: backwise undo
        ");
    }

    #[test]
    fn the_line_is_a_whole_number_of_0_to_10() {
        for text in ["11", "-1", "3.5", "three", ""] {
            assert!(wanted(&Diary::default().person(), TODAY, text).is_err(), "{text}");
        }
        assert_snapshot!(wanted(&Diary::default().person(), TODAY, "11").unwrap_err().to_string(), @r"
        error: the line of an OK day: score 11 is outside 0 to 10

        hint: give a whole number from 0 to 10; nothing was recorded
        ");
    }

    #[test]
    fn a_running_test_locks_the_line_and_its_end_keeps_it_until_the_next() {
        let started = TestStarted {
            what: Tested::Techniques(["sm_gmed_ball_wall".into()].into()),
            design: Design::coin_days(),
            first_day: TODAY,
            baseline_days: 7,
            days: 56,
            worthwhile: Worthwhile::default(),
            lasting_effect_expected: false,
            commitment: "c0ffee".to_owned(),
            seed: Seed::new("a seed"),
            plan_text: String::new(),
        };
        let diary = Diary::default().on(TODAY, started);
        let refused = wanted(&diary.person(), TODAY, "5").unwrap_err().to_string();
        assert_snapshot!(refused, @r"
        error: a test is running, so the line of an OK day is locked

        hint: see the test: backwise test status. End it: backwise test stop
        ");
        let over = diary.on(TODAY, TestStopped { reason: StopReason::Chosen });
        assert_eq!(wanted(&over.person(), TODAY, "5").unwrap().points(), 5);
        assert_snapshot!(with(over, "5"), @r"
        Recorded: on an OK day your back gets in your way 5 of 10 or less.
        It counts from your next test on. Until then the line stays at 3.
        Take it back: backwise undo
        ");
    }
}
