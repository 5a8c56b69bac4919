//! Everything that may be chosen, one after the other: what the search is held against.

use std::cmp::Ordering;

use scrapwright::adapt::Goal;
use scrapwright::cutting::Settings;
use scrapwright::design::{Design, evaluate};
use scrapwright::project::{Choices, CopySource, Supply, candidates, plan_materials};
use scrapwright::quantity::{System, read};
use scrapwright::stock::{Inventory, read_csv};

use super::made::{Made, Size, made};

/// A problem as the search takes it.
pub struct Task {
    pub design: Design,
    pub stock: Inventory,
    pub choices: Choices,
}

/// A choice that holds.
#[derive(Clone, Debug)]
pub struct Point {
    pub cents: u64,
    pub distance: u64,
    pub new_grams: u64,
    pub cuts: u64,
    pub metrics: Vec<f64>,
    /// Whether its cutting plans are proven best.
    pub is_proven: bool,
}

impl Task {
    /// The problem of a seed.
    pub fn by_chance(seed: u64, size: Size) -> Self {
        Self::read(&made(seed, size))
    }

    pub fn read(made: &Made) -> Self {
        let (design, problems) = scrapwright::design::read(&made.design);
        assert!(problems.iter().all(|p| !p.is_error()), "{problems:?}\n{}", made.design);
        let read_stock = read_csv(&made.stock);
        assert!(read_stock.rejected.is_empty(), "{:?}\n{}", read_stock.rejected, made.stock);
        let stock = read_stock.inventory;
        let mut choices = Choices { spare: made.spare as f64 / 100.0, ..Choices::default() };
        for lock in &made.locks {
            let (name, typed) = lock.split_once('=').expect("a lock");
            let unit = &design.parameter(name).expect("a parameter").unit;
            choices.values.insert(name.to_owned(), read(typed, unit).expect("a value").value);
            choices.locks.insert(name.to_owned());
        }
        let supply = Supply::new(&design, &stock);
        if made.is_bound
            && let Some(family) = candidates(&design, 0, &supply).first()
        {
            choices.bindings.insert(design.slots[0].name.clone(), supply.families[*family].key.clone());
            choices.locks.insert(design.slots[0].name.clone());
        }
        Self { design, stock, choices }
    }

    /// How many choices there are.
    pub fn count(&self) -> usize {
        let supply = Supply::new(&self.design, &self.stock).leaving(self.choices.spare());
        let families = self.families(&supply);
        families.iter().map(Vec::len).chain(self.grid().iter().map(Vec::len)).product()
    }

    /// For each slot the families that may fill it.
    fn families(&self, supply: &Supply) -> Vec<Vec<usize>> {
        let design = &self.design;
        (0..design.slots.len())
            .map(|slot| {
                let name = &design.slots[slot].name;
                let locked = self.choices.bindings.get(name).filter(|_| self.choices.is_locked(name));
                let mut all = candidates(design, slot, supply);
                all.retain(|k| locked.is_none_or(|key| supply.families[*k].key == *key));
                all
            })
            .collect()
    }

    /// All choices that hold.
    pub fn all(&self) -> Vec<Point> {
        let supply = Supply::new(&self.design, &self.stock).leaving(self.choices.spare());
        let families = self.families(&supply);
        let grid = self.grid();
        let mut out = Vec::new();
        let size = |all: &[usize]| all.iter().product::<usize>();
        let counts: Vec<usize> = families.iter().map(Vec::len).chain(grid.iter().map(Vec::len)).collect();
        for number in 0..size(&counts) {
            let mut rest = number;
            let mut digit = |count: usize| {
                let digit = rest % count;
                rest /= count;
                digit
            };
            let fills: Vec<_> = families
                .iter()
                .enumerate()
                .map(|(slot, all)| supply.fills[slot][all[digit(all.len())]].clone())
                .collect();
            let point: Vec<(f64, f64)> = grid.iter().map(|axis| axis[digit(axis.len())]).collect();
            let values: Vec<f64> = point.iter().map(|p| p.0).collect();
            let distance = point.iter().map(|p| p.1).sum::<f64>() as u64;
            out.extend(self.judged(&supply, &values, &fills, distance));
        }
        out
    }

