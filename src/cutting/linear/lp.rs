//! Linear programs by the revised simplex method with a dense inverse of the basis (Dantzig, Orchard-Hays).
//!
//! Small and plain on purpose: `+ - * /` in a fixed order, so every machine takes the same path. Nothing that
//! must be right depends on its rounding: bounds are computed anew from its prices in whole numbers.

/// A column as its entries: row and coefficient.
pub(super) type Entries = Vec<(u32, f64)>;

const TINY: f64 = 1e-9;

/// Minimise cost over columns with `Ax = b`, `x ≥ 0`. The first columns, one for each row, start as the basis.
#[derive(Clone, Debug)]
pub(super) struct Lp {
    rows: usize,
    rhs: Vec<f64>,
    entries: Vec<Entries>,
    cost: Vec<f64>,
    barred: Vec<bool>,
    /// Cost of a column that may not be used and is still in the basis.
    penalty: f64,
    basis: Vec<usize>,
    /// For each column its row in the basis.
    place: Vec<Option<u32>>,
    inverse: Vec<f64>,
    /// Value of the column in the basis of each row.
    x: Vec<f64>,
    prices: Vec<f64>,
    /// Where pricing goes on.
    from: usize,
    since: usize,
}

impl Lp {
    /// A program whose `rhs` is not negative; the first columns are unit columns of the rows with these costs.
    pub fn new(rhs: &[f64], unit_costs: &[f64], penalty: f64) -> Self {
        let rows = rhs.len();
        // A little more of everything, not twice the same, keeps the method from turning in circles.
        let rhs = rhs.iter().enumerate().map(|(k, b)| b + 1e-7 * (1.0 + ((k * 7919) % 1013) as f64 / 1013.0)).collect();
        let mut lp = Self {
            rows,
            rhs,
            entries: (0..rows).map(|row| vec![(row as u32, 1.0)]).collect(),
            cost: unit_costs.to_vec(),
            barred: vec![false; rows],
            penalty,
            basis: Vec::new(),
            place: vec![None; rows],
            inverse: Vec::new(),
            x: Vec::new(),
            prices: Vec::new(),
            from: 0,
            since: 0,
        };
        lp.restart();
        lp
    }

    /// Adds a column and gives its index.
    pub fn add(&mut self, entries: Entries, cost: f64) -> usize {
        self.entries.push(entries);
        self.cost.push(cost);
        self.barred.push(false);
        self.place.push(None);
        self.cost.len() - 1
    }

    pub fn columns(&self) -> usize {
        self.cost.len()
    }

    /// Allows and forbids columns anew; the basis stays as a start.
    pub fn bar(&mut self, barred: impl Fn(usize) -> bool) {
        for column in 0..self.barred.len() {
            self.barred[column] = barred(column);
        }
        self.price_anew();
    }

    fn cost_of(&self, column: usize) -> f64 {
        if self.barred[column] { self.penalty } else { self.cost[column] }
    }

    fn restart(&mut self) {
        let rows = self.rows;
        for column in std::mem::replace(&mut self.basis, (0..rows).collect()) {
            self.place[column] = None;
        }
        (0..rows).for_each(|row| self.place[row] = Some(row as u32));
        self.inverse = vec![0.0; rows * rows];
        (0..rows).for_each(|row| self.inverse[row * rows + row] = 1.0);
        self.x.clone_from(&self.rhs);
        self.since = 0;
        self.price_anew();
    }

    fn price_anew(&mut self) {
        let mut prices = vec![0.0; self.rows];
        for row in 0..self.rows {
            let cost = self.cost_of(self.basis[row]);
            if cost != 0.0 {
                let line = &self.inverse[row * self.rows..(row + 1) * self.rows];
                prices.iter_mut().zip(line).for_each(|(p, b)| *p += cost * b);
            }
        }
        self.prices = prices;
    }

    fn reduced(&self, column: usize) -> f64 {
        let mut rest = self.cost[column];
        for (row, a) in &self.entries[column] {
            rest -= self.prices[*row as usize] * a;
        }
        rest
    }

    /// The column that pays most within the next portion of columns where any pays.
    fn entering(&mut self) -> Option<usize> {
        let (all, portion) = (self.columns(), 400);
        let mut best: Option<(f64, usize)> = None;
        for seen in 0..all {
            if seen % portion == portion - 1 && best.is_some() {
                break;
            }
            let column = self.from;
            self.from = if self.from + 1 == all { 0 } else { self.from + 1 };
            if self.barred[column] || self.place[column].is_some() {
                continue;
            }
            let pays = self.reduced(column);
            if pays < best.map_or(-TINY, |b| b.0) {
                best = Some((pays, column));
            }
        }
        best.map(|b| b.1)
    }

