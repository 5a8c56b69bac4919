//! Two lists of pieces that were changed apart, brought together piece by piece; nothing is dropped in silence.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Inventory, StockPiece, free_id};
use crate::diagnostic::{Diagnostic, Place};
use crate::quantity::{System, format};

/// Brings together what became of `base` in two places. What only one side changed is taken from it; of a piece that
/// both changed, each side's fields are taken. What differs in the same field, is deleted here and changed there, or is
/// another piece under the same id is kept and told. Equal to `theirs` where `ours` changed nothing, and the reverse.
pub fn merge(base: &Inventory, ours: &Inventory, theirs: &Inventory) -> (Inventory, Vec<Diagnostic>) {
    if ours == base {
        return (theirs.clone(), Vec::new());
    }
    if theirs == base || ours == theirs {
        return (ours.clone(), Vec::new());
    }
    let by_id = |list: &'_ Inventory| -> BTreeMap<String, usize> {
        list.pieces.iter().enumerate().map(|(k, p)| (p.id.clone(), k)).collect()
    };
    let (bases, our_ids, their_ids) = (by_id(base), by_id(ours), by_id(theirs));
    let before = |id: &str| bases.get(id).map(|k| &base.pieces[*k]);
    let mut told = Vec::new();
    let mut pieces: Vec<StockPiece> = Vec::new();
    let mut renamed: Vec<StockPiece> = Vec::new();
    for theirs in &theirs.pieces {
        let mine = our_ids.get(&theirs.id).map(|k| &ours.pieces[*k]);
        match (before(&theirs.id), mine) {
            (_, Some(mine)) if mine == theirs => pieces.push(theirs.clone()),
            (Some(before), Some(mine)) => pieces.push(merge_piece(before, mine, theirs, &mut told)),
            // Two pieces that happened to get the same id.
            (None, Some(mine)) => {
                pieces.push(theirs.clone());
                renamed.push(mine.clone());
            }
            (Some(before), None) if before == theirs => {}
            (Some(_), None) => {
                told.push(kept(theirs));
                pieces.push(theirs.clone());
            }
            (None, None) => pieces.push(theirs.clone()),
        }
    }
    for mine in ours.pieces.iter().filter(|p| !their_ids.contains_key(&p.id)) {
        match before(&mine.id) {
            Some(before) if before == mine => {}
            Some(_) => {
                told.push(kept(mine));
                pieces.push(mine.clone());
            }
            None => pieces.push(mine.clone()),
        }
    }
    let mut taken: BTreeSet<String> = pieces.iter().map(|p| p.id.clone()).collect();
    for mut piece in renamed {
        piece.id = free_id(&mut taken);
        pieces.push(piece);
    }
    (Inventory::from(pieces), told)
}

fn kept(piece: &StockPiece) -> Diagnostic {
    let message = format!("“{}” was removed in one place and changed in the other; it was kept", piece.name);
    Diagnostic::warning("kept-in-merge", Place::whole(&piece.name), message).hint("remove it again if it is gone")
}

/// Field by field; where both changed the same one, ours stays.
fn merge_piece(base: &StockPiece, ours: &StockPiece, theirs: &StockPiece, told: &mut Vec<Diagnostic>) -> StockPiece {
    let fields = |piece: &StockPiece| serde_json::to_value(piece).unwrap_or_default();
    let (before, mut mine, other) = (fields(base), fields(ours), fields(theirs));
    let Value::Object(all) = &mut mine else { return ours.clone() };
    for (name, value) in all.iter_mut() {
        let (before, other) = (&before[name], &other[name]);
        if value == before {
            value.clone_from(other);
        } else if other != before && other != value {
            let message = format!(
                "“{}”: {name} was changed to {} here and to {} in another tab; {} was kept",
                ours.name,
                shown(name, value),
                shown(name, other),
                shown(name, value)
            );
            told.push(
                Diagnostic::warning("merged-field", Place::whole(&ours.name), message).hint("look which one is right"),
            );
        }
    }
    serde_json::from_value(mine).unwrap_or_else(|_| ours.clone())
}

