//! Words that are not written on screen.

use super::broken::broken;
use insta::assert_snapshot;

#[test]
fn a_banned_word() {
    assert_snapshot!(broken("care.toml", r#"id = "go_ahead""#, r#"action = "Start today.""#, r#"action = "Just start today: you SHOULD be 50% better!""#), @r#"
        care.toml: level `go_ahead`: "!" is not written on screen: a full stop
          at: action = "Just start today: you SHOULD be 50% better!"
        care.toml: level `go_ahead`: "%" is not written on screen: about 8 in 10
          at: action = "Just start today: you SHOULD be 50% better!"
        care.toml: level `go_ahead`: "Just" is not written on screen: leave it out; for place: right above, close to
          at: action = "Just start today: you SHOULD be 50% better!"
        care.toml: level `go_ahead`: "SHOULD" is not written on screen: say what to do: 'Keep it light'; for what is likely: 'usually'
          at: action = "Just start today: you SHOULD be 50% better!"
        "#);
}

#[test]
fn a_banned_word_in_a_spoken_step() {
    assert_snapshot!(broken("techniques/strength.toml", r#"id = "st_brace_slide""#, r#"say = ""#, r#"say = "Push through. "#), @r#"
        techniques/strength.toml: technique `st_brace_slide`: "Push through" is not written on screen: strong but comfortable
          at: { say = "Push through. Lie on your back, knees bent.", secon
        "#);
}

#[test]
fn a_long_sentence() {
    assert_snapshot!(broken("facts.toml", r#"id = "saddle_numbness""#, r#"means = ""#, r#"means = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty and one and two and three. "#), @r#"
        facts.toml: fact `saddle_numbness`: a sentence of 26 words in `means`: at most 25
          at: means = "One two three four five six seven eight nine ten el
        "#);
}

#[test]
fn a_long_question() {
    assert_snapshot!(broken("questions.toml", r#"id = "now""#, r#"title = "Do you have any of these now?""#, r#"title = "Do you have any of these here now, or did you have any of these in the last 2 days?""#), @r#"
        questions.toml: question `now`: a question of 20 words in `title`: at most 15
          at: title = "Do you have any of these here now, or did you have
        "#);
}

#[test]
fn a_figure_that_waits_for_confirmation() {
    assert_snapshot!(broken("claims.toml", r#"id = "improves_circulation""#, r#"answer = ""#, r#"answer = "It rises 3 times (to be confirmed). "#), @r#"
        claims.toml: claim `improves_circulation`: `answer` holds "(to be confirmed)": leave the figure out
          at: answer = "It rises 3 times (to be confirmed). Hardly. The sk
        "#);
}

#[test]
fn a_banned_word_with_a_capital_letter() {
    assert_snapshot!(broken("words.toml", "[[banned]]", r#"word = "easy""#, r#"word = "Easy""#), @r#"
        words.toml: banned `Easy`: write "Easy" in lower case, or it never matches
          at: word = "Easy"
        "#);
}
