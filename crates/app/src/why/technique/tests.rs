use crate::samples::well;
use crate::why::tests::page;
use domain::entry::{PersonNow, ProblemReported};
use insta::assert_snapshot;
use jiff::civil::date;

/// A page without its facts and studies.
fn top(page: &str) -> String {
    page.split("\nWhat studies found\n").next().unwrap_or_default().to_owned()
}

#[test]
fn a_technique_says_what_it_is_and_what_is_known() {
    assert_snapshot!(page(PersonNow::default(), "sm_es_balls_wall"), @r"
    Long back muscles: two balls in a sock at the wall
    --------------------------------------------------
    Two balls roll up your long back muscles while you lean on a wall; you set the
    pressure with your feet.
    Kind: self-massage, 4 minutes.
    It works on: long muscles beside the spine, small deep muscles beside the low
    spine.
    How well tested: custom (sensible practice, hardly tested).
    How much: 1 set of about 4 minutes, up to 2 times a day, 12 hours apart.

    For you
    -------
    You have not answered the safety questions yet, so we do not know your limits.
    Start with: backwise ask

    What is known about pressing with a ball
    ----------------------------------------
    It has hardly been tested by itself. A soft ball did as well as a hard one in
    one laboratory trial.
    - New pain: It has not been tested in new pain. Use a soft ball at the wall.
    - Long-lasting pain: The nearest test, pressing points each day, cut lasting
      pain by about a third.
    How sure: low (new studies are likely to change this).

    What is known about self-massage
    --------------------------------
    It is cheap and low in risk, and little tested. Half an hour of pressing points
    a day eased lasting back pain in a small first trial.
    - New pain: It has not been tested in pain under 6 weeks. Keep it light.
    - Long-lasting pain: One small first trial saw about a third less pain after 6
      weeks. Another saw no gain from a roller stick.
    How sure: low (new studies are likely to change this).

    What studies found
    ------------------
    - In a small first trial, people pressed set points for half an hour a day.
      Lasting back pain fell by about a third.
        Figures: N = 67, 6 weeks, 27-30 min daily, 3 min a point: -35 to -36 per
        cent v usual care; pilot.
        People studied: 67.
    - In a laboratory trial, people gained more from self-massage with a guided
      video. A soft ball did as well as a hard one.
        Figures: Hip rotation +10 v +2 degrees.
        People studied: 40.
        Read in a summary, not in the study itself.
    - Pressing sore spots at home and then stretching eased neck and upper back pain
      in 5 days.
    - No trial has put self-massage against professional massage for low back pain.
        Figures: None known.
    - Older people with back pain did core exercise with or without a roller stick.
      The stick did not lower pain further.
        Figures: N = 45, 6 weeks, 3 a week: better endurance and mobility, no
        difference in pain or function.
        People studied: 45.

    Where this comes from
    ---------------------
    - Hanten WP, et al. Home programme of pressure followed by stretching. Phys Ther
      2000;80:997-1003 (trial)
    - Backwise's own cautious choice, awaiting clinical review
    - Murphy SL, et al. Pain Med 2019. doi:10.1093/pm/pnz138. PMID 31237610.
      NCT02106741 (trial, 67 people)
    - Self-massage with and without a guided video, laboratory trial. PMC7052706
      (trial, 40 people)
    - Ozsoy G, Ilcin N, Ozsoy I, et al. Clin Interv Aging 2019;14:1729-1740.
      doi:10.2147/CIA.S223905. NCT03898089 (trial, 45 people)
    - Sulkowski K, Grant G, Brodie T. Clin Pract Cases Emerg Med 2022;6:159-161.
      doi:10.5811/cpcem.2022.2.56046. PMID 35701359 (described cases, 1 person)
    - Shariff E et al. Vertebral artery dissection. Cureus 2023;15:e33394 (described
      cases, 1 person)
    - Truong MH et al. Kidney infarct after deep massage. Front Nephrol 2026.
      doi:10.3389/fneph.2026.1730580 (described cases, 1 person)
    ");
}

#[test]
fn limits_of_this_person_are_named_with_what_to_do() {
    let day = date(2026, 3, 20);
    let problem =
        |key: &str| ProblemReported { yes: [key.into()].into(), unsure: [].into(), words: String::new() };
    let diary = well(day).on(day, problem("anticoagulant"));
    assert_snapshot!(top(&page(diary.person(), "sm_es_balls_wall")), @r"
    Long back muscles: two balls in a sock at the wall
    --------------------------------------------------
    Two balls roll up your long back muscles while you lean on a wall; you set the
    pressure with your feet.
    Kind: self-massage, 4 minutes.
    It works on: long muscles beside the spine, small deep muscles beside the low
    spine.
    How well tested: custom (sensible practice, hardly tested).
    How much: 1 set of about 4 minutes, up to 2 times a day, 12 hours apart.

    For you
    -------
    You can do it, but not everywhere:
    - Some places have nerves, blood vessels or organs close to the skin. Keep off
      spine bones and the front and sides of the neck. Keep off groin, armpits,
      belly, backs of knees, and sides below the ribs. No roller on the low back.
      Never a massage gun on the neck.
    - Your blood thinner makes bruises and bleeding more likely. Light strokes, at
      most 3 of 10. No massage gun. Ask before you use a roller. Stop if a bruise
      shows.
    - Medicine that thins your blood, or an illness that makes you bleed. At most 3
      of 10. Hands, soft socks at the wall, or a roller on big muscles only. Watch
      for bruises.
    Keep off: the front and sides of the neck, the bones of the spine, the soft side
    under the ribs, the groin, the belly, the armpit, the back of the knee.
    Strongest pressing pain: 3 of 10.

    What is known about pressing with a ball
    ----------------------------------------
    It has hardly been tested by itself. A soft ball did as well as a hard one in
    one laboratory trial.
    - New pain: It has not been tested in new pain. Use a soft ball at the wall.
    - Long-lasting pain: The nearest test, pressing points each day, cut lasting
      pain by about a third.
    How sure: low (new studies are likely to change this).

    What is known about self-massage
    --------------------------------
    It is cheap and low in risk, and little tested. Half an hour of pressing points
    a day eased lasting back pain in a small first trial.
    - New pain: It has not been tested in pain under 6 weeks. Keep it light.
    - Long-lasting pain: One small first trial saw about a third less pain after 6
      weeks. Another saw no gain from a roller stick.
    How sure: low (new studies are likely to change this).
    ");
    assert_snapshot!(top(&page(diary.person(), "pro_deep_tissue")), @r"
    Deep tissue massage
    -------------------
    Slow, strong strokes on one or two stiff areas, for people who enjoy firm
    pressure.
    Kind: professional massage, 60 minutes.
    It works on: long muscles beside the spine, side of the low back, large buttock
    muscle, upper outer buttock, deep middle of the buttock, top of the shoulder and
    side of the neck, broad back muscle, from armpit to waist.
    How well tested: some (small or mixed trials).
    How much: 60 minutes every 7 to 10 days, 4 to 6 visits, then a look back.

    For you
    -------
    Leave it out:
    - Your blood thinner makes bruises and bleeding more likely. Light strokes, at
      most 3 of 10. No massage gun. Ask before you use a roller. Stop if a bruise
      shows.
    - Medicine that thins your blood, or an illness that makes you bleed. Bleeding
      and bruises are too likely with this one.

    What is known about Deep tissue massage
    ---------------------------------------
    It has little direct proof for the low back. For neck pain it beat advice at 7
    weeks, and not after a year.
    - New pain: It is not for the first 2 weeks or a flare.
    - Long-lasting pain: Deeper has not been shown to be better than gentle.
    How sure: low (new studies are likely to change this).

    What is known about professional massage
    ----------------------------------------
    It may ease lasting low back pain for weeks to months, in a course of 8 to 10
    visits. The kind of massage makes little difference.
    - New pain: For pain under 6 weeks there is one small trial. Most new pain eases
      by itself, so massage is for comfort.
    - Long-lasting pain: For pain over 3 months, 10 weekly visits cut everyday
      problems by about 2 to 3. Little is left after a year.
    How sure: low (new studies are likely to change this).
    ");
}

#[test]
fn a_person_without_limits_reads_that_nothing_speaks_against_it() {
    assert_snapshot!(top(&page(well(date(2026, 3, 20)).person(), "walk_10")), @r"
    Ten-minute walk
    ---------------
    Ten minutes at a pace where you can talk; the first real step to a walking
    habit.
    Kind: walking, 10 minutes.
    It works on: large buttock muscle, long muscles beside the spine.
    How well tested: good (trials in low back pain support this kind of thing).
    How much: 1 to 2 times a day.

    For you
    -------
    Nothing you told us speaks against it.

    What is known about walking
    ---------------------------
    Walking helps keep new spells away. People who built up to 30 minutes, 5 days a
    week, stayed well for longer.
    - New pain: Staying active does slightly better than bed rest.
    - Long-lasting pain: In the walking trial it took 208 days until a limiting new
      spell, against 112.
    How sure: moderate (new studies may change this).
    ");
}
