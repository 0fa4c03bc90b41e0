//! The form of a questionnaire. It works without a script: what hangs on another answer says on which.

use super::{HERE, find};
use crate::{Fields, Look, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::entry::QuestionnaireAnswered;
use domain::questionnaire::{Answers, Condition, Given, Item, ItemKind, Operator, Questionnaire, Wrong};
use maud::{Markup, html};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/questionnaires/{id}/fill", get(ask).post(keep))
}

async fn ask(State(site): State<Site>, Path(id): Path<String>) -> Result<Page, PageError> {
    let look = site.look()?;
    let asked = find(&look, &id)?;
    let form = Form { asked, fields: typed(asked, &asked.initial()), wrong: Vec::new() };
    Ok(form.page(&site, &look, &id))
}

/// Keeps the answers, or shows what has to be mended.
async fn keep(
    State(site): State<Site>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let look = site.look()?;
    let asked = find(&look, &id)?;
    let (answers, mut wrong) = read(asked, &fields);
    let open = asked.asked(&answers);
    wrong.retain(|one| open.contains(one.link_id.as_str()));
    let already: Vec<String> = wrong.iter().map(|one| one.link_id.clone()).collect();
    wrong.extend(asked.problems(&answers).into_iter().filter(|one| !already.contains(&one.link_id)));
    let items = asked.keep(&answers);
    if wrong.is_empty() && items.is_empty() {
        let first = asked.all_items().into_iter().find(|item| item.is_question());
        wrong.extend(first.map(|item| Wrong {
            link_id: item.link_id.clone(),
            mend: "Answer at least one question".to_owned(),
        }));
    }
    if !wrong.is_empty() {
        let page = Form { asked, fields, wrong }.page(&site, &look, &id);
        let title = format!("Error: {}", page.title);
        return Ok(Page { status: StatusCode::UNPROCESSABLE_ENTITY, title, ..page }.into_response());
    }
    let (questionnaire, version) = (asked.url.clone(), asked.version.clone());
    site.record_once(&fields, [QuestionnaireAnswered { questionnaire, version, items }.into()])?;
    Ok(see_other(&format!("{HERE}/{id}?done")))
}

/// The name of the field of an item: its place, because ids of items can be any text.
fn name(place: usize) -> String {
    format!("q{place}")
}

/// What was typed, and what of it does not fit.
fn read(asked: &Questionnaire, fields: &Fields) -> (Answers, Vec<Wrong>) {
    let (mut answers, mut wrong) = (Answers::new(), Vec::new());
    for (place, item) in asked.all_items().into_iter().enumerate().filter(|(_, item)| item.is_question()) {
        let mut given = Vec::new();
        for typed in fields.all(&name(place)) {
            if let Some(one) = item.kind.read(typed) {
                given.extend(one);
                continue;
            }
            let mend = match item.kind {
                ItemKind::Integer { .. } => "Write a whole number",
                ItemKind::Decimal { .. } => "Write a number, such as 2.5",
                ItemKind::Date => "Give a day, such as 2026-03-01",
                _ => "Choose from the list",
            };
            wrong.push(Wrong { link_id: item.link_id.clone(), mend: mend.to_owned() });
        }
        if !given.is_empty() {
            answers.insert(item.link_id.clone(), given);
        }
    }
    (answers, wrong)
}

/// Answers as a form would send them.
fn typed(asked: &Questionnaire, answers: &Answers) -> Fields {
    let mut text = String::new();
    for (place, item) in asked.all_items().into_iter().enumerate() {
        for given in answers.get(&item.link_id).into_iter().flatten() {
            let value = match (&item.kind, given) {
                (ItemKind::Choice { options, .. }, _) => {
                    options.iter().position(|option| option.value.is_same(given)).map(|n| n.to_string())
                }
                (_, Given::Boolean(yes)) => Some(if *yes { "yes" } else { "no" }.to_owned()),
                _ => Some(given.words()),
            };
            let value = value.unwrap_or_default();
            let pair =
                form_urlencoded::Serializer::new(String::new()).append_pair(&name(place), &value).finish();
            text = format!("{text}&{pair}");
        }
    }
    Fields::from_text(text.trim_start_matches('&'))
}

struct Form<'a> {
    asked: &'a Questionnaire,
    fields: Fields,
    wrong: Vec<Wrong>,
}

