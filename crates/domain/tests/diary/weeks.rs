//! OK days by week.

use crate::person::{Diary, check_in, day};
use domain::diary::{ok_line, smooth_line, trend_words, weeks};
use domain::entry::{FlareEnded, FlareStarted, SettingChanged};

fn line(value: &str) -> SettingChanged {
    SettingChanged { name: "ok_line".to_owned(), value: value.to_owned() }
}

#[test]
fn the_line_of_an_ok_day_can_be_moved_and_nonsense_moves_nothing() {
    let diary = Diary::default().on(0, check_in(4, None));
    assert_eq!(weeks(&diary.person(), day(0))[0].ok(), 0);
    let moved = diary.clone().on(0, line("4"));
    assert_eq!((ok_line(&moved.person()), weeks(&moved.person(), day(0))[0].ok()), (4, 1));
    assert_eq!(ok_line(&diary.on(0, line("40")).person()), 3);
}

#[test]
fn a_blank_day_is_neither_ok_nor_not_and_a_flare_is_marked() {
    let diary = Diary::default()
        .on(0, check_in(2, None))
        .on(2, FlareStarted {})
        .on(3, FlareEnded {})
        .on(6, check_in(8, None))
        .on(6, check_in(2, None));
    let weeks = weeks(&diary.person(), day(6));
    assert_eq!(weeks.len(), 1);
    let ok: Vec<Option<bool>> = weeks[0].days.iter().map(|day| day.ok).collect();
    assert_eq!(ok, [Some(true), None, None, None, None, None, Some(false)], "of two, the worse one");
    let flares: Vec<bool> = weeks[0].days.iter().map(|day| day.flare).collect();
    assert_eq!(flares, [false, false, true, true, false, false, false]);
}

#[test]
fn a_line_needs_two_days_and_lies_between_them() {
    let diary = Diary::default().on(0, check_in(2, None)).on(3, check_in(6, None)).on(13, check_in(9, None));
    let line = smooth_line(&weeks(&diary.person(), day(13)));
    let at = |number: usize| line[number].1;
    assert_eq!((at(0), at(3), at(4), at(13)), (Some(4.0), Some(4.0), None, None));
}

#[test]
fn the_sentence_says_which_way_it_goes() {
    let diary = (0..7).fold(Diary::default(), |diary, number| diary.on(number, check_in(5, None)));
    let diary = (28..35).fold(diary, |diary, number| diary.on(number, check_in(1, None)));
    let words = trend_words(&weeks(&diary.person(), day(34)));
    assert_eq!(words, ["You had 7 OK days this week. 4 weeks ago you had 0. That is 7 more."]);
}
