//! What counts as better, as an order of measures.

use serde::{Deserialize, Serialize};

use crate::design::Design;

/// What a maker may want most.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Goal {
    /// Least money for stock.
    #[default]
    Spend,
    /// Nearest to what is set.
    Wishes,
    /// Least mass of parts from new stock.
    Scrap,
    /// Fewest cuts.
    Cuts,
    /// The best value of a metric, by its id.
    Best(String),
}

impl Goal {
    /// The word in files and on the command line: a metric has its id behind `best:`.
    pub fn word(&self) -> String {
        match self {
            Self::Spend => "spend".to_owned(),
            Self::Wishes => "wishes".to_owned(),
            Self::Scrap => "scrap".to_owned(),
            Self::Cuts => "cuts".to_owned(),
            Self::Best(metric) => format!("best:{metric}"),
        }
    }

    /// All goals of a design.
    pub fn all(design: &Design) -> Vec<Self> {
        let metrics = design.metrics.iter().map(|m| Self::Best(m.id.clone()));
        [Self::Spend, Self::Wishes, Self::Scrap, Self::Cuts].into_iter().chain(metrics).collect()
    }

    /// Finds goals by their words, one after the other in the order in which they count; a word that is none is given
    /// back. The id of a metric alone names it, too.
    ///
    /// # Errors
    /// The word that names no goal of the design.
    pub fn parse(words: &str, design: &Design) -> Result<Vec<Self>, String> {
        let all = Self::all(design);
        let find = |word: &str| {
            let named = |goal: &&Self| goal.word() == word || matches!(goal, Self::Best(metric) if metric == word);
            all.iter().find(named).cloned().ok_or_else(|| word.to_owned())
        };
        words.split(',').map(str::trim).filter(|word| !word.is_empty()).map(find).collect()
    }
}

impl From<String> for Goal {
    /// Any word that is no other goal names a metric; one that the design lacks counts as spending least.
    fn from(word: String) -> Self {
        match word.as_str() {
            "spend" => Self::Spend,
            "wishes" => Self::Wishes,
            "scrap" => Self::Scrap,
            "cuts" => Self::Cuts,
            other => Self::Best(other.strip_prefix("best:").unwrap_or(other).to_owned()),
        }
    }
}

impl From<Goal> for String {
    fn from(goal: Goal) -> Self {
        goal.word()
    }
}

/// One thing that is measured of a solution or bounded over a box; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Money for stock, cents.
    Cents,
    /// Distance from the wishes in millionths of the parameters' ranges, weighted and rounded down.
    Distance,
    /// Parts out of new stock, grams.
    NewGrams,
    /// Cuts of a saw.
    Cuts,
    /// Index of a metric.
    Metric(usize),
}

/// How many measures count.
pub(super) const LEVELS: usize = 3;

/// Values of the measures in the order in which they count; less is better.
pub(super) type Key = [u64; LEVELS];

/// Which measures count, the first one most.
#[derive(Clone, Debug)]
pub(super) struct Order(pub Vec<Measure>);

impl Order {
    /// The goals in their order, then money, then closeness to the wishes.
    pub fn new(goals: &[Goal], design: &Design) -> Self {
        let mut order: Vec<Measure> = Vec::new();
        let tail = [Goal::Spend, Goal::Wishes];
        for goal in goals.iter().chain(&tail) {
            let measure = match goal {
                Goal::Spend => Measure::Cents,
                Goal::Wishes => Measure::Distance,
                Goal::Scrap => Measure::NewGrams,
                Goal::Cuts => Measure::Cuts,
                Goal::Best(id) => match design.metrics.iter().position(|m| m.id == *id) {
                    Some(k) => Measure::Metric(k),
                    None => continue,
                },
            };
            if !order.contains(&measure) && order.len() < LEVELS {
                order.push(measure);
            }
        }
        Self(order)
    }

    /// The key that a reading of each measure gives.
    pub fn key(&self, mut read: impl FnMut(Measure) -> u64) -> Key {
        let mut key = [0; LEVELS];
        key.iter_mut().zip(&self.0).for_each(|(level, measure)| *level = read(*measure));
        key
    }

