//! Grows a tape: reuses equal instructions, folds constants, and knows how large every result can become.

use std::sync::Arc;

use super::curve::Curve;
use super::limits::{MAX_INSTRUCTIONS, MAX_PLACEMENTS};
use super::tape::{Code, Inputs, LOCAL, Op, Reg, Step, TableUse, Tape, run};
use super::{Interval, Number};
use crate::known::Known;

/// An instruction before its place in the order of evaluation is known. Operands are results, main or local; what an
/// operation does not use is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Instruction {
    op: Op,
    a: Reg,
    b: Reg,
    c: u32,
}

/// Instructions of the main list or of one segment, and what is known about their results.
#[derive(Debug, Default)]
struct List {
    instructions: Vec<Instruction>,
    known: Known<Instruction, Reg>,
    /// Where each result lies for any inputs within their ranges.
    bounds: Vec<Interval>,
    /// The inputs that each result depends on.
    needs: Vec<Inputs>,
}

/// Grows a tape.
#[derive(Debug, Default)]
pub struct Builder {
    main: List,
    segments: Vec<List>,
    open: Option<usize>,
    constants: Vec<f64>,
    known_constants: Known<u64, u32>,
    lists: Vec<Vec<Reg>>,
    known_lists: Known<Vec<Reg>, u32>,
    tables: Vec<Arc<Curve>>,
    uses: Vec<TableUse>,
    count: usize,
}

impl Builder {
    /// A builder for trying something out, with the same tables.
    pub(super) fn scratch(&self) -> Self {
        Self { tables: self.tables.clone(), ..Self::default() }
    }

    /// The finished tape.
    pub fn finish(self) -> Tape {
        let segment_needs = self.segments.iter().map(|s| s.needs.iter().fold(Inputs::default(), |all, n| all.with(*n)));
        Tape {
            segment_needs: segment_needs.collect(),
            segments: self.segments.iter().map(|s| self.code(s)).collect(),
            main: self.code(&self.main),
            needs: self.main.needs,
            tables: self.tables,
            uses: self.uses,
        }
    }

    /// Puts instructions in order: first by how many others each waits for, then by operation.
    fn code(&self, list: &List) -> Code {
        let is_main = std::ptr::eq(list, &self.main);
        // Constants are results of the main list; segments import them.
        let constants = if is_main { self.constants.clone() } else { Vec::new() };
        let mut code = Code { own: list.instructions.len(), constants, ..Code::default() };
        let mut imports: Known<Reg, u32> = Known::default();
        let mut place = |reg: Reg| match is_main || reg.is_local() {
            true => reg.main_index() as u32,
            false => *imports.entry(reg).or_insert_with(|| {
                code.imports.push(reg.0);
                (code.own + code.imports.len() - 1) as u32
            }),
        };
        let mut levels: Vec<u32> = Vec::with_capacity(list.instructions.len());
        let mut order = Vec::with_capacity(list.instructions.len());
        for (out, ins) in list.instructions.iter().enumerate() {
            let mut step = match operand_count(ins.op) {
                0 => Step { out: out as u32, a: 0, b: 0, c: ins.c },
                1 => Step { out: out as u32, a: place(ins.a), b: 0, c: ins.c },
                2 => Step { out: out as u32, a: place(ins.a), b: place(ins.b), c: 0 },
                _ => Step { out: out as u32, a: place(ins.a), b: place(ins.b), c: place(Reg(ins.c)) },
            };
            let mut level = 0;
            let mut after = |place: u32| level = level.max(levels.get(place as usize).map_or(0, |l| l + 1));
            match operand_count(ins.op) {
                0 => {}
                1 => after(step.a),
                2 => [step.a, step.b].into_iter().for_each(&mut after),
                _ => [step.a, step.b, step.c].into_iter().for_each(&mut after),
            }
            if ins.op == Op::Pick {
                let places: Vec<u32> = self.lists[ins.c as usize].iter().map(|r| place(*r)).collect();
                places.iter().copied().for_each(&mut after);
                code.lists.push(places);
                step.c = code.lists.len() as u32 - 1;
            }
            levels.push(level);
            order.push((level, ins.op, step));
        }
        crate::order::sort_by_number(&mut order, |(level, op, _)| level * 64 + *op as u32);
        for (_, op, step) in order {
            code.steps.push(step);
            let end = code.steps.len() as u32;
            match code.runs.last_mut() {
                Some((last, last_end)) if *last == op => *last_end = end,
                _ => code.runs.push((op, end)),
            }
        }
        code
    }

