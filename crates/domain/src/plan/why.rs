//! Why something is in a plan: typed reasons, and the words for them.

use crate::gate::Ground;
use crate::ids::{CourseId, FocusId, Key, MuscleId, PlanRuleId, SourceId, TechniqueId, TipId};
use crate::knowledge::Knowledge;
use crate::knowledge::body::Side;
use crate::knowledge::source::Certainty;
use crate::knowledge::technique::{Evidence, Feel, Kind, Phase};
use serde::{Deserialize, Serialize};

/// One reason, as ids; [`why_words`] gives the words and [`Why::certainty`] how sure it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Why {
    /// A rule of the plan asks for it.
    Rule {
        /// The rule.
        rule: PlanRuleId,
    },
    /// A muscle that is likely to be sore.
    Muscle {
        /// The muscle.
        muscle: MuscleId,
        /// Its side.
        side: Side,
        /// Its place in the ranking, from 1.
        rank: u8,
    },
    /// It serves the place that was marked.
    Area {
        /// The name under which techniques serve the place.
        focus: FocusId,
    },
    /// It serves backs in general.
    General,
    /// An answer speaks for it.
    Finding {
        /// The finding or fact.
        finding: Key,
    },
    /// The person likes this kind of thing.
    Likes {
        /// The kind.
        likes: Kind,
    },
    /// It feels the way the person wishes.
    Feel {
        /// The feel.
        feel: Feel,
    },
    /// The feel that the person wishes is not for now.
    FeelNotNow {
        /// The feel.
        feel: Feel,
    },
    /// A health answer limits it.
    Limit {
        /// What limits it.
        ground: Ground,
    },
    /// How well it is tested.
    Tested {
        /// The technique.
        technique: TechniqueId,
    },
    /// It stands in for another one.
    InsteadOf {
        /// The one it stands in for.
        technique: TechniqueId,
        /// Why that one is not there.
        because: Refusal,
    },
    /// The stage the pain is at.
    Phase {
        /// The phase.
        phase: Phase,
    },
    /// The situation it fits.
    Situation {
        /// The row of the matching table.
        situation: TipId,
    },
    /// The course of visits for the phase.
    Course {
        /// The course.
        course: CourseId,
    },
    /// A tip.
    Tip {
        /// The tip.
        tip: TipId,
    },
    /// The budget pays for so many visits.
    Budget {
        /// How many visits it pays for.
        visits: u8,
    },
    /// The person chose it.
    Asked,
    /// Nothing is known, so the usual value is taken.
    Usual,
}

/// Why a technique is not in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// A health answer speaks against it.
    Health,
    /// It is not for this phase.
    Phase,
    /// A thing it needs is missing.
    Equipment,
    /// A helper is missing.
    Helper,
    /// The person does not want this kind.
    Wish,
    /// A gentler one comes first.
    Level,
    /// The person left it out.
    Dropped,
    /// Spacing, minutes or variety.
    Variety,
}

impl Refusal {
    /// The words shown to a person; they complete "Instead of ...: ".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Health => "your health answers speak against it for now",
            Self::Phase => "it comes at a later stage",
            Self::Equipment => "it needs a thing you do not have",
            Self::Helper => "it needs a helper",
            Self::Wish => "you did not want this kind",
            Self::Level => "a gentler one comes first",
            Self::Dropped => "you left it out",
            Self::Variety => "this one fits your week better",
        }
    }
}

impl Why {
    /// A rule, by its number.
    #[must_use]
    pub fn rule(number: &str) -> Self {
        Self::Rule { rule: PlanRuleId::from(number) }
    }

    /// Whether the old item goes for this reason even where the new one does not fit: it made things worse, or the
    /// person chose so.
    pub(super) fn takes_away(&self) -> bool {
        match self {
            Self::Rule { rule } => ["R14", "R35", "R37"].contains(&rule.as_str()),
            Self::Asked => true,
            _ => false,
        }
    }

