//! Ids that name nothing, and ids that are defined twice.

use super::broken::broken;
use insta::assert_snapshot;

#[test]
fn an_unknown_fact_in_a_rule() {
    assert_snapshot!(broken("rules.toml", r#"id = "fever_with_nerve_sign""#, r#""fever""#, r#""fevr""#), @r#"
        rules.toml: rule `fever_with_nerve_sign`: no fact is called `fevr`; the nearest is `fever`
          at: when = { all = ["fevr", { any = ["one_leg_pain_below_knee",
        "#);
    assert_snapshot!(broken("rules.toml", r#"id = "cancer_with_warning_pain""#, "unless = [", r#"unless = ["cancer_cleard", "#), @r#"
        rules.toml: rule `cancer_with_warning_pain`: no fact is called `cancer_cleard`; the nearest is `cancer_cleared`
          at: unless = ["cancer_cleard", ]
        "#);
}

#[test]
fn an_unknown_fact_that_lowers_another() {
    assert_snapshot!(broken("facts.toml", r#"id = "cancer_history""#, r#"lowered_by = [""#, r#"lowered_by = ["no_"#), @r#"
        facts.toml: fact `cancer_history`: no fact is called `no_cancer_cleared`; the nearest is `cancer_cleared`
          at: lowered_by = ["no_cancer_cleared"]
        "#);
}

#[test]
fn an_unknown_fact_in_a_contraindication() {
    assert_snapshot!(broken("contraindications.toml", r#"id = "dvt_suspected""#, r#""calf_swelling_one_side""#, r#""calf_swelling""#), @r#"
        contraindications.toml: contraindication `dvt_suspected`: no fact is called `calf_swelling`; the nearest is `calf_swelling_one_side`
          at: facts = ["calf_swelling"]
        "#);
}

#[test]
fn an_unknown_key_in_an_option() {
    assert_snapshot!(broken("questions.toml", r#"id = "saddle""#, "sets = { ", r#"sets = { saddle_numbnes = "yes", "#), @r#"
        questions.toml: question `nerves`: no fact or finding is called `saddle_numbnes`; the nearest is `saddle_numbness`
          at: sets = { saddle_numbnes = "yes", saddle_numbness = "yes", sa
        "#);
}

#[test]
fn an_unknown_key_that_shows_a_question() {
    assert_snapshot!(broken("questions.toml", r#"id = "after_massage""#, r#"show_when = { any = [""#, r#"show_when = { any = ["no_"#), @r#"
        questions.toml: question `lately` sets `recent_massage`, which nothing uses: use it, or give the fact a `why_asked`
          at: sets = { recent_massage = "yes" }
        questions.toml: question `after_massage`: no fact or finding is called `no_recent_massage`; the nearest is `recent_massage`
          at: show_when = { any = ["no_recent_massage"] }
        "#);
}

#[test]
fn an_unknown_key_in_a_link() {
    assert_snapshot!(broken("links.toml", "[[link]]", r#"facts = [""#, r#"facts = ["no_"#), @r#"
        links.toml: link `worse_cough_sneeze`: no fact is called `no_pain_on_straining`; the nearest is `pain_on_straining`
          at: facts = ["no_pain_on_straining"]
        "#);
    assert_snapshot!(broken("links.toml", "[[link]]", r#"finding = ""#, r#"finding = "no_"#), @r#"
        links.toml: link `no_worse_cough_sneeze`: no finding is called `no_worse_cough_sneeze`; the nearest is `worse_cough_sneeze`
          at: finding = "no_worse_cough_sneeze"
        "#);
}

#[test]
fn an_unknown_fact_that_skips_a_finding() {
    assert_snapshot!(broken("findings.toml", r#"id = "worse_bend_forward""#, r#"skip_if = [""#, r#"skip_if = ["no_"#), @r#"
        findings.toml: finding `press_para_upper`: no fact is called `no_recent_surgery_6_weeks`; the nearest is `recent_surgery_6_weeks`
          at: skip_if = ["no_recent_surgery_6_weeks", "spine_surgery_3_mon
        "#);
}

#[test]
fn an_unknown_finding_of_a_muscle() {
    assert_snapshot!(broken("muscles.toml", r#"id = "iliocostalis_thoracis""#, "findings = { ", "findings = { worse_twisting = 1.0, "), @r#"
        muscles.toml: muscle `iliocostalis_thoracis`: no finding is called `worse_twisting`; the nearest is `worse_twist`
          at: findings = { worse_twisting = 1.0, worse_twist = 1.5, press_
        "#);
}

#[test]
fn an_unknown_finding_of_a_mimic_or_warning() {
    assert_snapshot!(broken("mimics.toml", r#"id = "radiculopathy_l3""#, r#"keys = [""#, r#"keys = ["no_"#), @r#"
        mimics.toml: mimic `radiculopathy_l3`: no finding is called `no_tingling_numb`; the nearest is `tingling_numb`
          at: keys = ["no_tingling_numb", "electric_shoot", "leg_weakness"
        "#);
    assert_snapshot!(broken("mimics.toml", r#"id = "red_cauda""#, r#"any_of = [""#, r#"any_of = ["no_"#), @r#"
        mimics.toml: warning `red_cauda`: no finding is called `no_saddle_numb`; the nearest is `saddle_numb`
          at: any_of = ["no_saddle_numb", "bladder_bowel_change"]
        "#);
}

#[test]
fn an_unknown_fact_in_a_caution() {
    assert_snapshot!(broken("techniques/plan_rules.toml", r#"id = "fever_infection""#, r#"facts = [""#, r#"facts = ["no_"#), @r#"
        techniques/plan_rules.toml: caution `fever_infection`: no fact or finding is called `no_fever`; the nearest is `fever`
          at: facts = ["no_fever"]
        "#);
}

#[test]
fn an_unknown_zone() {
    assert_snapshot!(broken("zone_rows.toml", r#"id = "head""#, r#""occiput_l""#, r#""occiput_left""#), @r#"
        zone_rows.toml: row `head`: no zone is called `occiput_left`; the nearest is `occiput_l`
          at: { zone = "occiput_left", words = "Left side: back of the hea
        zones.toml: zone `occiput_l` is in no row of the list
          at: id = "occiput_l"
        "#);
    assert_snapshot!(broken("zones.toml", r#"id = "occiput_l""#, r#"neighbours = [""#, r#"neighbours = ["no_"#), @r#"
        zones.toml: zone `occiput_l`: no zone is called `no_occiput_r`; the nearest is `occiput_r`
          at: neighbours = ["no_occiput_r", "neck_l"]
        zones.toml: zone `occiput_r` is missing among the neighbours of `occiput_l`, which it names
          at: neighbours = ["no_occiput_r", "neck_l"]
        "#);
    assert_snapshot!(broken("muscles.toml", r#"id = "ict_t6""#, "referral = { ", "referral = { no_such_zone = 0.1, "), @r#"
        muscles.toml: muscle `iliocostalis_thoracis`: no zone is called `no_such_zone`
          at: referral = { no_such_zone = 0.1, interscap_lower_r = 0.9, sc
        "#);
}

#[test]
fn an_unknown_technique() {
    assert_snapshot!(broken("techniques/plan_rules.toml", r#"muscle = "erector_spinae""#, r#"light = [""#, r#"light = ["no_"#), @r#"
        techniques/plan_rules.toml: focus `erector_spinae`: no technique is called `no_sm_es_hands`; the nearest is `sm_es_hands`
          at: light = ["no_sm_es_hands", "sm_es_partner", "sm_mult_hands"]
        "#);
    assert_snapshot!(broken("techniques/plan_rules.toml", r#"id = "t_acute_5""#, r#"A = [""#, r#"A = ["no_"#), @r#"
        techniques/plan_rules.toml: template `t_acute_5`: no technique is called `no_mob_pelvic_tilt`; the nearest is `mob_pelvic_tilt`
          at: A = ["no_mob_pelvic_tilt", "mob_knee_rolls", "breath_sigh_1"
        "#);
    assert_snapshot!(broken("techniques/plan_rules.toml", "[[interaction]]", r#"ids = [""#, r#"ids = ["no_"#), @r#"
        techniques/plan_rules.toml: interaction `osteoporosis`: no technique is called `no_mob_knee_rolls`; the nearest is `mob_knee_rolls`
          at: ids = ["no_mob_knee_rolls", "str_knee_hug_single", "mob_thor
        "#);
    assert_snapshot!(broken("techniques/strength.toml", r#"id = "st_brace_slide""#, r#"harder_id = ""#, r#"harder_id = "no_"#), @r#"
        techniques/strength.toml: technique `st_brace_slide`: no technique is called `no_st_deadbug_tap`; the nearest is `st_deadbug`
          at: harder_id = "no_st_deadbug_tap"
        "#);
}

#[test]
fn an_unknown_caution_or_stop_sign() {
    assert_snapshot!(broken("techniques/strength.toml", r#"id = "st_brace_slide""#, "cautions = [\n  \"", "cautions = [\n  \"no_"), @r#"
        techniques/strength.toml: technique `st_brace_slide`: no caution is called `no_fever_infection`; the nearest is `fever_infection`
          at: "no_fever_infection", "dvt_suspected", "fracture_recent", "r
        "#);
    assert_snapshot!(broken("techniques/strength.toml", r#"id = "st_brace_slide""#, r#"stop_if = [""#, r#"stop_if = ["no_"#), @r#"
        techniques/strength.toml: technique `st_brace_slide`: no stop sign is called `no_pain_over_limit`; the nearest is `pain_over_limit`
          at: stop_if = ["no_pain_over_limit", "sharp_pain", "pain_down_le
        "#);
}

#[test]
fn an_unknown_source() {
    assert_snapshot!(broken("rules.toml", r#"id = "fever_with_nerve_sign""#, r#"source = [""#, r#"source = ["no_"#), @r#"
        rules.toml: rule `fever_with_nerve_sign`: no source is called `no_finucane_2020`; the nearest is `finucane_2020`
          at: source = ["no_finucane_2020", "shroyer_2020", "lauffer_2024"
        "#);
    assert_snapshot!(broken("care.toml", "[flare]", r#"source = ["suri_2011"]"#, r#"source = ["suri_2012"]"#), @r#"
        care.toml: [flare]: no source is called `suri_2012`; the nearest is `suri_2018`
          at: { words = "Flares are common. In a study of 47 people with n
        "#);
}

#[test]
fn an_unknown_fact_behind_a_claim() {
    assert_snapshot!(broken("claims.toml", r#"id = "improves_circulation""#, r#"facts = ["e357""#, r#"facts = ["e9999""#), @r#"
        claims.toml: claim `improves_circulation`: no evidence is called `e9999`
          at: facts = ["e9999", "e358"]
        "#);
}

#[test]
fn an_unknown_question_on_a_short_list() {
    assert_snapshot!(broken("questions.toml", r#"id = "mini""#, r#"opens = ["nerves""#, r#"opens = ["nervs""#), @r#"
        questions.toml: screen_set `mini`: no question is called `nervs`; the nearest is `nerves`
          at: opens = ["nervs"]
        "#);
}

#[test]
fn an_unknown_focus_or_group() {
    assert_snapshot!(broken("muscles.toml", r#"id = "iliocostalis_thoracis""#, r#"focus = "erector_spinae""#, r#"focus = "erector""#), @r#"
        muscles.toml: muscle `iliocostalis_thoracis`: no focus is called `erector`; the nearest is `erector_spinae`
          at: focus = "erector"
        "#);
    assert_snapshot!(broken("muscles.toml", "id = \"iliocostalis_thoracis\"\nname", r#"group = "erector_spinae""#, r#"group = "erectors""#), @r#"
        muscles.toml: muscle `iliocostalis_thoracis`: no group of muscles is called `erectors`; the nearest is `erector_spinae`
          at: group = "erectors"
        "#);
    assert_snapshot!(broken("techniques/strength.toml", r#"id = "st_brace_slide""#, r#"targets = [""#, r#"targets = ["no_"#), @r#"
        techniques/strength.toml: technique `st_brace_slide`: no focus is called `no_multifidus`; the nearest is `multifidus`
          at: targets = ["no_multifidus", "iliopsoas"]
        "#);
}

#[test]
fn an_unknown_kind_in_a_rule_of_the_plan() {
    assert_snapshot!(broken("techniques/plan_rules.toml", r#"id = "R02""#, r#"touches = [""#, r#"touches = ["no_"#), @r#"
        techniques/plan_rules.toml: plan_rule `R02`: no kind or technique is called `no_*`
          at: touches = ["no_*"]
        "#);
}

#[test]
fn an_unknown_kind_of_technique_evidence() {
    assert_snapshot!(broken("claims.toml", "[[technique_evidence]]", r#"id = "professional""#, r#"id = "profesional""#), @r#"
        claims.toml: technique_evidence: no technique, kind or tool is called `profesional`; the nearest is `pro_myofascial`
          at: id = "profesional"
        "#);
}

#[test]
fn a_day_without_its_session() {
    assert_snapshot!(broken("techniques/plan_rules.toml", r#"id = "t_acute_5""#, r#"week = ["A""#, r#"week = ["Z""#), @r#"
        techniques/plan_rules.toml: template `t_acute_5`: its week names the session `Z`, which it lacks
          at: week = ["Z", "B", "A", "C", "A", "B", "C"]
        "#);
}

#[test]
fn an_unknown_fact_in_the_words_of_care() {
    assert_snapshot!(broken("care.toml", r#"id = "sudden_headache""#, r#"sets = ""#, r#"sets = "no_"#), @r#"
        care.toml: stop_sign `sudden_headache`: no fact is called `no_severe_headache_after_neck_work`; the nearest is `severe_headache_after_neck_work`
          at: sets = "no_severe_headache_after_neck_work"
        "#);
    assert_snapshot!(broken("care.toml", r#"id = "fear""#, r#"fact = ""#, r#"fact = "no_"#), @r#"
        care.toml: yellow_flag `fear`: no fact or finding is called `no_fear_of_movement`; the nearest is `fear_of_movement`
          at: fact = "no_fear_of_movement"
        questions.toml: question `life` sets `fear_of_movement`, which nothing uses: use it, or give the fact a `why_asked`
          at: sets = { fear_of_movement = "yes" }
        "#);
    assert_snapshot!(broken("care.toml", r#"id = "relapse_and_unwell""#, r#"facts = [""#, r#"facts = ["no_"#), @r#"
        care.toml: follow_up `relapse_and_unwell`: no fact or finding is called `no_unwell_generally`; the nearest is `unwell_generally`
          at: facts = ["no_unwell_generally", "unexplained_weight_loss", "
        "#);
}

#[test]
fn an_unknown_profile_field() {
    assert_snapshot!(broken("questions.toml", r#"id = "sleep_hours""#, r#"field = "sleep_hours""#, r#"field = "nights""#), @r#"
        questions.toml: question `sleep_hours`: no profile field is called `nights`
          at: field = "nights"
        "#);
}

#[test]
fn a_rule_that_is_defined_twice() {
    assert_snapshot!(broken("rules.toml", r#"id = "cancer_with_warning_pain""#, r#"id = "cancer_with_warning_pain""#, r#"id = "fever_with_nerve_sign""#), @r#"
        rules.toml: rule `fever_with_nerve_sign` is defined twice, first in knowledge/rules.toml: keep one
          at: id = "fever_with_nerve_sign"
        "#);
}

#[test]
fn a_fact_that_is_defined_twice() {
    assert_snapshot!(broken("facts.toml", r#"id = "urine_retention_new""#, r#"id = "urine_retention_new""#, r#"id = "saddle_numbness""#), @r#"
        facts.toml: fact `saddle_numbness` is defined twice, first in knowledge/facts.toml: keep one
          at: id = "saddle_numbness"
        "#);
}

#[test]
fn an_option_that_is_defined_twice() {
    assert_snapshot!(broken("questions.toml", r#"id = "chest""#, r#"id = "breath"#, r#"id = "chest" #"#), @r#"
        questions.toml: question `now`: option `chest` is defined twice: keep one
          at: id = "chest" #"
        "#);
}

#[test]
fn a_paper_described_in_two_ways() {
    assert_snapshot!(broken("sources/safety.toml", r#"id = "henschke_2009""#, "people = 1172", "people = 1712"), @r#"
        sources/safety.toml: source `henschke_2009`: people 1712 here, 1172 in knowledge/sources/evidence.toml
          at: people = 1712
        "#);
}

#[test]
fn an_unknown_technique_in_a_course() {
    assert_snapshot!(broken("courses.toml", r#"id = "trunk_front""#, r#"steps = [""#, r#"steps = ["no_"#), @r#"
        courses.toml: ladder `trunk_front`: no technique is called `no_mob_pelvic_tilt`; the nearest is `mob_pelvic_tilt`
          at: steps = ["no_mob_pelvic_tilt", "st_brace_slide", "st_deadbug
        "#);
    assert_snapshot!(broken("courses.toml", r#"id = "stress_or_sleep""#, r#"first = [""#, r#"first = ["no_"#), @r#"
        courses.toml: matching `stress_or_sleep`: no technique is called `no_pro_swedish`; the nearest is `pro_swedish`
          at: first = ["no_pro_swedish", "pro_shiatsu"]
        "#);
}

#[test]
fn a_tip_that_is_defined_twice() {
    assert_snapshot!(broken("courses.toml", "[[sleep_tip]]", r#"id = ""#, r#"id = "slow_breathing" # ""#), @r#"
        courses.toml: stress_tip `slow_breathing` is defined twice, first in knowledge/courses.toml: keep one
          at: id = "slow_breathing"
        "#);
    assert_snapshot!(broken("courses.toml", r#"id = "sitting""#, r#"id = "standing""#, r#"id = "sitting""#), @r#"
        courses.toml: posture_tip `sitting` is defined twice, first in knowledge/courses.toml: keep one
          at: id = "sitting"
        "#);
}