    /// Whether the design has grown beyond the limit.
    pub fn is_over_limit(&self) -> bool {
        self.count > MAX_INSTRUCTIONS
    }

    /// Opens a new segment; what depends on its indices goes there until [`Builder::close_segment`].
    pub fn open_segment(&mut self) -> usize {
        self.segments.push(List::default());
        self.open = Some(self.segments.len() - 1);
        self.segments.len() - 1
    }

    /// Goes back to the main list.
    pub fn close_segment(&mut self) {
        self.open = None;
    }

    /// An input of the design of which nothing is known.
    pub fn input(&mut self, index: usize) -> Reg {
        self.input_within(index, Interval::ALL)
    }

    /// An input of the design that always lies within a range. Whoever runs the tape keeps to it: the length of lists
    /// relies on it.
    pub fn input_within(&mut self, index: usize, range: Interval) -> Reg {
        let ins = Instruction { op: Op::Input, a: Reg(0), b: Reg(0), c: index as u32 };
        self.push(ins, false, range, Inputs::one(index))
    }

    /// A repetition index of the open segment.
    pub fn index(&mut self, index: usize) -> Reg {
        let ins = Instruction { op: Op::Input, a: Reg(0), b: Reg(0), c: index as u32 };
        self.push(ins, true, Interval::new(0.0, MAX_PLACEMENTS as f64), Inputs::default())
    }

    /// A fixed number.
    pub fn constant(&mut self, value: f64) -> Reg {
        let next = self.constants.len() as u32;
        let c = *self.known_constants.entry(value.to_bits()).or_insert(next);
        if c == next {
            self.constants.push(value);
        }
        let ins = Instruction { op: Op::Constant, a: Reg(0), b: Reg(0), c };
        self.push(ins, false, Interval::point(value), Inputs::default())
    }

    pub(super) fn one(&mut self, op: Op, a: Reg) -> Reg {
        self.grow(Instruction { op, a, b: Reg(0), c: 0 }, &[a])
    }

    pub(super) fn two(&mut self, op: Op, a: Reg, b: Reg) -> Reg {
        if op == Op::Multiply && a == b {
            return self.one(Op::Square, a);
        }
        self.grow(Instruction { op, a, b, c: 0 }, &[a, b])
    }

    pub(super) fn choose(&mut self, c: Reg, a: Reg, b: Reg) -> Reg {
        match self.known_constant(c) {
            Some(1.0) => a,
            Some(0.0) => b,
            _ => self.grow(Instruction { op: Op::Choose, a, b, c: c.0 }, &[a, b, c]),
        }
    }

    /// The item at a position counted from 0, rounded to a whole number; undefined where there is none.
    pub fn pick(&mut self, at: Reg, items: &[Reg]) -> Reg {
        let at = self.one(Op::Round, at);
        match self.known_constant(at) {
            Some(k) if k >= 0.0 && k < items.len() as f64 => return items[k as usize],
            Some(_) => return self.constant(f64::NAN),
            None => {}
        }
        let next = self.lists.len() as u32;
        let list = *self.known_lists.entry(items.to_vec()).or_insert(next);
        if list == next {
            self.lists.push(items.to_vec());
            self.count += items.len(); // a list takes memory, and time over intervals
        }
        let operands: Vec<Reg> = [at].into_iter().chain(items.iter().copied()).collect();
        self.grow(Instruction { op: Op::Pick, a: at, b: Reg(0), c: list }, &operands)
    }

    /// Adds a table for [`Builder::lookup`].
    pub(super) fn add_table(&mut self, curve: Curve) -> u32 {
        self.tables.push(Arc::new(curve));
        self.tables.len() as u32 - 1
    }

