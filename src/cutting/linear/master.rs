//! The master problem: which columns to use how often, as a linear program, and bounds that hold in whole numbers.

use super::column::{Column, LOSS, MISSING, MONEY, OPENED, Rest};
use super::knapsack::{Prices, price};
use super::lp::Lp;
use super::model::Model;

/// Whole numbers for a share of the dearest piece of stock.
const SHARES: i64 = 1 << 40;
/// Most that all parts in all zones of a piece, or a whole piece, are worth together: sums of these stay whole numbers.
const MOST: f64 = (1u64 << 60) as f64;
/// Turns of the simplex method in one go.
const TURNS: usize = 3_000;

/// What one round of generating columns came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Round {
    /// New columns pay.
    More,
    /// None pays.
    Done,
    /// The best columns cannot be found in bounded time.
    TooFine,
}

/// The linear program over some columns of the pool.
#[derive(Debug)]
pub(super) struct Master {
    pub rest: Rest,
    lp: Lp,
    /// Rows of the kinds, the stocks and the budgets.
    kind_rows: Vec<Option<u32>>,
    stock_rows: Vec<Option<u32>>,
    budget_rows: Vec<(u32, f64)>,
    /// Most that a piece costs on the level, and whole numbers for each unit of it.
    dearest: i64,
    factor: i64,
    /// What a part without a place costs, in dearest pieces.
    missing: f64,
    /// Index in the pool of each column of the program from `first` on.
    pub ids: Vec<u32>,
    first: usize,
    /// The greatest lower bound so far.
    pub lower: i64,
    /// Prices of the bound, and what each stock gained at most.
    pub at: Prices,
    pub gains: Vec<i64>,
}

impl Master {
    pub fn new(model: &Model, rest: Rest, missing: f64) -> Self {
        let total = rest.wanted();
        let mut rhs = Vec::new();
        let mut costs = Vec::new();
        let level = rest.level;
        let whole = |s: usize| Column { stock: s, parts: Vec::new(), counts: Vec::new(), kept: 0 };
        // Of all stock: where none is left, a part without a place must not become cheap.
        let most = (0..model.stocks.len()).map(|s| whole(s).cost(model, level)).max();
        let dearest = most.unwrap_or(1).max(1);
        let mut row = |b: f64, cost: f64| {
            rhs.push(b);
            costs.push(cost);
            (rhs.len() - 1) as u32
        };
        let alone = |k: usize| if level == LOSS { model.kinds[k].length as f64 / dearest as f64 } else { 0.0 };
        let missing = if level == MISSING { 1.0 } else { missing };
        let wanted = rest.demand.iter().enumerate();
        let kind_rows: Vec<_> = wanted.map(|(k, n)| (*n > 0).then(|| row(f64::from(*n), missing + alone(k)))).collect();
        let stocks = rest.supply.iter();
        let stock_rows: Vec<_> = stocks.map(|n| (*n > 0 && *n <= total).then(|| row(f64::from(*n), 0.0))).collect();
        let scale = |level: usize| {
            let all = (0..model.stocks.len()).map(|s| whole(s).cost(model, level));
            all.max().unwrap_or(1).max(1) as f64
        };
        let budgets = rest.budgets.iter();
        let budget_rows: Vec<_> = budgets.map(|(l, b)| (row(*b as f64 / scale(*l), 0.0), scale(*l))).collect();
        let mut lp = Lp::new(&rhs, &costs, 20.0 * missing.max(1.0));
        for row in kind_rows.iter().flatten() {
            lp.add(vec![(*row, -1.0)], 0.0);
        }
        let first = lp.columns();
        let factor = (SHARES / dearest).max(1);
        let stocks = model.stocks.len();
        Self {
            rest,
            lp,
            kind_rows,
            stock_rows,
            budget_rows,
            dearest,
            factor,
            missing,
            ids: Vec::new(),
            first,
            lower: 0,
            at: Prices::default(),
            gains: vec![0; stocks],
        }
    }

    /// Adds a column of the pool.
    pub fn add(&mut self, model: &Model, id: usize, column: &Column) {
        let mut entries = Vec::with_capacity(column.counts.len() + 2);
        let counts = column.counts.iter();
        entries.extend(counts.filter_map(|(k, n)| Some((self.kind_rows[usize::from(*k)]?, f64::from(*n)))));
        entries.extend(self.stock_rows[column.stock].map(|row| (row, 1.0)));
        for ((level, _), (row, scale)) in self.rest.budgets.iter().zip(&self.budget_rows) {
            entries.push((*row, column.cost(model, *level) as f64 / scale));
        }
        self.lp.add(entries, column.cost(model, self.rest.level) as f64 / self.dearest as f64);
        self.ids.push(id as u32);
    }

    /// Solves the program as it is; how much work it was.
    pub fn solve(&mut self) -> u64 {
        self.lp.solve(TURNS)
    }

    /// Allows only some columns of the pool, and asks some stocks to be used up.
    pub fn bar(&mut self, allowed: impl Fn(usize) -> bool, forced: impl Fn(usize) -> bool) {
        let mut slack = vec![false; self.first];
        for (stock, row) in self.stock_rows.iter().enumerate() {
            if let Some(row) = row {
                slack[*row as usize] = forced(stock);
            }
        }
        let (first, ids) = (self.first, &self.ids);
        self.lp.bar(|column| match column.checked_sub(first) {
            Some(k) => !allowed(ids[k] as usize),
            None => slack[column],
        });
    }

