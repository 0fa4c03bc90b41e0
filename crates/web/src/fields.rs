//! The fields of a form, as they arrived.

use crate::PageError;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};

/// The fields of a form, in the order in which they arrived. A name may come several times, as tick boxes do.
///
/// ```
/// let fields = web::Fields::from_text("place=left&place=right&note=a%20b");
/// assert_eq!(fields.one("note"), Some("a b"));
/// assert_eq!(fields.all("place").collect::<Vec<_>>(), ["left", "right"]);
/// assert_eq!(fields.one("nothing"), None);
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads fields from a form's body or an address's query.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// The first value of a name, without white space around it. A field that was left empty is `None`.
    #[must_use]
    pub fn one(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The first value of a name exactly as it was typed, such as a pass-phrase; `None` where it was left empty.
    #[must_use]
    pub fn secret(&self, name: &str) -> Option<&str> {
        self.all(name).next().filter(|value| !value.is_empty())
    }

    /// All values of a name.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a name is there with any value.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// All names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}

/// Hides what the person wrote.
impl std::fmt::Debug for Fields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fields({})", self.0.len())
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let body = Bytes::from_request(request, state).await.map_err(|_| PageError::Form("no body"))?;
        let text = std::str::from_utf8(&body).map_err(|_| PageError::Form("not UTF-8"))?;
        Ok(Self::from_text(text))
    }
}
