//! The therapist brief: one page that a massage therapist reads in 60 seconds.
//!
//! A [`Draft`] holds everything that could go in, a [`Choice`] what the person wants in. Together they give the
//! [`Brief`]: the very lines that the preview, the print, the PDF and the QR code all show
//! (`reference`: experience, part 5.11).

mod choice;
mod draft;

pub use choice::{Choice, InvalidChoice, PressureWish};
pub use draft::{Draft, HealthPoint, LastMassage};

use domain::ids::ZoneId;

/// The last line of every brief.
pub const OWN_WORDS: &str = "These are the client's own words. It is not a diagnosis.";

/// The heading of the marked places; the picture belongs to it.
pub const PLACES: &str = "Where it hurts";

/// A finished brief: what is shared, line by line, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// The parts from top to bottom.
    pub parts: Vec<Part>,
    /// The marked zones, for the picture.
    pub zones: Vec<ZoneId>,
}

/// One part of a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its heading.
    pub heading: &'static str,
    /// Its lines.
    pub lines: Vec<String>,
}

impl Brief {
    /// Puts together what the person chose of what there is.
    #[must_use]
    pub fn new(draft: &Draft, choice: &Choice) -> Self {
        let mut parts = Vec::new();
        let mut add = |heading, lines: Vec<String>| {
            if !lines.is_empty() {
                parts.push(Part { heading, lines });
            }
        };
        add("What I want", draft.goal.clone().into_iter().collect());
        add(PLACES, draft.places.clone().into_iter().collect());
        let pressure = choice.pressure.map_or("not decided yet", PressureWish::words);
        add(
            "Pressure",
            vec![format!("I like it: {pressure}."), "I will tell you: less, more, stop.".to_owned()],
        );
        let own = choice.keep_off.trim();
        let own = (!own.is_empty()).then(|| own.to_owned());
        add("Keep off these places", draft.keep_off.iter().cloned().chain(own).collect());
        let chosen = draft.health.iter().filter(|point| choice.health.contains(&point.id));
        add("Health that changes massage", chosen.map(HealthPoint::line).collect());
        if choice.moves {
            let helps = draft.eases.iter().map(|ease| format!("Better with: {ease}."));
            let worse = draft.worsens.iter().map(|worse| format!("Worse with: {worse}."));
            add("What changes it", helps.chain(worse).collect());
        }
        if choice.last {
            add("My last massage", draft.last.iter().map(LastMassage::line).collect());
        }
        if choice.testing {
            add("What I am testing", draft.testing.clone().into_iter().collect());
        }
        add("Three sentences", draft.say.clone());
        add("About this page", vec![OWN_WORDS.to_owned()]);
        Self { parts, zones: draft.zones.clone() }
    }

    /// The same lines as plain text, for a QR code or to read out.
    ///
    /// ```
    /// # use exchange::brief::{Brief, Part};
    /// let part = Part { heading: "What I want", lines: vec!["Lift my child.".into()] };
    /// assert_eq!(Brief { parts: vec![part], zones: vec![] }.text(), "WHAT I WANT\nLift my child.\n");
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        let part = |part: &Part| format!("{}\n{}\n", part.heading.to_uppercase(), part.lines.join("\n"));
        self.parts.iter().map(part).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            goal: Some("Lift my child.".into()),
            places: Some("Low back, right.".into()),
            zones: vec!["lumbar_para_lower_r".into()],
            keep_off: vec!["the front and sides of the neck".into()],
            health: vec![HealthPoint {
                id: "anticoagulant".into(),
                words: "a medicine that thins my blood".into(),
                how: "Light strokes, at most 3 of 10.".into(),
            }],
            eases: vec!["walking".into()],
            worsens: vec!["sitting long".into()],
            last: None,
            testing: Some("Massage visits, until Tuesday 4 March.".into()),
            say: vec!["\"Please start with the low back on the right.\"".into()],
        }
    }

    #[test]
    fn a_brief_holds_what_was_chosen_and_nothing_else() {
        insta::assert_snapshot!(Brief::new(&draft(), &Choice::default()).text(), @r#"
        WHAT I WANT
        Lift my child.

        WHERE IT HURTS
        Low back, right.

        PRESSURE
        I like it: not decided yet.
        I will tell you: less, more, stop.

        KEEP OFF THESE PLACES
        the front and sides of the neck

        THREE SENTENCES
        "Please start with the low back on the right."

        ABOUT THIS PAGE
        These are the client's own words. It is not a diagnosis.
        "#);
    }

    #[test]
    fn every_field_can_be_added_by_its_owner() {
        let choice = Choice {
            pressure: Some(PressureWish::ComfortableStrong),
            keep_off: "my left knee".into(),
            health: ["anticoagulant".into()].into(),
            moves: true,
            last: true,
            testing: true,
        };
        let text = Brief::new(&draft(), &choice).text();
        for line in [
            "I like it: comfortable and strong.",
            "my left knee",
            "a medicine that thins my blood: Light strokes, at most 3 of 10.",
            "Better with: walking.",
            "Worse with: sitting long.",
            "Massage visits, until Tuesday 4 March.",
        ] {
            assert!(text.lines().any(|one| one.eq_ignore_ascii_case(line)), "{line} in\n{text}");
        }
        assert!(!text.contains("MY LAST MASSAGE"), "there was none:\n{text}");
    }
}
