//! The compiled form: flat lists of instructions, evaluated by one loop over any kind of number.
//!
//! The main list holds everything that does not depend on a repetition index. Each repeated part has a
//! segment that reads the main results and its own indices, so one copy costs only what differs from the last.

use std::collections::HashMap;

use super::Number;
use super::limits::MAX_INSTRUCTIONS;

/// Where a result lies: in the main list, or in the segment at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reg(u32);

const LOCAL: u32 = 1 << 31;

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
        if self.is_local() { local[(self.0 & !LOCAL) as usize] } else { main[self.0 as usize] }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Op1 {
    Negate,
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Instruction {
    Constant(u64),
    Input(u32),
    One(Op1, Reg),
    Two(Op2, Reg, Reg),
    Choose(Reg, Reg, Reg),
}

/// A compiled design.
#[derive(Clone, Debug, Default)]
pub struct Tape {
    main: Vec<Instruction>,
    segments: Vec<Vec<Instruction>>,
}

impl Tape {
    /// Computes the main list. `inputs` are the design's inputs in their order.
    pub fn run<N: Number>(&self, inputs: &[N], out: &mut Vec<N>) {
        out.clear();
        for k in 0..self.main.len() {
            let value = step(self.main[k], inputs, out, &[]);
            out.push(value);
        }
    }

    /// Computes one copy of a segment; `indices` are its repetition indices.
    pub fn run_segment<N: Number>(&self, segment: usize, indices: &[N], main: &[N], out: &mut Vec<N>) {
        out.clear();
        for ins in &self.segments[segment] {
            let value = step(*ins, indices, main, out);
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
}

fn step<N: Number>(ins: Instruction, inputs: &[N], main: &[N], local: &[N]) -> N {
    let get = |r: Reg| r.read(main, local);
    match ins {
        Instruction::Constant(bits) => N::constant(f64::from_bits(bits)),
        Instruction::Input(k) => inputs[k as usize],
        Instruction::One(op, a) => {
            let a = get(a);
            match op {
                Op1::Negate => a.negate(),
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
            }
        }
        Instruction::Choose(c, a, b) => get(c).choose(get(a), get(b)),
    }
}

/// Grows a tape, reusing equal instructions and folding constants.
#[derive(Debug, Default)]
pub struct Builder {
    tape: Tape,
    known: HashMap<(Option<usize>, Instruction), Reg>,
    segment: Option<usize>,
    count: usize,
}

impl Builder {
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
        self.segment = Some(self.tape.segments.len() - 1);
        self.tape.segments.len() - 1
    }

    /// Goes back to the main list.
    pub fn close_segment(&mut self) {
        self.segment = None;
    }

    /// An input of the design.
    pub fn input(&mut self, index: usize) -> Reg {
        self.push(Instruction::Input(index as u32), false)
    }

    /// A repetition index of the open segment.
    pub fn index(&mut self, index: usize) -> Reg {
        self.push(Instruction::Input(index as u32), true)
    }

    /// A fixed number.
    pub fn constant(&mut self, value: f64) -> Reg {
        self.push(Instruction::Constant(value.to_bits()), false)
    }

    pub(super) fn one(&mut self, op: Op1, a: Reg) -> Reg {
        self.fold(Instruction::One(op, a), &[a])
    }

    pub(super) fn two(&mut self, op: Op2, a: Reg, b: Reg) -> Reg {
        if op == Op2::Multiply && a == b {
            return self.one(Op1::Square, a);
        }
        self.fold(Instruction::Two(op, a, b), &[a, b])
    }

    pub(super) fn choose(&mut self, c: Reg, a: Reg, b: Reg) -> Reg {
        self.fold(Instruction::Choose(c, a, b), &[c, a, b])
    }

    /// The number in a register that is known before anything is run.
    pub fn known_constant(&self, r: Reg) -> Option<f64> {
        if r.is_local() {
            return None;
        }
        match self.tape.main[r.0 as usize] {
            Instruction::Constant(bits) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }

    fn fold(&mut self, ins: Instruction, operands: &[Reg]) -> Reg {
        let local = operands.iter().any(|r| r.is_local());
        let values: Option<Vec<f64>> = operands.iter().map(|r| self.known_constant(*r)).collect();
        if let Some(values) = values {
            let ins = match ins {
                Instruction::One(op, _) => Instruction::One(op, Reg(0)),
                Instruction::Two(op, ..) => Instruction::Two(op, Reg(0), Reg(1)),
                Instruction::Choose(..) => Instruction::Choose(Reg(0), Reg(1), Reg(2)),
                other => other,
            };
            return self.constant(step(ins, &[], &values, &[]));
        }
        self.push(ins, local)
    }

    fn push(&mut self, ins: Instruction, local: bool) -> Reg {
        let segment = if local { self.segment } else { None };
        if let Some(known) = self.known.get(&(segment, ins)) {
            return *known;
        }
        self.count += 1;
        if self.is_over_limit() && !self.tape.main.is_empty() {
            return Reg(0); // the compiler reports the limit; nothing is run
        }
        let (list, flag) = match segment {
            Some(k) => (&mut self.tape.segments[k], LOCAL),
            None => (&mut self.tape.main, 0),
        };
        let reg = Reg(list.len() as u32 | flag);
        list.push(ins);
        self.known.insert((segment, ins), reg);
        reg
    }
}
