//! Exact plans by dynamic programming over how many parts of each kind are placed already.

use super::model::{Model, Use};
use super::pattern::{Pattern, patterns};

/// Most states, and most patterns of one stock.
const MAX_STATES: usize = 60_000;
const MAX_PATTERNS: usize = 4_000;
const NONE: u128 = u128::MAX;
const SAME: u32 = u32::MAX;

/// States are numbers of placed parts in mixed radix; beside that packed with a guard bit for each kind.
struct States {
    factor: Vec<usize>,
    shift: Vec<u32>,
    guard: u64,
    /// For each state what may still be placed, packed.
    open: Vec<u64>,
    /// For each state the room that what is missing takes.
    need: Vec<i64>,
    placed: Vec<u32>,
}

/// What one stock may still do at a stage and after it.
#[derive(Clone, Copy, Default)]
struct Ahead {
    /// Room of what costs nothing.
    free: i64,
    /// Room of everything.
    all: i64,
    /// Cheapest bought room: cents for how much.
    best: Option<(i64, i64)>,
}

/// A way through one stage: for each state the pattern that led to it.
struct Stage {
    stock: usize,
    repeats: bool,
    choice: Vec<u32>,
}

/// The best plan, or nothing where it takes more than `steps`, which are counted down. `upper` is the
/// cost of a known plan that places everything.
pub(super) fn best(model: &Model, upper: Option<u128>, steps: &mut u64) -> Option<Vec<Use>> {
    let states = States::new(model)?;
    let size = states.open.len();
    let ahead = look_ahead(model);
    let total = model.total();
    let mut value = vec![NONE; size];
    if let Some(first) = value.first_mut() {
        *first = 0;
    }
    let mut ways: Vec<Vec<Pattern>> = Vec::new();
    let mut stages: Vec<Stage> = Vec::new();
    for (stock, ahead) in ahead.iter().enumerate() {
        let found = patterns(model, stock, MAX_PATTERNS, steps)?;
        let moves: Vec<(u64, usize, u128)> = found.iter().map(|p| states.step(&p.counts, p.cost)).collect();
        ways.push(found);
        let copies = model.stocks[stock].copies;
        let dead = |state: usize, cost: u128| upper.is_some_and(|upper| ahead.is_dead(states.need[state], cost, upper));
        if copies >= total {
            spend(steps, size / 8)?;
            let mut choice = vec![SAME; size];
            for state in 0..size {
                if value[state] != NONE && !dead(state, value[state]) {
                    spend(steps, moves.len())?;
                    states.expand(state, value[state], &moves, &mut value, |to, pattern| choice[to] = pattern);
                }
            }
            stages.push(Stage { stock, repeats: true, choice });
            continue;
        }
        // A state that the last copy did not improve leads nowhere new. Steps lead to higher states only, so
        // going downwards uses one copy at a time.
        let mut fresh: Vec<usize> = (0..size).filter(|s| value[*s] != NONE).collect();
        for _ in 0..copies {
            spend(steps, size / 8)?;
            let mut choice = vec![SAME; size];
            for state in fresh.into_iter().rev() {
                if !dead(state, value[state]) {
                    spend(steps, moves.len())?;
                    states.expand(state, value[state], &moves, &mut value, |to, pattern| choice[to] = pattern);
                }
            }
            fresh = (0..size).filter(|s| choice[*s] != SAME).collect();
            if fresh.is_empty() {
                break;
            }
            stages.push(Stage { stock, repeats: false, choice });
        }
    }
    let reached = (0..size).filter(|s| value[*s] != NONE);
    let mut state = reached.min_by_key(|s| (total - states.placed[*s], value[*s]))?;
    let mut uses = Vec::new();
    for stage in stages.iter().rev() {
        while stage.choice[state] != SAME {
            let pattern = &ways[stage.stock][stage.choice[state] as usize];
            state -= states.step(&pattern.counts, 0).1;
            uses.push(pattern.piece.clone());
            if !stage.repeats {
                break;
            }
        }
    }
    uses.reverse();
    Some(uses)
}

