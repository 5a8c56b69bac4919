//! What a single point costs and reaches, and which of as good ones wins.

use super::goal::{Key, Measure, ranked};
use super::grid::{Steps, distance, intervals, point};
use super::relax::{bound, look};
use super::search::{Best, Cents, ORACLE_STEPS, Search};
use crate::cutting::{Oracle, Status};
use crate::design::{Build, Fill, evaluate, requirements_hold};
use crate::project::{GroupProblem, Problem, plan_materials, problems};
use crate::quantity::System;

/// Combinations looked at for settling ties.
const MAX_TIES: usize = 1_000;
/// Most problems of sheets whose answers are kept.
const MAX_SHEETS: usize = 2_000;

impl Search<'_> {
    /// Takes a point as the best if it is a solution and better.
    pub(super) fn try_point(&mut self, families: &[usize], steps: &[i64], is_last: bool, key: Key) {
        let at: Steps = steps.iter().map(|k| (*k, *k)).collect();
        let far = distance(&self.axes, &at);
        // No point is better than its box.
        let mut hoped = key;
        for (level, measure) in hoped.iter_mut().zip(&self.order.0) {
            *level = if *measure == Measure::Distance { far } else { *level };
        }
        if !self.may_win(hoped) {
            return;
        }
        match self.judge_point(families, &point(&self.axes, steps)) {
            Ok(Some((Cents { found, least }, build))) => {
                let key = self.key_of(&build, found, far);
                if is_last && least < found {
                    // Its sheets may be had for less: the proof stops there.
                    let key = self.key_of(&build, least, far);
                    self.give_up(key);
                }
                if self.may_win(key) {
                    let (families, steps) = (families.to_vec(), steps.to_vec());
                    self.best = Some(Best { key, cents: found, distance: far, families, steps });
                }
            }
            Ok(None) => {}
            // The oracle ran out of steps: this point may be a solution, so the proof stops here.
            Err(()) if is_last => self.give_up(key),
            Err(()) => {}
        }
    }

    /// Money of a point in cents, nothing where it is no solution, an error where that could not be found out.
    fn judge_point(&mut self, families: &[usize], values: &[f64]) -> Result<Option<(Cents, Build)>, ()> {
        let fills = self.fills(families);
        if !requirements_hold(self.design, values, &fills) {
            return Ok(None);
        }
        let build = evaluate(self.design, values, &fills, System::Metric);
        if build.problems.iter().any(crate::diagnostic::Diagnostic::is_error) {
            return Ok(None);
        }
        let (problems, unbound) = problems(&build, &self.supply, self.request.settings);
        if !unbound.is_empty() {
            return Ok(None);
        }
        let mut cents = Cents::default();
        for group in problems {
            let Some(one) = self.cost(group)? else { return Ok(None) };
            cents = Cents { found: cents.found + one.found, least: cents.least + one.least };
        }
        Ok(Some((cents, build)))
    }

    /// Money for one family; as [`Self::judge_point`].
    fn cost(&mut self, group: GroupProblem) -> Result<Option<Cents>, ()> {
        if let Problem::Lengths(problem) = &group.problem
            && let Oracle::Exact(cents) = self.memory.exact(group.family, problem, 10 * ORACLE_STEPS)
        {
            return Ok(cents.map(|cents| cents.max(0).unsigned_abs()).map(Cents::exact));
        }
        // Sheets, and lengths that the oracle does not settle, take longer; many points want the same of them.
        let key = (group.family, group.problem.wants());
        if let Some(known) = self.sheets.get(&key) {
            return *known;
        }
        let cutting = group.problem.glance();
        let cents = |money: f64| libm::round(money * 100.0) as u64;
        let found = match (cutting.unplaced().is_empty(), cutting.status()) {
            (true, _) => {
                let [found, least] = cutting.money().map(cents);
                Ok(Some(Cents { found, least: least.min(found) }))
            }
            (false, Status::Infeasible) => Ok(None),
            (false, _) => Err(()),
        };
        if self.sheets.len() < MAX_SHEETS {
            self.sheets.insert(key, found);
        }
        found
    }

    /// What families give the slots.
    fn fills(&self, families: &[usize]) -> Vec<Option<Fill>> {
        families.iter().enumerate().map(|(slot, k)| self.supply.fills[slot][*k].clone()).collect()
    }

    /// A point as it is built.
    pub(super) fn build(&self, families: &[usize], steps: &[i64]) -> Build {
        evaluate(self.design, &point(&self.axes, steps), &self.fills(families), System::Metric)
    }

    /// The key of a point that holds.
    fn key_of(&mut self, build: &Build, cents: u64, distance: u64) -> Key {
        // What is bought and how often is cut, only the plan knows.
        let (mut cuts, mut new_mass) = (0, 0.0);
        if self.order.has(|m| matches!(m, Measure::NewGrams | Measure::Cuts)) {
            for group in problems(build, &self.supply, self.request.settings).0 {
                let parts = group.parts.clone();
                let planned = self.memory.planned(group, &self.supply);
                cuts += planned.cuts;
                let new = parts.iter().zip(&planned.new);
                new_mass += new.fold(0.0, |sum, (part, n)| sum + f64::from(*n) * build.parts[*part].mass);
            }
        }
        self.order.key(|measure| match measure {
            Measure::Cents => cents,
            Measure::Distance => distance,
            Measure::NewGrams => libm::round(new_mass * 1e3) as u64,
            Measure::Cuts => cuts,
            Measure::Metric(k) => {
                let metric = &self.design.metrics[k];
                let value = build.metrics.get(k).map_or(f64::NAN, |m| m.value);
                ranked(if metric.higher_is_better { -value } else { value })
            }
        })
    }

    /// Among combinations that reach the same key at the same values, the one that loses least wood wins.
    pub(super) fn settle_ties(&mut self) {
        let Some(best) = self.best.clone() else { return };
        let values = point(&self.axes, &best.steps);
        let at = intervals(&self.axes, &best.steps.iter().map(|k| (*k, *k)).collect());
        let mut first = (self.loss(&best.families, &best.steps), best.families.clone(), best.cents);
        let mut open: Vec<Vec<usize>> = if self.bindings.are_none() { Vec::new() } else { vec![Vec::new()] };
        for _ in 0..MAX_TIES {
            let Some(families) = open.pop() else { break };
            let stock = self.bindings.make(families.clone(), &self.supply);
            let key = look(self.design, &stock, &at).and_then(|values| {
                let settings = self.request.settings;
                let bounds = bound(self.design, &stock, &values, settings, ORACLE_STEPS, &mut self.memory)?;
                Ok(self.least_key(&values, &bounds, best.distance))
            });
            if !key.is_ok_and(|key| key <= best.key) {
                continue;
            }
            let next = self.bindings.next(&families).iter().rev();
            open.extend(next.map(|family| [&families[..], &[*family]].concat()));
            if !self.bindings.has(&families) || families == best.families {
                continue;
            }
            if let Ok(Some((cents, build))) = self.judge_point(&families, &values)
                && self.key_of(&build, cents.found, best.distance) == best.key
            {
                first = first.min((self.loss(&families, &best.steps), families, cents.found));
            }
        }
        // Where money does not count, ties may differ in it.
        let (_, families, cents) = first;
        self.best = Some(Best { families, cents, ..best });
    }

    /// Parts missing, then length and area lost, in hundredths of a millimetre and of a square centimetre.
    fn loss(&self, families: &[usize], steps: &[i64]) -> (usize, u64, u64) {
        let build = self.build(families, steps);
        let plan = plan_materials(&build, &self.supply, self.request.settings);
        let loss = plan.loss();
        (plan.missing(&build), libm::round(loss.length * 1e5) as u64, libm::round(loss.area * 1e8) as u64)
    }
}
