//! Where a search stands, in the words of its progress.

use super::goal::LEVELS;
use super::relax::Reason;
use super::report::{Found, Progress, Proof, Reached};
use super::search::{Best, Search};
use crate::project::plan_materials;

impl Search<'_> {
    pub(super) fn progress(&self) -> Progress {
        let open = if self.nodes == 0 { Some([0; LEVELS]) } else { self.least_open() };
        let least = match (open, self.given_up) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let own = self.best.as_ref().map(|best| best.key);
        let proof = match (own, least.filter(|l| own.is_none_or(|o| *l < o))) {
            (Some(_), None) => Proof::Proven,
            (Some(own), Some(least)) => {
                let level = (0..LEVELS).find(|k| own[*k] != least[*k]).unwrap_or(0);
                let told = self.order.told(level, &least, self.design);
                told.map_or(Proof::Open, |(goal, value)| Proof::Within(Reached { goal, value }))
            }
            (None, None) => Proof::Infeasible,
            (None, Some(_)) => Proof::Open,
        };
        Progress {
            nodes: self.nodes,
            open: self.heap.len() + self.growing.len(),
            bindings: self.looked,
            best: self.best.as_ref().map(|best| self.found(best)),
            proof,
            settled: self.finished,
            done: self.finished && self.ways.is_empty(),
            reasons: self.reasons(),
            relaxations: self.relaxations.clone(),
        }
    }

    pub(super) fn found(&self, best: &Best) -> Found {
        let mut choices = self.request.choices.clone();
        for (p, (axis, k)) in self.design.parameters.iter().zip(self.axes.iter().zip(&best.steps)) {
            let (value, wish) = (axis.value(*k), axis.value(axis.wish));
            choices.values.insert(p.name.clone(), value);
            if axis.last > 0 && value != wish {
                choices.wishes.insert(p.name.clone(), wish);
            } else if axis.last > 0 {
                choices.wishes.remove(&p.name);
            }
        }
        for (slot, family) in self.design.slots.iter().zip(&best.families) {
            choices.bindings.insert(slot.name.clone(), self.supply.families[*family].key.clone());
        }
        let build = self.build(&best.families, &best.steps);
        let loss =
            if self.finished { plan_materials(&build, &self.supply, self.request.settings).loss().length } else { 0.0 };
        let reached = (0..LEVELS).filter_map(|level| self.order.told(level, &best.key, self.design));
        let reached = reached.map(|(goal, value)| Reached { goal, value }).collect();
        Found { choices, money: best.cents as f64 / 100.0, distance: best.distance as f64 / 1e6, loss, reached }
    }

    /// What stood in the way most often, in a maker's words.
    fn reasons(&self) -> Vec<String> {
        if self.best.is_some() {
            return Vec::new();
        }
        let mut counted: Vec<(&Reason, &usize)> = self.reasons.iter().collect();
        crate::order::sort_by_key(&mut counted, |(reason, n)| (std::cmp::Reverse(**n), (*reason).clone()));
        let words = counted.into_iter().take(3).map(|(reason, _)| match reason {
            Reason::Check(k) => {
                let check = &self.design.checks[*k];
                format!("{}: {} {}", check.title, check.why, check.advice).trim().to_owned()
            }
            Reason::Stock(slot) => {
                let slot = &self.design.slots[*slot];
                format!(
                    "{}: no stock is long enough or there is not enough of it, and new stock does not help either.",
                    slot.ask
                )
            }
        });
        words.collect()
    }
}
