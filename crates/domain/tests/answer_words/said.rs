//! Each answer as it is read.

use crate::people::read;
use insta::assert_snapshot;

#[test]
fn it_helps() {
    assert_snapshot!(read("helps"), @r"
    # Massage very likely helps you
    About 1 point of 10 less pain on average, maybe a half to 1 and a half.
    This compares with what your average pain would be without massage.
    You said 1 point would be worth it, and it is likely that much.
    How sure: more than 19 in 20 that it helps at all ●●●●●●●●●◐
    How sure: about 6 in 10 that it helps by 1 point or more ●●●●●●○○○○

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.
    About 1 of that is from massage.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    What could fool us
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.
    6 visits to a therapist.
    About 9 hours in all.
    It cost 390 euros.

    How often from now on
    Every 4 to 6 days may keep most of it.
    This is a start to be tested: 2 weeks every 4 days, then 2 weeks less often.

    What now
    Keep going as now.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("helps much, days chosen, 2 kinds"), @r"
    # Massage very likely helps you
    About 2 points of 10 less pain on average, maybe 1 and a half to 3.
    This compares with what your average pain would be without massage.
    You said 1 point would be worth it, and it is likely that much.
    How sure: more than 19 in 20 that it helps at all ●●●●●●●●●◐
    How sure: more than 19 in 20 that it helps by 1 point or more ●●●●●●●●●◐

    What would have come anyway
    Your pain fell by about 2 points.
    By itself it would have risen by about half a point.
    About 2 of that is from massage.

    How this was found
    From days you chose yourself. That is weaker than days drawn by chance.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    Which kind
    You tried 2 kinds of massage.
    Probably best for you: ball.

    What could fool us
    You chose the days. How you felt may have led to massage, not the other way round.
    You had massage on days that began worse: pain 6, and 4 and a half on other days.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    How often from now on
    Every 9 to 12 days may keep most of it.
    This is a start to be tested: 2 weeks every 9 days, then 2 weeks less often.

    What now
    Keep going as now.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
}

#[test]
fn it_probably_helps() {
    assert_snapshot!(read("perhaps less"), @r"
    # Massage probably helps you
    About 1 point of 10 less pain on average, maybe nothing to 1 and a half.
    This compares with what your average pain would be without massage.
    It very likely helps, but perhaps less than the 1 point you asked for.
    How sure: more than 19 in 20 that it helps at all ●●●●●●●●●◐
    How sure: about 3 in 10 that it helps by 1 point or more ●●●○○○○○○○

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.
    About 1 of that is from massage.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    Which kind
    You tried 3 kinds of massage.
    There is no clear difference between them. Choose the one you like.

    What could fool us
    You used ball and heat on the same days. They cannot be told apart.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going as now.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("perhaps chance"), @r#"
    # Massage probably helps you
    About half a point of 10 less pain on average, maybe nothing to 1 and a half.
    This compares with what your average pain would be without massage.
    It looks as if it helps, but it could still be chance: 1 in 14.
    You said 1 point would be worth it.
    How sure: about 9 in 10 that it helps at all ●●●●●●●●●○
    How sure: about 3 in 10 that it helps by 1 point or more ●●●○○○○○○○

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.
    About a half of that is from massage.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    What could fool us
    Backs get better by themselves. Yours would have eased by about 1 and a half points.
    You noted "new pills" 2 days before your first session. The two cannot be told apart.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going as now.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    "#);
}

#[test]
fn it_does_not_help_enough() {
    assert_snapshot!(read("helps a little"), @r"
    # Massage probably does not help you enough
    About half a point of 10 less pain on average, maybe nothing to 1.
    This compares with what your average pain would be without massage.
    It helps a little, and less than the 1 point you said would be worth it.
    How sure: less than 1 in 20 that it helps by 1 point or more ◐○○○○○○○○○
    How sure: more than 19 in 20 that it helps at all ●●●●●●●●●◐

    What would have come anyway
    Your pain fell by about 1 point.
    About all of that would have come by itself.
    This compares your first week with your last. The number at the top is about all days since your first session.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    What could fool us
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    How often from now on
    You can stop. It gives less than you said would be worth it.

    What now
    Keep going, if you like how it feels.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("not enough"), @r"
    # Massage probably does not help you enough
    About no difference in pain on average. Maybe half a point more to a half less.
    This compares with what your average pain would be without massage.
    It is unlikely to give you the 1 point you asked for.
    How sure: less than 1 in 20 that it helps by 1 point or more ◐○○○○○○○○○
    How sure: about 6 in 10 that it helps at all ●●●●●●○○○○

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    You had 2 flares, 6 days in all. Flares come and go by themselves.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    How often from now on
    You can stop. It is unlikely to give what you asked for.

    What now
    Keep going, if you like how it feels.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
}

#[test]
fn it_makes_it_worse_or_is_open() {
    assert_snapshot!(read("worse"), @r"
    # Massage probably makes it worse
    About half a point of 10 more pain on average, maybe nothing to 1 and a half.
    This compares with what your average pain would be without massage.
    Your pain is probably higher because of the sessions.
    Stop, or change how it is done.
    How sure: more than 19 in 20 that it makes your pain worse ●●●●●●●●●◐

    What would have come anyway
    Your pain rose by about 1 point.
    By itself it would have fallen by about half a point.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    After a session your pain goes up for some hours, by about half a point.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    How often from now on
    You can stop. Nothing speaks for going on.

    What now
    Stop here. That is a good ending, and you know more than before.
    Test something else: softer, shorter, or another part of the plan.
    ");
    assert_snapshot!(read("open, an answer is likely"), @r"
    # We cannot tell yet
    About half a point of 10 less pain on average. Maybe half a point more to 1 and a half less.
    So if massage helps, it is by less than about 2 points.
    How sure: about 8 in 10 that it helps at all ●●●●●●●●○○
    How sure: about 2 in 10 that it helps by 1 point or more ●●○○○○○○○○

    What is missing
    Nothing is missing, but your pain goes up and down too much to tell.
    If you go on like this, an answer is likely by Saturday 23 May.

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going with the check-ins, with massage and without.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("open, an answer is not near"), @r"
    # We cannot tell yet
    About no difference in pain on average. Maybe 1 point more to 1 less.
    So if massage helps, it is by less than about 1 and a half points.
    How sure: about 6 in 10 that it helps at all ●●●●●●○○○○
    How sure: about 1 in 10 that it helps by 1 point or more ●○○○○○○○○○

    What is missing
    Nothing is missing, but your pain goes up and down too much to tell.
    If you go on like this, the chance of an answer by Saturday 20 June is about 4 in 10.

    What would have come anyway
    Your pain is about as it was at the start.
    By itself it would have fallen by about 1 and a half points.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    20 of 56 days have no rating. The longest gap is 9 days.
    36 of 56 days have a rating. That is few.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going with the check-ins, with massage and without.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
}

#[test]
fn there_is_too_little() {
    assert_snapshot!(read("too early"), @r"
    # We cannot tell yet
    There is not enough in your diary for an answer.

    What is missing
    These would be enough to look again:
    9 more days of diary.
    7 more days with a check-in.
    1 more session.
    1 more evening check-in on days with massage.
    2 more evening check-ins on days without massage.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    5 sessions in 12 days.

    What now
    Keep going with the check-ins, with massage and without.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("evenings only, days chosen"), @r"
    # We cannot tell yet
    There is not enough in your diary for an answer.

    What is missing
    A rating of your pain before each session. A test with drawn days is quicker.

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.

    How this was found
    You chose the days yourself, and too few sessions have a rating before them.
    So this page describes your diary, and does not say what led to what.

    What could fool us
    You chose the days. How you felt may have led to massage, not the other way round.
    You rated only evenings. They cannot show how a day with massage began.
    3 of 18 sessions have a rating before them. Without it, a bad day can look like a bad session.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going with the check-ins, with massage and without.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("an empty diary"), @r"
    # We cannot tell yet
    There is nothing to compare yet.

    What is missing
    These would be enough to look again:
    20 more days of diary.
    6 more sessions.

    What could fool us
    You knew when you had massage, and hope can change how we rate a day.

    What now
    Keep going with the check-ins, with massage and without.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
}

#[test]
fn the_ends_of_the_scale() {
    assert_snapshot!(read("nearly well, a modest wish"), @r"
    # Massage very likely helps you
    About half a point of 10 less pain on average, maybe nothing to a half.
    This compares with what your average pain would be without massage.
    You said 0.3 points would be worth it, and it is likely that much.
    How sure: more than 19 in 20 that it helps at all ●●●●●●●●●◐
    How sure: about 6 in 10 that it helps by 0.3 points or more ●●●●●●○○○○

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.
    About a half of that is from massage.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    What could fool us
    30 of 61 ratings are 0. Your back is well, and little is left to measure.
    We take it that sessions add up. If each one only renews the last: 1 point less instead of half a point less.
    There are very many ratings. The oldest 1,200 ratings are left out.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    How often from now on
    Your pain would be low now, also without massage. You can stop.
    If it comes back, you know what to try.

    What now
    Keep going as now.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("all tens"), @r"
    # Massage probably does not help you enough
    About no difference in pain on average, maybe nothing to half a point more.
    This compares with what your average pain would be without massage.
    It is unlikely to give you the 1 point you asked for.
    How sure: less than 1 in 20 that it helps by 1 point or more ◐○○○○○○○○○
    How sure: about 3 in 10 that it helps at all ●●●○○○○○○○

    What would have come anyway
    Your pain is about as it was at the start.
    By itself it would have changed little.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    40 of 56 ratings are 10. Your pain may be higher than the scale.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going, if you like how it feels.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
}
