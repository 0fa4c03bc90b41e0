//! Statements without their parts, questions and facts that lead nowhere, and techniques that cannot be played.

use super::broken::{broken, cut};
use insta::assert_snapshot;

#[test]
fn a_sign_of_danger_without_words_for_the_phone() {
    assert_snapshot!(broken("facts.toml", r#"id = "saddle_numbness""#, r#"phone = "I have back pain and new numbness between my legs.""#, r#"phone = """#), @r#"
        facts.toml: fact `saddle_numbness` gives a level and has no `phone`
          at: phone = ""
        "#);
    assert_snapshot!(broken("rules.toml", r#"id = "fever_with_nerve_sign""#, r#"phone = "I have back pain, a fever, and numbness, weakness or nerve pain.""#, r#"phone = """#), @r#"
        rules.toml: rule `fever_with_nerve_sign` gives a level and has no `phone`
          at: phone = ""
        "#);
}

#[test]
fn a_level_without_its_meaning() {
    assert_snapshot!(broken("facts.toml", r#"id = "saddle_numbness""#, r#"means = ""#, r#"means = "" # ""#), @r#"
        facts.toml: fact `saddle_numbness` gives a level and has no `means`
          at: means = "" # "This can be a sign of pressure on the nerves t
        "#);
    assert_snapshot!(broken("rules.toml", r#"id = "fever_with_nerve_sign""#, r#"because = ""#, r#"because = "" # ""#), @r#"
        rules.toml: rule `fever_with_nerve_sign` gives a level and has no `because`
          at: because = "" # "Fever with numbness, weakness or nerve pain
        "#);
}

#[test]
fn a_fact_without_words() {
    assert_snapshot!(broken("facts.toml", r#"id = "saddle_numbness""#, r#"words = ""#, r#"words = "" # ""#), @r#"
        facts.toml: fact `saddle_numbness` has no `words`
          at: words = "" # "numb, tingly or odd feeling between your legs
        "#);
}

#[test]
fn an_exception_that_does_not_reassure() {
    assert_snapshot!(broken("rules.toml", r#"id = "cancer_with_warning_pain""#, "unless = [", r#"unless = ["fever", "#), @r#"
        rules.toml: rule `cancer_with_warning_pain`: `fever` is not a reassuring fact, so it stops nothing
          at: unless = ["fever", ]
        "#);
    assert_snapshot!(broken("facts.toml", r#"id = "saddle_numbness""#, "lowered_by = [", r#"lowered_by = ["fever""#), @r#"
        facts.toml: fact `saddle_numbness`: `fever` is not a reassuring fact, so it stops nothing
          at: lowered_by = ["fever"]
        "#);
}

#[test]
fn a_sign_of_danger_without_a_check() {
    assert_snapshot!(broken("questions.toml", r#"id = "chest""#, r#"check = ""#, r#"check = "" # ""#), @r#"
        questions.toml: question `now`: option `chest` sets the danger sign `chest_pain_pressure` and has no `check`
          at: id = "chest"
        "#);
}

#[test]
fn a_group_without_its_options() {
    assert_snapshot!(broken("questions.toml", r#"id = "gave_birth""#, r#"group = "birth""#, r#"group = "births""#), @r#"
        questions.toml: question `lately`: group `birth` needs 2 options or more, side by side
          at: id = "lately"
        questions.toml: question `lately`: option `gave_birth` stands in no group `births`
          at: id = "lately"
        "#);
}

#[test]
fn a_question_that_feeds_nothing() {
    assert_snapshot!(broken("questions.toml", r#"id = "sleep_hours""#, r#"field = "sleep_hours""#, r#"field = """#), @r#"
        questions.toml: question `sleep_hours` feeds nothing: no option sets a fact and no field is filled
          at: id = "sleep_hours"
        "#);
}

#[test]
fn an_answer_that_nothing_uses() {
    assert_snapshot!(broken("facts.toml", r#"id = "cold_no_fever""#, r#"why_asked = ""#, r#"why_asked = "" # ""#), @r#"
        questions.toml: question `life` sets `cold_no_fever`, which nothing uses: use it, or give the fact a `why_asked`
          at: sets = { cold_no_fever = "yes" }
        "#);
}

#[test]
fn an_answer_that_the_profile_does_not_take() {
    assert_snapshot!(broken("questions.toml", r#"id = "massage_access""#, r#"id = "has_therapist""#, r#"id = "have_therapist""#), @r#"
        questions.toml: question `massage_access`: option `have_therapist` is no value of the profile field `massage_access`
          at: id = "have_therapist"
        "#);
}

#[test]
fn a_fact_that_no_question_can_set() {
    assert_snapshot!(broken("questions.toml", r#"id = "cold""#, r#"sets = { cold_no_fever = "yes""#, r#"sets = { cold_no_fever = "no""#), @r#"
        facts.toml: fact `cold_no_fever`: no question can set it
          at: id = "cold_no_fever"
        "#);
    assert_snapshot!(broken("facts.toml", r#"id = "pain_severe""#, r#"derived = "pain""#, ""), @r#"
        facts.toml: fact `pain_severe`: no question can set it
          at: id = "pain_severe"
        "#);
}

#[test]
fn a_zone_that_is_in_the_list_twice_and_one_that_is_not() {
    assert_snapshot!(broken("zone_rows.toml", r#"id = "head""#, r#"zone = "occiput_r""#, r#"zone = "occiput_l""#), @r#"
        zone_rows.toml: row `head`: zone `occiput_l` is in the list twice
          at: { zone = "occiput_l", words = "Right side: back of the head"
        zones.toml: zone `occiput_r` is in no row of the list
          at: id = "occiput_r"
        "#);
}

#[test]
fn a_neighbour_on_one_side_only() {
    assert_snapshot!(broken("zones.toml", r#"id = "occiput_l""#, r#"neighbours = ["occiput_r""#, r#"neighbours = ["tl_para_l", "occiput_r""#), @r#"
        zones.toml: zone `occiput_l` is missing among the neighbours of `tl_para_l`, which it names
          at: neighbours = ["thoracic_para_l", "ribs_back_l", "ribs_low_l"
        "#);
}

#[test]
fn a_technique_without_steps() {
    assert_snapshot!(cut("techniques/strength.toml", r#"id = "st_brace_slide""#, "steps = [", "\n]", "steps = []"), @r#"
        techniques/strength.toml: technique `st_brace_slide` has no steps
          at: id = "st_brace_slide"
        "#);
}

#[test]
fn steps_that_do_not_add_up() {
    assert_snapshot!(broken("techniques/strength.toml", r#"id = "st_brace_slide""#, "seconds_total = 1", "seconds_total = 2"), @r#"
        techniques/strength.toml: technique `st_brace_slide`: its steps take 5 minutes, not 3
          at: minutes = 3
        techniques/strength.toml: technique `st_brace_slide`: its steps take 180 seconds, not 280
          at: seconds_total = 280
        "#);
}

#[test]
fn a_played_step_that_takes_no_time() {
    assert_snapshot!(broken("techniques/strength.toml", r#"id = "st_brace_slide""#, "seconds = 7", "seconds = 0"), @r#"
        techniques/strength.toml: technique `st_brace_slide`: its steps take 173 seconds, not 180
          at: seconds_total = 180
        techniques/strength.toml: technique `st_brace_slide`: step 1 is played and takes no time
          at: { say = "Lie on your back, knees bent.", seconds = 0, side =
        "#);
}

#[test]
fn minutes_that_do_not_fit_the_steps() {
    assert_snapshot!(broken("techniques/strength.toml", r#"id = "st_brace_slide""#, "\nminutes = ", "\nminutes = 1"), @r#"
        techniques/strength.toml: technique `st_brace_slide`: its steps take 3 minutes, not 13
          at: minutes = 13
        "#);
}

#[test]
fn a_sided_technique_with_one_side() {
    assert_snapshot!(broken("techniques/strength.toml", "sided = false", "sided = false", "sided = true"), @r#"
        techniques/strength.toml: technique `st_bridge` is sided and lacks steps for a side
          at: sided = true
        "#);
}

#[test]
fn a_muscle_without_a_pattern() {
    assert_snapshot!(cut("muscles.toml", "id = \"iliocostalis_thoracis\"\nname", "\n  [[muscle.pattern]]", "\n\n[[muscle]]", "\npattern = []\n\n[[muscle]]"), @r#"
        muscles.toml: muscle `iliocostalis_thoracis` has no pattern: it can never be found
          at: id = "iliocostalis_thoracis"
        "#);
}

#[test]
fn a_caution_that_never_applies() {
    assert_snapshot!(broken("techniques/plan_rules.toml", r#"id = "fever_infection""#, "facts = [", "facts = [] # ["), @r#"
        techniques/plan_rules.toml: caution `fever_infection` has no facts and is not situational: it never applies
          at: id = "fever_infection"
        "#);
}

#[test]
fn a_caution_that_does_nothing() {
    assert_snapshot!(broken("techniques/plan_rules.toml", "[[interaction]]\ncaution = \"pacemaker", r#"caution = "pacemaker"#, r#"caution = "fever_infection" # ""#), @r#"
        techniques/plan_rules.toml: caution `pacemaker_implant` has no interaction: it does nothing
          at: id = "pacemaker_implant"
        "#);
}

#[test]
fn a_level_without_words() {
    assert_snapshot!(cut("care.toml", "", "[[level]]\nid = \"go_ahead\"", "\n\n", "\n"), @r#"
        care.toml: the level `go_ahead` has no words: add a [[level]]
          at: # What Backwise says and does at each level of care: levels,
        "#);
}

#[test]
fn a_list_that_is_asked_and_does_not_exist() {
    assert_snapshot!(broken("questions.toml", "[[screen_set]]", r#"id = "mini""#, r#"id = "tiny""#), @r#"
        care.toml: rescreen `before_session` asks the list `mini`, which no [[screen_set]] holds
          at: list = "mini"
        care.toml: rescreen `after_break_7` asks the list `mini`, which no [[screen_set]] holds
          at: list = "mini"
        questions.toml: screen_set `tiny` is never asked
          at: id = "tiny"
        "#);
}

#[test]
fn a_claim_without_a_verdict() {
    assert_snapshot!(broken("claims.toml", r#"id = "improves_circulation""#, "verdict = \"mostly_not\"\n", ""), @r#"
        claims.toml: claim `improves_circulation` has no `verdict`
          at: id = "improves_circulation"
        "#);
}

#[test]
fn a_fact_of_the_picture_that_no_zone_sets() {
    assert_snapshot!(broken("facts.toml", r#"id = "cold_no_fever""#, "why_asked = ", "derived = \"zones\"\nwhy_asked = "), @r#"
        facts.toml: fact `cold_no_fever` follows from the picture, and no zone sets it
          at: id = "cold_no_fever"
        "#);
}