    /// Reads a table off; `when` says under which condition anyone cares.
    pub(super) fn lookup(&mut self, name: &str, table: u32, at: Reg, when: Option<Reg>) -> Reg {
        let span = self.tables[table as usize].span();
        let bounds = self.bounds(at);
        if !(span.low <= bounds.low && bounds.high <= span.high) {
            let is_local = at.is_local() || when.is_some_and(Reg::is_local);
            let segment = self.open.filter(|_| is_local);
            let found = TableUse { table: name.to_owned(), at, low: span.low, high: span.high, when, segment };
            if !self.uses.contains(&found) {
                self.uses.push(found);
            }
        }
        self.grow(Instruction { op: Op::Lookup, a: at, b: Reg(0), c: table }, &[at])
    }

    /// The list that a result lies in.
    fn list_of(&self, r: Reg) -> &List {
        match self.open {
            Some(open) if r.is_local() => &self.segments[open],
            _ => &self.main,
        }
    }

    /// The number in a register that is known before anything is run.
    pub fn known_constant(&self, r: Reg) -> Option<f64> {
        let ins = self.list_of(r).instructions.get(r.main_index()).filter(|ins| ins.op == Op::Constant)?;
        self.constants.get(ins.c as usize).copied()
    }

    /// Where a result lies for any inputs within their ranges.
    pub fn bounds(&self, r: Reg) -> Interval {
        self.list_of(r).bounds.get(r.main_index()).copied().unwrap_or(Interval::ALL)
    }

    /// Adds an instruction, or the constant it comes to.
    fn grow(&mut self, ins: Instruction, operands: &[Reg]) -> Reg {
        if let Some(known) = self.list_for(operands.iter().any(|r| r.is_local())).known.get(&ins) {
            return *known;
        }
        if operands.iter().all(|r| self.known_constant(*r).is_some()) {
            let value = self.result(ins, operands, |s, r| s.known_constant(r).unwrap_or(f64::NAN));
            return self.constant(value);
        }
        let bounds = self.result(ins, operands, Self::bounds);
        let needs = |r: &Reg| self.list_of(*r).needs.get(r.main_index()).copied().unwrap_or(Inputs::ALL);
        let needs = operands.iter().map(needs).fold(Inputs::default(), Inputs::with);
        self.push(ins, operands.iter().any(|r| r.is_local()), bounds, needs)
    }

    /// What one instruction comes to, by the very evaluator that will run it.
    fn result<N: Number>(&self, ins: Instruction, operands: &[Reg], value: impl Fn(&Self, Reg) -> N) -> N {
        let mut few = [N::constant(f64::NAN); 4];
        let mut many = Vec::new();
        let mut code = Code::default();
        if ins.op == Op::Pick {
            code.lists.push((1..operands.len() as u32).collect());
            many.resize(operands.len() + 1, few[0]);
        }
        let v = if many.is_empty() { &mut few[..] } else { &mut many[..] };
        for (slot, reg) in v.iter_mut().zip(operands) {
            *slot = value(self, *reg);
        }
        let out = v.len() - 1;
        let c = match ins.op {
            Op::Lookup => ins.c,
            Op::Choose => 2,
            _ => 0,
        };
        run(&code, &[(ins.op, 1)], &[Step { out: out as u32, a: 0, b: 1, c }], &self.tables, &[], v);
        v[out]
    }

    /// The list that an instruction belongs to.
    fn list_for(&mut self, local: bool) -> &mut List {
        match self.open.filter(|_| local) {
            Some(open) => &mut self.segments[open],
            None => &mut self.main,
        }
    }

    fn push(&mut self, ins: Instruction, local: bool, bounds: Interval, needs: Inputs) -> Reg {
        let flag = if local && self.open.is_some() { LOCAL } else { 0 };
        if let Some(known) = self.list_for(local).known.get(&ins) {
            return *known;
        }
        self.count += 1;
        if self.is_over_limit() && !self.main.instructions.is_empty() {
            return Reg(0); // the compiler reports the limit; nothing is run
        }
        let list = self.list_for(local);
        let reg = Reg(list.instructions.len() as u32 | flag);
        list.instructions.push(ins);
        list.bounds.push(bounds);
        list.needs.push(needs);
        list.known.insert(ins, reg);
        reg
    }
}

/// How many operands an operation has; the items of a list are not counted.
fn operand_count(op: Op) -> usize {
    match op {
        Op::Constant | Op::Input => 0,
        Op::Choose => 3,
        op if op < Op::Add || op > Op::Or => 1,
        _ => 2,
    }
}