    /// How sure it is, where the reason rests on knowledge rather than on a wish.
    #[must_use]
    pub fn certainty(&self, knowledge: &Knowledge) -> Option<Certainty> {
        self.ground(knowledge).map(|(certainty, _)| certainty)
    }

    /// Where it comes from.
    #[must_use]
    pub fn source<'a>(&self, knowledge: &'a Knowledge) -> &'a [SourceId] {
        self.ground(knowledge).map_or(&[], |(_, source)| source)
    }

    fn ground<'a>(&self, knowledge: &'a Knowledge) -> Option<(Certainty, &'a [SourceId])> {
        let courses = &knowledge.courses;
        match self {
            Self::Rule { rule } => knowledge
                .plan_rules
                .iter()
                .find(|known| known.id == *rule)
                .and_then(|known| Some((known.certainty?, known.source.as_slice()))),
            Self::Muscle { muscle, .. } => knowledge
                .muscles
                .iter()
                .find(|known| known.id == *muscle)
                .map(|known| (known.certainty, known.source.as_slice())),
            Self::Tested { technique } => {
                let known = knowledge.techniques.get(technique)?;
                let certainty = match known.evidence {
                    Evidence::Good => Certainty::Moderate,
                    Evidence::Some => Certainty::Low,
                    Evidence::Convention => Certainty::Custom,
                };
                Some((certainty, &known.source))
            }
            Self::Limit { ground: Ground::Contraindication(id) } => knowledge
                .contraindications
                .iter()
                .find(|row| row.id == *id)
                .map(|row| (row.certainty, row.source.as_slice())),
            Self::Limit { ground: Ground::Caution(id) } => {
                knowledge.cautions.get(id).map(|known| (known.certainty, known.source.as_slice()))
            }
            Self::Limit { ground: Ground::LookAlike(id) } => knowledge
                .mimics
                .iter()
                .find(|mimic| mimic.id == *id)
                .map(|mimic| (mimic.certainty, mimic.source.as_slice())),
            Self::Situation { situation } => courses
                .matchings
                .iter()
                .find(|row| row.id == *situation)
                .map(|row| (row.certainty, row.source.as_slice())),
            Self::Course { course } => courses
                .courses
                .iter()
                .find(|row| row.id == *course)
                .map(|row| (row.certainty, row.source.as_slice())),
            Self::Phase { phase } => {
                courses.phase(*phase).map(|goal| (goal.certainty, goal.source.as_slice()))
            }
            Self::Tip { tip } => courses.tip(tip).map(|tip| (tip.certainty, tip.source)),
            Self::Limit { ground: Ground::Level(_) } | Self::General | Self::Area { .. } => {
                Some((Certainty::Custom, &[]))
            }
            Self::Finding { .. }
            | Self::Likes { .. }
            | Self::Feel { .. }
            | Self::FeelNotNow { .. }
            | Self::InsteadOf { .. }
            | Self::Budget { .. }
            | Self::Asked
            | Self::Usual => None,
        }
    }
}