    /// Goes on to the optimum, at most so many turns; how much work it was.
    pub fn solve(&mut self, turns: usize) -> u64 {
        let mut work = 0;
        self.from = self.from.min(self.columns().saturating_sub(1));
        for _ in 0..turns {
            work += (self.rows * self.rows / 8 + 400) as u64;
            let Some(column) = self.entering() else { break };
            let change = self.through(column);
            let mut leaves: Option<(f64, usize)> = None;
            for (row, down) in change.iter().enumerate().filter(|(_, down)| **down > TINY) {
                let ratio = self.x[row].max(0.0) / down;
                let better = match leaves {
                    None => true,
                    Some((least, at)) => ratio < least - 1e-12 || (ratio < least + 1e-12 && *down > change[at]),
                };
                if better {
                    leaves = Some((ratio, row));
                }
            }
            let Some((step, row)) = leaves else { break };
            self.turn(column, row, step, &change);
            if self.since > 150 {
                work += (self.rows * self.rows * self.rows / 8) as u64;
                self.invert();
            }
        }
        work
    }

    /// The inverse times a column.
    fn through(&self, column: usize) -> Vec<f64> {
        let mut out = vec![0.0; self.rows];
        for (row, value) in out.iter_mut().enumerate() {
            let line = &self.inverse[row * self.rows..(row + 1) * self.rows];
            for (k, a) in &self.entries[column] {
                *value += line[*k as usize] * a;
            }
        }
        out
    }

    fn turn(&mut self, column: usize, row: usize, step: f64, change: &[f64]) {
        let rows = self.rows;
        let pays = self.reduced(column);
        self.x.iter_mut().zip(change).for_each(|(x, down)| *x = (*x - step * down).max(0.0));
        self.x[row] = step;
        let mut line: Vec<f64> = self.inverse[row * rows..(row + 1) * rows].to_vec();
        line.iter_mut().for_each(|b| *b /= change[row]);
        for (k, down) in change.iter().enumerate().filter(|(k, down)| *k != row && **down != 0.0) {
            let other = &mut self.inverse[k * rows..(k + 1) * rows];
            other.iter_mut().zip(&line).for_each(|(b, l)| *b -= down * l);
        }
        self.inverse[row * rows..(row + 1) * rows].copy_from_slice(&line);
        self.prices.iter_mut().zip(&line).for_each(|(p, l)| *p += pays * l);
        self.place[self.basis[row]] = None;
        self.place[column] = Some(row as u32);
        self.basis[row] = column;
        self.since += 1;
    }

    /// Computes the inverse from the basis by Gauss and Jordan, which forgets the errors of many turns.
    fn invert(&mut self) {
        let rows = self.rows;
        let basis = self.basis.clone();
        self.restart();
        // A unit column of the basis keeps its row.
        let mut open = vec![true; rows];
        basis.iter().filter(|column| **column < rows).for_each(|row| open[*row] = false);
        for column in basis.into_iter().filter(|column| *column >= rows).collect::<Vec<_>>() {
            let change = self.through(column);
            let mut best: Option<usize> = None;
            for row in (0..rows).filter(|row| open[*row]) {
                if change[row].abs() > 1e-7 && best.is_none_or(|b| change[row].abs() > change[b].abs()) {
                    best = Some(row);
                }
            }
            let Some(row) = best else { continue };
            open[row] = false;
            self.turn(column, row, 0.0, &change);
        }
        self.since = 0;
        let mut wrong = false;
        for row in 0..rows {
            let line = &self.inverse[row * rows..(row + 1) * rows];
            let x: f64 = line.iter().zip(&self.rhs).map(|(b, r)| b * r).sum();
            wrong |= x < -1e-6;
            self.x[row] = x.max(0.0);
        }
        if wrong {
            self.restart();
        } else {
            self.price_anew();
        }
    }

    /// Price of each row.
    pub fn prices(&self) -> &[f64] {
        &self.prices
    }

    /// Columns in use and how much of each, by column.
    pub fn used(&self) -> Vec<(usize, f64)> {
        let mut used: Vec<(usize, f64)> =
            self.basis.iter().zip(&self.x).filter(|(_, x)| **x > 1e-5).map(|(c, x)| (*c, *x)).collect();
        crate::order::sort_by_key(&mut used, |u| u.0);
        used
    }
}
