//! Files out and in: text becomes facts, or a list of all that is wrong with it.
//!
//! Nothing here opens a file: bytes come in, with the name that messages call them by.
//!
//! ```
//! use exchange::{Given, Sheet};
//!
//! let diary = Sheet::new("diary.csv", b"date,pain\n2026-03-01,6\n2026-03-02,11\n");
//! let problems = exchange::read(&Given { diary, sessions: None, plan: None }).unwrap_err();
//! assert_eq!(
//!     problems.to_string(),
//!     "diary.csv, line 3, column `pain`: 11 is outside 0 to 10. Write a whole number from 0 to 10, or leave it empty"
//! );
//! ```

pub mod archive;
pub mod brief;
pub mod calendar;
mod cell;
pub mod chart;
pub mod code;
mod decided;
mod diary;
pub mod fhir;
pub mod figure;
pub mod note;
pub mod paper;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod picture;
mod problem;
mod rated;
mod sat;
pub mod sheets;
pub mod summary;
mod table;
mod text;

pub use cell::Dates;
pub use decided::DecisionRow;
pub use diary::{Given, Tables, read};
pub use problem::{Problem, Problems};
pub use rated::DiaryRow;
pub use sat::{Assigned, SessionRow};
pub use table::{LARGEST, Sheet};