/// The words for a reason.
///
/// ```
/// use domain::knowledge::Knowledge;
/// use domain::plan::{Why, why_words};
///
/// let knowledge = Knowledge::bundled().unwrap();
/// let words = why_words(&knowledge, &Why::rule("R20"));
/// assert!(words.starts_with("Pain of 2 weeks or longer: "), "{words}");
/// ```
#[must_use]
pub fn why_words(knowledge: &Knowledge, why: &Why) -> String {
    let courses = &knowledge.courses;
    match why {
        Why::Rule { rule } => knowledge
            .plan_rules
            .iter()
            .find(|known| known.id == *rule)
            .map_or_else(|| rule.to_string(), |rule| format!("{}: {}", rule.when, lower_first(&rule.then))),
        Why::Muscle { muscle, side, rank } => muscle_words(knowledge, muscle, *side, *rank),
        Why::Area { .. } => "It serves the place that you marked.".to_owned(),
        Why::General => "It serves backs in general.".to_owned(),
        Why::Finding { finding } => {
            let fact = knowledge.facts.get(finding).map(|fact| fact.words.as_str());
            let text = knowledge.findings.get(finding).map(|finding| finding.text.as_str());
            format!("You told us: {}.", text.or(fact).unwrap_or(finding.as_str()).trim_end_matches('.'))
        }
        Why::Likes { likes } => format!("You like this: {}.", likes.words()),
        Why::Feel { feel } => format!("You wish for this feel: {}.", feel_words(*feel)),
        Why::FeelNotNow { feel } => format!("The feel you wish for is not for now: {}.", feel_words(*feel)),
        Why::Limit { ground } => limit_words(knowledge, ground),
        Why::Tested { technique } => knowledge.techniques.get(technique).map_or_else(String::new, |known| {
            format!("How well it is tested: {}.", known.evidence.words().trim_end_matches('.'))
        }),
        Why::InsteadOf { technique, because } => {
            let known = knowledge.techniques.get(technique);
            let name = known.map_or(technique.as_str(), |known| known.name.as_str());
            format!("Instead of “{name}”: {}.", because.words())
        }
        Why::Phase { phase } => courses.phase(*phase).map_or_else(String::new, |goal| {
            format!("Your aim now ({}): {}.", phase.words(), lower_first(&goal.goal))
        }),
        Why::Situation { situation } => {
            courses.matchings.iter().find(|row| row.id == *situation).map_or_else(
                || situation.to_string(),
                |row| format!("{}: {}", row.situation, lower_first(&row.words)),
            )
        }
        Why::Course { course } => courses
            .courses
            .iter()
            .find(|row| row.id == *course)
            .map_or_else(|| course.to_string(), |row| row.words.clone()),
        Why::Tip { tip } => courses.tip(tip).map_or_else(|| tip.to_string(), |tip| tip.words.to_owned()),
        Why::Budget { visits: 0 } => "Your budget does not reach for a visit.".to_owned(),
        Why::Budget { visits: 1 } => "Your budget pays for 1 full visit.".to_owned(),
        Why::Budget { visits } => {
            format!(
                "Your budget pays for {visits} visits. Fewer full visits are worth more than many short ones."
            )
        }
        Why::Asked => "You chose this.".to_owned(),
        Why::Usual => "This is the usual start when nothing else is known.".to_owned(),
    }
}

fn muscle_words(knowledge: &Knowledge, muscle: &MuscleId, side: Side, rank: u8) -> String {
    let known = knowledge.muscles.iter().find(|known| known.id == *muscle);
    let plain = known.map_or_else(|| muscle.to_string(), |known| lower_first(&known.plain));
    let place = match side {
        Side::Left => " on the left",
        Side::Right => " on the right",
        Side::Both => " on both sides",
        Side::None => "",
    };
    let which = match rank {
        1 => "likeliest",
        2 => "second likeliest",
        _ => "third likeliest",
    };
    format!("It serves the {which} muscle: {plain}{place}.")
}

fn limit_words(knowledge: &Knowledge, ground: &Ground) -> String {
    match ground {
        Ground::Contraindication(id) => knowledge
            .contraindications
            .iter()
            .find(|row| row.id == *id)
            .map_or_else(|| id.to_string(), |row| format!("{} {}", row.why, row.how)),
        Ground::Caution(id) => knowledge.cautions.get(id).map_or_else(
            || id.to_string(),
            |caution| format!("You told us: {}", lower_first(&caution.question)),
        ),
        Ground::LookAlike(id) => knowledge
            .mimics
            .iter()
            .find(|mimic| mimic.id == *id)
            .map_or_else(|| id.to_string(), |mimic| mimic.say.clone()),
        Ground::Level(_) => "Your answers ask for more care.".to_owned(),
    }
}

/// How a massage feels, in words.
#[must_use]
pub fn feel_words(feel: Feel) -> &'static str {
    match feel {
        Feel::CalmLight => "calm and light",
        Feel::FirmSlow => "firm and slow",
        Feel::FirmPoints => "firm on some points",
        Feel::ClothedStretch => "in clothes, with stretching",
    }
}

/// The text with its first letter in lower case.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
