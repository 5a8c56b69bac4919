//! Everyday things that scrap comes from, and the pieces that each of them gives.

use std::sync::OnceLock;

use super::{StockPiece, read_csv};

/// A thing that can be taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct ScrapObject {
    /// What people call it.
    pub name: String,
    /// What comes out of one.
    pub pieces: Vec<StockPiece>,
}

/// The table (`assets/data/objects.csv`): a stock file whose column `place` names the object.
pub fn scrap_objects() -> &'static [ScrapObject] {
    static TABLE: OnceLock<Vec<ScrapObject>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut out: Vec<ScrapObject> = Vec::new();
        for mut piece in read_csv(crate::later!("../../assets/data/objects.csv")).inventory.pieces {
            let name = std::mem::take(&mut piece.place);
            match out.iter_mut().find(|o| o.name == name) {
                Some(object) => object.pieces.push(piece),
                None => out.push(ScrapObject { name, pieces: vec![piece] }),
            }
        }
        out
    })
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
    fn three_pallets_give_three_times_as_much() {
        let pallet = &scrap_objects()[0];
        let one: u32 = pallet.pieces.iter().filter_map(|p| p.quantity).sum();
        let three: u32 = pallet.pieces_of(3).iter().filter_map(|p| p.quantity).sum();
        assert_eq!(three, 3 * one);
    }
}
