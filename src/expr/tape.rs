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

/// What an instruction does with its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Op {
    Constant,
    Input,
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
    Choose,
    /// The item of a list of results at a whole position.
    Pick,
    /// The value of a table.
    Lookup,
}

/// One step: where its result goes, and where its operands lie. `c` is the position of a constant, an input, a list or
/// a table for the operations that have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Step {
    pub out: u32,
    pub a: u32,
    pub b: u32,
    pub c: u32,
}

/// Steps in an order in which each finds its operands. Steps of one operation that do not need one another stand in a
/// row, so that the evaluator decides what to do once for many of them: that is what makes it fast.
#[derive(Clone, Debug, Default)]
pub(super) struct Code {
    /// An operation, and the step behind its last.
    pub runs: Vec<(Op, u32)>,
    pub steps: Vec<Step>,
    /// How many results it has of its own.
    pub own: usize,
    /// Results of the main list that a segment uses; they lie behind its own.
    pub imports: Vec<u32>,
    pub constants: Vec<f64>,
    pub lists: Vec<Vec<u32>>,
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

/// The steps that some inputs reach: see [`Tape::part`].
#[derive(Clone, Debug, Default)]
pub struct Part {
    runs: Vec<(Op, u32)>,
    steps: Vec<Step>,
}

/// A compiled design.
#[derive(Clone, Debug, Default)]
pub struct Tape {
    pub(super) main: Code,
    pub(super) segments: Vec<Code>,
    pub(super) tables: Vec<Arc<Curve>>,
    /// The inputs that each result of the main list depends on.
    pub(super) needs: Vec<Inputs>,
    pub(super) segment_needs: Vec<Inputs>,
    pub(super) uses: Vec<TableUse>,
}

impl Tape {
    /// Computes the main list. `inputs` are the design's inputs in their order.
    pub fn run<N: Number>(&self, inputs: &[N], out: &mut Vec<N>) {
        out.resize(self.main.own, N::constant(0.0));
        run(&self.main, &self.main.runs, &self.main.steps, &self.tables, inputs, out);
    }

    /// What depends on the changed inputs; worth keeping while the same input moves again and again.
    pub fn part(&self, changed: Inputs) -> Part {
        let mut part = Part::default();
        let mut start = 0;
        for (op, end) in &self.main.runs {
            let all = &self.main.steps[start..*end as usize];
            start = *end as usize;
            let before = part.steps.len();
            part.steps.extend(all.iter().filter(|step| self.needs[step.out as usize].meets(changed)));
            if part.steps.len() > before {
                part.runs.push((*op, part.steps.len() as u32));
            }
        }
        part
    }

    /// Computes anew what depends on the changed inputs; `out` holds the results of this tape for the inputs before.
    /// Gives the same as [`Tape::run`].
    pub fn rerun<N: Number>(&self, part: &Part, inputs: &[N], out: &mut Vec<N>) {
        if out.len() != self.main.own {
            return self.run(inputs, out);
        }
        run(&self.main, &part.runs, &part.steps, &self.tables, inputs, out);
    }

    /// Computes one copy of a segment; `indices` are its repetition indices.
    pub fn run_segment<N: Number>(&self, segment: usize, indices: &[N], main: &[N], out: &mut Vec<N>) {
        let code = &self.segments[segment];
        out.resize(code.own + code.imports.len(), N::constant(0.0));
        for (slot, import) in out[code.own..].iter_mut().zip(&code.imports) {
            *slot = main[*import as usize];
        }
        run(code, &code.runs, &code.steps, &self.tables, indices, out);
    }

    /// How many instructions one evaluation of the main list takes.
    pub fn len(&self) -> usize {
        self.main.own
    }

    /// Whether there is nothing to compute.
    pub fn is_empty(&self) -> bool {
        self.main.own == 0
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

/// Does so many steps. `v` holds all results by their places.
pub(super) fn run<N: Number>(
    code: &Code,
    runs: &[(Op, u32)],
    steps: &[Step],
    tables: &[Arc<Curve>],
    inputs: &[N],
    v: &mut [N],
) {
    let mut start = 0;
    for (op, end) in runs {
        let steps = &steps[start..*end as usize];
        start = *end as usize;
        // What designs do all the time has a loop of its own; the rest shares one.
        match op {
            Op::Constant => each(steps, v, |s, _| N::constant(code.constants[s.c as usize])),
            Op::Input => each(steps, v, |s, _| inputs.get(s.c as usize).copied().unwrap_or(N::constant(f64::NAN))),
            Op::Add => each(steps, v, |s, v| v[s.a as usize].add(v[s.b as usize])),
            Op::Subtract => each(steps, v, |s, v| v[s.a as usize].subtract(v[s.b as usize])),
            Op::Multiply => each(steps, v, |s, v| v[s.a as usize].multiply(v[s.b as usize])),
            Op::Divide => each(steps, v, |s, v| v[s.a as usize].divide(v[s.b as usize])),
            Op::Choose => each(steps, v, |s, v| v[s.c as usize].choose(v[s.a as usize], v[s.b as usize])),
            Op::Square => each(steps, v, |s, v| v[s.a as usize].square()),
            Op::Least => two(steps, v, N::least),
            Op::Greatest => two(steps, v, N::greatest),
            Op::Less => two(steps, v, N::less),
            Op::LessEqual => two(steps, v, N::less_equal),
            Op::Equal => two(steps, v, N::equal),
            Op::And => two(steps, v, N::and),
            Op::Or => two(steps, v, N::or),
            Op::Negate => one(steps, v, N::negate),
            Op::Not => one(steps, v, N::not),
            Op::Absolute => one(steps, v, N::absolute),
            Op::Root => one(steps, v, N::root),
            Op::Floor => one(steps, v, N::floor),
            Op::Ceil => one(steps, v, N::ceil),
            Op::Round => one(steps, v, N::round),
            Op::Sine => one(steps, v, N::sine),
            Op::Cosine => one(steps, v, N::cosine),
            Op::Tangent => one(steps, v, N::tangent),
            Op::ArcSine => one(steps, v, N::arc_sine),
            Op::ArcCosine => one(steps, v, N::arc_cosine),
            Op::ArcTangent => one(steps, v, N::arc_tangent),
            Op::Exponential => one(steps, v, N::exponential),
            Op::Logarithm => one(steps, v, N::logarithm),
            Op::Pick => each(steps, v, |s, v| {
                let list = &code.lists[s.c as usize];
                v[s.a as usize].pick(list.len(), &|k| v[list[k] as usize])
            }),
            Op::Lookup => each(steps, v, |s, v| v[s.a as usize].lookup(&tables[s.c as usize])),
        }
    }
}

#[inline(always)]
fn each<N: Copy>(steps: &[Step], v: &mut [N], f: impl Fn(&Step, &[N]) -> N) {
    for step in steps {
        let value = f(step, v);
        v[step.out as usize] = value;
    }
}

#[inline(never)]
fn one<N: Copy>(steps: &[Step], v: &mut [N], f: fn(N) -> N) {
    each(steps, v, |s, v| f(v[s.a as usize]));
}

#[inline(never)]
fn two<N: Copy>(steps: &[Step], v: &mut [N], f: fn(N, N) -> N) {
    each(steps, v, |s, v| f(v[s.a as usize], v[s.b as usize]));
}
