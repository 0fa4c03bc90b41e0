//! Cross-checks of the knowledge files.