/// A field as people read it, with its unit.
fn shown(name: &str, value: &Value) -> String {
    let unit = match name {
        "length" | "width" | "thickness" | "height" | "diameter" | "wall" | "tolerance" => "mm",
        "distance" => "km",
        "price" => "EUR",
        _ => "",
    };
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => format!("“{text}”"),
        Value::Number(number) => format(number.as_f64().unwrap_or(0.0), unit, 2, System::Metric),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(ids: &[(u8, u8, u8)]) -> Inventory {
        let mut seen = BTreeSet::new();
        let own = ids.iter().filter(|(id, ..)| seen.insert(*id));
        let piece = |(id, name, place): &(u8, u8, u8)| StockPiece {
            id: format!("s{id}"),
            name: name.to_string(),
            place: place.to_string(),
            ..StockPiece::default()
        };
        Inventory::from(own.map(piece).collect::<Vec<_>>())
    }

    fn some() -> impl Strategy<Value = Inventory> {
        prop::collection::vec((0u8..8, 0u8..3, 0u8..3), 0..8).prop_map(|ids| list(&ids))
    }

    #[test]
    fn fields_changed_apart_are_both_taken_and_the_same_field_is_told() {
        let base = list(&[(1, 0, 0), (2, 0, 0)]);
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        ours.pieces[0].name = "mine".to_owned();
        theirs.pieces[0].place = "shed".to_owned();
        ours.pieces[1].name = "a".to_owned();
        theirs.pieces[1].name = "b".to_owned();
        let (merged, told) = merge(&base, &ours, &theirs);
        assert_eq!((merged.pieces[0].name.as_str(), merged.pieces[0].place.as_str()), ("mine", "shed"));
        assert_eq!(merged.pieces[1].name, "a");
        assert_eq!(told.len(), 1);
        assert!(told[0].message.contains("“b”"), "{told:?}");
    }

    #[test]
    fn what_both_added_under_one_id_is_two_pieces() {
        let (ours, theirs) = (list(&[(1, 1, 0)]), list(&[(1, 2, 0)]));
        let (merged, _) = merge(&Inventory::default(), &ours, &theirs);
        let names: Vec<&str> = merged.pieces.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["2", "1"]);
        assert_ne!(merged.pieces[0].id, merged.pieces[1].id);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_id_is_doubled(base in some(), ours in some(), theirs in some()) {
            let (merged, told) = merge(&base, &ours, &theirs);
            let find = |list: &Inventory, id: &str| list.pieces.iter().find(|p| p.id == id).cloned();
            let ids: BTreeSet<&str> = merged.pieces.iter().map(|p| p.id.as_str()).collect();
            prop_assert_eq!(ids.len(), merged.pieces.len());
            for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
                for piece in side.pieces.iter().filter(|p| find(&base, &p.id).as_ref() != Some(p)) {
                    let is_there = merged.pieces.iter().any(|p| p.name == piece.name && p.place == piece.place);
                    let is_mixed = find(other, &piece.id).is_some() && merged.pieces.iter().any(|p| p.id == piece.id);
                    prop_assert!(is_there || is_mixed, "{:?} {:?}", piece, told);
                }
            }
            for piece in &base.pieces {
                let is_in_both = find(&ours, &piece.id).is_some() && find(&theirs, &piece.id).is_some();
                prop_assert!(!is_in_both || find(&merged, &piece.id).is_some());
            }
        }

        #[test]
        fn one_side_alone_decides(base in some(), other in some()) {
            prop_assert_eq!(merge(&base, &base, &other).0, other.clone());
            prop_assert_eq!(merge(&base, &other, &base).0, other.clone());
            prop_assert_eq!(merge(&base, &other, &other), (other, Vec::new()));
        }
    }
}
