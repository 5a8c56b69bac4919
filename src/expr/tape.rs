//! The compiled form: flat lists of instructions, evaluated by one loop over any kind of number.
//!
//! The main list holds everything that does not depend on a repetition index. Each repeated part has a
//! segment that reads the main results and its own indices, so one copy costs only what differs from the last.

use std::sync::Arc;

use super::Number;
use super::curve::Curve;

/// Where a result lies: in the main list, or in the segment at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reg(pub(super) u32);

pub(super) const LOCAL: u32 = 1 << 31;

impl Reg {
    /// Whether it depends on a repetition index.
    pub fn is_local(self) -> bool {
        self.0 & LOCAL != 0
    }

    /// Its place in the list it belongs to.
    pub fn main_index(self) -> usize {
        (self.0 & !LOCAL) as usize
    }

    /// The result in the list it belongs to.
    pub fn read<N: Copy>(self, main: &[N], local: &[N]) -> N {
        if self.is_local() { local[self.main_index()] } else { main[self.0 as usize] }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Op1 {
    Negate,
    Not,
    Absolute,
    Root,
    Square,
    Floor,
    Ceil,
    Round,
    Sine,
    Cosine,
    Tangent,
    ArcSine,
    ArcCosine,
    ArcTangent,
    Exponential,
    Logarithm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Op2 {
    Add,
    Subtract,
    Multiply,
    Divide,
    Least,
    Greatest,
    Less,
    LessEqual,
    Equal,
    And,
    Or,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Instruction {
    Constant(u64),
    Input(u32),
    One(Op1, Reg),
    Two(Op2, Reg, Reg),
    Choose(Reg, Reg, Reg),
    /// The item of a list of results at a whole position.
    Pick(u32, Reg),
    /// The value of a table.
    Lookup(u32, Reg),
}

/// A set of inputs of a design. More than 64 inputs share places, so a set may hold more than was put in, never less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inputs(u64);

impl Inputs {
    /// Every input.
    pub const ALL: Self = Self(u64::MAX);

    /// Just this input.
    pub fn one(index: usize) -> Self {
        Self(1 << (index % 64))
    }

    /// Those of both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether both share an input.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A use of a table: outside the table its last value is kept, and whoever evaluates must say so.
#[derive(Clone, Debug, PartialEq)]
pub struct TableUse {
    /// Name of the table.
    pub table: String,
    /// Where it is read.
    pub at: Reg,
    /// Least and greatest place that the table knows.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// It counts only where this is yes.
    pub when: Option<Reg>,
    /// The segment it belongs to, if it depends on a repetition index.
    pub segment: Option<usize>,
}

impl TableUse {
    /// Whether the table was read beyond its ends; results as in [`Reg::read`].
    pub fn is_outside(&self, main: &[f64], local: &[f64]) -> bool {
        let x = self.at.read(main, local);
        (x < self.low || x > self.high) && self.when.is_none_or(|r| r.read(main, local) == 1.0)
    }
}

/// A compiled design.
#[derive(Clone, Debug, Default)]
pub struct Tape {
    pub(super) main: Vec<Instruction>,
    pub(super) segments: Vec<Vec<Instruction>>,
    pub(super) side: Side,
    /// The inputs that each result of the main list depends on.
    pub(super) needs: Vec<Inputs>,
    pub(super) segment_needs: Vec<Inputs>,
    pub(super) uses: Vec<TableUse>,
}

/// What instructions point to: lists of results, and tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    pub lists: Vec<Vec<Reg>>,
    pub tables: Vec<Arc<Curve>>,
}

impl Tape {
    /// Computes the main list. `inputs` are the design's inputs in their order.
    pub fn run<N: Number>(&self, inputs: &[N], out: &mut Vec<N>) {
        out.clear();
        for ins in &self.main {
            let value = step(*ins, &self.side, inputs, out, &[]);
            out.push(value);
        }
    }

    /// Computes anew what depends on the changed inputs; `out` holds the results for the inputs before.
    /// Gives the same as [`Tape::run`].
    pub fn rerun<N: Number>(&self, inputs: &[N], changed: Inputs, out: &mut Vec<N>) {
        if out.len() != self.main.len() {
            return self.run(inputs, out);
        }
        for (k, needs) in self.needs.iter().enumerate() {
            if needs.meets(changed) {
                out[k] = step(self.main[k], &self.side, inputs, out, &[]);
            }
        }
    }

    /// Computes one copy of a segment; `indices` are its repetition indices.
    pub fn run_segment<N: Number>(&self, segment: usize, indices: &[N], main: &[N], out: &mut Vec<N>) {
        out.clear();
        for ins in &self.segments[segment] {
            let value = step(*ins, &self.side, indices, main, out);
            out.push(value);
        }
    }

    /// How many instructions one evaluation of the main list takes.
    pub fn len(&self) -> usize {
        self.main.len()
    }

    /// Whether there is nothing to compute.
    pub fn is_empty(&self) -> bool {
        self.main.is_empty()
    }

    /// The inputs that a result of the main list depends on.
    pub fn needs(&self, reg: Reg) -> Inputs {
        if reg.is_local() { Inputs::ALL } else { self.needs[reg.main_index()] }
    }

    /// The inputs that the results of a segment depend on, beside its indices.
    pub fn segment_needs(&self, segment: usize) -> Inputs {
        self.segment_needs[segment]
    }

    /// Every use of a table, for telling where one was read beyond its ends.
    pub fn table_uses(&self) -> &[TableUse] {
        &self.uses
    }
}

pub(super) fn step<N: Number>(ins: Instruction, side: &Side, inputs: &[N], main: &[N], local: &[N]) -> N {
    let get = |r: Reg| r.read(main, local);
    match ins {
        Instruction::Constant(bits) => N::constant(f64::from_bits(bits)),
        Instruction::Input(k) => inputs.get(k as usize).copied().unwrap_or(N::constant(f64::NAN)),
        Instruction::One(op, a) => {
            let a = get(a);
            match op {
                Op1::Negate => a.negate(),
                Op1::Not => a.not(),
                Op1::Absolute => a.absolute(),
                Op1::Root => a.root(),
                Op1::Square => a.square(),
                Op1::Floor => a.floor(),
                Op1::Ceil => a.ceil(),
                Op1::Round => a.round(),
                Op1::Sine => a.sine(),
                Op1::Cosine => a.cosine(),
                Op1::Tangent => a.tangent(),
                Op1::ArcSine => a.arc_sine(),
                Op1::ArcCosine => a.arc_cosine(),
                Op1::ArcTangent => a.arc_tangent(),
                Op1::Exponential => a.exponential(),
                Op1::Logarithm => a.logarithm(),
            }
        }
        Instruction::Two(op, a, b) => {
            let (a, b) = (get(a), get(b));
            match op {
                Op2::Add => a.add(b),
                Op2::Subtract => a.subtract(b),
                Op2::Multiply => a.multiply(b),
                Op2::Divide => a.divide(b),
                Op2::Least => a.least(b),
                Op2::Greatest => a.greatest(b),
                Op2::Less => a.less(b),
                Op2::LessEqual => a.less_equal(b),
                Op2::Equal => a.equal(b),
                Op2::And => a.and(b),
                Op2::Or => a.or(b),
            }
        }
        Instruction::Choose(c, a, b) => get(c).choose(get(a), get(b)),
        Instruction::Pick(list, at) => {
            let list = &side.lists[list as usize];
            get(at).pick(list.len(), &|k| get(list[k]))
        }
        Instruction::Lookup(table, at) => get(at).lookup(&side.tables[table as usize]),
    }
}