    /// Columns of the pool in use, and how much of each.
    pub fn used(&self) -> Vec<(usize, f64)> {
        let used = self.lp.used().into_iter();
        used.filter_map(|(c, x)| Some((self.ids[c.checked_sub(self.first)?] as usize, x))).collect()
    }

    /// What the program would pay, in whole numbers.
    pub fn prices(&self, model: &Model) -> Prices {
        let unit = (self.dearest * self.factor) as f64;
        let zones = model.stocks.iter().map(|s| s.clear.len()).max().unwrap_or(0).max(1);
        let limit = MOST / (f64::from(self.rest.wanted()) + 1.0) / zones as f64;
        let whole = |price: f64| libm::round((price * unit).clamp(0.0, limit)) as i64;
        let prices = self.lp.prices();
        // Where some parts have no place, none is worth more than it costs to leave it out.
        let leave_out = self.rest.missing > 0 || self.rest.level == MISSING;
        let most = |k: usize| {
            let length = if self.rest.level == LOSS { model.kinds[k].length.saturating_mul(self.factor) } else { 0 };
            if leave_out { self.alone().saturating_add(length) } else { i64::MAX }
        };
        let price = |(k, row): (usize, &Option<u32>)| row.map_or(0, |row| whole(prices[row as usize])).min(most(k));
        let mut out = Prices {
            kinds: self.kind_rows.iter().enumerate().map(price).collect(),
            keeps: self.rest.level >= LOSS,
            ..Prices::default()
        };
        let rates = self.rates();
        let rate = |level: usize| {
            let of_budgets = self.rest.budgets.iter().zip(&rates).filter(|((l, _), _)| *l == level);
            of_budgets.map(|(_, r)| *r).sum::<i64>() + if level == self.rest.level { self.factor } else { 0 }
        };
        let rates = [MISSING, MONEY, LOSS, OPENED].map(rate);
        out.kept = rates[LOSS];
        for stock in 0..model.stocks.len() {
            let whole = Column { stock, parts: Vec::new(), counts: Vec::new(), kept: 0 };
            out.base.push((0..4).map(|l| rates[l] * whole.cost(model, l)).sum());
        }
        out
    }

    /// Whole numbers for each unit of the level.
    pub fn factor(&self) -> i64 {
        self.factor
    }

    /// What a part without a place costs, beside its length.
    fn alone(&self) -> i64 {
        libm::round(self.missing * (self.dearest * self.factor) as f64) as i64
    }

    /// What one more piece of a stock is worth at the prices of the program.
    fn worth(&self, stock: usize) -> i64 {
        let unit = (self.dearest * self.factor) as f64;
        let price = self.stock_rows[stock].map_or(0.0, |row| -self.lp.prices()[row as usize]);
        libm::round((price * unit).clamp(0.0, 1e15)) as i64
    }

    /// What one unit of each budget costs.
    fn rates(&self) -> Vec<i64> {
        let unit = (self.dearest * self.factor) as f64;
        let prices = self.lp.prices();
        let rate = |(row, scale): &(u32, f64)| {
            libm::round((-prices[*row as usize] * unit / scale).clamp(0.0, MOST / scale)) as i64
        };
        self.budget_rows.iter().map(rate).collect()
    }

    /// No plan costs less on this level, where a piece of each stock gains at most so much at these prices (Lasdon's
    /// bound; a gain below nothing counts only for a stock that has to be used up).
    pub fn bound(&self, prices: &Prices, gains: &[i64]) -> i64 {
        let wanted = self.rest.demand.iter().zip(&prices.kinds);
        let mut sum: i128 = wanted.map(|(n, price)| i128::from(*n) * i128::from(*price)).sum();
        if self.rest.level != MISSING {
            sum -= i128::from(self.alone()) * i128::from(self.rest.missing);
        }
        for (gain, copies) in gains.iter().zip(&self.rest.supply) {
            sum -= i128::from(*gain) * i128::from(*copies);
        }
        for ((_, budget), rate) in self.rest.budgets.iter().zip(self.rates()) {
            sum -= i128::from(*budget) * i128::from(rate);
        }
        let factor = i128::from(self.factor);
        i64::try_from(sum.div_euclid(factor) + i128::from(sum.rem_euclid(factor) > 0)).unwrap_or(0)
    }
}

/// One round of generating columns: solves the program, prices, and adds what pays to the pool. The bound of the
/// master is brought up to date.
pub(super) fn generate(model: &Model, master: &mut Master, pool: &mut Vec<Column>, work: &mut u64) -> Round {
    *work += master.solve();
    let prices = master.prices(model);
    let Some(best) = price(model, &prices, &master.rest.demand, &master.rest.supply, work) else {
        return Round::TooFine;
    };
    let gains: Vec<i64> = best.iter().map(|b| b.as_ref().map_or(0, |b| b.0.max(0))).collect();
    let lower = master.bound(&prices, &gains);
    if master.at.kinds.is_empty() || lower >= master.lower {
        (master.lower, master.at, master.gains) = (lower, prices, gains);
    }
    // What gains less than this is rounding.
    let least = SHARES >> 26;
    let mut round = Round::Done;
    for (gain, column) in best.into_iter().flatten() {
        // What a column gains beyond what its piece of stock is worth already.
        let pays = gain - master.worth(column.stock) > least && !column.counts.is_empty();
        // One that is there already pays only by rounding, and would come again for ever.
        if pays && !master.ids.iter().any(|id| pool[*id as usize] == column) {
            master.add(model, pool.len(), &column);
            pool.push(column);
            round = Round::More;
        }
    }
    round
}
