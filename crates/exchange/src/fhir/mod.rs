//! The journal as FHIR R4 resources for other programs, and what they know back into the journal.
//!
//! One file, a Bundle of type `collection`: see `docs/fhir.md` for what goes where. The same journal always gives the
//! same bytes. Ratings, check-ins, soreness, flares and filled-in questionnaires come back as they were; the rest is
//! for others to read.
//!
//! ```
//! let said = exchange::fhir::read("mine.json", b"{\"resourceType\": \"Medication\"}").unwrap_err();
//! assert_eq!(
//!     said.to_string(),
//!     "mine.json: it holds nothing that can be taken in, only: Medication. Nothing has changed; Backwise takes in \
//!      Observations and QuestionnaireResponses"
//! );
//! ```

mod care;
mod codes;
mod form;
mod ids;
mod read;
mod take;
#[cfg(test)]
mod tests;
mod told;
mod types;
mod when;
mod write;

pub use form::{Brought, read_questionnaire};
pub use read::{LARGEST, Record, read};
pub use take::Whose;
pub use write::{Export, Given, Wish, write};