    /// For each parameter the values of its grid, and how far each is from what was set.
    fn grid(&self) -> Vec<Vec<(f64, f64)>> {
        let set = self.choices.parameters(&self.design);
        let axis = |(p, set): (&scrapwright::design::Parameter, f64)| {
            let step = if p.whole { 1.0 } else { p.step };
            let first = (p.low / step - 1e-9).ceil() * step;
            let count = ((p.high - first) / step + 1e-9).floor() + 1.0;
            if p.fixed || self.choices.is_locked(&p.name) || p.high <= p.low || count < 1.0 {
                return vec![(set, 0.0)];
            }
            let wish = ((set - first) / step).round().clamp(0.0, count - 1.0);
            let weight = 1e6 * p.wish * step / (p.high - p.low);
            let value = |k: f64| (((first + k * step) * 1e6).round() / 1e6, (k - wish).abs() * weight);
            (0..count as usize).map(|k| value(k as f64)).collect()
        };
        self.design.parameters.iter().zip(set).map(axis).collect()
    }

    /// A point that holds, measured.
    fn judged(
        &self,
        supply: &Supply,
        values: &[f64],
        fills: &[Option<scrapwright::design::Fill>],
        distance: u64,
    ) -> Option<Point> {
        let build = evaluate(&self.design, values, fills, System::Metric);
        if build.problems.iter().any(|p| p.is_error()) || build.failed().next().is_some() {
            return None;
        }
        let plan = plan_materials(&build, supply, Settings::default());
        if plan.missing(&build) > 0 {
            return None;
        }
        let sources = plan.sources(&build, supply);
        let new = |sources: &Vec<CopySource>| sources.iter().filter(|s| **s != CopySource::Scrap).count() as f64;
        let mass: f64 = sources.iter().zip(&build.parts).fold(0.0, |sum, (s, part)| sum + new(s) * part.mass);
        Some(Point {
            cents: (plan.money() * 100.0).round() as u64,
            distance,
            new_grams: (mass * 1e3).round() as u64,
            cuts: plan.cuts() as u64,
            metrics: build.metrics.iter().map(|m| if m.higher_is_better { 0.0 - m.value } else { m.value }).collect(),
            is_proven: plan.is_proven(),
        })
    }

    /// What counts: the goals, then money, then closeness; three at most.
    pub fn order(&self, goals: &[Goal]) -> Vec<Goal> {
        let mut order: Vec<Goal> = Vec::new();
        for goal in goals.iter().chain(&[Goal::Spend, Goal::Wishes]) {
            if !order.contains(goal) && order.len() < 3 {
                order.push(goal.clone());
            }
        }
        order
    }

    /// What a point reaches of a goal; less is better.
    pub fn measure(&self, point: &Point, goal: &Goal) -> f64 {
        match goal {
            Goal::Spend => point.cents as f64,
            Goal::Wishes => point.distance as f64,
            Goal::Scrap => point.new_grams as f64,
            Goal::Cuts => point.cuts as f64,
            Goal::Best(id) => point.metrics[self.design.metrics.iter().position(|m| m.id == *id).expect("a metric")],
        }
    }

    /// What a measure is in the goal's own unit: EUR, share of the ranges, kg, cuts, or SI.
    pub fn shown(&self, goal: &Goal, value: f64) -> String {
        match goal {
            Goal::Spend => format!("{:.2}", value / 100.0),
            Goal::Wishes => format!("{:.6}", value / 1e6),
            Goal::Scrap => format!("{:.3}", value / 1e3),
            Goal::Cuts => format!("{value}"),
            Goal::Best(_) => format!("{}", self.told(goal, value)),
        }
    }

    /// What the search tells of a goal, as [`Self::measure`] gives it.
    pub fn told(&self, goal: &Goal, value: f64) -> f64 {
        match goal {
            Goal::Spend => (value * 100.0).round(),
            Goal::Wishes => (value * 1e6).round(),
            Goal::Scrap => (value * 1e3).round(),
            Goal::Cuts => value,
            Goal::Best(id) => {
                let metric = self.design.metrics.iter().find(|m| m.id == *id).expect("a metric");
                if metric.higher_is_better { 0.0 - value } else { value + 0.0 }
            }
        }
    }
}

/// Level by level; errors of rounding tell nothing apart.
pub fn compare(a: &[f64], b: &[f64]) -> Ordering {
    let levels = a.iter().zip(b);
    let compared = levels.map(|(a, b)| if (a - b).abs() <= 1e-10 * a.abs() { Ordering::Equal } else { a.total_cmp(b) });
    compared.into_iter().find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
}
