//! A person's own materials and local prices: looked up before the built-in ones, kept as a table of their own.

mod read;
mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::Material;
use super::fold::fold;
use super::material::names_of;

pub use read::{MaterialsRead, read_materials};
pub use write::write_materials;

/// What a local price is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Per {
    /// One piece.
    #[default]
    Piece,
    /// A metre of length.
    Metre,
    /// A kilogram.
    Kilogram,
    /// A square metre.
    SquareMetre,
}

impl Per {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Piece, Self::Metre, Self::Kilogram, Self::SquareMetre];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Piece => "piece",
            Self::Metre => "m",
            Self::Kilogram => "kg",
            Self::SquareMetre => "m2",
        }
    }

    /// Reads the word; a blank means a piece.
    pub fn parse(text: &str) -> Option<Self> {
        let word = crate::fold::lower(text.trim()).replace('²', "2");
        let all = || Self::ALL.into_iter();
        if word.is_empty() { Some(Self::Piece) } else { all().find(|per| per.word() == word) }
    }
}

/// What a material costs somewhere. It is shown, and counts nowhere until a piece has the price itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocalPrice {
    /// Id or another name of the material.
    pub material: String,
    /// How much, in [`Self::currency`].
    pub amount: f64,
    /// Currency as people write it there: `EUR`, `R$`.
    pub currency: String,
    /// For what.
    pub per: Per,
    /// Where.
    pub shop: String,
    /// When, as typed: `2026-05-01`.
    pub date: String,
    /// What else to know.
    pub note: String,
}

/// The built-in materials and, before them, a person's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Materials {
    own: Vec<Material>,
    prices: Vec<LocalPrice>,
    names: BTreeMap<String, usize>,
}

impl Materials {
    /// A table with these own materials and prices.
    pub fn new(own: Vec<Material>, prices: Vec<LocalPrice>) -> Self {
        let names = names_of(&own);
        Self { own, prices, names }
    }

    /// Finds a material by id, name or alias, in any case: the own ones first, then the built-in ones.
    pub fn find(&self, id_or_alias: &str) -> Option<&Material> {
        let own = || self.names.get(&fold(id_or_alias)).and_then(|k| self.own.get(*k));
        if self.own.is_empty() { None } else { own() }.or_else(|| Material::find(id_or_alias))
    }

    /// Every material that can be found, the own ones first; a built-in one whose id is also an own one's is left out.
    pub fn all(&self) -> impl Iterator<Item = &Material> {
        let hidden = |m: &&Material| !self.own.iter().any(|own| own.id == m.id);
        self.own.iter().chain(Material::all().iter().filter(hidden))
    }

    /// The person's own materials.
    pub fn own(&self) -> &[Material] {
        &self.own
    }

    /// The person's local prices, of own and built-in materials.
    pub fn prices(&self) -> &[LocalPrice] {
        &self.prices
    }

    /// Whether the person has neither materials nor prices of their own.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.prices.is_empty()
    }

    /// Materials with all of these words in their names, the own ones first; without words, every one.
    pub fn search(&self, words: &str) -> Vec<&Material> {
        let words = fold(words);
        let fits = |m: &&Material| {
            let names: Vec<String> = [&m.id, &m.name].into_iter().chain(&m.aliases).map(|name| fold(name)).collect();
            words.split(' ').all(|word| names.iter().any(|name| name.contains(word)))
        };
        self.all().filter(fits).collect()
    }

    /// An id for a new material, which starts with its family, so that designs that ask for that take it.
    pub fn id_for(family: &str, name: &str) -> String {
        let slug = fold(name).replace(' ', "_");
        if family.is_empty() || slug.starts_with(family) { slug } else { format!("{family}_{slug}") }
    }

    /// Puts a material in place of the own one with its id, else adds it.
    pub fn put(&mut self, material: Material) {
        match self.own.iter_mut().find(|own| own.id == material.id) {
            Some(own) => *own = material,
            None => self.own.push(material),
        }
        self.names = names_of(&self.own);
    }

    /// Takes an own material out.
    pub fn remove(&mut self, id: &str) -> Option<Material> {
        let at = self.own.iter().position(|own| own.id == id)?;
        let removed = self.own.remove(at);
        self.names = names_of(&self.own);
        Some(removed)
    }

    /// Adds a price, unless the very same is there.
    pub fn add_price(&mut self, price: LocalPrice) {
        if !self.prices.contains(&price) {
            self.prices.push(price);
        }
    }

    /// Takes a price out by its place in [`Self::prices`].
    pub fn remove_price(&mut self, at: usize) -> Option<LocalPrice> {
        (at < self.prices.len()).then(|| self.prices.remove(at))
    }

    /// Adds another table; of two materials with one id the other's counts from then on.
    pub fn merge(&mut self, other: Self) {
        other.own.into_iter().for_each(|material| self.put(material));
        other.prices.into_iter().for_each(|price| self.add_price(price));
    }

    /// The id of a material by any of its names; what is not known keeps its name.
    pub fn id_of<'a>(&'a self, typed: &'a str) -> &'a str {
        self.find(typed).map_or(typed.trim(), |m| m.id.as_str())
    }

    /// The name of a material by any of its names, likewise.
    pub fn name_of<'a>(&'a self, typed: &'a str) -> &'a str {
        self.find(typed).map_or(typed.trim(), |m| m.name.as_str())
    }

    /// The own materials alone.
    pub(super) fn into_own(self) -> Vec<Material> {
        self.own
    }
}
