//! Families: pieces of equal section, which stand for one another in a design's slot.

use std::collections::BTreeMap;

use super::{Form, Inventory, StockPiece, grade_factor};

/// A group of pieces of equal section.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// The section that they share; names the family.
    pub key: String,
    /// What people call it: `pallet softwood 145 × 22`.
    pub name: String,
    /// What kind of pieces they are.
    pub form: Form,
    /// Id of the material, or the text typed where it is not in the table.
    pub material: String,
    /// Low and high of every size with its tolerance (m). Board `w t`, rod `d`, pipe `od t`, box and
    /// angle `w h t`, sheet `t w l`.
    pub sizes: BTreeMap<&'static str, (f64, f64)>,
    /// Usable strength as a share of new material's: the worst grade among the pieces.
    pub strength_factor: f64,
    /// Indices into the inventory's pieces: scrap first, then the shop's, each in listed order.
    pub pieces: Vec<usize>,
    /// Whether there are only a shop's pieces.
    pub shop: bool,
}

/// Groups an inventory by section, sorted by key. A section that is used for several forms or materials, or an item
/// that is there with several sets of attributes, makes a family of each, with what tells them apart added to the key.
pub fn families(inventory: &Inventory) -> Vec<Family> {
    // A yard has many pieces of few sections: each key is written once for all that were typed alike.
    let mut alike: BTreeMap<Typed, Vec<usize>> = BTreeMap::new();
    for (index, piece) in inventory.pieces.iter().enumerate() {
        alike.entry(typed(piece)).or_default().push(index);
    }
    let mut groups: BTreeMap<String, BTreeMap<Kind<'_>, Vec<usize>>> = BTreeMap::new();
    for members in alike.into_values() {
        let first = &inventory.pieces[members[0]];
        let material = inventory.materials.id_of(&first.material).to_owned();
        let kind = (first.form, material, told_apart_by(first));
        groups.entry(first.section_key(&inventory.materials)).or_default().entry(kind).or_default().extend(members);
    }
    let mut all = Vec::new();
    for (key, kinds) in groups {
        let several = kinds.len() > 1;
        for ((form, material, attributes), members) in kinds {
            let typed = attributes.map(|all| all.iter().map(|(name, value)| format!(" {name} {value}")).collect());
            let typed: String = typed.unwrap_or_default();
            let key = if several { format!("{key} ({form} {material}{typed})") } else { key.clone() };
            all.push(family(inventory, key, form, material, members));
        }
    }
    crate::order::sort_by(&mut all, |a, b| a.key.cmp(&b.key));
    all
}

/// What a section may be used for: form, material, and what items are told apart by.
type Kind<'a> = (Form, String, Attributes<'a>);

/// What items are told apart by; nothing for all else, which has sizes.
type Attributes<'a> = Option<&'a BTreeMap<String, String>>;

fn told_apart_by(piece: &StockPiece) -> Attributes<'_> {
    Some(&piece.attributes).filter(|_| piece.form == Form::Item)
}

/// All that decides the family of a piece, as typed.
type Typed<'a> = (Form, [&'a str; 3], [Option<u64>; 5], Attributes<'a>);

fn typed(piece: &StockPiece) -> Typed<'_> {
    let named = matches!(piece.form, Form::Item | Form::Bulk);
    let name = if named { piece.name.as_str() } else { "" };
    let sizes = piece.sizes();
    let sizes = [sizes.width, sizes.thickness, sizes.height, sizes.diameter, sizes.wall];
    let sizes = sizes.map(|size| size.map(f64::to_bits));
    (piece.form, [&piece.section, &piece.material, name], sizes, told_apart_by(piece))
}

