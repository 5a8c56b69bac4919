//! The names that a formula may use, and which of them any formula has used.

use super::value::Value;
use crate::known::Known;

/// Names with what they stand for.
#[derive(Debug, Default)]
pub(super) struct Names(Known<String, Name>);

/// What a name stands for.
#[derive(Debug)]
pub(super) struct Name {
    value: Value,
    is_used: bool,
}

impl Names {
    /// Makes a name known that nobody has used yet; a later definition replaces an earlier one.
    pub fn define(&mut self, name: String, value: Value) {
        self.0.insert(name, Name { value, is_used: false });
    }

    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).map(|known| &known.value)
    }

    /// What a name stands for, for a formula that uses it.
    pub fn used(&mut self, name: &str) -> Option<&Value> {
        let known = self.0.get_mut(name)?;
        known.is_used = true;
        Some(&known.value)
    }

    pub fn is_used(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|known| known.is_used)
    }

    /// Takes a name out, for a while or for good.
    pub fn take(&mut self, name: &str) -> Option<Name> {
        self.0.remove(name)
    }

    /// Puts back what was taken out.
    pub fn put_back(&mut self, name: &str, known: Name) {
        self.0.insert(name.to_owned(), known);
    }

    /// All names, in an order that is the same everywhere.
    pub fn sorted(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        crate::order::sort_by(&mut names, |a, b| a.cmp(b));
        names
    }
}

impl FromIterator<(String, Value)> for Names {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(names: I) -> Self {
        Self(names.into_iter().map(|(name, value)| (name, Name { value, is_used: false })).collect())
    }
}
