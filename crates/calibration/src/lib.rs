//! Simulated people with a known truth, and how well the answer finds it.
