//! What the one evaluator computes with: numbers, or intervals of numbers.

use super::Interval;
use super::curve::Curve;

/// Arithmetic of the language. Truth values are 1 and 0; over intervals `[0, 1]` means “maybe”.
///
/// What cannot be told (0/0, the root of a negative number) is NaN, and whatever uses it is NaN too: a comparison
/// with it is neither yes nor no. Only `choose`, `and` and `or` leave aside what they do not need. So intervals need
/// not remember whether something could not be told: where that matters, the number itself is NaN.
#[allow(missing_docs)] // each is the operation of its name
pub trait Number: Copy {
    fn constant(value: f64) -> Self;
    fn add(self, o: Self) -> Self;
    fn subtract(self, o: Self) -> Self;
    fn multiply(self, o: Self) -> Self;
    fn square(self) -> Self;
    fn divide(self, o: Self) -> Self;
    fn negate(self) -> Self;
    fn least(self, o: Self) -> Self;
    fn greatest(self, o: Self) -> Self;
    fn absolute(self) -> Self;
    fn root(self) -> Self;
    fn floor(self) -> Self;
    fn ceil(self) -> Self;
    fn round(self) -> Self;
    fn sine(self) -> Self;
    fn cosine(self) -> Self;
    fn tangent(self) -> Self;
    fn arc_sine(self) -> Self;
    fn arc_cosine(self) -> Self;
    fn arc_tangent(self) -> Self;
    fn exponential(self) -> Self;
    fn logarithm(self) -> Self;
    fn less(self, o: Self) -> Self;
    fn less_equal(self, o: Self) -> Self;
    fn equal(self, o: Self) -> Self;
    fn not(self) -> Self;
    fn and(self, o: Self) -> Self;
    fn or(self, o: Self) -> Self;
    /// `then` where `self` is true, `otherwise` where it is false.
    fn choose(self, then: Self, otherwise: Self) -> Self;
    /// The item at this position, of so many; NaN where there is none.
    fn pick(self, count: usize, item: &dyn Fn(usize) -> Self) -> Self;
    /// The value of a table here.
    fn lookup(self, curve: &Curve) -> Self;
}

/// The truth of a comparison between two numbers.
fn truth(value: bool, a: f64, b: f64) -> f64 {
    if a.is_nan() | b.is_nan() { f64::NAN } else { f64::from(u8::from(value)) }
}

impl Number for f64 {
    fn constant(value: f64) -> Self {
        value
    }
    fn add(self, o: Self) -> Self {
        self + o
    }
    fn subtract(self, o: Self) -> Self {
        self - o
    }
    fn multiply(self, o: Self) -> Self {
        self * o
    }
    fn square(self) -> Self {
        self * self
    }
    fn divide(self, o: Self) -> Self {
        self / o
    }
    fn negate(self) -> Self {
        -self
    }
    fn least(self, o: Self) -> Self {
        if self.is_nan() || o.is_nan() { f64::NAN } else { self.min(o) }
    }
    fn greatest(self, o: Self) -> Self {
        if self.is_nan() || o.is_nan() { f64::NAN } else { self.max(o) }
    }
    fn absolute(self) -> Self {
        self.abs()
    }
    fn root(self) -> Self {
        libm::sqrt(self)
    }
    fn floor(self) -> Self {
        libm::floor(self)
    }
    fn ceil(self) -> Self {
        libm::ceil(self)
    }
    fn round(self) -> Self {
        libm::round(self)
    }
    fn sine(self) -> Self {
        libm::sin(self)
    }
    fn cosine(self) -> Self {
        libm::cos(self)
    }
    fn tangent(self) -> Self {
        libm::tan(self)
    }
    fn arc_sine(self) -> Self {
        libm::asin(self)
    }
    fn arc_cosine(self) -> Self {
        libm::acos(self)
    }
    fn arc_tangent(self) -> Self {
        libm::atan(self)
    }
    fn exponential(self) -> Self {
        libm::exp(self)
    }
    fn logarithm(self) -> Self {
        libm::log(self)
    }
    fn less(self, o: Self) -> Self {
        truth(self < o, self, o)
    }
    fn less_equal(self, o: Self) -> Self {
        truth(self <= o, self, o)
    }
    fn equal(self, o: Self) -> Self {
        truth(self == o, self, o)
    }
    fn not(self) -> Self {
        1.0 - self
    }
    fn and(self, o: Self) -> Self {
        if self == 0.0 || o == 0.0 { 0.0 } else { self * o }
    }
    fn or(self, o: Self) -> Self {
        if self == 1.0 || o == 1.0 { 1.0 } else { self + o }
    }
    fn choose(self, then: Self, otherwise: Self) -> Self {
        match () {
            () if self == 1.0 => then,
            () if self == 0.0 => otherwise,
            () => f64::NAN,
        }
    }
    fn pick(self, count: usize, item: &dyn Fn(usize) -> Self) -> Self {
        if self >= 0.0 && self < count as f64 { item(self as usize) } else { f64::NAN }
    }
    fn lookup(self, curve: &Curve) -> Self {
        curve.at(self)
    }
}

