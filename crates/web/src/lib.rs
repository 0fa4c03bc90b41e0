//! The pages of Backwise.
