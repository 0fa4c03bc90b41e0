//! Files out and in.
