//! Grows a tape: reuses equal instructions, folds constants, and knows how large every result can become.

use std::collections::HashMap;
use std::sync::Arc;

use super::Interval;
use super::curve::Curve;
use super::limits::{MAX_INSTRUCTIONS, MAX_PLACEMENTS};
use super::tape::{Inputs, Instruction, LOCAL, Op1, Op2, Reg, Side, TableUse, Tape, step};

/// Grows a tape.
#[derive(Debug, Default)]
pub struct Builder {
    tape: Tape,
    known: HashMap<(Option<usize>, Instruction), Reg>,
    lists: HashMap<Vec<Reg>, u32>,
    segment: Option<usize>,
    count: usize,
    /// Where each result of the main list lies for any inputs within their ranges.
    bounds: Vec<Interval>,
    /// The same for the open segment.
    local_bounds: Vec<Interval>,
}

impl Builder {
    /// A builder for trying something out, with the same tables.
    pub(super) fn scratch(&self) -> Self {
        let side = Side { tables: self.tape.side.tables.clone(), ..Side::default() };
        Self { tape: Tape { side, ..Tape::default() }, ..Self::default() }
    }

    /// The finished tape.
    pub fn finish(self) -> Tape {
        self.tape
    }

    /// Whether the design has grown beyond the limit.
    pub fn is_over_limit(&self) -> bool {
        self.count > MAX_INSTRUCTIONS
    }

    /// Opens a new segment; what depends on its indices goes there until [`Builder::close_segment`].
    pub fn open_segment(&mut self) -> usize {
        self.tape.segments.push(Vec::new());
        self.tape.segment_needs.push(Inputs::default());
        self.local_bounds.clear();
        self.segment = Some(self.tape.segments.len() - 1);
        self.tape.segments.len() - 1
    }

    /// Goes back to the main list.
    pub fn close_segment(&mut self) {
        self.segment = None;
    }

    /// An input of the design of which nothing is known.
    pub fn input(&mut self, index: usize) -> Reg {
        self.input_within(index, Interval::ALL)
    }

    /// An input of the design that always lies within a range. Whoever runs the tape keeps to it: the length of lists
    /// relies on it.
    pub fn input_within(&mut self, index: usize, range: Interval) -> Reg {
        self.push(Instruction::Input(index as u32), false, range, Inputs::one(index))
    }

    /// A repetition index of the open segment.
    pub fn index(&mut self, index: usize) -> Reg {
        let range = Interval::new(0.0, MAX_PLACEMENTS as f64);
        self.push(Instruction::Input(index as u32), true, range, Inputs::default())
    }

    /// A fixed number.
    pub fn constant(&mut self, value: f64) -> Reg {
        self.push(Instruction::Constant(value.to_bits()), false, Interval::point(value), Inputs::default())
    }

    pub(super) fn one(&mut self, op: Op1, a: Reg) -> Reg {
        self.grow(Instruction::One(op, a), &[a])
    }

    pub(super) fn two(&mut self, op: Op2, a: Reg, b: Reg) -> Reg {
        if op == Op2::Multiply && a == b {
            return self.one(Op1::Square, a);
        }
        self.grow(Instruction::Two(op, a, b), &[a, b])
    }

    pub(super) fn choose(&mut self, c: Reg, a: Reg, b: Reg) -> Reg {
        match self.known_constant(c) {
            Some(1.0) => a,
            Some(0.0) => b,
            _ => self.grow(Instruction::Choose(c, a, b), &[c, a, b]),
        }
    }

    /// The item at a position counted from 0, rounded to a whole number; undefined where there is none.
    pub fn pick(&mut self, at: Reg, items: &[Reg]) -> Reg {
        let at = self.one(Op1::Round, at);
        match self.known_constant(at) {
            Some(k) if k >= 0.0 && k < items.len() as f64 => return items[k as usize],
            Some(_) => return self.constant(f64::NAN),
            None => {}
        }
        let next = self.tape.side.lists.len() as u32;
        let list = *self.lists.entry(items.to_vec()).or_insert(next);
        if list == next {
            self.tape.side.lists.push(items.to_vec());
            self.count += items.len(); // a list takes memory, and time over intervals
        }
        let operands: Vec<Reg> = items.iter().copied().chain([at]).collect();
        self.grow(Instruction::Pick(list, at), &operands)
    }

