//! What the reader sees when a page cannot be shown.

use crate::page::{Page, Place};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use journal::JournalError;
use maud::html;

/// Why a page cannot be shown. One place decides what the reader sees then.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The form did not arrive as this program sends it.
    #[error("the form did not arrive as expected: {0}")]
    Form(&'static str),
    /// A form that was made for the journal of someone else, such as the sample person.
    #[error("the form belongs to another journal")]
    OtherJournal,
    /// There is no such page.
    #[error("there is no such page")]
    NotFound,
    /// The journal cannot be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Our fault.
    #[error("something is wrong with the program: {0}")]
    Ours(String),
}

impl PageError {
    /// Something that is our fault.
    pub fn ours(error: impl std::fmt::Display) -> Self {
        Self::Ours(error.to_string())
    }
}

/// An error page as nobody's, beside the answer: whoever knows the person shows it in their look.
#[derive(Clone)]
pub(crate) struct Plain(pub(crate) Page);

/// The page for an address that leads nowhere.
pub(crate) async fn not_found() -> PageError {
    PageError::NotFound
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, title, what_now) = match &self {
            Self::Form(_) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "That did not arrive as expected",
                "Nothing was recorded. Go back and try again.".to_owned(),
            ),
            Self::OtherJournal => (
                StatusCode::CONFLICT,
                "This page belongs to another journal",
                "Nothing was recorded. Open the page again from Today.".to_owned(),
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "There is no page here",
                "Nothing is lost. The address may have been mistyped.".to_owned(),
            ),
            Self::Journal(error) => {
                tracing::error!(%error, "the journal gave an error");
                let status = if error.can_be_mended() {
                    StatusCode::SERVICE_UNAVAILABLE
                } else {
                    StatusCode::INTERNAL_SERVER_ERROR
                };
                let hint = error.hint();
                (
                    status,
                    "Your journal cannot be used right now",
                    format!("{} To mend it: {hint}.", error.data()),
                )
            }
            Self::Ours(error) => {
                tracing::error!(%error, "a page could not be shown");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something broke on our side",
                    "Your earlier entries are safe. Try again in a minute.".to_owned(),
                )
            }
        };
        let main = html! {
            h1 { (title) }
            p { (what_now) }
            div .actions { a .button.primary href="/" { "Go to Today" } }
        };
        let page = Page { status, ..Page::new(title, Place::Elsewhere, main) };
        let mut response = page.clone().into_response();
        response.extensions_mut().insert(Plain(page));
        response
    }
}