fn spend(steps: &mut u64, used: usize) -> Option<()> {
    *steps = steps.checked_sub(used as u64 + 1)?;
    Some(())
}

impl States {
    fn new(model: &Model) -> Option<Self> {
        let (mut factor, mut shift, mut size, mut bits, mut guard) = (Vec::new(), Vec::new(), 1usize, 0u32, 0u64);
        for kind in &model.kinds {
            factor.push(size);
            shift.push(bits);
            size = size.checked_mul(kind.count as usize + 1).filter(|s| *s <= MAX_STATES)?;
            bits += 33 - kind.count.leading_zeros();
            guard |= 1u64.checked_shl(bits.checked_sub(1)?).filter(|_| bits <= 64)?;
        }
        let mut out = Self {
            factor,
            shift,
            guard,
            open: Vec::with_capacity(size),
            need: Vec::with_capacity(size),
            placed: Vec::with_capacity(size),
        };
        for state in 0..size {
            let (mut open, mut need, mut placed, mut rest) = (0u64, 0, 0, state);
            for (k, kind) in model.kinds.iter().enumerate() {
                let radix = kind.count as usize + 1;
                let done = (rest % radix) as u32;
                rest /= radix;
                open |= u64::from(kind.count - done) << out.shift[k];
                need += i64::from(kind.count - done) * model.taken(k);
                placed += done;
            }
            out.open.push(open);
            out.need.push(need);
            out.placed.push(placed);
        }
        Some(out)
    }

    /// A pattern as packed counts, as a step between states, and its cost.
    fn step(&self, counts: &[u32], cost: u128) -> (u64, usize, u128) {
        let packed = counts.iter().zip(&self.shift).map(|(n, s)| u64::from(*n) << s).sum();
        let step = counts.iter().zip(&self.factor).map(|(n, f)| *n as usize * f).sum();
        (packed, step, cost)
    }

    /// Tries every pattern from a state; `better` hears of each state that got cheaper.
    fn expand(
        &self,
        state: usize,
        cost: u128,
        moves: &[(u64, usize, u128)],
        value: &mut [u128],
        mut better: impl FnMut(usize, u32),
    ) {
        let open = self.open[state] | self.guard;
        for (index, (packed, step, more)) in moves.iter().enumerate() {
            // A guard bit is borrowed from where a pattern has more of a kind than is still wanted.
            if (open - packed) & self.guard == self.guard {
                let (to, sum) = (state + step, cost + more);
                if sum < value[to] {
                    value[to] = sum;
                    better(to, index as u32);
                }
            }
        }
    }
}

impl Ahead {
    /// Whether no plan that places everything, and is as good as the known one, goes through a state.
    fn is_dead(&self, need: i64, cost: u128, upper: u128) -> bool {
        if cost > upper || need > self.all {
            return true;
        }
        match self.best {
            Some((cents, room)) if need > self.free => {
                let money = i128::from(need - self.free) * i128::from(cents) / i128::from(room.max(1));
                (cost >> 80) as i128 + money > (upper >> 80) as i128
            }
            _ => false,
        }
    }
}

/// For each stock what it and those after it may still do.
fn look_ahead(model: &Model) -> Vec<Ahead> {
    let mut sum = Ahead::default();
    let mut all: Vec<Ahead> = model
        .stocks
        .iter()
        .rev()
        .map(|stock| {
            let room = model.room(stock);
            let rooms = room.saturating_mul(i64::from(stock.copies));
            sum.all = sum.all.saturating_add(rooms);
            if stock.cents == 0 {
                sum.free = sum.free.saturating_add(rooms);
            } else {
                let cheaper =
                    |(c, r): (i64, i64)| i128::from(stock.cents) * i128::from(r) < i128::from(c) * i128::from(room);
                if sum.best.is_none_or(cheaper) {
                    sum.best = Some((stock.cents, room));
                }
            }
            sum
        })
        .collect();
    all.reverse();
    all
}
