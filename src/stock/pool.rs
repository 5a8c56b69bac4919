//! Pooling: a neighbour's stock beside one's own, whose is preferred, and how far is too far.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Inventory, StockPiece};
use crate::diagnostic::{Diagnostic, Place};
use crate::quantity::{System, format};

/// Most neighbours beside one yard.
pub const MAX_NEIGHBOURS: usize = 20;

/// Somebody else's stock, opened beside one's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbour {
    /// Tells neighbours apart, and starts the ids of their pieces: `n1`.
    pub id: String,
    /// Who it is; the owner of all pieces that name none.
    pub name: String,
    /// Whether the pieces count in a fit.
    pub is_on: bool,
    /// The pieces.
    pub stock: Inventory,
}

/// Whose stock a fit takes, and from how far.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reach {
    /// Whether one's own pieces are taken before like ones of neighbours.
    pub prefer_own: bool,
    /// Pieces farther away than this (m) are left out.
    pub farthest: Option<f64>,
}

impl Default for Reach {
    fn default() -> Self {
        Self { prefer_own: true, farthest: None }
    }
}

impl Neighbour {
    /// Opens somebody's pieces: all get ids of their own, and owner and distance (m) where they have none.
    pub fn open(taken: &[Self], name: &str, distance: Option<f64>, stock: Inventory) -> Self {
        let ids: BTreeSet<&str> = taken.iter().map(|n| n.id.as_str()).collect();
        let id = (1..).map(|n: u32| format!("n{n}")).find(|id| !ids.contains(id.as_str())).unwrap_or_default();
        let of = |mut piece: StockPiece| {
            piece.id = format!("{id}/{}", piece.id);
            if piece.owner.trim().is_empty() {
                piece.owner = name.to_owned();
            }
            piece.distance = piece.distance.or(distance);
            piece
        };
        let stock = Inventory::from(stock.pieces.into_iter().map(of).collect::<Vec<_>>());
        Self { id, name: name.to_owned(), is_on: true, stock }
    }
}

/// All stock for a fit: one's own and that of the neighbours who are switched on, within reach. Among pieces that are
/// alike the plan takes those listed first: one's own where they are preferred, then the nearer.
pub fn pool<'a>(own: &'a Inventory, neighbours: &[Neighbour], reach: Reach) -> (Cow<'a, Inventory>, Vec<Diagnostic>) {
    let others = || neighbours.iter().filter(|n| n.is_on).flat_map(|n| &n.stock.pieces);
    if others().next().is_none() && own.pieces.iter().all(|p| p.distance.is_none()) {
        return (Cow::Borrowed(own), Vec::new());
    }
    let mine = own.pieces.iter().map(|p| (false, p));
    let all = mine.chain(others().map(|p| (true, p)));
    let is_far = |p: &StockPiece| reach.farthest.zip(p.distance).is_some_and(|(most, far)| far > most);
    let (far, mut near): (Vec<_>, Vec<_>) = all.partition(|(_, p)| is_far(p));
    // Stable: where nothing decides, the order of the lists stays.
    crate::order::sort_by(&mut near, |(a_other, a), (b_other, b)| {
        let own_first = if reach.prefer_own { a_other.cmp(b_other) } else { std::cmp::Ordering::Equal };
        own_first.then_with(|| a.distance.unwrap_or(0.0).total_cmp(&b.distance.unwrap_or(0.0)))
    });
    let mut told = Vec::new();
    if let (false, Some(most)) = (far.is_empty(), reach.farthest) {
        let message = format!(
            "{} of stock {} farther away than {} and {} left out",
            if far.len() == 1 { "1 line".to_owned() } else { format!("{} lines", far.len()) },
            if far.len() == 1 { "lies" } else { "lie" },
            format(most, "km", 1, System::Metric),
            if far.len() == 1 { "was" } else { "were" },
        );
        let problem = Diagnostic::warning("too-far", Place::whole("stock"), message);
        told.push(problem.hint("raise “farthest distance” under My scrap to count them too"));
    }
    (
        Cow::Owned(Inventory {
            pieces: near.into_iter().map(|(_, p)| p.clone()).collect(),
            materials: own.materials.clone(),
        }),
        told,
    )
}

/// Fields that somebody may not wish to pass on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Private {
    /// Whose it is.
    pub owner: bool,
    /// Where it lies and how far that is.
    pub place: bool,
    /// What it costs.
    pub price: bool,
    /// Notes.
    pub notes: bool,
}

