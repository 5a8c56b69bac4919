//! What the search says while it runs and when it ends.

use serde::{Deserialize, Serialize};

use super::{Goal, Relaxation};
use crate::project::Choices;

/// A solution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The choices; bindings name a family for every slot.
    pub choices: Choices,
    /// Money for stock, EUR.
    pub money: f64,
    /// Weighted distance from the wishes, as a share of the parameters' ranges.
    pub distance: f64,
    /// Length lost as sawdust and short ends, metres.
    pub loss: f64,
    /// What was reached of each goal, in the order in which they count.
    pub reached: Vec<Reached>,
}

/// A goal and a value of it: EUR to spend, share of the parameters' ranges away from the wishes, kg of parts from new
/// stock, number of cuts, or a metric in SI.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reached {
    /// The goal.
    pub goal: Goal,
    /// The value.
    pub value: f64,
}

/// What is known about better solutions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum Proof {
    /// There is none, in the steps of the parameters.
    Proven,
    /// No better one goes beyond this value of the first goal that is still open.
    Within(Reached),
    /// It is proven that there is none at all.
    Infeasible,
    /// Nothing is known yet.
    #[default]
    Open,
}

/// Where the search stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Boxes looked at.
    pub nodes: u64,
    /// Boxes waiting.
    pub open: usize,
    /// Combinations of stock looked at.
    pub bindings: usize,
    /// Best so far.
    pub best: Option<Found>,
    /// How good it is.
    pub proof: Proof,
    /// Whether the best will not change any more.
    pub settled: bool,
    /// Whether the search has ended, and all that giving up one thing would bring is found.
    pub done: bool,
    /// Why there is no solution, or what stood in the way.
    pub reasons: Vec<String>,
    /// What giving up one thing would bring.
    pub relaxations: Vec<Relaxation>,
}
