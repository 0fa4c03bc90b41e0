//! `backwise undo`: takes back what was recorded last, and says what it was.

use crate::failure::Failure;
use crate::out;
use crate::show::{Words, day, sentence};
use crate::store::Store;
use crate::world::World;
use domain::entry::{Entry, Event, Retracted};
use domain::knowledge::Knowledge;
use domain::undo::{last_step, what};

pub(crate) fn run(world: &World, store: &mut Store) -> Result<(), Failure> {
    let step: Vec<Entry> = last_step(store.entries()).into_iter().cloned().collect();
    let events: Vec<Event> =
        step.iter().map(|entry| Retracted { entry: entry.id, why: String::new() }.into()).collect();
    if !events.is_empty() {
        let today = store.today();
        store.record_all(events, today)?;
    }
    out::words(&undone(&world.knowledge, &step))
}

/// What was taken back, and how to have it again.
fn undone(knowledge: &Knowledge, step: &[Entry]) -> String {
    let mut page = Words::default();
    let Some(last) = step.last() else {
        return page.say("There is nothing to take back.").finish();
    };
    if step.len() == 1 {
        page.say(&sentence(&format!("Taken back: {}, {}", what(knowledge, &last.event), day(last.day))));
    } else {
        let lines = step.iter().map(|entry| sentence(&what(knowledge, &entry.event)));
        page.list(&format!("Taken back, recorded together, {}:", day(last.day)), lines);
    }
    page.gap().say("The journal keeps what you took back, marked as wrong.");
    page.say(&format!("To have it again, record it again: {}", again(&last.event)));
    page.say("Another undo does not bring it back: it takes back what came before.");
    page.finish()
}

/// How to record it again.
fn again(event: &Event) -> String {
    match event {
        Event::QuestionAnswered(event) => format!("backwise ask --change {}", event.question),
        Event::ScreenRepeated(_) | Event::ProblemReported(_) => "backwise log problem".to_owned(),
        Event::ClinicianAssessed(_) => "backwise checked".to_owned(),
        Event::PlanMade(_) => "backwise plan --renew".to_owned(),
        Event::PlanPaused(_) => "backwise plan --pause".to_owned(),
        Event::PlanResumed(_) => "backwise plan --resume".to_owned(),
        Event::Swapped(_) => "backwise swap".to_owned(),
        Event::SessionDone(event) => format!("backwise do {}", event.session),
        Event::CheckedIn(_) | Event::WeeklyCheckedIn(_) | Event::SettingChanged(_) => {
            "backwise log check-in".to_owned()
        }
        Event::TherapistVisited(_) => "backwise log visit".to_owned(),
        Event::FlareStarted(_) => "backwise log flare".to_owned(),
        Event::FlareEnded(_) => "backwise log flare --over".to_owned(),
        Event::SorenessNoted(_) => "backwise log soreness".to_owned(),
        Event::Rated(_) => "backwise log rating".to_owned(),
        Event::WorthwhileSet(_) | Event::TestStarted(_) => "backwise test start".to_owned(),
        Event::TestStopped(_) => "backwise test stop".to_owned(),
        Event::QuestionnaireAdded(_) => "backwise questionnaire add FILE".to_owned(),
        Event::QuestionnaireAnswered(_) => "backwise questionnaire fill".to_owned(),
        Event::AnswerWithdrawn(_)
        | Event::MedicineChanged(_)
        | Event::Noted(_)
        | Event::Drawn(_)
        | Event::Began(_)
        | Event::Retracted(_)
        | Event::Unknown { .. } => "backwise ask".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{Diary, KNOWLEDGE, check_in};
    use domain::entry::{AnswerWithdrawn, FlareStarted, QuestionAnswered, Swapped};
    use domain::intake::Answer;
    use insta::assert_snapshot;
    use jiff::civil::{Date, date};

    const TODAY: Date = date(2026, 3, 20);

    fn page(diary: &Diary) -> String {
        let step: Vec<Entry> = last_step(diary.entries()).into_iter().cloned().collect();
        undone(&KNOWLEDGE, &step)
    }

    #[test]
    fn the_newest_entry_is_taken_back_in_words() {
        assert_snapshot!(page(&Diary::default().check_in(TODAY, 2).on(TODAY, check_in(4))), @r"
        Taken back: a check-in (in your way 4 of 10), Friday 20 March.

        The journal keeps what you took back, marked as wrong.
        To have it again, record it again: backwise log check-in
        Another undo does not bring it back: it takes back what came before.
        ");
    }

    #[test]
    fn an_answer_and_the_answers_it_cleared_are_one_step() {
        let cleared = AnswerWithdrawn { question: "check_now_chest".into() };
        let answered = QuestionAnswered { question: "now".into(), answer: Answer::none() };
        let diary = Diary::default().check_in(TODAY, 2).on(TODAY, cleared).together(TODAY, answered);
        assert_snapshot!(page(&diary), @r#"
        Taken back, recorded together, Friday 20 March:
        - That your answer to "Pain, pressure or tightness in your chest, jaw or arm?"
          was cleared.
        - Your answer to "Do you have any of these now?"

        The journal keeps what you took back, marked as wrong.
        To have it again, record it again: backwise ask --change now
        Another undo does not bring it back: it takes back what came before.
        "#);
    }

    #[test]
    fn a_second_undo_takes_back_what_came_before() {
        let diary = Diary::default().check_in(TODAY, 2).on(TODAY, FlareStarted {});
        let flare = last_step(diary.entries())[0].id;
        let diary = diary.on(TODAY, Retracted { entry: flare, why: String::new() });
        assert!(
            page(&diary).starts_with("Taken back: a check-in (in your way 2 of 10), Friday 20 March."),
            "{}",
            page(&diary)
        );
    }

    #[test]
    fn nothing_to_take_back_says_so() {
        assert_snapshot!(page(&Diary::default()), @"There is nothing to take back.");
    }

    #[test]
    fn a_swap_names_both_techniques() {
        let swap = Swapped {
            technique: "walk_10".into(),
            reason: domain::entry::SwapReason::Bored,
            to: Some("walk_20".into()),
        };
        assert_snapshot!(page(&Diary::default().on(TODAY, swap)), @r#"
        Taken back: the swap of "Ten-minute walk" for "Twenty-minute walk", Friday 20
        March.

        The journal keeps what you took back, marked as wrong.
        To have it again, record it again: backwise swap
        Another undo does not bring it back: it takes back what came before.
        "#);
    }
}
