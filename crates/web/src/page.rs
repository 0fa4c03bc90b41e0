//! The frame of every page.

use crate::asset;
use crate::called::Called;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// Where in the program a page is: what the navigation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What to do today.
    Today,
    /// How it goes.
    Progress,
    /// What the therapist gets.
    Brief,
    /// Settings, data and privacy.
    Settings,
    /// Outside of the four.
    Elsewhere,
    /// The interview, the player and the consent card: no navigation, so that nothing distracts.
    Quiet,
}

/// The navigation: place, address, name, and the path of its icon on a square of 24.
const NAVIGATION: [(Place, &str, &str, &str); 4] = [
    (Place::Today, "/", "Today", "M3 11.5 12 4l9 7.5M5.5 10v10h13V10M10 20v-6h4v6"),
    (Place::Progress, "/progress", "Progress", "M4 20h16M4 20V4M7.5 15.5l4-4 3 2.5L20 8"),
    (Place::Brief, "/brief", "My brief", "M6 3h9l4 4v14H6zM14.5 3v4.5H19M9 12h7M9 16h7"),
    (Place::Settings, "/settings", "Settings", "M4 7h8M16 7h4M14 4.5v5M4 17h4M12 17h8M10 14.5v5"),
];

/// What the title of a page begins with that shows an error.
const ERROR: &str = "Error: ";

/// A page, ready to be shown.
///
/// The title is the heading of the page, because a screen reader says it first.
#[derive(Debug, Clone)]
pub struct Page {
    /// The status of the answer.
    pub status: StatusCode,
    /// The title in the browser; "Error: " is put before it by the page that shows one.
    pub title: String,
    /// Where in the program.
    pub place: Place,
    /// Where the link "Back" leads, at the top.
    pub back: Option<String>,
    /// Names of the scripts that improve this page, such as `player.js`.
    pub scripts: Vec<&'static str>,
    /// Theme and text size, as chosen in the settings: values of `data-theme` and `data-text`.
    pub theme: Option<String>,
    /// See `theme`.
    pub text_size: Option<String>,
    /// Whether the person is made up.
    pub is_sample: bool,
    /// What the program is called on it.
    pub(crate) called: &'static Called,
    /// What the page says, with one `h1`.
    pub main: Markup,
}

impl Page {
    /// A page with nothing unusual about it.
    #[must_use]
    pub fn new(title: impl Into<String>, place: Place, main: Markup) -> Self {
        Self {
            status: StatusCode::OK,
            title: title.into(),
            place,
            back: None,
            scripts: Vec::new(),
            theme: None,
            text_size: None,
            is_sample: false,
            called: &Called::BACKWISE,
            main,
        }
    }

    /// The same page with a link back.
    #[must_use]
    pub fn back(self, to: impl Into<String>) -> Self {
        Self { back: Some(to.into()), ..self }
    }

    /// The same page with a script.
    #[must_use]
    pub fn script(mut self, name: &'static str) -> Self {
        self.scripts.push(name);
        self
    }

    /// The same page in the look that the person chose.
    #[must_use]
    pub fn for_person(self, site: &crate::Site, look: &crate::Look) -> Self {
        let setting = |name: &str| look.setting(name).map(str::to_owned);
        Self {
            theme: setting("theme"),
            text_size: setting("text_size"),
            is_sample: site.is_sample(),
            called: Called::by(look),
            ..self
        }
    }

    /// The same page as the person wants it, where the journal can be read. It says the same if it cannot.
    #[must_use]
    pub(crate) fn for_whoever(self, site: &crate::Site) -> Self {
        match site.look() {
            Ok(look) => self.for_person(site, &look),
            Err(_) => self,
        }
    }

    /// The title in the tab. With a neutral name it says where in the program the page is, and not what it is about.
    fn tab_title(&self) -> String {
        let Called { name, is_neutral, .. } = self.called;
        if !is_neutral {
            return format!("{} – {name}", self.title);
        }
        let error = if self.title.starts_with(ERROR) { ERROR } else { "" };
        match NAVIGATION.iter().find(|(place, ..)| *place == self.place) {
            Some((_, _, place, _)) => format!("{error}{place} – {name}"),
            None => format!("{error}{name}"),
        }
    }

    fn markup(&self) -> Markup {
        let Called { name, about, icon, touch_icon, .. } = self.called;
        html! {
            (DOCTYPE)
            html lang="en" data-theme=[&self.theme] data-text=[&self.text_size] {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                    title { (self.tab_title()) }
                    meta name="color-scheme" content="light dark";
                    link rel="stylesheet" href=(asset::path("style.css"));
                    link rel="icon" href=(asset::path(icon)) type="image/svg+xml";
                    link rel="apple-touch-icon" href=(asset::path(touch_icon));
                    link rel="manifest" href="/manifest.webmanifest";
                    meta name="description" content=(about);
                    script src=(asset::path("shell.js")) defer {}
                    @for script in &self.scripts {
                        script src=(asset::path(script)) defer {}
                    }
                }
                body {
                    a .skip href="#main" { "Skip to the page" }
                    @if self.is_sample {
                        aside .sample aria-label="About these pages" { "This is a made-up person. Nothing here is yours." }
                    }
                    header .top {
                        @match &self.back {
                            Some(to) => a .back href=(to) { "Back" },
                            None if self.place == Place::Quiet => span .brand { (name) },
                            None => a .brand href="/" { (name) },
                        }
                        a .help href="/help" { "When to get medical help" }
                    }
                    @if self.place != Place::Quiet {
                        nav .places aria-label="Main" {
                            @for (place, to, name, icon) in NAVIGATION {
                                a href=(to) aria-current=[(place == self.place).then_some("page")] {
                                    svg viewBox="0 0 24 24" aria-hidden="true" { path d=(icon); }
                                    (name)
                                }
                            }
                        }
                    }
                    main #main tabindex="-1" { (self.main) }
                }
            }
        }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let html = [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
        (self.status, html, self.markup().into_string()).into_response()
    }
}

/// Sends the browser on after a change (303), so that going back or reloading changes nothing twice.
#[must_use]
pub fn see_other(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => crate::PageError::Ours("an address with a line break".to_owned()).into_response(),
    }
}
