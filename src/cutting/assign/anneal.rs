//! A good assignment by annealing (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983): a part moves to another piece,
//! and what is in its way moves to the piece that it left, or out.

use super::AssignProblem;
use crate::cutting::random::Random;

/// Temperature at the start and at the end, as shares of the mean value of a part.
const HOT: f64 = 1.0;
const COLD: f64 = 2e-4;
/// A loss of so many temperatures is never taken: one in ten million would be.
const HOPELESS: f64 = -16.0;
/// Steps between two temperatures.
const STRIDE: u64 = 4_096;
/// Most parts that one move displaces.
const MOST: usize = 6;

/// Where everything lies.
#[derive(Clone)]
struct State<'a> {
    problem: &'a AssignProblem,
    /// Value of each part out of each piece, part by part; 0 where it is not allowed.
    values: Vec<f64>,
    /// Pieces that may give each part.
    fitting: Vec<Vec<usize>>,
    piece_of: Vec<Option<usize>>,
    parts_of: Vec<Vec<usize>>,
    room: Vec<u64>,
}

/// A part that gives way, and the piece that it moves to.
type Displaced = (usize, Option<usize>);

/// The best assignment met by so many runs, each of so many steps. Several runs end in several places: where a few parts
/// are worth much, a long one does not replace them.
pub(super) fn anneal(problem: &AssignProblem, runs: u32, steps: u64) -> Vec<Option<usize>> {
    let state = State::new(problem);
    let worth = |found: &Vec<Option<usize>>| problem.worth(found).unwrap_or(0.0);
    let found = (1..=u64::from(runs)).map(|seed| run(state.clone(), Random(seed), steps));
    let better = |a, b| if worth(&b) > worth(&a) { b } else { a };
    found.reduce(better).unwrap_or(state.piece_of)
}

fn run(mut state: State, mut random: Random, steps: u64) -> Vec<Option<usize>> {
    let movable: Vec<usize> = (0..state.fitting.len()).filter(|part| !state.fitting[*part].is_empty()).collect();
    let mut best = state.piece_of.clone();
    if movable.is_empty() {
        return best;
    }
    let most = |part: &usize| state.fitting[*part].iter().map(|k| state.value(*part, *k)).fold(0.0, f64::max);
    let mean = movable.iter().map(most).sum::<f64>() / movable.len() as f64;
    let cooling = libm::pow(COLD / HOT, STRIDE as f64 / steps.max(1) as f64);
    let mut heat = HOT * mean;
    let (mut worth, mut most) = (0.0, 0.0);
    let mut displaced = Vec::new();
    for step in 1..=steps {
        if step % STRIDE == 0 {
            heat *= cooling;
        }
        let part = movable[random.below(movable.len())];
        let to = state.fitting[part][random.below(state.fitting[part].len())];
        if state.piece_of[part] == Some(to) {
            continue;
        }
        let Some(gain) = state.plan(part, to, &mut random, &mut displaced) else { continue };
        if gain < HOPELESS * heat || (gain < 0.0 && f64::from(random.unit()) >= libm::exp(gain / heat)) {
            continue;
        }
        displaced.iter().for_each(|(part, _)| state.put(*part, None));
        state.put(part, Some(to));
        displaced.iter().for_each(|(part, piece)| state.put(*part, *piece));
        worth += gain;
        // Copying every small gain would take longer than the search.
        if worth > most + 1e-9 && heat < 0.05 * mean {
            most = worth;
            best.clone_from(&state.piece_of);
        }
    }
    if worth > most { state.piece_of } else { best }
}

impl<'a> State<'a> {
    fn new(problem: &'a AssignProblem) -> Self {
        let (parts, pieces) = (problem.parts.len(), problem.pieces.len());
        let fits = |part: usize| (0..pieces).filter(|piece| problem.value(part, *piece).is_some()).collect();
        Self {
            problem,
            values: (0..parts * pieces).map(|k| problem.value(k / pieces, k % pieces).unwrap_or(0.0)).collect(),
            fitting: (0..parts).map(fits).collect(),
            piece_of: vec![None; parts],
            parts_of: vec![Vec::new(); pieces],
            room: problem.pieces.iter().map(|room| u64::from(*room)).collect(),
        }
    }

    fn size(&self, part: usize) -> u64 {
        u64::from(self.problem.parts[part])
    }

    fn value(&self, part: usize, piece: usize) -> f64 {
        self.values[part * self.room.len() + piece]
    }

    /// What moving a part gains, and which parts give way to where; nothing where too many would.
    fn plan(&self, part: usize, to: usize, random: &mut Random, displaced: &mut Vec<Displaced>) -> Option<f64> {
        displaced.clear();
        let from = self.piece_of[part];
        let mut gain = self.value(part, to) - from.map_or(0.0, |from| self.value(part, from));
        let (mut room, mut left) = (self.room[to], from.map_or(0, |from| self.room[from] + self.size(part)));
        let others = &self.parts_of[to];
        let first = random.below(others.len().max(1));
        for k in 0..others.len() {
            if room >= self.size(part) {
                break;
            }
            let other = others[(first + k) % others.len()];
            let home = from.filter(|from| self.size(other) <= left && self.value(other, *from) > 0.0);
            if home.is_some() {
                left -= self.size(other);
            }
            room += self.size(other);
            gain += home.map_or(0.0, |home| self.value(other, home)) - self.value(other, to);
            displaced.push((other, home));
        }
        (room >= self.size(part) && displaced.len() <= MOST).then_some(gain)
    }

    /// Moves a part into a piece, or out of all.
    fn put(&mut self, part: usize, to: Option<usize>) {
        let size = self.size(part);
        if let Some(from) = self.piece_of[part] {
            self.parts_of[from].retain(|other| *other != part);
            self.room[from] += size;
        }
        if let Some(to) = to {
            self.parts_of[to].push(part);
            self.room[to] = self.room[to].saturating_sub(size);
        }
        self.piece_of[part] = to;
    }
}
