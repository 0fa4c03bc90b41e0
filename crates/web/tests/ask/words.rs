//! The words of the first run: what a page says when it was sent empty, what it calls optional, what it never says.

use super::common::{KNOWLEDGE, get, post, through_the_interview};
use super::{empty, entries, sent_to, shown, walk};
use axum::http::StatusCode;
use domain::knowledge::question::{Question, QuestionKind};
use web::Site;

/// The words of a page, without tags, scripts and what the person wrote.
fn words(page: &str) -> String {
    let body = page.split("<main").nth(1).unwrap();
    let pieces = body.split('<').filter_map(|piece| piece.split_once('>'));
    pieces.map(|(_, words)| words).collect::<Vec<_>>().join(" ")
}

/// Questions that everyone may be asked on a page of their own.
fn pages() -> impl Iterator<Item = &'static Question> {
    KNOWLEDGE.questions.iter().filter(|question| question.show_when.is_none() && question.with.is_none())
}

#[tokio::test]
async fn an_empty_page_says_how_to_mend_it_in_the_words_of_the_question() {
    let (_, router) = through_the_interview();
    for question in pages() {
        let path = format!("/ask/{}", question.id);
        if question.kind == QuestionKind::Text {
            continue;
        }
        let (status, page) = post(&router, &path, "text=").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        let words = question.unanswered.replace('"', "&quot;");
        assert_eq!(page.matches(&words).count(), 2, "{path}: {words}");
        assert!(page.contains("<title>Error: ") && page.contains("There is a problem"), "{path}");
    }
}

#[tokio::test]
async fn the_goal_is_a_common_answer_or_own_words() {
    let (site, router) = through_the_interview();
    let goal = |site: &Site| site.look().unwrap().current.standing.profile.goal.clone();
    sent_to(&router, "/ask/goal", "choice=sleep&text=").await;
    assert_eq!(goal(&site).as_deref(), Some("Sleep through the night"));
    let page = shown(&router, "/ask/goal").await;
    assert!(
        page.contains("value=\"sleep\" checked") && !page.contains("Sleep through the night</textarea>"),
        "{page}"
    );
    assert!(shown(&router, "/result").await.contains("You want to sleep through the night."));
    sent_to(&router, "/ask/goal", "choice=sleep&text=sit+in+the+cinema").await;
    assert_eq!(goal(&site).as_deref(), Some("sit in the cinema"), "own words count where there are both");
    assert!(shown(&router, "/ask/goal").await.contains(">sit in the cinema</textarea>"));
    assert!(shown(&router, "/result").await.contains("You want: sit in the cinema."));
}

#[tokio::test]
async fn what_may_be_left_out_says_so() {
    let (_, router) = through_the_interview();
    for question in pages() {
        let page = shown(&router, &format!("/ask/{}", question.id)).await;
        let heading = page.split("<h1>").nth(1).unwrap().split("</h1>").next().unwrap();
        let title = page.split("<title>").nth(1).unwrap().split(" – ").next().unwrap();
        for words in [heading, title] {
            assert_eq!(words.contains("(optional)"), question.optional, "{}: {words}", question.id);
        }
    }
}

#[tokio::test]
async fn the_country_is_asked_and_its_number_is_the_one_to_call() {
    let (site, router) = empty();
    assert!(shown(&router, "/ask/start").await.contains("Which country are you in? (optional)"));
    assert_eq!(sent_to(&router, "/ask/start", "country=").await, "/ask/now");
    assert_eq!(entries(&site), 0, "nothing is kept of what was left out");
    assert_eq!(sent_to(&router, "/ask/start", "country=GB").await, "/ask/now");
    sent_to(&router, "/ask/now", "choice=chest").await;
    let page = shown(&router, "/outcome").await;
    assert!(page.contains("Call 999") && !page.contains("tel:112"), "{page}");
    let (status, _) = post(&router, "/ask/start", "country=moon").await;
    assert_ne!(status, StatusCode::SEE_OTHER);
    let (_, router) = empty();
    sent_to(&router, "/ask/start", "country=IE").await;
    let pages = walk(&router, &[]).await;
    assert!(!pages.contains(&"/ask/country".to_owned()), "it is not asked twice: {pages:?}");
}

