//! A cutting plan, how good it is, and how good any plan could be.

use std::cmp::Ordering;

use serde::Serialize;

/// Where every part is cut, what is left, and what could not be placed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Plan {
    /// The pieces that are cut.
    pub pieces: Vec<CutPiece>,
    /// Parts without a place.
    pub unplaced: Vec<Unplaced>,
    /// How good this plan is.
    pub objective: Objective,
    /// No plan is better than this.
    pub bound: Objective,
    /// What is known about better plans.
    pub status: Status,
}

/// One piece of stock and the cuts in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CutPiece {
    /// Index of the bar in the problem.
    pub bar: usize,
    /// Which of its copies, counted from 0.
    pub copy: u32,
    /// The parts, from the start of the piece to its end.
    pub cuts: Vec<Cut>,
    /// Rests worth keeping: from and to (m).
    pub remnants: Vec<(f64, f64)>,
    /// Length that is neither part nor kept rest (m).
    pub loss: f64,
}

/// One part in a piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Cut {
    /// Index of the demand in the problem.
    pub part: usize,
    /// Start along the piece (m).
    pub from: f64,
    /// End along the piece (m).
    pub to: f64,
}

/// Parts without a place, and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Unplaced {
    /// Id of the part.
    pub part: String,
    /// How many.
    pub count: u32,
    /// Why, and what to do.
    pub reason: String,
}

/// How good a plan is: the levels count in this order, and less is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Objective {
    /// Parts without a place.
    pub unplaced: u32,
    /// Money for what is bought (EUR, whole cents).
    pub money: f64,
    /// Opened length less parts and kept rests (m, to 0.01 mm).
    pub loss: f64,
    /// Pieces of stock opened.
    pub opened: u32,
}

impl Objective {
    /// Level by level; money counts to the cent and loss to 0.01 mm.
    pub fn compare(&self, other: &Self) -> Ordering {
        let whole =
            |o: &Self| (o.unplaced, libm::round(o.money * 1e2) as i64, libm::round(o.loss * 1e5) as i64, o.opened);
        whole(self).cmp(&whole(other))
    }
}

/// What is known about plans better than this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// There is none.
    Proven,
    /// On the first level that differs from the bound, at most this share (0 to 1) can be saved.
    Gap(f64),
    /// Nothing is known.
    #[default]
    Feasible,
    /// It is proven that not all parts can be placed.
    Infeasible,
}
