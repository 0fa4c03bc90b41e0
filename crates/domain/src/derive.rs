//! Facts that follow from others: from age, sex, the body picture, and from findings that mean the same.

use crate::facts::Facts;
use crate::knowledge::Knowledge;
use crate::knowledge::body::Side;
use crate::knowledge::safety::Derived;
use crate::profile::{Profile, Sex};
use crate::truth::Truth;

/// From this pain score on, pain counts as severe (`reference`: safety, part 2.14).
pub const SEVERE_PAIN: u8 = 8;

/// How many signs of the inflammatory pattern make it (`reference`: safety, part 2.12).
const INFLAMMATORY_SIGNS: usize = 3;

const INFLAMMATORY_FINDINGS: [&str; 6] = [
    "young_slow_onset",
    "morning_stiff_over_30",
    "rest_worse_move_better",
    "wakes_second_half_night",
    "alternating_buttock",
    "psoriasis_eye_bowel",
];

impl Facts {
    /// Adds what follows from the age, the sex, the pain score, the drawing and from answers that mean the same.
    ///
    /// Nothing that is known is lowered. Running it twice changes nothing more.
    ///
    /// ```
    /// use domain::facts::Facts;
    /// use domain::knowledge::Knowledge;
    /// use domain::profile::Profile;
    /// use domain::truth::Truth;
    ///
    /// let knowledge = Knowledge::bundled().unwrap();
    /// let mut facts = Facts::default();
    /// facts.derive(&knowledge, &Profile { age: Some(72), ..Profile::default() });
    /// assert_eq!(facts.get("age_70_plus"), Some(Truth::Yes));
    /// assert_eq!(facts.get("child_under_16"), Some(Truth::No));
    /// ```
    pub fn derive(&mut self, knowledge: &Knowledge, profile: &Profile) {
        if profile.age.is_some() {
            self.set_age(profile.age);
        }
        self.derive_age(knowledge);
        self.derive_sex(profile);
        self.derive_zones(knowledge);
        if let Some(pain) = profile.pain_now {
            self.raise("pain_severe", yes_if(pain >= SEVERE_PAIN));
        }
        self.derive_links(knowledge);
        self.derive_inflammatory();
        // "Over 3 months" is also "over 6 weeks", whichever question said so.
        if self.is_yes("duration_over_3_months") {
            self.raise("duration_over_6_weeks", Truth::Yes);
        }
    }

    fn derive_age(&mut self, knowledge: &Knowledge) {
        let Some(age) = self.age() else { return };
        self.raise("child_under_16", yes_if(age < 16));
        self.raise("age_16_17", yes_if((16..18).contains(&age)));
        self.raise("age_70_plus", yes_if(age >= 70));
        for finding in knowledge.findings.values().filter(|finding| finding.derived == Some(Derived::Age)) {
            if let Some(from) = finding.age_from {
                self.raise(finding.id.clone(), yes_if(age >= from));
            }
        }
    }

    fn derive_sex(&mut self, profile: &Profile) {
        if let Some(sex) = profile.sex {
            self.raise("female", yes_if(sex == Sex::Female));
            self.raise("male", yes_if(sex == Sex::Male));
        }
    }

    fn derive_zones(&mut self, knowledge: &Knowledge) {
        let marked: Vec<_> = self
            .drawing()
            .iter()
            .filter(|(_, amount)| **amount > 0.0)
            .filter_map(|(zone, _)| knowledge.zone(zone))
            .collect();
        for key in marked.iter().flat_map(|zone| &zone.regions) {
            self.raise(key.clone(), Truth::Yes);
        }
        if !marked.is_empty() {
            let on = |side: Side| marked.iter().any(|zone| zone.side == side);
            let both = on(Side::Left) && on(Side::Right);
            self.raise("pain_both_sides", yes_if(both));
            self.raise("pain_one_side", yes_if(!both && (on(Side::Left) || on(Side::Right))));
            for fact in knowledge.facts.values().filter(|fact| fact.derived == Some(Derived::Zones)) {
                self.set_if_unknown(fact.id.clone(), Truth::No);
            }
        }
    }

    /// A finding is a yes if any fact that means the same is, and the other way round.
    ///
    /// A "no" passes on only where the two mean the same (`implies` is one of the facts) and every fact is a no:
    /// no burning strip of skin does not mean that nothing burns.
    fn derive_links(&mut self, knowledge: &Knowledge) {
        for link in &knowledge.links {
            let settled = link.facts.iter().any(|key| self.is_possible(key.as_str()));
            if let (false, Some(fact), Some(truth)) = (settled, &link.implies, self.get(&link.finding))
                && truth.is_possible()
            {
                self.raise(fact.clone(), truth);
            }
            let known: Vec<Truth> = link.facts.iter().filter_map(|key| self.get(key)).collect();
            let same = link.implies.as_ref().is_some_and(|fact| link.facts.contains(fact));
            match known.iter().max() {
                Some(Truth::No) if same && known.len() == link.facts.len() => {
                    self.raise(link.finding.clone(), Truth::No);
                }
                Some(truth) if truth.is_possible() => self.raise(link.finding.clone(), *truth),
                _ => {}
            }
        }
    }

    fn derive_inflammatory(&mut self) {
        let signs = INFLAMMATORY_FINDINGS.iter().filter(|key| self.is_yes(key)).count();
        let long = self.is_yes("duration_over_3_months") || self.is_yes("long_lasting");
        if long && self.is_yes("young_slow_onset") && signs >= INFLAMMATORY_SIGNS {
            self.raise("ibp_pattern", Truth::Yes);
        }
    }
}

fn yes_if(condition: bool) -> Truth {
    if condition { Truth::Yes } else { Truth::No }
}
