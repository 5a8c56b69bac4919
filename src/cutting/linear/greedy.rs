//! Good plans fast: fill one piece after another as full as it gets, in several orders.

use super::model::{Model, Use};

/// Most sets of parts looked at to fill one clear zone.
const MAX_TRIES: u32 = 600;

/// The best of a few simple plans.
pub(super) fn greedy(model: &Model) -> Vec<Use> {
    let free: Vec<usize> = (0..model.stocks.len()).filter(|s| model.stocks[*s].cents == 0).collect();
    let mut short_first = free.clone();
    crate::order::sort_by_key(&mut short_first, |s| (model.room(&model.stocks[*s]), *s));
    let long_first: Vec<usize> = short_first.iter().rev().copied().collect();
    let plans = [(&short_first, false), (&long_first, false), (&short_first, true), (&long_first, true)];
    let made = plans.map(|(order, long)| fill_all(model, order, long));
    made.into_iter().min_by_key(|uses| model.value(uses)).unwrap_or_default()
}

/// Fills what is there in that order, then buys what fills best for its money. With `long`, a piece is
/// filled only with what includes the longest part that fits it.
fn fill_all(model: &Model, order: &[usize], long: bool) -> Vec<Use> {
    let mut left: Vec<u32> = model.kinds.iter().map(|k| k.count).collect();
    let mut copies: Vec<u32> = model.stocks.iter().map(|s| s.copies).collect();
    let mut uses = Vec::new();
    for stock in order {
        while copies[*stock] > 0 && left.iter().any(|n| *n > 0) {
            let (piece, filled) = fill(model, *stock, &left, long);
            if filled == 0 {
                break;
            }
            take(&piece, &mut left);
            copies[*stock] -= 1;
            uses.push(piece);
        }
    }
    while left.iter().any(|n| *n > 0) {
        let bought = (0..model.stocks.len()).filter(|s| model.stocks[*s].cents > 0 && copies[*s] > 0);
        let offers = bought.map(|s| (s, fill(model, s, &left, long))).filter(|(_, (_, filled))| *filled > 0);
        // Least money for the length filled: compares c1/f1 with c2/f2 without dividing.
        let best = offers.min_by(|(a, (_, fa)), (b, (_, fb))| {
            let (ca, cb) = (i128::from(model.stocks[*a].cents), i128::from(model.stocks[*b].cents));
            (ca * i128::from(*fb)).cmp(&(cb * i128::from(*fa))).then(a.cmp(b))
        });
        let Some((stock, (piece, _))) = best else { break };
        take(&piece, &mut left);
        copies[stock] -= 1;
        uses.push(piece);
    }
    uses
}

fn take(piece: &Use, left: &mut [u32]) {
    for counts in &piece.split {
        for (rest, n) in left.iter_mut().zip(counts) {
            *rest = rest.saturating_sub(*n);
        }
    }
}

/// Fills a piece of stock from what is left; how much length of parts went in.
fn fill(model: &Model, stock: usize, left: &[u32], long: bool) -> (Use, i64) {
    let mut left = left.to_vec();
    let mut split = Vec::new();
    let mut filled = 0;
    for zone in &model.stocks[stock].clear {
        let mut search = Search { model, left: &left, tries: MAX_TRIES, best: vec![0; left.len()], filled: 0 };
        let mut counts = vec![0; left.len()];
        let room = zone.1 - zone.0 + model.kerf;
        let longest = (0..left.len()).find(|k| long && left[*k] > 0 && model.taken(*k) <= room);
        let mut taken = 0;
        if let Some(kind) = longest {
            counts[kind] = 1;
            taken = model.taken(kind);
        }
        search.go(0, room - taken, taken, &mut counts);
        filled += search.filled;
        let best = search.best;
        for (rest, n) in left.iter_mut().zip(&best) {
            *rest -= n;
        }
        split.push(best);
    }
    (Use { stock, split }, filled)
}

struct Search<'a> {
    model: &'a Model,
    left: &'a [u32],
    tries: u32,
    best: Vec<u32>,
    filled: i64,
}

impl Search<'_> {
    /// Depth first from the longest kind and the largest number, so the first try is the usual greedy one.
    fn go(&mut self, kind: usize, room: i64, filled: i64, counts: &mut Vec<u32>) {
        if filled > self.filled {
            self.filled = filled;
            self.best.clone_from(counts);
        }
        // Straight on to the next kind that fits.
        let fits = |k: &usize| self.left[*k] > counts[*k] && self.model.taken(*k) <= room;
        let Some(kind) = (kind..counts.len()).find(fits) else { return };
        if self.tries == 0 {
            return;
        }
        self.tries -= 1;
        let taken = self.model.taken(kind);
        let had = counts[kind];
        let most = (room / taken).min(i64::from(self.left[kind].saturating_sub(had)));
        for n in (0..=most).rev() {
            counts[kind] = had + n as u32;
            self.go(kind + 1, room - n * taken, filled + n * taken, counts);
            if self.tries == 0 {
                break;
            }
        }
        counts[kind] = had;
    }
}
