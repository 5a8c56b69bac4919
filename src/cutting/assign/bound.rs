//! What no assignment exceeds: every part gets a price, and every piece is filled by itself with what gains most above
//! the prices (Lagrangian relaxation; Fisher, Management Science 27, 1981).
//!
//! The prices follow a subgradient with momentum and the step of Polyak; a part's step is scaled by its value, because
//! values of parts differ by orders of magnitude.

use std::collections::BTreeMap;

use super::AssignProblem;

/// Share of the old direction that is kept.
const MOMENTUM: f64 = 0.7;
/// How the step of a part grows with its value.
const SCALE: f64 = 1.5;
/// Rounds between two looks at the progress, the least progress as a share of the gap, and what is left of the step
/// where there was less.
const PATIENCE: u32 = 60;
const PROGRESS: f64 = 0.02;
const SHORTER: f64 = 0.75;
/// Shortest step that makes sense.
const LEAST: f64 = 1e-4;
/// From so many pieces of equal values on, one table serves them all.
const ALIKE: usize = 8;
/// Largest table, cells.
const TABLE: usize = 20_000_000;
/// Steps for filling one piece.
const FILL: u32 = 20_000;

/// Pieces with equal values.
struct Class {
    pieces: Vec<usize>,
    /// Their greatest room.
    room: u32,
}

/// A part that may go into a piece: size, gain above its price, index.
type Item = (u32, f64, usize);

/// The bound, after so many rounds at most. `known` is the value of some assignment.
pub(super) fn bound(problem: &AssignProblem, known: f64, rounds: u32) -> f64 {
    let classes = classes(problem);
    let parts = problem.parts.len();
    let most: Vec<f64> = (0..parts)
        .map(|part| (0..problem.pieces.len()).filter_map(|k| problem.value(part, k)).fold(0.0, f64::max))
        .collect();
    let scale: Vec<f64> = most.iter().map(|value| libm::pow(value.max(1e-9), SCALE)).collect();
    // Without any prices everything goes at its best.
    let mut least: f64 = most.iter().sum();
    let mut prices: Vec<f64> = most.iter().map(|value| 0.97 * value).collect();
    let mut best = prices.clone();
    let mut direction = vec![0.0; parts];
    let mut left = vec![0.0; parts];
    let (mut length, mut mark) = (1.0, f64::INFINITY);
    for round in 1..=rounds {
        let sum = relaxed(problem, &classes, &prices, &mut left);
        if sum < least {
            least = sum;
            best.copy_from_slice(&prices);
        }
        if least <= known * (1.0 + 1e-9) {
            break;
        }
        if round % PATIENCE == 0 {
            if mark - least < PROGRESS * (least - known) {
                length *= SHORTER;
                prices.copy_from_slice(&best);
                direction.fill(0.0);
                mark = least;
                if length < LEAST {
                    break;
                }
                continue;
            }
            mark = least;
        }
        let mut norm = 0.0;
        for part in 0..parts {
            direction[part] = MOMENTUM * direction[part] + (1.0 - MOMENTUM) * left[part];
            if prices[part] > 0.0 || direction[part] < 0.0 {
                norm += direction[part] * direction[part] * scale[part];
            }
        }
        if norm <= 0.0 {
            break;
        }
        let step = length * (sum - known).max(0.0) / norm;
        for part in 0..parts {
            prices[part] = (prices[part] - step * scale[part] * direction[part]).max(0.0);
        }
    }
    // Sums of many numbers round.
    least * (1.0 + 1e-12)
}

fn classes(problem: &AssignProblem) -> Vec<Class> {
    let mut alike: BTreeMap<Vec<u64>, Class> = BTreeMap::new();
    for (piece, room) in problem.pieces.iter().enumerate() {
        let column = problem.values.get(piece).map(|values| values.iter().map(|v| v.to_bits()).collect());
        let class = alike.entry(column.unwrap_or_default()).or_insert(Class { pieces: Vec::new(), room: 0 });
        class.pieces.push(piece);
        class.room = class.room.max(*room);
    }
    alike.into_values().collect()
}

