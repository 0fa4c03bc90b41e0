//! Files that a form brings along.

use crate::PageError;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};

/// So many bytes of all files of a form are kept: one more than the largest that is read, so that its reader says so.
const MOST: usize = exchange::LARGEST + 1;
/// And so many bytes are read from the connection at all; what is beyond [`MOST`] is let go of.
pub(crate) const LONGEST: usize = 1 << 30;
/// A form has at most so many parts.
const PARTS: usize = 200;
/// The name of a file is shown with at most so many letters.
const NAME: usize = 80;

/// A file as it arrived.
pub(crate) struct Upload {
    /// Its name on the person's device, safe to be shown.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) bytes: Vec<u8>,
}

/// The files that were chosen in a form; its other fields are passed over.
pub(crate) struct Uploads(pub(crate) Vec<Upload>);

impl<S: Send + Sync> FromRequest<S> for Uploads {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let mut form = Multipart::from_request(request, state)
            .await
            .map_err(|_| PageError::Form("not a form with files"))?;
        let (mut files, mut parts, mut room) = (Vec::new(), 0, MOST);
        while let Some(mut part) = form.next_field().await.map_err(|error| broken(&error))? {
            parts += 1;
            if parts > PARTS {
                return Err(PageError::Form("more parts than any form here has"));
            }
            let file = part.file_name().map(shown);
            let mut bytes = Vec::new();
            while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
                let kept = chunk.get(..room).unwrap_or(&chunk);
                bytes.extend_from_slice(kept);
                room -= kept.len();
            }
            // A field in which no file was chosen comes with an empty name.
            if let Some(name) = file.filter(|name| !name.is_empty() || !bytes.is_empty()) {
                files.push(Upload { name, bytes });
            }
        }
        Ok(Self(files))
    }
}

fn broken(_error: &MultipartError) -> PageError {
    PageError::Form("the form ended in the middle, or was too large")
}

/// A name without folders and marks that cannot be seen.
fn shown(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|letter| !letter.is_control()).take(NAME).collect()
}
