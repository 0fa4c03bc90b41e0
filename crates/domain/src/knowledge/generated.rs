//! Pages that follow from other knowledge: one per sign that a person may be unsure of, and one per finding.

use super::muscle::Finding;
use super::question::{Question, QuestionKind, QuestionOption, Rescreen, Section};
use crate::ids::{Key, OptionId, QuestionId};
use crate::truth::Truth;
use std::collections::BTreeMap;

/// The words of a page of yes, no and not sure that was sent without an answer.
const UNANSWERED: &str = "Select \"Yes\", \"No\" or \"I'm still not sure\"";

/// The page that asks once more about one sign, in concrete words; `None` where the option has no such words.
///
/// Its id is `check_<page>_<option>`.
pub(super) fn follow_up(page: &Question, option: &QuestionOption) -> Option<Question> {
    if option.check.is_empty() {
        return None;
    }
    let dangers = option.sets.iter().filter(|(_, truth)| **truth == Truth::Yes).map(|(key, _)| key.clone());
    Some(Question {
        id: follow_up_id(&page.id, &option.id),
        section: page.section,
        kind: QuestionKind::One,
        title: format!("{}?", option.label),
        help: option.check.clone(),
        why: page.why.clone(),
        unanswered: UNANSWERED.to_owned(),
        field: String::new(),
        min: None,
        max: None,
        unit: String::new(),
        optional: false,
        show_when: None,
        none: String::new(),
        rescreen: Rescreen::No,
        with: None,
        brief: false,
        groups: Vec::new(),
        options: yes_no_unsure(&dangers.collect::<Vec<_>>()),
    })
}

/// The id of the page that asks once more about an option.
pub(super) fn follow_up_id(page: &QuestionId, option: &OptionId) -> QuestionId {
    QuestionId::from(format!("check_{page}_{option}"))
}

/// The page that asks for one finding. Its id is `finding_<key>`.
pub(super) fn finding_page(finding: &Finding) -> Question {
    Question {
        id: finding_page_id(&finding.id),
        section: Section::Story,
        kind: QuestionKind::One,
        title: finding.ask.clone(),
        help: finding.how.clone(),
        why: "This helps to tell muscles apart.".to_owned(),
        unanswered: UNANSWERED.to_owned(),
        field: String::new(),
        min: None,
        max: None,
        unit: String::new(),
        optional: true,
        show_when: None,
        none: String::new(),
        rescreen: Rescreen::No,
        with: None,
        brief: false,
        groups: Vec::new(),
        options: yes_no_unsure(std::slice::from_ref(&finding.id)),
    }
}

/// The id of the page that asks for a finding.
pub(super) fn finding_page_id(key: &Key) -> QuestionId {
    QuestionId::from(format!("finding_{key}"))
}

fn yes_no_unsure(keys: &[Key]) -> Vec<QuestionOption> {
    let option = |truth: Truth, label: &str| QuestionOption {
        id: OptionId::from(truth.as_str()),
        group: None,
        label: label.to_owned(),
        show_when: None,
        sets: keys.iter().map(|key| (key.clone(), truth)).collect::<BTreeMap<_, _>>(),
        check: String::new(),
    };
    vec![option(Truth::Yes, "Yes"), option(Truth::No, "No"), option(Truth::Unsure, "I'm still not sure")]
}