fn family(inventory: &Inventory, key: String, form: Form, material: String, mut members: Vec<usize>) -> Family {
    crate::order::sort_by_key(&mut members, |k| (!inventory.pieces[*k].is_scrap(), *k));
    let pieces = || members.iter().map(|k| &inventory.pieces[*k]);
    let mut sizes: BTreeMap<&'static str, (f64, f64)> = BTreeMap::new();
    for piece in pieces() {
        let mut named = piece.sizes().of(form);
        if form == Form::Sheet {
            named.extend(piece.width.map(|w| ("w", w)));
            named.extend(piece.length.map(|l| ("l", l)));
        }
        for (name, value) in named {
            let (low, high) = ((value - piece.tolerance).max(0.0), value + piece.tolerance);
            let range = sizes.entry(name).or_insert((low, high));
            *range = (range.0.min(low), range.1.max(high));
        }
    }
    let name = pieces().next().map(|first| family_name(inventory, first, &key)).unwrap_or_default();
    let strength_factor = pieces().map(strength).fold(1.0, f64::min);
    let shop = pieces().all(|piece| !piece.is_scrap());
    Family { key, name, form, material, sizes, strength_factor, pieces: members, shop }
}

/// A piece's share of new strength; what a shop sells is new unless it says otherwise.
fn strength(piece: &StockPiece) -> f64 {
    if piece.grade.trim().is_empty() && !piece.is_scrap() { 1.0 } else { grade_factor(&piece.grade) }
}

fn family_name(inventory: &Inventory, piece: &StockPiece, key: &str) -> String {
    let sizes = piece.sizes().text(piece.form, " × ");
    match piece.form {
        Form::Item | Form::Bulk if !piece.name.trim().is_empty() => piece.name.trim().to_owned(),
        Form::Item | Form::Bulk => key.to_owned(),
        _ => {
            let material = inventory.materials.name_of(&piece.material);
            let typed = if sizes.is_empty() { piece.section.trim() } else { "" };
            let form = match piece.form {
                Form::Board | Form::Sheet => "",
                other => other.word(),
            };
            let words = [material, form, &sizes, typed];
            words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::{example_inventory, shop_inventory};

    fn board(id: &str, width: f64, grade: &str, quantity: Option<u32>) -> StockPiece {
        StockPiece {
            id: id.to_owned(),
            form: Form::Board,
            material: "softwood_pallet".to_owned(),
            length: Some(1.2),
            width: Some(width),
            thickness: Some(0.022),
            tolerance: 0.002,
            grade: grade.to_owned(),
            quantity,
            ..StockPiece::default()
        }
    }

    #[test]
    fn a_family_has_the_worst_grade_and_scrap_first() {
        let pieces = vec![
            board("shop", 0.145, "", None),
            board("a", 0.145, "good", Some(2)),
            board("b", 0.145, "poor", Some(1)),
            board("c", 0.1, "", Some(1)),
        ];
        let found = families(&Inventory::from(pieces));
        assert_eq!(found.len(), 2);
        let wide = &found[1];
        assert_eq!(
            (wide.key.as_str(), wide.name.as_str()),
            ("board 145×22 softwood_pallet", "pallet softwood 145 × 22")
        );
        assert_eq!(wide.pieces, [1, 2, 0]);
        assert_eq!(wide.strength_factor, 0.25);
        assert!(!wide.shop);
        let (low, high) = wide.sizes["w"];
        assert!((low - 0.143).abs() < 1e-12 && (high - 0.147).abs() < 1e-12);
    }

    #[test]
    fn every_piece_is_in_exactly_one_family() {
        for inventory in [example_inventory(), shop_inventory()] {
            let found = families(&inventory);
            let mut all: Vec<usize> = found.iter().flat_map(|f| f.pieces.iter().copied()).collect();
            all.sort_unstable();
            assert_eq!(all, (0..inventory.pieces.len()).collect::<Vec<_>>());
            assert!(found.windows(2).all(|pair| pair[0].key < pair[1].key));
        }
    }

    #[test]
    fn one_typed_section_in_two_materials_makes_two_families() {
        let mut pieces = vec![board("a", 0.1, "", Some(1)), board("b", 0.1, "", Some(1))];
        pieces.iter_mut().for_each(|p| p.section = "B".to_owned());
        pieces[1].material = "steel_S235".to_owned();
        let keys: Vec<String> = families(&Inventory::from(pieces)).into_iter().map(|f| f.key).collect();
        assert_eq!(keys, ["B (board softwood_pallet)", "B (board steel_S235)"]);
    }
}
