//! Entries of a journal: their forms on disk, and what they say together.

mod event;
mod one;
mod replay;