const MAYBE: Interval = Interval::new(0.0, 1.0);

impl Number for Interval {
    fn constant(value: f64) -> Self {
        Self::point(value)
    }
    fn add(self, o: Self) -> Self {
        Self::add(self, o)
    }
    fn subtract(self, o: Self) -> Self {
        Self::add(self, o.negate())
    }
    fn multiply(self, o: Self) -> Self {
        Self::multiply(self, o)
    }
    fn square(self) -> Self {
        Self::square(self)
    }
    fn divide(self, o: Self) -> Self {
        Self::divide(self, o)
    }
    fn negate(self) -> Self {
        Self::negate(self)
    }
    fn least(self, o: Self) -> Self {
        Self::new(self.low.min(o.low), self.high.min(o.high))
    }
    fn greatest(self, o: Self) -> Self {
        Self::new(self.low.max(o.low), self.high.max(o.high))
    }
    fn absolute(self) -> Self {
        let (a, b) = (self.low.abs(), self.high.abs());
        Self::new(if self.contains(0.0) { 0.0 } else { a.min(b) }, a.max(b))
    }
    fn root(self) -> Self {
        if self.high < 0.0 {
            return Self::ALL;
        }
        let out = Self::new(self.low.max(0.0), self.high).rising(libm::sqrt);
        Self::new(out.low.max(0.0), out.high)
    }
    fn floor(self) -> Self {
        Self::new(libm::floor(self.low), libm::floor(self.high))
    }
    fn ceil(self) -> Self {
        Self::new(libm::ceil(self.low), libm::ceil(self.high))
    }
    fn round(self) -> Self {
        Self::new(libm::round(self.low), libm::round(self.high))
    }
    fn sine(self) -> Self {
        Self::sine(self, 0.0)
    }
    fn cosine(self) -> Self {
        Self::sine(self, 1.0)
    }
    fn tangent(self) -> Self {
        // Where the cosine has no zero there is no pole, and the tangent rises.
        if Number::cosine(self).contains(0.0) { Self::ALL } else { self.rising(libm::tan) }
    }
    fn arc_sine(self) -> Self {
        Self::new(self.low.clamp(-1.0, 1.0), self.high.clamp(-1.0, 1.0)).rising(libm::asin)
    }
    fn arc_cosine(self) -> Self {
        let clamped = Self::new(self.low.clamp(-1.0, 1.0), self.high.clamp(-1.0, 1.0));
        clamped.negate().rising(|x| libm::acos(-x))
    }
    fn arc_tangent(self) -> Self {
        self.rising(libm::atan)
    }
    fn exponential(self) -> Self {
        self.rising(libm::exp)
    }
    fn logarithm(self) -> Self {
        if self.low <= 0.0 { Self::ALL } else { self.rising(libm::log) }
    }
    fn less(self, o: Self) -> Self {
        match () {
            () if self.high < o.low => Self::point(1.0),
            () if self.low >= o.high => Self::point(0.0),
            () => MAYBE,
        }
    }
    fn less_equal(self, o: Self) -> Self {
        match () {
            () if self.high <= o.low => Self::point(1.0),
            () if self.low > o.high => Self::point(0.0),
            () => MAYBE,
        }
    }
    fn equal(self, o: Self) -> Self {
        match () {
            () if self.high < o.low || o.high < self.low => Self::point(0.0),
            () if self.low == self.high && self == o => Self::point(1.0),
            () => MAYBE,
        }
    }
    fn not(self) -> Self {
        Self::new(1.0 - self.high, 1.0 - self.low)
    }
    fn and(self, o: Self) -> Self {
        Number::least(self, o)
    }
    fn or(self, o: Self) -> Self {
        Number::greatest(self, o)
    }
    fn pick(self, count: usize, item: &dyn Fn(usize) -> Self) -> Self {
        // Positions are whole; where one lies outside the list the number is NaN, so only those within count.
        let (low, high) = (self.low.max(0.0), self.high.min(count as f64 - 1.0));
        if low.is_nan() || high.is_nan() || low > high {
            return Self::ALL;
        }
        (low as usize + 1..=high as usize).fold(item(low as usize), |all, k| all.hull(item(k)))
    }
    fn lookup(self, curve: &Curve) -> Self {
        curve.within(self)
    }
    fn choose(self, then: Self, otherwise: Self) -> Self {
        match () {
            () if self.low > 0.0 => then,
            () if self.high < 1.0 => otherwise,
            () => then.hull(otherwise),
        }
    }
}