    /// Adds a table for [`Builder::lookup`].
    pub(super) fn add_table(&mut self, curve: Curve) -> u32 {
        self.tape.side.tables.push(Arc::new(curve));
        self.tape.side.tables.len() as u32 - 1
    }

    /// Reads a table off; `when` says under which condition anyone cares.
    pub(super) fn lookup(&mut self, name: &str, table: u32, at: Reg, when: Option<Reg>) -> Reg {
        let span = self.tape.side.tables[table as usize].span();
        let bounds = self.bounds(at);
        if !(span.low <= bounds.low && bounds.high <= span.high) {
            let segment = [Some(at), when].into_iter().flatten().any(Reg::is_local).then_some(self.segment).flatten();
            let found = TableUse { table: name.to_owned(), at, low: span.low, high: span.high, when, segment };
            if !self.tape.uses.contains(&found) {
                self.tape.uses.push(found);
            }
        }
        self.grow(Instruction::Lookup(table, at), &[at])
    }

    /// The number in a register that is known before anything is run.
    pub fn known_constant(&self, r: Reg) -> Option<f64> {
        if r.is_local() {
            return None;
        }
        match self.tape.main.get(r.main_index()) {
            Some(Instruction::Constant(bits)) => Some(f64::from_bits(*bits)),
            _ => None,
        }
    }

    /// Where a result lies for any inputs within their ranges.
    pub fn bounds(&self, r: Reg) -> Interval {
        let list = if r.is_local() { &self.local_bounds } else { &self.bounds };
        list.get(r.main_index()).copied().unwrap_or(Interval::ALL)
    }

    /// Adds an instruction, or the constant it comes to.
    fn grow(&mut self, ins: Instruction, operands: &[Reg]) -> Reg {
        if operands.iter().all(|r| self.known_constant(*r).is_some()) {
            let values: Vec<f64> = operands.iter().filter_map(|r| self.known_constant(*r)).collect();
            let ins = match ins {
                Instruction::One(op, _) => Instruction::One(op, Reg(0)),
                Instruction::Two(op, ..) => Instruction::Two(op, Reg(0), Reg(1)),
                Instruction::Choose(..) => Instruction::Choose(Reg(0), Reg(1), Reg(2)),
                Instruction::Lookup(table, _) => Instruction::Lookup(table, Reg(0)),
                other => other,
            };
            return self.constant(step(ins, &self.tape.side, &[], &values, &[]));
        }
        let local = operands.iter().any(|r| r.is_local());
        let needs = operands.iter().fold(Inputs::default(), |all, r| match r.is_local() {
            true => all,
            false => all.with(self.tape.needs.get(r.main_index()).copied().unwrap_or(Inputs::ALL)),
        });
        let bounds = step(ins, &self.tape.side, &[], &self.bounds, &self.local_bounds);
        self.push(ins, local, bounds, needs)
    }

    fn push(&mut self, ins: Instruction, local: bool, bounds: Interval, needs: Inputs) -> Reg {
        let segment = if local { self.segment } else { None };
        if let Some(known) = self.known.get(&(segment, ins)) {
            return *known;
        }
        self.count += 1;
        if self.is_over_limit() && !self.tape.main.is_empty() {
            return Reg(0); // the compiler reports the limit; nothing is run
        }
        let reg = match segment {
            Some(k) => {
                self.local_bounds.push(bounds);
                self.tape.segment_needs[k] = self.tape.segment_needs[k].with(needs);
                self.tape.segments[k].push(ins);
                Reg((self.local_bounds.len() as u32 - 1) | LOCAL)
            }
            None => {
                self.bounds.push(bounds);
                self.tape.needs.push(needs);
                self.tape.main.push(ins);
                Reg(self.bounds.len() as u32 - 1)
            }
        };
        self.known.insert((segment, ins), reg);
        reg
    }
}
