//! Where a person's entries live.