/// All prices together, and what every piece gains above them; `left` becomes 1 less how often each part is taken.
fn relaxed(problem: &AssignProblem, classes: &[Class], prices: &[f64], left: &mut [f64]) -> f64 {
    left.fill(1.0);
    let mut sum: f64 = prices.iter().sum();
    for Class { pieces, room } in classes {
        let Some(longest) = pieces.iter().copied().max_by_key(|piece| problem.pieces[*piece]) else { continue };
        let gain = |part: usize| Some(problem.value(part, longest)? - prices[part]).filter(|gain| *gain > 1e-12);
        let items = (0..problem.parts.len()).filter_map(|part| Some((problem.parts[part], gain(part)?, part)));
        let mut items: Vec<Item> = items.collect();
        let cells = items.len().saturating_mul(*room as usize + 1);
        if pieces.len() >= ALIKE && cells <= TABLE {
            sum += fill_all(problem, pieces, *room as usize, &items, left);
            continue;
        }
        // Most gain for the room first.
        crate::order::sort_by(&mut items, |a, b| (b.1 * f64::from(a.0)).total_cmp(&(a.1 * f64::from(b.0))));
        for piece in pieces {
            let mut fill = Fill { items: &items, best: 0.0, taken: Vec::new(), now: Vec::new(), steps: FILL };
            let room = u64::from(problem.pieces[*piece]);
            fill.from(0, room, 0.0);
            // Where it was not searched to the end, the share of an item that just does not fit counts, too.
            sum += if fill.steps == 0 { gain_at_most(&items, room) } else { fill.best };
            fill.taken.iter().for_each(|k| left[items[*k].2] -= 1.0);
        }
    }
    sum
}

/// Fills all pieces of a class by one table over room.
fn fill_all(problem: &AssignProblem, pieces: &[usize], room: usize, items: &[Item], left: &mut [f64]) -> f64 {
    let width = room + 1;
    let mut gained = vec![0.0f64; width];
    let mut is_taken = vec![false; items.len() * width];
    for ((size, gain, _), row) in items.iter().zip(is_taken.chunks_mut(width)) {
        let size = *size as usize;
        for at in (size..width).rev() {
            let with = gained[at - size] + gain;
            if with > gained[at] {
                gained[at] = with;
                row[at] = true;
            }
        }
    }
    let mut sum = 0.0;
    for piece in pieces {
        let mut at = problem.pieces[*piece] as usize;
        sum += gained[at];
        for (k, (size, _, part)) in items.iter().enumerate().rev() {
            if is_taken[k * width + at] {
                at -= *size as usize;
                left[*part] -= 1.0;
            }
        }
    }
    sum
}

/// The gain where an item may be taken in part; the items have the most gain for the room first.
fn gain_at_most(items: &[Item], mut room: u64) -> f64 {
    let mut sum = 0.0;
    for (size, gain, _) in items {
        let size = u64::from(*size);
        if size > room {
            return sum + gain * room as f64 / size as f64;
        }
        room -= size;
        sum += gain;
    }
    sum
}

/// Fills one piece by trying, most gain for the room first.
struct Fill<'a> {
    items: &'a [Item],
    best: f64,
    taken: Vec<usize>,
    now: Vec<usize>,
    steps: u32,
}

impl Fill<'_> {
    fn from(&mut self, first: usize, room: u64, gained: f64) {
        if gained > self.best {
            self.best = gained;
            self.taken.clone_from(&self.now);
        }
        for k in first..self.items.len() {
            self.steps = self.steps.saturating_sub(1);
            if self.steps == 0 || gained + gain_at_most(&self.items[k..], room) <= self.best + 1e-12 {
                return;
            }
            let (size, gain, _) = self.items[k];
            if u64::from(size) <= room {
                self.now.push(k);
                self.from(k + 1, room - u64::from(size), gained + gain);
                self.now.pop();
            }
        }
    }
}