    /// Whether any of these measures counts.
    pub fn has(&self, wanted: impl Fn(Measure) -> bool) -> bool {
        self.0.iter().any(|measure| wanted(*measure))
    }

    /// A level of a key as a number that grows evenly: cents, millionths, grams, cuts, or a metric in SI, turned so that
    /// less is better.
    pub fn number(&self, level: usize, rank: u64) -> f64 {
        if matches!(self.0.get(level), Some(Measure::Metric(_))) { unranked(rank) } else { rank as f64 }
    }

    /// The level of a key that a number stands for; whole ones are rounded down.
    pub fn rank(&self, level: usize, number: f64) -> u64 {
        if matches!(self.0.get(level), Some(Measure::Metric(_))) { ranked(number) } else { number as u64 }
    }

    /// The next better rank that counts as another one; nothing where there is none.
    pub fn better(&self, level: usize, rank: u64) -> Option<u64> {
        if matches!(self.0.get(level), Some(Measure::Metric(_))) {
            let number = unranked(rank);
            // Rounding errors of formulas are no progress.
            let step = (number.abs() * 1e-9).max(1e-12);
            number.is_finite().then(|| ranked(number - step))
        } else {
            rank.checked_sub(1)
        }
    }

    /// The goal and the value in its own unit (EUR, share of the ranges, kg, cuts, or SI) that a level of a key means.
    pub fn told(&self, level: usize, key: &Key, design: &Design) -> Option<(Goal, f64)> {
        let value = key[level];
        Some(match *self.0.get(level)? {
            Measure::Cents => (Goal::Spend, value as f64 / 100.0),
            Measure::Distance => (Goal::Wishes, value as f64 / 1e6),
            Measure::NewGrams => (Goal::Scrap, value as f64 / 1000.0),
            Measure::Cuts => (Goal::Cuts, value as f64),
            Measure::Metric(k) => {
                let metric = design.metrics.get(k)?;
                let value = unranked(value);
                (Goal::Best(metric.id.clone()), if metric.higher_is_better { -value } else { value })
            }
        })
    }
}

/// A number in an order of whole numbers, to twelve digits, so that errors of rounding tell nothing apart; what is no
/// number comes last.
pub(super) fn ranked(value: f64) -> u64 {
    if value.is_nan() {
        return u64::MAX;
    }
    let bits = (value + 0.0).to_bits(); // −0 counts as 0
    let bits = if value.is_finite() { (bits + (1 << ROUNDED >> 1)) >> ROUNDED << ROUNDED } else { bits };
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// Bits of a mantissa that errors of rounding may reach: half of 2⁻⁴⁰ of a number is given away.
const ROUNDED: u32 = 12;

/// The number of a rank.
fn unranked(rank: u64) -> f64 {
    f64::from_bits(if rank >> 63 == 1 { rank & !(1 << 63) } else { !rank })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ranks_keep_the_order_and_the_number(a in -1e9..1e9, b in -1e9..1e9) {
            prop_assert_eq!(ranked(a) < ranked(b), a < b);
            prop_assert!((unranked(ranked(a)) - a).abs() <= 1e-12 * a.abs());
            prop_assert_eq!(ranked(unranked(ranked(a))), ranked(a));
        }
    }

    #[test]
    fn goals_are_read_in_their_order_and_filled_up() {
        let design = crate::design::read(include_str!("../../assets/designs/plank-table/design.toml")).0;
        let metric = design.metrics[0].id.clone();
        let goals = Goal::parse(&format!("scrap, {metric}"), &design).unwrap();
        assert_eq!(goals, [Goal::Scrap, Goal::Best(metric)]);
        assert_eq!(Order::new(&goals, &design).0, [Measure::NewGrams, Measure::Metric(0), Measure::Cents]);
        assert_eq!(Order::new(&[], &design).0, [Measure::Cents, Measure::Distance]);
        assert_eq!(Goal::parse("cheap", &design), Err("cheap".to_owned()));
        for goal in Goal::all(&design) {
            assert_eq!(Goal::from(goal.word()), goal);
        }
    }
}
