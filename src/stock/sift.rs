//! Which pieces of an inventory are looked at, and in which order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::{Form, Inventory, StockPiece};
use crate::fold::lower;

/// What is looked for; what is empty does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sift {
    /// Words that all stand somewhere in the piece, in any case.
    pub words: String,
    /// Its form.
    pub form: Option<Form>,
    /// Its material: an id, or the text typed where it is not in the table.
    pub material: String,
    /// Its owner or its place.
    pub whose: String,
    /// Whether only pieces count that are to be measured first.
    pub unmeasured: bool,
    /// The column to sort by, one of [`super::COLUMNS`], and whether the largest comes first; else as listed.
    pub order: Option<(&'static str, bool)>,
}

/// What can be chosen from in an inventory, each in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// Forms that there are.
    pub forms: Vec<Form>,
    /// Materials, by their ids, else as typed.
    pub materials: Vec<String>,
    /// Owners and places.
    pub whose: Vec<String>,
}

impl Choice {
    /// Gathers what an inventory has.
    pub fn of(inventory: &Inventory) -> Self {
        let (mut forms, mut typed, mut whose) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for piece in &inventory.pieces {
            forms.insert(piece.form);
            typed.insert(piece.material.as_str());
            whose.extend([piece.owner.trim(), piece.place.trim()].into_iter().filter(|text| !text.is_empty()));
        }
        let materials: BTreeSet<&str> = typed.into_iter().map(|typed| inventory.materials.id_of(typed)).collect();
        let texts = |all: BTreeSet<&str>| all.into_iter().filter(|t| !t.is_empty()).map(str::to_owned).collect();
        Self { forms: forms.into_iter().collect(), materials: texts(materials), whose: texts(whose) }
    }
}

impl Sift {
    /// Indices of the pieces that fit, in order; what lacks the column to sort by comes last.
    pub fn of(&self, inventory: &Inventory) -> Vec<usize> {
        let words: Vec<String> = self.words.split_whitespace().map(lower).collect();
        // Few materials are typed in many pieces: each is looked up once.
        let mut materials: BTreeMap<&str, bool> = BTreeMap::new();
        let mut fits = |piece: &StockPiece, typed| {
            self.form.is_none_or(|form| form == piece.form)
                && (self.material.is_empty()
                    || *materials.entry(typed).or_insert_with(|| inventory.materials.id_of(typed) == self.material))
                && (self.whose.is_empty() || piece.owner.trim() == self.whose || piece.place.trim() == self.whose)
                && (!self.unmeasured || piece.needs_measuring())
                && words.iter().all(|word| holds(piece, word))
        };
        let pieces = inventory.pieces.iter().enumerate();
        let mut found: Vec<usize> =
            pieces.filter(|(_, piece)| fits(piece, piece.material.as_str())).map(|(k, _)| k).collect();
        if let Some((column, descending)) = self.order {
            sort(&mut found, inventory, column, descending);
        }
        found
    }
}

fn sort(found: &mut Vec<usize>, inventory: &Inventory, column: &str, descending: bool) {
    let turn = |order: Ordering| if descending { order.reverse() } else { order };
    let piece = |k: &usize| &inventory.pieces[*k];
    if matches!(column, "quantity" | "price" | "distance") || piece_sizes(column) {
        let mut keyed: Vec<(Option<f64>, usize)> = found.iter().map(|k| (number(piece(k), column), *k)).collect();
        crate::order::sort_by(&mut keyed, |(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) => turn(a.total_cmp(b)),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        *found = keyed.into_iter().map(|(_, k)| k).collect();
    } else {
        let mut keyed: Vec<(String, usize)> = found.iter().map(|k| (lower(piece(k).text(column).trim()), *k)).collect();
        crate::order::sort_by(&mut keyed, |(a, _), (b, _)| match (a.is_empty(), b.is_empty()) {
            (false, false) => turn(a.cmp(b)),
            (a, b) => a.cmp(&b),
        });
        *found = keyed.into_iter().map(|(_, k)| k).collect();
    }
}

fn piece_sizes(column: &str) -> bool {
    ["length", "width", "thickness", "height", "diameter", "wall"].contains(&column)
}

fn number(piece: &StockPiece, column: &str) -> Option<f64> {
    match column {
        "quantity" => piece.quantity.map(f64::from),
        "price" => piece.price,
        "distance" => piece.distance,
        size => piece.size(size),
    }
}

/// Whether a word in small letters stands in what a piece says.
fn holds(piece: &StockPiece, word: &str) -> bool {
    let columns = ["name", "material", "owner", "place", "grade", "section", "notes", "hazard", "source"];
    piece.form.word().contains(word) || columns.into_iter().any(|column| has(piece.text(column), word))
}

/// Whether a text holds a word in any case; copies nothing where the text is plain ASCII.
fn has(text: &str, word: &str) -> bool {
    if !text.is_ascii() {
        return lower(text).contains(word);
    }
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some(first) = word.first() else { return true };
    // Most places differ in their first letter.
    text.windows(word.len()).any(|part| part[0].to_ascii_lowercase() == *first && part.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::{COLUMNS, example_inventory, scrap_objects};
    use proptest::prelude::*;

    fn yard() -> Inventory {
        let objects = scrap_objects().iter().flat_map(|o| o.pieces.clone());
        Inventory::from(example_inventory().pieces.into_iter().chain(objects).collect::<Vec<_>>())
    }

    #[test]
    fn each_filter_keeps_what_it_says() {
        let yard = yard();
        let count = |sift: Sift| sift.of(&yard).len();
        let all = yard.pieces.len();
        assert_eq!(count(Sift::default()), all);
        let choice = Choice::of(&yard);
        let by_form = |form| count(Sift { form: Some(form), ..Sift::default() });
        assert_eq!(choice.forms.iter().map(|f| by_form(*f)).sum::<usize>(), all);
        let by_material = |m: &String| count(Sift { material: m.clone(), ..Sift::default() });
        let unnamed = yard.pieces.iter().filter(|p| p.material.trim().is_empty()).count();
        assert_eq!(choice.materials.iter().map(by_material).sum::<usize>() + unnamed, all);
        assert!(count(Sift { words: "PALLET board".into(), ..Sift::default() }) > 0);
        assert_eq!(count(Sift { words: "pallet zeppelin".into(), ..Sift::default() }), 0);
    }

    proptest! {
        #[test]
        fn sorting_loses_nothing_and_puts_gaps_last(column in 0..COLUMNS.len(), descending: bool) {
            let yard = yard();
            let column = COLUMNS[column];
            let mut found = Sift { order: Some((column, descending)), ..Sift::default() }.of(&yard);
            let shown: Vec<Option<f64>> = found.iter().map(|k| number(&yard.pieces[*k], column)).collect();
            if piece_sizes(column) {
                let known: Vec<f64> = shown.iter().flatten().copied().collect();
                let sorted = known.is_sorted_by(|a, b| if descending { a >= b } else { a <= b });
                prop_assert!(sorted);
                prop_assert!(shown[known.len()..].iter().all(Option::is_none));
            }
            found.sort_unstable();
            prop_assert_eq!(found, (0..yard.pieces.len()).collect::<Vec<_>>());
        }

        #[test]
        fn words_are_found_in_any_case(text in "[a-zA-Zäé ]{0,20}", from in 0usize..10, run in 1usize..5) {
            let part: String = text.chars().skip(from).take(run).collect();
            prop_assert!(has(&text, &lower(&part)));
        }
    }
}
