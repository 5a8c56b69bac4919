//! What one more piece of stock would be worth: the plan is made again with it.

use super::{Cutting, GroupPlan, Problem};

/// Most kinds of pieces that are tried, the longest first.
const MOST_TRIED: usize = 8;

/// What one more of a piece would change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// Index of the piece in the supply.
    pub piece: usize,
    /// Money that it saves (EUR).
    pub money: f64,
    /// Parts without a place that it gives one.
    pub parts: u32,
}

impl GroupPlan {
    /// The pieces of which one more would place further parts or save money, the most useful first. Pieces that can be
    /// bought without end are left out; where nothing is missing and nothing bought, nothing can be saved.
    pub fn one_more(&self) -> Vec<Worth> {
        let missing = |cutting: &Cutting| cutting.unplaced().iter().map(|u| u.count).sum::<u32>();
        let [money, _] = self.cutting.money();
        if missing(&self.cutting) == 0 && money <= 0.0 {
            return Vec::new();
        }
        let mut tried: Vec<(usize, f64)> =
            self.cutting.stock().into_iter().filter(|(k, _)| *k < self.pieces.len()).collect();
        crate::order::sort_by(&mut tried, |a, b| b.1.total_cmp(&a.1));
        tried.dedup_by(|a, b| a.1 == b.1);
        let mut found: Vec<Worth> = Vec::new();
        for (k, _) in tried.into_iter().take(MOST_TRIED) {
            let with = self.cutting.with_one_more(k).glance();
            let parts = missing(&self.cutting).saturating_sub(missing(&with));
            let saved = money - with.money()[0];
            if parts > 0 || (missing(&with) == missing(&self.cutting) && saved > 0.005) {
                found.push(Worth { piece: self.pieces[k], money: saved, parts });
            }
        }
        crate::order::sort_by(&mut found, |a, b| b.parts.cmp(&a.parts).then(b.money.total_cmp(&a.money)));
        found
    }
}

impl Cutting {
    /// Index and size (m or m²) of what costs nothing and is there in a number.
    fn stock(&self) -> Vec<(usize, f64)> {
        let free = |bought: bool, copies: Option<u32>| !bought && copies.is_some();
        match self {
            Self::Lengths(problem, _) => {
                let bars = problem.bars.iter().enumerate().filter(|(_, bar)| free(bar.bought, bar.copies));
                bars.map(|(k, bar)| (k, bar.length)).collect()
            }
            Self::Sheets(problem, _) => {
                let sheets = problem.sheets.iter().enumerate().filter(|(_, sheet)| free(sheet.bought, sheet.copies));
                sheets.map(|(k, sheet)| (k, sheet.length * sheet.width)).collect()
            }
            Self::Odd(problem, _) => {
                let sheets = problem.sheets.iter().enumerate().filter(|(_, sheet)| free(sheet.bought, sheet.copies));
                sheets.map(|(k, sheet)| (k, sheet.outline.area())).collect()
            }
        }
    }

    /// The problem with one more of a piece.
    fn with_one_more(&self, piece: usize) -> Problem {
        let add = |copies: &mut Option<u32>| *copies = copies.map(|n| n.saturating_add(1));
        match self {
            Self::Lengths(problem, _) => {
                let mut problem = problem.clone();
                problem.bars.get_mut(piece).into_iter().for_each(|bar| add(&mut bar.copies));
                Problem::Lengths(problem)
            }
            Self::Sheets(problem, _) => {
                let mut problem = problem.clone();
                problem.sheets.get_mut(piece).into_iter().for_each(|sheet| add(&mut sheet.copies));
                Problem::Sheets(problem)
            }
            Self::Odd(problem, _) => {
                let mut problem = problem.clone();
                problem.sheets.get_mut(piece).into_iter().for_each(|sheet| add(&mut sheet.copies));
                Problem::Odd(problem)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cutting::{Bar, Demand, LinearProblem, Settings};

    #[test]
    fn one_more_board_saves_what_it_need_not_cost() {
        let bar = |id: &str, copies, length, price| Bar {
            id: id.to_owned(),
            copies,
            length,
            price,
            bought: price > 0.0,
            ..Bar::default()
        };
        let group = |count, shop: bool| {
            let mut bars = vec![bar("long", Some(1), 1.2, 0.0), bar("short", Some(1), 0.5, 0.0)];
            bars.extend(shop.then(|| bar("shop", None, 2.4, 6.0)));
            let demands = vec![Demand { part: "x".to_owned(), length: 1.0, count }];
            let problem = LinearProblem { settings: Settings::default(), demands, bars };
            GroupPlan {
                family: 0,
                parts: vec![0],
                pieces: vec![4, 5, 6],
                cutting: Problem::Lengths(problem).solve(),
                is_hurried: false,
            }
        };
        assert_eq!(group(1, true).one_more(), []);
        assert_eq!(group(2, true).one_more(), [Worth { piece: 4, money: 6.0, parts: 0 }]);
        assert_eq!(group(3, false).one_more(), [Worth { piece: 4, money: 0.0, parts: 1 }]);
    }
}