impl Form<'_> {
    fn page(&self, site: &Site, look: &Look, id: &str) -> Page {
        let all = self.asked.all_items();
        let place = |link_id: &str| all.iter().position(|item| item.link_id == link_id).unwrap_or_default();
        let mut next = 0;
        let main = html! {
            @if !self.wrong.is_empty() {
                div .problems role="alert" tabindex="-1" {
                    h2 { "There is a problem" }
                    ul {
                        @for one in &self.wrong {
                            @let words = self.asked.item(&one.link_id).map(Item::words).unwrap_or_default();
                            li { a href={ "#" (name(place(&one.link_id))) } { (one.mend) ": " (words) } }
                        }
                    }
                }
            }
            h1 { (self.asked.title) }
            form method="post" action={ (HERE) "/" (id) "/fill" } {
                (site.new_once())
                (self.items(&self.asked.items, 2, &mut next))
                div .actions { button .primary { "Keep my answers" } a .button.quiet href={ (HERE) "/" (id) } { "Not now" } }
            }
            @if !self.asked.copyright.is_empty() { p .small.muted { (self.asked.copyright) } }
        };
        Page::new(self.asked.title.clone(), Place::Quiet, main)
            .back(format!("{HERE}/{id}"))
            .for_person(site, look)
    }

    /// The items one after the other; `next` is the place of the next among all.
    fn items(&self, items: &[Item], level: u8, next: &mut usize) -> Markup {
        html! { @for item in items { (self.item(item, level, next)) } }
    }

    fn item(&self, item: &Item, level: u8, next: &mut usize) -> Markup {
        let place = *next;
        *next += 1;
        let inner = |next: &mut usize| self.items(&item.items, (level + 1).min(4), next);
        let only = self.only(item);
        match &item.kind {
            ItemKind::Group => html! {
                @if !item.text.is_empty() {
                    @match level { 2 => h2 { (item.words()) }, 3 => h3 { (item.words()) }, _ => h4 { (item.words()) } }
                }
                (only)
                (inner(next))
            },
            ItemKind::Display => html! { p { (item.words()) } (only) (inner(next)) },
            _ => html! { (self.question(item, place, &only)) (inner(next)) },
        }
    }

    fn question(&self, item: &Item, place: usize, only: &Markup) -> Markup {
        let name = name(place);
        let wrong = self.wrong.iter().find(|one| one.link_id == item.link_id);
        let words = html! { (item.words()) @if !item.required { " (optional)" } };
        let problem =
            html! { @if let Some(one) = wrong { p .problem id={ (name) "-problem" } { (one.mend) } } };
        let described = wrong.map(|_| format!("{name}-problem"));
        let options: Vec<(String, String)> = match &item.kind {
            ItemKind::Boolean => {
                vec![("yes".to_owned(), "Yes".to_owned()), ("no".to_owned(), "No".to_owned())]
            }
            _ => item
                .options()
                .iter()
                .enumerate()
                .map(|(n, option)| (n.to_string(), option.value.words()))
                .collect(),
        };
        if !options.is_empty() {
            let many = matches!(item.kind, ItemKind::Choice { many: true, .. });
            return html! {
                fieldset .choices .wrong[wrong.is_some()] {
                    legend { (words) }
                    (only) (problem)
                    @for (number, (value, label)) in options.iter().enumerate() {
                        label .choice {
                            input type=(if many { "checkbox" } else { "radio" }) name=(name) value=(value)
                                id=[(number == 0).then_some(&name)]
                                checked[self.fields.all(&name).any(|one| one == value)];
                            span { (label) }
                        }
                    }
                }
            };
        }
        let (kind, mode) = match item.kind {
            ItemKind::Date => ("date", None),
            ItemKind::Integer { .. } => ("text", Some("numeric")),
            ItemKind::Decimal { .. } => ("text", Some("decimal")),
            _ => ("text", None),
        };
        html! {
            div .field .wrong[wrong.is_some()] {
                label for=(name) { (words) }
                (only) (problem)
                @if matches!(item.kind, ItemKind::Text { long: true }) {
                    textarea id=(name) name=(name) maxlength="4000" aria-describedby=[described] { (self.fields.one(&name).unwrap_or_default()) }
                } @else {
                    input id=(name) name=(name) type=(kind) inputmode=[mode] maxlength="4000" value=[self.fields.one(&name)] aria-describedby=[described];
                }
            }
        }
    }

    /// When an item is to be answered, where that hangs on others. An answer to it does not count otherwise.
    fn only(&self, item: &Item) -> Markup {
        let conditions: Vec<String> = item.enable_when.iter().map(|one| self.condition(one)).collect();
        let join = if item.any_is_enough { ", or " } else { ", and " };
        html! { @if !conditions.is_empty() { p .hint.small { "Only if: " (conditions.join(join)) "." } } }
    }

    fn condition(&self, condition: &Condition) -> String {
        let item = self.asked.item(&condition.question);
        let question = item.map(Item::words).unwrap_or_default();
        // A condition may name a code only; its words stand in the list.
        let listed =
            item.into_iter().flat_map(Item::options).find(|one| one.value.is_same(&condition.answer));
        let answer = listed.map_or_else(|| condition.answer.words(), |one| one.value.words());
        let how = match condition.operator {
            Operator::Exists if condition.answer == Given::Boolean(true) => {
                return format!("you answered \"{question}\"");
            }
            Operator::Exists => return format!("you left out \"{question}\""),
            Operator::Equal => "is",
            Operator::NotEqual => "is not",
            Operator::Greater => "is more than",
            Operator::Less => "is less than",
            Operator::GreaterOrEqual => "is at least",
            Operator::LessOrEqual => "is at most",
        };
        format!("your answer to \"{question}\" {how} {answer}")
    }
}
