//! The page on which one file is chosen. It is looked at first, and only then used.

use crate::form::{Problem, problem, problems};
use crate::{Page, PageError, Place, Site};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use std::fmt::Display;

/// What such a page says.
pub(crate) struct Chooser {
    /// Its address.
    pub(crate) here: &'static str,
    /// Where "Change nothing" leads.
    pub(crate) back: &'static str,
    /// Its heading.
    pub(crate) heading: &'static str,
    /// What to choose, and what then happens.
    pub(crate) lead: [&'static str; 2],
    /// What the file is called.
    pub(crate) label: &'static str,
    /// How its name ends.
    pub(crate) hint: &'static str,
    /// The same for the browser.
    pub(crate) accept: &'static str,
}

impl Chooser {
    /// The page before anything was chosen.
    pub(crate) fn ask(&self, site: &Site) -> Result<Page, PageError> {
        self.page(site, &[], None)
    }

    /// The form. `why` says what is wrong with the file before.
    fn page(&self, site: &Site, wrong: &[Problem], why: Option<&str>) -> Result<Page, PageError> {
        let heading = self.heading;
        let title = if wrong.is_empty() { heading.to_owned() } else { format!("Error: {heading}") };
        let main = html! {
            (problems(wrong))
            h1 { (heading) }
            @for line in self.lead { p { (line) } }
            form method="post" action=(self.here) enctype="multipart/form-data" novalidate {
                div .field .wrong[!wrong.is_empty()] {
                    label for="file" { (self.label) }
                    p #file-hint .hint { (self.hint) }
                    (problem(wrong, "file"))
                    @if let Some(why) = why { p .small #file-why { (why) } }
                    input #file type="file" name="file" required accept=(self.accept)
                        aria-describedby=(if wrong.is_empty() { "file-hint" } else { "file-hint file-problem" });
                }
                div .actions { button .primary { "Look at it" } a .button.quiet href=(self.back) { "Change nothing" } }
            }
        };
        Ok(Page::new(title, Place::Settings, main).back(self.back).for_person(site, &site.look()?))
    }

    /// The form again, with what is wrong.
    fn refused(
        &self,
        site: &Site,
        status: StatusCode,
        words: &str,
        why: Option<&str>,
    ) -> Result<Response, PageError> {
        let page = self.page(site, &[Problem::new("file", words)], why)?;
        Ok(Page { status, ..page }.into_response())
    }

    /// The form again, where no file was chosen.
    pub(crate) fn nothing(&self, site: &Site) -> Result<Response, PageError> {
        self.refused(site, StatusCode::UNPROCESSABLE_ENTITY, "Choose a file", None)
    }

    /// The form again, after a file that could not be read.
    pub(crate) fn not_read(&self, site: &Site, problem: &impl Display) -> Result<Response, PageError> {
        let words = "We could not read this file. Nothing on this device has changed.";
        self.refused(site, StatusCode::UNPROCESSABLE_ENTITY, words, Some(&format!("{problem}.")))
    }

    /// The form again, where a file no longer waits.
    pub(crate) fn gone(&self, site: &Site) -> Result<Response, PageError> {
        let words = "Choose the file again. It is not kept between two visits. Nothing has changed.";
        self.refused(site, StatusCode::NOT_FOUND, words, None)
    }
}
