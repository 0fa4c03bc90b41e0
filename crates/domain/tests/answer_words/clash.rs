//! Sentences that would clash beside each other are explained, or say less.

use crate::people::read;
use insta::assert_snapshot;

#[test]
fn what_seems_to_clash_is_explained() {
    assert_snapshot!(read("helps since the first week"), @r"
    # Massage very likely helps you
    About 10 points of 10 less pain on average, maybe 3 to 10.
    This compares with what your average pain would be without massage.
    You said 1 point would be worth it, and it is likely that much.
    How sure: more than 19 in 20 that it helps at all ●●●●●●●●●◐
    How sure: more than 19 in 20 that it helps by 1 point or more ●●●●●●●●●◐

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
    You had massage on days that began a little worse than others.
    Your diary has 21 days so far. That is few.
    We take it that sessions add up. If each one only renews the last, it is a little less.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    How often from now on
    About every 46 days may keep most of it.
    This is a start to be tested: see whether it lasts from one session to the next.

    What now
    Keep going as now.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
}
