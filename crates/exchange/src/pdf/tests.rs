use super::*;
use crate::brief::{Brief, Choice, Draft, HealthPoint, PressureWish};
use crate::paper::Paper;
use jiff::civil::date;
use proptest::prelude::*;

fn draft() -> Draft {
    Draft {
        goal: Some("Lift my child and walk the dog.".into()),
        places: Some("Beside the low back, lower, LEFT; rim of the pelvis, RIGHT.".into()),
        zones: vec!["lumbar_para_lower_l".into(), "iliac_crest_r".into()],
        keep_off: vec!["the front and sides of the neck".into(), "the backs of the knees".into()],
        health: vec![HealthPoint {
            id: "anticoagulant".into(),
            words: "a medicine that thins my blood".into(),
            how: "Light strokes, at most 3 of 10.".into(),
        }],
        eases: vec!["walking".into()],
        worsens: vec!["sitting long".into()],
        last: None,
        before: vec![],
        testing: None,
        say: vec!["\"Please start with the low back, on the right.\"".into()],
        today: date(2026, 3, 2),
    }
}

fn choice() -> Choice {
    Choice { pressure: Some(PressureWish::Comfortable), moves: true, ..Choice::default() }
}

#[test]
fn the_same_brief_gives_the_same_bytes() {
    let pdf = || write(&Brief::new(&draft(), &choice()).page(Paper::A4), Paper::A4).unwrap();
    let bytes = pdf();
    assert_eq!(bytes, pdf());
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert!(bytes.len() < 120_000, "{} bytes", bytes.len());
}

#[test]
fn a_page_that_does_not_fit_is_refused_and_not_cut() {
    let mut page = Brief::new(&draft(), &choice()).page(Paper::A4);
    page.parts[0].lines = (0..500).map(|number| format!("Line {number}")).collect();
    assert!(write(&page, Paper::A4).unwrap_err().to_string().contains("does not fit on one page"));
}

#[test]
fn widths_are_those_of_the_fonts() {
    for (bytes, bold) in [(PLAIN, false), (BOLD, true)] {
        let face = ttf_parser::Face::parse(bytes, 0).unwrap();
        for letter in "aMW .,é…Žαж−".chars() {
            let glyph = face.glyph_index(letter).unwrap();
            let advance = f64::from(face.glyph_hor_advance(glyph).unwrap());
            let wide = advance / f64::from(face.units_per_em());
            let ours = crate::paper::width(&letter.to_string(), bold, 1.0);
            assert!((ours - wide).abs() < 0.001, "{letter}: {ours} and {wide}");
        }
    }
}

/// How many pages a PDF says it has.
fn pages(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    text.matches("/Type/Page/").count() + text.matches("/Type/Page\n").count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever a person writes and chooses, the brief is one page, and nothing panics.
    #[test]
    fn any_brief_is_one_page(
        goal in prop::option::of("\\PC{0,3000}"),
        own in "(?s).{0,400}",
        health in prop::collection::vec(("\\PC{0,200}", "\\PC{0,600}"), 0..30),
        moves in prop::collection::vec("\\PC{0,120}", 0..30),
        say in prop::collection::vec("\\PC{0,400}", 0..4),
        paper in prop::sample::select(&Paper::ALL),
    ) {
        let health: Vec<HealthPoint> = health
            .into_iter()
            .enumerate()
            .map(|(number, (words, how))| HealthPoint { id: format!("point_{number}").as_str().into(), words, how })
            .collect();
        let choice = Choice {
            keep_off: own,
            health: health.iter().map(|point| point.id.clone()).collect(),
            ..choice()
        };
        let draft = Draft { goal, health, eases: moves.clone(), worsens: moves, say, ..draft() };
        let page = Brief::new(&draft, &choice).page(paper);
        let bytes = write(&page, paper).unwrap();
        prop_assert_eq!(pages(&bytes), 1);
        prop_assert_eq!(page.codes.len(), 2, "a code that can be scanned, whatever is in it");
    }
}