#[tokio::test]
async fn every_page_that_sends_to_a_clinician_has_a_sentence_to_say() {
    for (id, form, words) in [
        ("longer", "choice=cancer", "I have back pain and want to try massage. Can you check me first?"),
        ("lately", "choice=fever", "I have back pain and a fever."),
    ] {
        let (_, router) = empty();
        walk(&router, &[(id, form)]).await;
        let page = shown(&router, "/outcome").await;
        assert!(page.contains(&format!("Say: <q>{words}</q>")), "{id}: {page}");
    }
}

#[tokio::test]
async fn all_that_is_missing_from_a_check_is_told_at_once() {
    let (_, router) = empty();
    walk(&router, &[("lately", "choice=fever")]).await;
    let (status, page) = post(&router, "/checked", "said=all+clear").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["on", "by", "massage"] {
        assert!(page.contains(&format!("href=\"#{field}\"")), "{field}: {page}");
        assert!(page.contains(&format!("id=\"{field}-problem\"")), "{field}: {page}");
    }
    assert!(page.contains("all clear"), "{page}");
}

#[tokio::test]
async fn no_page_uses_words_that_frighten_or_judge() {
    let finder = KNOWLEDGE.words.finder();
    let (_, first) = empty();
    let (_, through) = through_the_interview();
    let (_, emergency) = empty();
    sent_to(&emergency, "/ask/now", "choice=chest").await;
    let mut pages = Vec::new();
    for path in ["/start", "/about", "/ask/start"] {
        pages.push((path.to_owned(), shown(&first, path).await));
    }
    for path in ["/outcome", "/result", "/answers", "/screen", "/checked", "/ask/zones", "/ask/goal"] {
        pages.push((path.to_owned(), shown(&through, path).await));
    }
    for path in ["/outcome", "/checked"] {
        pages.push((format!("emergency {path}"), shown(&emergency, path).await));
    }
    for (path, page) in pages {
        let found: Vec<&str> =
            finder.find(&words(&page)).iter().map(|(_, banned)| banned.word.as_str()).collect();
        assert!(found.is_empty(), "{path}: {found:?}");
    }
}

