//! What is known about a person: facts and findings, each yes, no, unsure, or not asked.

use crate::ids::{Key, ZoneId};
use crate::truth::Truth;
use std::collections::BTreeMap;

/// Facts, findings, the age and the pain drawing of one person.
///
/// ```
/// use domain::facts::Facts;
/// use domain::truth::Truth;
///
/// let mut facts = Facts::default();
/// facts.raise("fever", Truth::Unsure);
/// facts.raise("fever", Truth::No);
/// assert_eq!(facts.get("fever"), Some(Truth::Unsure));
/// assert_eq!(facts.get("jaundice"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    truths: BTreeMap<Key, Truth>,
    age: Option<u8>,
    drawing: Drawing,
}

/// A pain drawing: how much of each zone is marked, 0 to 1. Zones that are not in it are not marked.
pub type Drawing = BTreeMap<ZoneId, f64>;

impl Facts {
    /// What is known of one fact; `None` if it was never asked.
    #[must_use]
    pub fn get<Q>(&self, key: &Q) -> Option<Truth>
    where
        Key: std::borrow::Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.truths.get(key).copied()
    }

    /// Whether the fact is a yes.
    #[must_use]
    pub fn is_yes(&self, key: &str) -> bool {
        self.get(key) == Some(Truth::Yes)
    }

    /// Whether the fact is a yes or not sure.
    #[must_use]
    pub fn is_possible(&self, key: &str) -> bool {
        self.get(key).is_some_and(Truth::is_possible)
    }

    /// Sets a fact, whatever was known before.
    pub fn set(&mut self, key: impl Into<Key>, truth: Truth) {
        self.truths.insert(key.into(), truth);
    }

    /// Sets a fact unless something more cautious is known: of two answers that clash, the more dangerous counts.
    pub fn raise(&mut self, key: impl Into<Key>, truth: Truth) {
        let known = self.truths.entry(key.into()).or_insert(truth);
        *known = truth.max(*known);
    }

    /// Sets a fact only if nothing is known of it.
    pub fn set_if_unknown(&mut self, key: impl Into<Key>, truth: Truth) {
        self.truths.entry(key.into()).or_insert(truth);
    }

    /// Age in whole years.
    #[must_use]
    pub fn age(&self) -> Option<u8> {
        self.age
    }

    /// Sets the age in whole years.
    pub fn set_age(&mut self, age: Option<u8>) {
        self.age = age;
    }

    /// The pain drawing.
    #[must_use]
    pub fn drawing(&self) -> &Drawing {
        &self.drawing
    }

    /// Replaces the pain drawing.
    pub fn set_drawing(&mut self, drawing: Drawing) {
        self.drawing = drawing;
    }

    /// All that is known, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, Truth)> {
        self.truths.iter().map(|(key, truth)| (key, *truth))
    }
}
