//! Assigns parts to pieces where every pair has a value of its own: reused beams in a building, say.
//!
//! A piece may give several parts as far as it is long enough, a part comes from one piece at most, and the sum of the
//! values is to be large (the generalized assignment problem). Unlike a cutting plan, nothing has to be placed.

mod anneal;
mod bound;

#[cfg(test)]
mod tests;

/// What is to be assigned. Sizes are whole numbers in any unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AssignProblem {
    /// Size of each part; a part of size 0 takes no room.
    pub parts: Vec<u32>,
    /// Room of each piece.
    pub pieces: Vec<u32>,
    /// For each piece the value of each part out of it; what is not above 0 is not allowed.
    pub values: Vec<Vec<f64>>,
}

/// How much work to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssignEffort {
    /// Runs of annealing.
    pub runs: u32,
    /// Steps of each run, some ten million a second.
    pub steps: u64,
    /// Rounds of bounding, at most.
    pub rounds: u32,
}

/// An assignment, and what no other one exceeds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assignment {
    /// For each part the piece that gives it.
    pub piece_of: Vec<Option<usize>>,
    /// Sum of the values.
    pub value: f64,
    /// No assignment has more.
    pub bound: f64,
}

impl AssignProblem {
    /// The value of a part out of a piece; nothing where that is not allowed, or where the part is too large.
    fn value(&self, part: usize, piece: usize) -> Option<f64> {
        let fits = self.parts.get(part)? <= self.pieces.get(piece)?;
        self.values.get(piece)?.get(part).copied().filter(|value| fits && *value > 0.0 && value.is_finite())
    }

    /// What an assignment is worth; nothing where it does not hold.
    pub fn worth(&self, piece_of: &[Option<usize>]) -> Option<f64> {
        let mut room: Vec<u64> = self.pieces.iter().map(|room| u64::from(*room)).collect();
        let mut sum = 0.0;
        for (part, piece) in piece_of.iter().enumerate() {
            let Some(piece) = *piece else { continue };
            sum += self.value(part, piece)?;
            room[piece] = room[piece].checked_sub(u64::from(self.parts[part]))?;
        }
        Some(sum)
    }
}

/// A good assignment, and a bound. Equal problems get equal answers.
pub fn assign(problem: &AssignProblem, effort: AssignEffort) -> Assignment {
    let piece_of = anneal::anneal(problem, effort.runs, effort.steps);
    let value = problem.worth(&piece_of).unwrap_or(0.0);
    let bound = bound::bound(problem, value, effort.rounds).max(value);
    Assignment { piece_of, value, bound }
}