/// The inventory without what is private.
pub fn without(inventory: &Inventory, private: Private) -> Inventory {
    let strip = |piece: &StockPiece| {
        let mut piece = piece.clone();
        if private.owner {
            piece.owner.clear();
        }
        if private.place {
            piece.place.clear();
            piece.distance = None;
        }
        if private.price {
            piece.price = None;
        }
        if private.notes {
            piece.notes.clear();
        }
        piece
    };
    Inventory { pieces: inventory.pieces.iter().map(strip).collect(), materials: inventory.materials.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::{example_inventory, write_csv};

    fn board(id: &str, distance: Option<f64>) -> StockPiece {
        StockPiece { id: id.to_owned(), quantity: Some(1), distance, ..StockPiece::default() }
    }

    fn ids(inventory: &Inventory) -> Vec<&str> {
        inventory.pieces.iter().map(|p| p.id.as_str()).collect()
    }

    fn yards() -> (Inventory, Vec<Neighbour>) {
        let own = Inventory::from(vec![board("a", Some(900.0)), board("b", None)]);
        let stock = Inventory::from(vec![board("a", Some(5_000.0)), board("c", None)]);
        (own, vec![Neighbour::open(&[], "Ada", Some(400.0), stock)])
    }

    #[test]
    fn a_neighbours_pieces_keep_apart_and_say_whose_they_are() {
        let (_, neighbours) = yards();
        let stock = &neighbours[0].stock;
        assert_eq!(ids(stock), ["n1/a", "n1/c"]);
        assert!(stock.pieces.iter().all(|p| p.owner == "Ada"));
        assert_eq!((stock.pieces[0].distance, stock.pieces[1].distance), (Some(5_000.0), Some(400.0)));
        let second = Neighbour::open(&neighbours, "Bob", None, Inventory::default());
        assert_eq!(second.id, "n2");
    }

    #[test]
    fn own_pieces_come_first_where_preferred_and_the_nearer_before_the_farther() {
        let (own, neighbours) = yards();
        let (all, told) = pool(&own, &neighbours, Reach::default());
        assert_eq!(ids(&all), ["b", "a", "n1/c", "n1/a"]);
        assert!(told.is_empty());
        let (all, _) = pool(&own, &neighbours, Reach { prefer_own: false, farthest: None });
        assert_eq!(ids(&all), ["b", "n1/c", "a", "n1/a"]);
    }

    #[test]
    fn what_is_too_far_is_left_out_and_told() {
        let (own, neighbours) = yards();
        let (all, told) = pool(&own, &neighbours, Reach { prefer_own: true, farthest: Some(500.0) });
        assert_eq!(ids(&all), ["b", "n1/c"]);
        assert!(told[0].message.starts_with("2 lines of stock lie farther away than 0.5"), "{told:?}");
    }

    #[test]
    fn who_is_switched_off_does_not_count() {
        let (mut own, mut neighbours) = yards();
        neighbours[0].is_on = false;
        own.pieces.remove(0);
        assert!(matches!(pool(&own, &neighbours, Reach::default()).0, Cow::Borrowed(_)));
    }

    #[test]
    fn the_nearer_of_equal_pieces_is_cut() {
        use crate::cutting::{Demand, LinearProblem, Settings, plan};
        let long = |id: &str, distance| StockPiece { length: Some(1.0), ..board(id, Some(distance)) };
        let own = Inventory::from(vec![long("far", 9_000.0), long("near", 10.0)]);
        let (all, _) = pool(&own, &[], Reach::default());
        let pieces: Vec<usize> = (0..all.pieces.len()).collect();
        let supply = crate::project::Supply { inventory: all.into_owned(), ..Default::default() };
        let demands = vec![Demand { part: "x".to_owned(), length: 0.9, count: 1 }];
        let bars = crate::project::bars(&supply, &pieces);
        let found = plan(&LinearProblem { settings: Settings::default(), demands, bars });
        assert_eq!(supply.inventory.pieces[found.pieces[0].bar].id, "near");
    }

    #[test]
    fn what_is_private_is_in_no_export() {
        let mut yard = example_inventory();
        for piece in &mut yard.pieces {
            piece.owner = "OWNER".to_owned();
            piece.place = "PLACE".to_owned();
            piece.notes = "NOTES".to_owned();
            piece.price = Some(123.25);
            piece.distance = Some(77_000.0);
        }
        let all = Private { owner: true, place: true, price: true, notes: true };
        let csv = write_csv(&without(&yard, all));
        assert!(!["OWNER", "PLACE", "NOTES", "123.25", "77 km"].iter().any(|word| csv.contains(word)));
        assert_eq!(without(&yard, Private::default()), yard);
    }
}
