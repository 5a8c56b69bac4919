//! Everyday things that scrap comes from, and the pieces that each of them gives.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::fold::fold;
use super::{StockPiece, read_csv};
use crate::diagnostic::{Diagnostic, distance};

/// A thing that can be taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScrapObject {
    /// What people call it.
    pub name: String,
    /// Other everyday names: English, German, Spanish and French, separated by `|`.
    pub also: String,
    /// What comes out of one. The attribute `confidence` says how sure the sizes are: `read` on a page, nominal
    /// sizes of a `standard`, or `typical` ones.
    pub pieces: Vec<StockPiece>,
}

/// Attribute of a piece whose sizes are only what such things usually have.
pub(super) const MEASURE: &str = "measure";

impl StockPiece {
    /// Whether it is to be measured before it is counted on.
    pub fn needs_measuring(&self) -> bool {
        self.attributes.contains_key(MEASURE)
    }

    /// Takes the sizes as measured.
    pub fn confirm_measured(&mut self) {
        self.attributes.remove(MEASURE);
    }
}

/// The objects that come with the program (`assets/data/objects.csv`); `assets/data/scrap.csv` has many more.
pub fn scrap_objects() -> &'static [ScrapObject] {
    static TABLE: OnceLock<Vec<ScrapObject>> = OnceLock::new();
    TABLE.get_or_init(|| parse_objects(crate::later!("../../assets/data/objects.csv")).0)
}

/// Reads a catalogue of objects: a stock file whose column `place` names the object, and whose attribute `also`
/// gives its other names. What is wrong with it comes back too.
pub fn parse_objects(text: &str) -> (Vec<ScrapObject>, Vec<Diagnostic>) {
    let read = read_csv(text);
    let mut out: Vec<ScrapObject> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for mut piece in read.inventory.pieces {
        let name = std::mem::take(&mut piece.place);
        let k = *at.entry(name).or_insert_with_key(|name| {
            out.push(ScrapObject { name: name.clone(), ..ScrapObject::default() });
            out.len() - 1
        });
        if let Some(also) = piece.attributes.remove("also") {
            out[k].also = also;
        }
        out[k].pieces.push(piece);
    }
    (out, read.problems)
}

/// The objects that fit all words of a query, best first: whole words before beginnings before parts of words
/// before small typos. An empty query gives all.
pub fn search_objects<'a>(objects: &'a [ScrapObject], query: &str) -> Vec<&'a ScrapObject> {
    let query = fold(query);
    let mut found: Vec<(u32, usize)> = Vec::new();
    for (k, object) in objects.iter().enumerate() {
        let (name, also) = (fold(&object.name), fold(&object.also));
        let words = || name.split(' ').map(|w| (w, 0)).chain(also.split(' ').map(|w| (w, 1)));
        let best = |wanted: &str| words().filter_map(|(word, far)| Some(4 * near(wanted, word)? + far)).min();
        if let Some(score) = query.split(' ').filter(|w| !w.is_empty()).map(best).sum::<Option<u32>>() {
            found.push((score, k));
        }
    }
    crate::order::sort_by_key(&mut found, |pair| *pair);
    found.into_iter().map(|(_, k)| &objects[k]).collect()
}

/// How far a word is from the one wanted; nothing where it is another one.
fn near(wanted: &str, word: &str) -> Option<u32> {
    match word {
        _ if word == wanted => Some(0),
        _ if word.starts_with(wanted) => Some(1),
        _ if wanted.len() > 2 && word.contains(wanted) => Some(2),
        _ if wanted.len() > 3 && word.len() > 3 => {
            let allowed = 1 + usize::from(wanted.len() > 6);
            let close = wanted.len().abs_diff(word.len()) <= allowed && distance(wanted, word) <= allowed;
            close.then_some(3)
        }
        _ => None,
    }
}

impl ScrapObject {
    /// The pieces that some of them give.
    pub fn pieces_of(&self, count: u32) -> Vec<StockPiece> {
        let times = |piece: &StockPiece| {
            let quantity = piece.quantity.map(|q| q.saturating_mul(count).min(1_000_000));
            StockPiece { quantity, ..piece.clone() }
        };
        self.pieces.iter().map(times).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::Material;

    #[test]
    fn every_object_reads_without_a_problem_and_names_its_source() {
        let read = read_csv(include_str!("../../assets/data/objects.csv"));
        assert_eq!((read.problems, read.rejected), (vec![], vec![]));
        assert!((8..=12).contains(&scrap_objects().len()));
        for piece in scrap_objects().iter().flat_map(|o| &o.pieces) {
            assert!(
                piece.is_scrap() && !piece.source.is_empty() && Material::find(&piece.material).is_some(),
                "{piece:?}"
            );
        }
    }

    #[test]
    fn the_catalogue_is_sound_and_found_by_everyday_names() {
        let (objects, problems) = parse_objects(include_str!("../../assets/data/scrap.csv"));
        let errors: Vec<_> = problems.iter().filter(|p| p.is_error()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!((objects.len(), objects.iter().map(|o| o.pieces.len()).sum::<usize>()), (170, 289));
        for object in &objects {
            assert_eq!(object.also.split('|').count(), 4, "{} needs names in four languages", object.name);
            for piece in &object.pieces {
                let sure = piece.attributes["confidence"].as_str();
                assert!(["read", "standard", "typical"].contains(&sure) && !piece.source.is_empty(), "{piece:?}");
                assert_eq!(sure != "read", piece.source.contains("recalled"), "{piece:?}");
                assert!(piece.needs_measuring());
            }
        }
        for (query, expected) in [
            ("pallet", "pallet"),
            ("waschm", "washing machine"),
            ("lavadroa", "washing machine"),
            ("bicyclette", "bicycle"),
            ("bycicle", "bicycle"),
            ("festplatte", "hard disk"),
            ("tuyau plastique", "PVC"),
            ("pipe 110", "110"),
        ] {
            let found = search_objects(&objects, query);
            assert!(
                found.first().is_some_and(|o| o.name.contains(expected)),
                "{query}: {:?}",
                found.first().map(|o| &o.name)
            );
        }
        assert!(search_objects(&objects, "zeppelin").is_empty());
        assert_eq!(search_objects(&objects, " ").len(), 170);
    }

    #[test]
    fn three_pallets_give_three_times_as_much() {
        let pallet = &scrap_objects()[0];
        let one: u32 = pallet.pieces.iter().filter_map(|p| p.quantity).sum();
        let three: u32 = pallet.pieces_of(3).iter().filter_map(|p| p.quantity).sum();
        assert_eq!(three, 3 * one);
    }
}
