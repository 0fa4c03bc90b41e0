//! What the screen knows, as the terminal shows it.

use super::page;
use crate::samples::well;
use domain::entry::PersonNow;
use insta::assert_snapshot;
use jiff::civil::date;

#[test]
fn a_sign_says_what_it_means_and_what_to_do() {
    assert_snapshot!(page(PersonNow::default(), "saddle_numbness"), @r#"
    Numb, tingly or odd feeling between your legs or round your bottom
    ------------------------------------------------------------------
    This can be a sign of pressure on the nerves to your bladder and bowel. Those
    nerves need help within hours.
    If yes: Call 112 or your local emergency number now.
    If you are not sure: Call 112 or your local emergency number now.
    What to say: "I have back pain and new numbness between my legs."
    How sure: low (new studies are likely to change this).

    For clinicians: Emergency cohort LR+ 11.0 for serious spinal disease; series of
    334 urgent scans: sensitivity 0.60, specificity 0.67, OR 3.0. Pooled over 7
    studies (569 people), single signs: sensitivity 0.19 to 0.43, specificity 0.62
    to 0.88. Presence is worth acting on; absence proves little.

    Where this comes from
    ---------------------
    - Getting It Right First Time. National suspected cauda equina syndrome pathway,
      England. 2023 (guideline)
    - Finucane LM et al. International framework for red flags for potential serious
      spinal pathologies. J Orthop Sports Phys Ther 2020;50(7):350-372.
      doi:10.2519/jospt.2020.9971 (guideline)
    - Greenhalgh S, Finucane L, Mercer C, Selfe J. Cauda equina patient card.
      Musculoskelet Sci Pract 2018;37:69-74; toolkit, Prim Health Care Res Dev 2016
      (data)
    - NHS. Back pain: when to get help (guideline)
    - Healthcare Safety Investigation Branch. Timely detection and treatment of
      cauda equina syndrome. 2021 (guideline)
    - Back pain red flags in the emergency department, 1,000 patients, Melbourne.
      Eur Spine J 2020 (study of how well a sign tells, 1,000 people)
    - Retrospective series of 334 urgent scans for suspected cauda equina syndrome,
      25 positive (study of how well a sign tells, 334 people)
    - Dionne N et al. Accuracy of signs for cauda equina syndrome. Musculoskelet Sci
      Pract 2019;42:125-133 (review of studies, 569 people)
    "#);
}

#[test]
fn a_rule_lists_the_answers_it_looks_at() {
    assert_snapshot!(page(well(date(2026, 3, 20)).person(), "cancer_with_warning_pain"), @r#"
    Answers that count more together
    --------------------------------
    Cancer, now or in the past, together with pain like this needs a look soon.
    What to do then: Get medical help today.
    What to say: "I have or had cancer. My back pain is constant, severe or growing,
    or I lost weight."
    It looks at these answers:
    - cancer that has spread to a bone, or myeloma (you said: not asked yet)
    - you have or had cancer (you said: no)
    - cancer treatment now (you said: no)
    - night pain that no position settles, or that drives you out of bed (you said:
      no)
    - pain of 8 to 10 out of 10 (you said: no)
    - one spine bone that is very sore when pressed (you said: no)
    - you lost weight without trying (you said: no)
    - pain that is there all the time and no position eases (you said: no)
    - it is getting worse (you said: no)
    How sure: low (new studies are likely to change this).

    Where this comes from
    ---------------------
    - NICE guideline NG234. Spinal metastases and metastatic spinal cord
      compression. 2023 (guideline)
    - Finucane LM et al. International framework for red flags for potential serious
      spinal pathologies. J Orthop Sports Phys Ther 2020;50(7):350-372.
      doi:10.2519/jospt.2020.9971 (guideline)
    - Downie A et al. Red flags to screen for malignancy and fracture in patients
      with low back pain. BMJ 2013;347:f7095 (study of how well a sign tells)
    "#);
}

#[test]
fn a_health_state_has_all_its_pages() {
    assert_snapshot!(page(well(date(2026, 3, 20)).person(), "anticoagulant"), @r"
    A medicine that thins your blood
    --------------------------------
    Bruises and bleeding are more likely, so we keep it light.
    If yes: You can try massage with some changes.
    If you are not sure: You can try massage with some changes.
    Your answer: no.
    How sure: custom or our own cautious choice, hardly tested.

    For clinicians: A man on blood thinners bled fatally after repeated massage gun
    use on the belly wall.

    Where this comes from
    ---------------------
    - Kwon L. Rectus sheath haematoma after a percussive massage device. Biomed Hub
      (described cases, 1 person)
    - General professional massage contraindication lists (blood thinners, burns,
      wounds, clots, fractures, severe osteoporosis, low platelets). Professional
      custom

    What your health changes
    ------------------------
    Your blood thinner makes bruises and bleeding more likely.
    Light strokes, at most 3 of 10. No massage gun. Ask before you use a roller.
    Stop if a bruise shows.
    It holds if one of these is so, or you are not sure:
    - a medicine that thins your blood (you said: no)
    It does not hold for you.
    What it means:
    - Swedish massage: lighter or changed
    - Deep tissue massage: leave it out
    - Myofascial release: lighter or changed
    - Trigger point therapy: lighter or changed
    - Sports massage: leave it out
    - Foam roller: ask a clinician first
    - Ball: lighter or changed
    - Heat: fine
    - Stretching and moving: fine
    - Getting stronger: fine
    Strongest pressing pain: 3 of 10.
    How sure: custom or our own cautious choice, hardly tested.

    Where this comes from
    ---------------------
    - Kwon L. Rectus sheath haematoma after a percussive massage device. Biomed Hub
      (described cases, 1 person)
    - General professional massage contraindication lists (blood thinners, burns,
      wounds, clots, fractures, severe osteoporosis, low platelets). Professional
      custom

    What we look out for
    --------------------
    Medicine that thins your blood, or an illness that makes you bleed.
    It holds if one of these is so, or you are not sure:
    - a medicine that thins your blood (you said: no)
    - a low platelet count (you said: no)
    - haemophilia or another bleeding disorder (you said: no)
    What it changes:
    - Change it (professional massage, self-massage): At most 3 of 10. Hands, soft
      socks at the wall, or a roller on big muscles only. Watch for bruises.
    - Leave it out (Deep tissue massage, Trigger point therapy, Neuromuscular
      therapy, Traditional Thai massage, Tuina (Chinese massage), Long back muscles:
      massage gun held by a partner, Side of the back: massage gun, Buttock: massage
      gun, Side of the hip: massage gun, Top of the shoulder: massage gun, Front of
      the thigh: massage gun, Back of the thigh: massage gun, Inside the hip bone:
      fingertips, lying): Bleeding and bruises are too likely with this one.
    How sure: custom or our own cautious choice, hardly tested.

    Where this comes from
    ---------------------
    - General professional massage contraindication lists (blood thinners, burns,
      wounds, clots, fractures, severe osteoporosis, low platelets). Professional
      custom
    - Consumer safety of percussive massage devices, 2025. jfwhp.kglmeridian.com
      (described cases)
    ");
}
