//! Questions, rules, stop signs and sources, as the terminal shows them.

use super::page;
use domain::entry::PersonNow;
use insta::assert_snapshot;

#[test]
fn a_question_says_why_it_is_asked_and_what_it_feeds() {
    assert_snapshot!(page(PersonNow::default(), "time"), @r"
    How long have you had this pain?
    --------------------------------
    If it comes and goes, count from when this spell began.
    We ask because new pain and old pain need different plans.
    The answers, and what each says in our rules:
    - Less than 2 weeks [it has lasted less than 2 weeks]
    - 2 to 6 weeks [it has lasted 2 to 6 weeks]
    - 6 weeks to 3 months [it has lasted more than 6 weeks]
    - More than 3 months [it has lasted more than 3 months; it has lasted more than
      6 weeks; you have had it for more than 3 months]
    Change your answer: backwise ask --change time
    ");
}

#[test]
fn a_source_lists_what_rests_on_it() {
    assert_snapshot!(page(PersonNow::default(), "finucane_2020"), @r"
    Where this comes from
    ---------------------
    - Finucane LM et al. International framework for red flags for potential serious
      spinal pathologies. J Orthop Sports Phys Ther 2020;50(7):350-372.
      doi:10.2519/jospt.2020.9971 (guideline)

    What rests on it
    ----------------
    - Signs and health: bladder_feeling_lost, both_arms_nerve_symptoms_new,
      both_legs_nerve_symptoms_new, bowel_control_lost, bowel_feeling_lost,
      claudication_legs, fever, foot_drop_new and 28 more
    - Signs together: fever_with_nerve_sign, fever_with_bladder_or_bowel_change,
      fever_with_stiff_neck_or_confusion, injecting_with_nerve_sign,
      spine_procedure_with_fever_or_nerve_sign,
      constant_pain_or_sweats_with_infection_risk, weak_immunity_with_fever,
      weak_immunity_with_unexplained_pain and 23 more
    - Limits: any_emergency_or_same_day, leg_weakness_new
    ");
}

#[test]
fn a_rule_of_the_plan_and_a_sign_to_stop_have_words() {
    assert_snapshot!(page(PersonNow::default(), "R02"), @r"
    R02: a rule of every plan
    -------------------------
    When: Order within a session.
    Then: Heat, self-massage, moving or stretching, strength, walking, breathing or
    relaxing. A 5-minute walk may also open.
    How sure: low (new studies are likely to change this).

    Where this comes from
    ---------------------
    - Nakano J et al. Heat combined with stretching. Phys Ther Sport 2012;13:180-188
      (review of studies)
    - Hanten WP, et al. Home programme of pressure followed by stretching. Phys Ther
      2000;80:997-1003 (trial)
    ");
    assert_snapshot!(page(PersonNow::default(), "sharp_pain"), @r"
    A sign to stop
    --------------
    Sharp, electric or stabbing pain.
    Sharp pain means stop. Leave this one out today.
    How sure: custom or our own cautious choice, hardly tested.

    Where this comes from
    ---------------------
    - Backwise's own cautious choice, awaiting clinical review
    ");
}
