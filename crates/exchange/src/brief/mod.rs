//! The therapist brief: one page that a massage therapist reads in 60 seconds.
//!
//! A [`Draft`] holds everything that could go in, a [`Choice`] what the person wants in. Together they give the
//! [`Brief`]: the very lines that the preview, the print, the PDF and the QR code all show
//! (`reference`: experience, part 5.11).

mod choice;
mod draft;
mod scan;

pub use crate::paper::Part;
pub use choice::{Choice, InvalidChoice, PressureWish};
pub use draft::{Draft, HealthPoint, LastMassage};
pub use scan::note;

use crate::paper::{Kind, OnePage, Paper, Picture, text};
use domain::ids::ZoneId;
use jiff::civil::Date;

/// The last line of every brief.
pub const OWN_WORDS: &str = "These are the client's own words. It is not a diagnosis.";

/// The heading of the marked places; the picture belongs to it.
pub const PLACES: &str = "Where it hurts";

const PRESSURE: &str = "Pressure";
const KEEP_OFF: &str = "Keep off these places";
const HEALTH: &str = "Health that changes massage";
const CHANGES: &str = "What changes it";
const LAST: &str = "My last massage";
const TESTING: &str = "What I am testing";
const SAY: &str = "Three sentences";

/// The brief as a page: what a therapist has to see first is loud, and what helps least in 60 seconds goes first.
pub const KIND: Kind = Kind {
    title: "Massage brief",
    loud: &[PRESSURE, KEEP_OFF],
    spare: &[CHANGES, LAST, TESTING, SAY],
    sizes: &[13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0],
};

/// A finished brief: what is shared, line by line, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// The parts from top to bottom.
    pub parts: Vec<Part>,
    /// The marked zones, for the picture.
    pub zones: Vec<ZoneId>,
    /// The day it was made.
    pub made: Date,
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
            PRESSURE,
            vec![format!("I like it: {pressure}."), "I will tell you: less, more, stop.".to_owned()],
        );
        let own = choice.keep_off.trim();
        let own = (!own.is_empty()).then(|| own.to_owned());
        add(KEEP_OFF, draft.keep_off.iter().cloned().chain(own).collect());
        let chosen = draft.health.iter().filter(|point| choice.health.contains(&point.id));
        add(HEALTH, chosen.map(HealthPoint::line).collect());
        if choice.moves {
            let helps = draft.eases.iter().map(|ease| format!("Better with: {ease}."));
            let worse = draft.worsens.iter().map(|worse| format!("Worse with: {worse}."));
            add(CHANGES, helps.chain(worse).collect());
        }
        if choice.last {
            let before = (!draft.before.is_empty()).then(|| format!("Before: {}", draft.before.join(" ")));
            add(LAST, draft.last.iter().map(LastMassage::line).chain(before).collect());
        }
        if choice.testing {
            add(TESTING, draft.testing.clone().into_iter().collect());
        }
        add(SAY, draft.say.clone());
        let made = format!("Made on {}.", draft.today.strftime("%A %-d %B %Y"));
        add("About this page", vec![OWN_WORDS.to_owned(), made]);
        Self { parts, zones: draft.zones.clone(), made: draft.today }
    }

    /// The same lines as plain text.
    ///
    /// ```
    /// # use exchange::brief::{Brief, Part};
    /// # let made = jiff::civil::date(2026, 3, 2);
    /// let part = Part { heading: "What I want", lines: vec!["Lift my child.".into()] };
    /// assert_eq!(Brief { parts: vec![part], zones: vec![], made }.text(), "WHAT I WANT\nLift my child.\n");
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        text(&self.parts)
    }

    /// The brief as it fits on one sheet of paper, with its picture and its codes: what is previewed, printed and written
    /// as a PDF.
    #[must_use]
    pub fn page(&self, paper: Paper) -> OnePage {
        let place = self.parts.iter().find(|part| part.heading == PLACES);
        let picture = place.filter(|_| !self.zones.is_empty()).map(|part| {
            let words = format!("The body with LEFT and RIGHT. Marked: {}", part.lines.join(" "));
            (PLACES, Picture::Body { zones: self.zones.clone(), words })
        });
        let codes = vec![scan::nothing(), scan::note()];
        let page = OnePage { kind: KIND, parts: self.parts.clone(), picture, codes, made: self.made };
        let mut page = page.fitted(paper);
        page.codes = [scan::of(&page), Some(scan::note())].into_iter().flatten().collect();
        page
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
            before: vec![],
            testing: Some("Massage visits, until Tuesday 4 March.".into()),
            say: vec!["\"Please start with the low back on the right.\"".into()],
            today: jiff::civil::date(2026, 3, 2),
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
        Made on Monday 2 March 2026.
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
