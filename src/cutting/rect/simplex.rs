//! A small revised simplex method for covering, with columns that come one at a time.
//!
//! Minimises the cost of columns that cover every row at least `need` times (Dantzig and Orchard-Hays 1954, product
//! form kept as a dense inverse). Rows start covered by stand-ins of a high cost.

/// A basis, its inverse and its values.
#[derive(Clone, Debug)]
pub(super) struct Simplex {
    rows: usize,
    /// Row by row.
    inverse: Vec<f64>,
    cost: Vec<f64>,
    /// How often the column in each place is used.
    pub used: Vec<f64>,
    /// Name of the column in each place; nothing for stand-ins and surplus.
    pub names: Vec<Option<usize>>,
}

impl Simplex {
    /// Rows with what they need and what a stand-in for one costs.
    pub fn new(need: &[f64], stand_in: &[f64]) -> Self {
        let rows = need.len();
        let mut inverse = vec![0.0; rows * rows];
        (0..rows).for_each(|k| inverse[k * rows + k] = 1.0);
        Self { rows, inverse, cost: stand_in.to_vec(), used: need.to_vec(), names: vec![None; rows] }
    }

    /// What one more of each row would cost.
    pub fn duals(&self) -> Vec<f64> {
        let mut duals = vec![0.0; self.rows];
        for (place, cost) in self.cost.iter().enumerate().filter(|(_, cost)| **cost != 0.0) {
            let row = &self.inverse[place * self.rows..(place + 1) * self.rows];
            duals.iter_mut().zip(row).for_each(|(dual, share)| *dual += cost * share);
        }
        duals
    }

    /// Takes a column (rows and how much of each it covers) into the basis. Says whether that was possible.
    pub fn enter(&mut self, column: &[(usize, f64)], cost: f64, name: Option<usize>) -> bool {
        let rows = self.rows;
        let share = |place: usize| column.iter().map(|(row, n)| self.inverse[place * rows + row] * n).sum::<f64>();
        let shares: Vec<f64> = (0..rows).map(share).collect();
        let mut leaves: Option<(f64, usize)> = None;
        for (place, share) in shares.iter().enumerate().filter(|(_, share)| **share > 1e-9) {
            let ratio = self.used[place].max(0.0) / share;
            // Of equal ones the largest share, for accuracy.
            let less = leaves
                .is_none_or(|(least, at)| ratio < least - 1e-12 || (ratio < least + 1e-12 && *share > shares[at]));
            if less {
                leaves = Some((ratio, place));
            }
        }
        let Some((ratio, place)) = leaves else { return false };
        let pivot = shares[place];
        let row: Vec<f64> = self.inverse[place * rows..(place + 1) * rows].iter().map(|x| x / pivot).collect();
        for (other, share) in shares.iter().enumerate().filter(|(other, share)| *other != place && **share != 0.0) {
            self.used[other] = (self.used[other] - ratio * share).max(0.0);
            let target = &mut self.inverse[other * rows..(other + 1) * rows];
            target.iter_mut().zip(&row).for_each(|(x, r)| *x -= share * r);
        }
        self.inverse[place * rows..(place + 1) * rows].copy_from_slice(&row);
        (self.used[place], self.cost[place], self.names[place]) = (ratio, cost, name);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_the_cheapest_cover() {
        // Cover (3, 4): columns (1, 0) and (0, 1) at 1 each, (1, 1) at 1.5: three of the last and one (0, 1).
        let mut simplex = Simplex::new(&[3.0, 4.0], &[9.0, 9.0]);
        let columns: [(&[(usize, f64)], f64); 3] =
            [(&[(0, 1.0)], 1.0), (&[(1, 1.0)], 1.0), (&[(0, 1.0), (1, 1.0)], 1.5)];
        for _ in 0..20 {
            let duals = simplex.duals();
            let reduced = |c: &(&[(usize, f64)], f64)| c.1 - c.0.iter().map(|(row, n)| duals[*row] * n).sum::<f64>();
            let Some(k) = (0..3).find(|k| reduced(&columns[*k]) < -1e-9) else { break };
            assert!(simplex.enter(columns[k].0, columns[k].1, Some(k)));
        }
        let duals = simplex.duals();
        assert!((duals[0] * 3.0 + duals[1] * 4.0 - 5.5).abs() < 1e-9, "{duals:?}");
    }
}