#[tokio::test]
async fn every_question_has_a_page() {
    let (_, router) = through_the_interview();
    for question in pages() {
        let page = shown(&router, &format!("/ask/{}", question.id)).await;
        let has_fields = match question.kind {
            QuestionKind::Text => page.contains("<textarea"),
            _ => page.contains("<input"),
        };
        assert!(has_fields && page.contains(&question.title), "{}", question.id);
        assert_eq!(page.contains("Skip this question"), question.optional, "{}", question.id);
    }
    assert_eq!(get(&router, "/ask/nonsense").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_wrong_is_said_at_the_top_and_at_the_field_and_nothing_is_lost() {
    let (site, router) = empty();
    for (form, words) in [
        ("", "Select what you have now, or &quot;None of these&quot;"),
        ("none=1&choice=breath", "Select what fits, or &quot;None of these&quot;. Not both"),
    ] {
        let (status, page) = post(&router, "/ask/now", form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("<title>Error: Do you have any of these now?"), "{page}");
        assert!(page.contains("There is a problem"));
        assert_eq!(page.matches(words).count(), 2, "{words}: {page}");
        assert_eq!(page.contains("value=\"breath\" checked"), form.contains("breath"));
    }
    let (status, page) = post(&router, "/ask/now", "choice=nonsense").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert_eq!(entries(&site), 0);
}

#[tokio::test]
async fn a_number_out_of_range_is_asked_again_with_what_was_typed() {
    let (_, router) = through_the_interview();
    for typed in ["25", "abc", "-3", "4.5"] {
        let (status, page) = post(&router, "/ask/sleep_hours", &format!("text={typed}")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("The hours you sleep must be a whole number from 0 to 24"), "{page}");
        assert!(page.contains(&format!("value=\"{typed}\"")), "{page}");
    }
}

#[tokio::test]
async fn a_line_over_others_is_never_lost() {
    let (site, router) = empty();
    for id in ["now", "nerves"] {
        sent_to(&router, &format!("/ask/{id}"), "none=1").await;
    }
    sent_to(&router, "/ask/age", "text=25").await;
    let before = entries(&site);
    let page = shown(&router, "/ask/lately").await;
    assert!(
        page.contains("name=\"group\" value=\"fever_infection\" id=\"group-fever_infection\">"),
        "{page}"
    );
    for (form, words) in [
        (
            "group=fever_infection",
            "Select which of these fits: &quot;Fever or shivers, or a serious infection&quot;",
        ),
        ("group=fever_infection&none=1", "Select what fits, or &quot;None of these&quot;. Not both"),
    ] {
        let (status, page) = post(&router, "/ask/lately", form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert_eq!(page.matches(words).count(), 2, "{form}: {page}");
        assert!(page.contains("value=\"fever_infection\" id=\"group-fever_infection\" checked"), "{page}");
    }
    assert_eq!(entries(&site), before);
    let at = sent_to(&router, "/ask/lately", "group=fever_infection&doubt=fever").await;
    assert_eq!(at, "/ask/check_lately_fever");
    let page = shown(&router, "/ask/lately").await;
    assert!(
        page.contains("value=\"fever_infection\" id=\"group-fever_infection\" checked"),
        "it stays open: {page}"
    );
}

#[tokio::test]
async fn own_words_stand_beside_a_list_and_go_onto_the_brief() {
    let (site, router) = empty();
    walk(&router, &[("eases", "choice=warmth&own=A+long+bath."), ("massage_before", "own=Fine+in+Lyon")])
        .await;
    let page = shown(&router, "/ask/eases").await;
    assert!(page.contains("value=\"warmth\"") && page.contains(">A long bath.</textarea>"), "{page}");
    let after = entries(&site);
    sent_to(&router, "/ask/eases", "choice=warmth&own=A+long+bath.").await;
    assert_eq!(entries(&site), after, "the same answer is kept once");
    sent_to(&router, "/brief", "more=moves&more=last").await;
    let brief = shown(&router, "/brief").await;
    for words in ["Better with: warmth.", "Better with: a long bath.", "Before: Fine in Lyon."] {
        assert!(brief.contains(words), "{words}: {brief}");
    }
    sent_to(&router, "/ask/eases", "choice=warmth&own=").await;
    assert!(!shown(&router, "/brief").await.contains("a long bath"), "taken back");
}

#[tokio::test]
async fn what_the_first_run_left_out_can_be_answered_later() {
    let (site, router) = empty();
    walk(&router, &[]).await;
    let page = shown(&router, "/result").await;
    let offer = page.split("action=\"/ask/more\"").nth(1).unwrap();
    let count: usize = offer.split("Answer ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    let mut at = sent_to(&router, "/ask/more", "").await;
    assert_eq!(at, "/ask/worse_times");
    let page = shown(&router, &at).await;
    assert!(page.contains("formaction=\"/ask/short\""), "{page}");
    let mut asked = 0;
    while let Some(id) = at.strip_prefix("/ask/").map(str::to_owned) {
        asked += usize::from(!id.starts_with("finding_"));
        assert!(asked <= count, "{id} is one too many");
        at = sent_to(&router, &at, "skip=1").await;
    }
    assert_eq!((asked, at.as_str()), (count, "/outcome"));
    sent_to(&router, "/ask/more", "").await;
    assert_eq!(sent_to(&router, "/ask/short", "").await, "/outcome", "enough is enough");
    assert!(site.look().unwrap().current.plan.is_some());
}

#[tokio::test]
async fn the_age_is_asked_in_ranges_that_hold_every_rule() {
    let (_, router) = through_the_interview();
    let page = shown(&router, "/ask/age").await;
    assert_eq!(page.matches("type=\"radio\" name=\"text\"").count(), 9, "{page}");
    assert!(page.contains("value=\"25\" checked") || page.contains("checked"), "{page}");
    assert!(shown(&router, "/answers").await.contains("<dd>25 to 49</dd>"));
    let (_, young) = empty();
    let pages = walk(&young, &[("age", "text=18")]).await;
    assert!(pages.contains(&"/ask/longer".to_owned()));
    assert!(shown(&young, "/ask/longer").await.contains("value=\"young_sport\""));
    assert!(!shown(&router, "/ask/longer").await.contains("value=\"young_sport\""));
}

#[tokio::test]
async fn an_answer_that_no_longer_fits_is_asked_again() {
    let (_, router) = empty();
    walk(&router, &[("time", "choice=weeks_2_to_6"), ("course", "choice=same")]).await;
    let page = shown(&router, "/ask/course").await;
    assert!(page.contains("value=\"same\"") && !page.contains("value=\"same_long\""), "{page}");
    assert_eq!(sent_to(&router, "/ask/time", "choice=weeks_6_to_12").await, "/ask/course");
    let page = shown(&router, "/ask/course").await;
    assert!(!page.contains("value=\"same\"") && page.contains("value=\"same_long\""), "{page}");
}
