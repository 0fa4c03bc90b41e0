//! Muscles, look-alikes and findings, as the terminal shows them.

use super::page;
use crate::samples::well;
use domain::entry::{PersonNow, ProblemReported};
use insta::assert_snapshot;
use jiff::civil::date;

#[test]
fn a_muscle_of_this_person_has_its_reasons() {
    assert_snapshot!(page(well(date(2026, 3, 20)).person(), "quadratus_lumborum"), @r"
    Side of the low back (quadratus lumborum)
    -----------------------------------------
    Where: Deep at the side of the low back, between the last rib and the hip bone.
    What people feel: A deep ache on one side, sharp when you cough, roll over or
    stand up.
    By yourself: Lean sideways on a soft ball at a wall, above the hip bone. Press
    gently towards the spine. Stay off the last rib. Press towards the spine, never
    up under the last rib: the kidney lies there.
    Ask a therapist for: the side of my low back, between ribs and hip.
    How sure: low (new studies are likely to change this).

    For you
    -------
    A fair guess: it may be part of your pain, on the right.
    For it:
    - You marked: Rim of the pelvis, right. Its pain is often felt there.
    - You marked: Outer low back above the hip bone, right. Its pain is now and then
      felt there.
    Against it:
    - You said no to: coughing or sneezing hurts.
    This is a guess from what you marked and said. It is not a diagnosis.

    Where this comes from
    ---------------------
    - Richter P, Hebgen E. Trigger Points and Muscle Chains in Osteopathy. Thieme
      2009 (quadratus lumborum and iliacus sections)
    - triggerpointtherapist.com, 'Masters of low back pain' (quadratus lumborum,
      three fibre sets)
    - nielasher.com, 'Treating quadratus lumborum'
    - 'Example myofascial pain case: quadratus lumborum trigger point and chronic
      low back pain', chapter 20, Springer, doi 10.1007/978-3-030-47117-0_20
      (abstract) (described cases)
    - National Association of Myofascial Trigger Point Therapists, Symptom Checker,
      pages 'Quadratus Lumborum' and 'Longissimus/Iliocostalis' (after Travell &
      Simons), check.myofascialtherapy.org
    - learnandfeelbetter.com, 'Quadratus lumborum'
    - westsubpainrelief.com, 'Chronic low back pain: quadratus lumborum'
    - Holm-Jensen et al. 2020. Agreement between examiners on tender points in
      muscle (study of how well a sign tells)
    - Njoo KH, Van der Does E. Occurrence and inter-rater reliability of myofascial
      trigger points in the quadratus lumborum and gluteus medius. Pain
      1994;58(3):317-323 (study of how well a sign tells)
    - Monclus-Diez G et al. Prevalence of myofascial trigger points in patients with
      radiating and non-radiating low back pain: a systematic review. Biomedicines
      2025;13(6):1453. Nine studies (review of studies)
    - Iglesias-Gonzalez JJ et al. Myofascial trigger points, pain, disability, and
      sleep quality in patients with chronic nonspecific low back pain. Pain Med
      2013;14(12):1964-1970, doi 10.1111/pme.12224 (people followed over time)
    - Travell JG, Simons DG. Myofascial Pain and Dysfunction: The Trigger Point
      Manual, vol. 1 (Simons, Travell, Simons, 2nd ed. 1999) and vol. 2 (1992),
      Williams & Wilkins. The origin of nearly all the pain drawings; read through
      the summaries listed here
    - Backwise's own cautious choice, awaiting clinical review
    ");
}

#[test]
fn a_muscle_that_nothing_points_to_says_so() {
    let page = page(well(date(2026, 3, 20)).person(), "trapezius_upper");
    assert!(page.contains("Your body picture and your answers do not point to it."), "{page}");
}

#[test]
fn no_muscle_is_named_while_a_clinician_looks_first() {
    let day = date(2026, 3, 20);
    let sign = ProblemReported { yes: ["fever".into()].into(), unsure: [].into(), words: String::new() };
    let page = page(well(day).on(day, sign).person(), "quadratus_lumborum");
    assert!(page.contains("We name no muscles for you now, because a clinician looks first."), "{page}");
}

#[test]
fn a_look_alike_says_what_to_do_and_what_points_to_it() {
    assert_snapshot!(page(PersonNow::default(), "radiculopathy_l3"), @r"
    Nerve pain to the front of the thigh
    ------------------------------------
    You can still try gentle massage of the back. Stop if the leg pain spreads. This
    can look like nerve pain to the front of the thigh. See a doctor today if the
    leg is weak.
    How sure: low (new studies are likely to change this).
    What points to it:
    - there are pins and needles or numbness
    - it shoots down an arm or leg like electricity
    - your leg is weak or gives way, or your foot drops
    - your leg hurts more than your back
    For clinicians: Nerve-root pain L2-L3, doctor soon if weakness.

    Where this comes from
    ---------------------
    - Backwise's own cautious choice, awaiting clinical review
    ");
}

#[test]
fn a_finding_names_the_muscles_it_speaks_for() {
    assert_snapshot!(page(PersonNow::default(), "worse_cough_sneeze"), @r"
    Does coughing or sneezing hurt?
    -------------------------------
    A yes speaks most for:
    - side of the low back (quadratus lumborum)
    - side of the belly (obliques and transversus abdominis)
    - small muscle under the top of the shoulder blade (serratus posterior superior)
    - small muscle over the lowest back ribs (serratus posterior inferior)
    A yes speaks most against:
    - upper outer buttock (gluteus medius)
    - deep side of the hip (gluteus minimus)
    - deep middle of the buttock (piriformis)
    - back of the thigh, up to the sit bone (hamstrings)
    - front pocket of the hip (tensor fasciae latae)
    How sure: custom or our own cautious choice, hardly tested.

    Where this comes from
    ---------------------
    - National Association of Myofascial Trigger Point Therapists, Symptom Checker,
      pages 'Quadratus Lumborum' and 'Longissimus/Iliocostalis' (after Travell &
      Simons), check.myofascialtherapy.org
    ");
}
