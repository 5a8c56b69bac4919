//! Stock to start with: a small yard of real scrap, and a shop's price list of examples.

use std::sync::OnceLock;

use super::{Inventory, read_csv};

/// Three pallets, two scaffold boards, a bed and some screws; sources are named in the rows.
pub fn example_inventory() -> Inventory {
    static EXAMPLE: OnceLock<Inventory> = OnceLock::new();
    EXAMPLE.get_or_init(|| read_csv(include_str!("../../assets/data/example-stock.csv")).inventory).clone()
}

/// New timber and screws without limit, at example prices that every user replaces by their shop's.
pub fn shop_inventory() -> Inventory {
    read_csv(include_str!("../../assets/data/example-shop.csv")).inventory
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::{Form, Material};

    #[test]
    fn the_examples_read_without_a_problem() {
        for text in
            [include_str!("../../assets/data/example-stock.csv"), include_str!("../../assets/data/example-shop.csv")]
        {
            let read = read_csv(text);
            assert_eq!((read.problems, read.rejected), (vec![], vec![]));
            for piece in &read.inventory.pieces {
                assert!(piece.form == Form::Item || Material::find(&piece.material).is_some(), "{piece:?}");
                assert!(!piece.source.is_empty(), "{piece:?}");
            }
        }
    }

    #[test]
    fn the_yard_is_scrap_and_the_shop_is_not() {
        assert!(example_inventory().pieces.iter().all(|p| p.is_scrap()));
        assert!(shop_inventory().pieces.iter().all(|p| !p.is_scrap() && p.price.is_some()));
    }
}
