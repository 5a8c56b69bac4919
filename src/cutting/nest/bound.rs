//! What no plan can do without: sheets whose room covers the area of the parts, told level by level.

use super::NestObjective;
use super::model::Model;

/// Most choices of sheets looked at.
const NODES: u32 = 20_000;
/// Most groups of parts by the sheets on which they may lie.
const GROUPS: usize = 12;

/// Parts that may lie on some sheets only: on which, and their area (µm²).
struct Group {
    on: Vec<bool>,
    area: f64,
}

/// No plan is better than this: the best choice of sheets with room enough for all parts together, and for those that
/// may lie on some of them only. Overlapping is ruled out by area alone, so it is often too good to be true.
pub(super) fn bound(model: &Model, found: &NestObjective) -> NestObjective {
    let found = found.whole();
    let groups = groups(model);
    let dropped = dropped(model);
    let unplaced = i64::from(model.impossible) + dropped;
    if unplaced >= found[0] && dropped > 0 || model.units.is_empty() {
        let opened = i64::from(!model.units.is_empty() && found[3] > 0);
        return NestObjective::of(if unplaced >= found[0] { [found[0], 0, 0, opened] } else { [unplaced, 0, 0, 0] });
    }
    if dropped > 0 {
        return NestObjective::of([unplaced, 0, 0, 1]);
    }
    let rest = |o: [i64; 4]| [o[1], o[2], o[3]];
    let start = if found[0] <= unplaced { rest(found) } else { [i64::MAX; 3] };
    let mut search = Cover { model, groups: &groups, order: order(model), best: start, nodes: 0 };
    let needs: Vec<f64> = groups.iter().map(|group| group.area).collect();
    let root = search.least([0; 3], &needs, 0);
    search.descend(0, [0; 3], &needs);
    let [cents, area, opened] = if search.nodes < NODES && search.best != [i64::MAX; 3] { search.best } else { root };
    NestObjective::of([unplaced.min(found[0]), cents, area, opened])
}

/// Fewest parts that find no room even if areas could flow: the largest left out.
fn dropped(model: &Model) -> i64 {
    let room: f64 = model.stocks.iter().map(|stock| stock.room * stock.copies as f64).sum();
    let mut areas: Vec<f64> = model.units.iter().map(|kind| model.areas[*kind]).collect();
    crate::order::sort_by(&mut areas, |a, b| a.total_cmp(b));
    let mut sum: f64 = areas.iter().sum();
    let mut count = 0;
    while sum > room * (1.0 + 1e-9) {
        sum -= areas.pop().unwrap_or(sum);
        count += 1;
    }
    count
}

fn groups(model: &Model) -> Vec<Group> {
    let on = |kind: usize| model.stocks.iter().map(|stock| !stock.ways[kind].is_empty()).collect::<Vec<bool>>();
    let each: Vec<Vec<bool>> = (0..model.kinds.len()).map(on).collect();
    let mut sets = vec![vec![true; model.stocks.len()]];
    for set in &each {
        if !sets.contains(set) && sets.len() < GROUPS {
            sets.push(set.clone());
        }
    }
    let within = |set: &[bool], of: &[bool]| set.iter().zip(of).all(|(a, b)| !a || *b);
    let area = |of: &[bool]| {
        let kinds = (0..each.len()).filter(|kind| within(&each[*kind], of));
        kinds.map(|kind| model.areas[kind] * model.kinds[kind].count as f64).sum::<f64>() * (1.0 - 1e-9)
    };
    sets.into_iter().map(|on| Group { area: area(&on), on }).collect()
}

/// Cheap and roomy sheets first.
fn order(model: &Model) -> Vec<usize> {
    let mut order: Vec<usize> = (0..model.stocks.len()).collect();
    let key = |k: &usize| {
        let stock = &model.stocks[*k];
        (stock.cents as f64 / stock.room, stock.area as f64 / stock.room, -stock.room)
    };
    crate::order::sort_by(&mut order, |a, b| {
        let (a, b) = (key(a), key(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
    });
    order
}

/// Depth first over how many of each kind of sheet are opened.
struct Cover<'a> {
    model: &'a Model,
    groups: &'a [Group],
    order: Vec<usize>,
    /// Cents, area and count of the best choice.
    best: [i64; 3],
    nodes: u32,
}

impl Cover<'_> {
    fn descend(&mut self, depth: usize, spent: [i64; 3], needs: &[f64]) {
        self.nodes += 1;
        if self.nodes >= NODES {
            return;
        }
        if needs.iter().all(|need| *need <= 0.0) {
            self.best = self.best.min(spent);
            return;
        }
        if self.least(spent, needs, depth) >= self.best {
            return;
        }
        let Some(stock) = self.order.get(depth).copied() else { return };
        let stock_of = &self.model.stocks[stock];
        let useful = self.groups.iter().zip(needs).filter(|(group, _)| group.on[stock]).map(|(_, need)| *need);
        let most = libm::ceil(useful.fold(0.0, f64::max) / stock_of.room).min(stock_of.copies as f64) as i64;
        for count in (0..=most).rev() {
            let spent = [
                spent[0].saturating_add(stock_of.cents.saturating_mul(count)),
                spent[1].saturating_add(stock_of.area.saturating_mul(count)),
                spent[2] + count,
            ];
            let left = |(group, need): (&Group, &f64)| {
                if group.on[stock] { need - count as f64 * stock_of.room } else { *need }
            };
            let needs: Vec<f64> = self.groups.iter().zip(needs).map(left).collect();
            self.descend(depth + 1, spent, &needs);
        }
    }

    /// No less than this is spent in the end, each level by itself and sheets in fractions; `i64::MAX` where the room
    /// does not suffice.
    fn least(&self, spent: [i64; 3], needs: &[f64], depth: usize) -> [i64; 3] {
        let mut out = spent;
        for (group, need) in self.groups.iter().zip(needs).filter(|(_, need)| **need > 0.0) {
            for level in 0..3 {
                let cost = |stock: usize| {
                    let stock = &self.model.stocks[stock];
                    [stock.cents, stock.area, 1][level] as f64
                };
                let mut rates: Vec<(f64, f64)> = self.order[depth..]
                    .iter()
                    .filter(|stock| group.on[**stock])
                    .map(|stock| (*stock, self.model.stocks[*stock].room))
                    .map(|(stock, room)| (cost(stock) / room, room * self.model.stocks[stock].copies as f64))
                    .collect();
                crate::order::sort_by(&mut rates, |a, b| a.0.total_cmp(&b.0));
                let (mut need, mut sum) = (*need, 0.0);
                for (rate, room) in rates {
                    let taken = need.min(room).max(0.0);
                    (need, sum) = (need - taken, sum + taken * rate);
                }
                if need > 0.0 {
                    return [i64::MAX; 3];
                }
                out[level] = out[level].max(spent[level].saturating_add(libm::ceil(sum * (1.0 - 1e-9)) as i64));
            }
        }
        out
    }
}
