//! Closed intervals that are sure to hold the true result: every operation rounds outward.

/// All numbers from `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Least number.
    pub low: f64,
    /// Greatest number.
    pub high: f64,
}

impl Interval {
    /// Every number there is: the answer where nothing better is known.
    pub const ALL: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// From `low` to `high`.
    pub const fn new(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    /// Just one number.
    pub const fn point(value: f64) -> Self {
        Self::new(value, value)
    }

    /// Its middle.
    pub fn middle(self) -> f64 {
        self.low + (self.high - self.low) / 2.0
    }

    /// Its width.
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Whether the number lies in it.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// The smallest interval that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self::new(self.low.min(other.low), self.high.max(other.high))
    }

    /// Widened by one rounding step on either side.
    #[inline(always)] // also where the app is built for size
    fn outward(low: f64, high: f64) -> Self {
        if low.is_nan() || high.is_nan() { Self::ALL } else { Self::new(low.next_down(), high.next_up()) }
    }

    /// Applies a function that never falls, allowing it `ulps` of error.
    pub(super) fn rising(self, f: impl Fn(f64) -> f64) -> Self {
        let mut out = Self::new(f(self.low), f(self.high));
        for _ in 0..3 {
            out = Self::outward(out.low, out.high);
        }
        out
    }

    /// A sum that rounds nothing is not widened: counts stay whole, so that `count <= 0` holds at 0.
    #[inline(always)] // also where the app is built for size
    pub(super) fn add(self, o: Self) -> Self {
        let (low, high) = (self.low + o.low, self.high + o.high);
        let wide = Self::outward(low, high);
        let is_exact = |a: f64, b: f64, sum: f64| rounding(a, b, sum) == 0.0;
        Self::new(
            if is_exact(self.low, o.low, low) { low } else { wide.low },
            if is_exact(self.high, o.high, high) { high } else { wide.high },
        )
    }

    #[inline(always)] // also where the app is built for size
    pub(super) fn negate(self) -> Self {
        Self::new(-self.high, -self.low)
    }

    #[inline(always)] // also where the app is built for size
    pub(super) fn multiply(self, o: Self) -> Self {
        if self.low > 0.0 && o.low > 0.0 {
            return Self::outward(self.low * o.low, self.high * o.high);
        }
        // 0 × ∞ is 0 here: an unbounded factor still leaves zero at zero.
        let product = |a: f64, b: f64| if a == 0.0 || b == 0.0 { 0.0 } else { a * b };
        let all = [
            product(self.low, o.low),
            product(self.low, o.high),
            product(self.high, o.low),
            product(self.high, o.high),
        ];
        Self::outward(
            all.iter().copied().fold(f64::INFINITY, f64::min),
            all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        )
    }

    pub(super) fn square(self) -> Self {
        let (a, b) = (self.low * self.low, self.high * self.high);
        let low = if self.contains(0.0) { 0.0 } else { a.min(b).next_down() };
        Self::new(low, a.max(b).next_up())
    }

    pub(super) fn divide(self, o: Self) -> Self {
        if o.contains(0.0) {
            return Self::ALL;
        }
        self.multiply(Self::outward(1.0 / o.high, 1.0 / o.low))
    }

    /// The sine, or the cosine as a sine a quarter turn ahead.
    pub(super) fn sine(self, quarter_turns: f64) -> Self {
        // So far out the places of the crests are not known any more.
        let far = self.low.abs().max(self.high.abs());
        if self.width().is_nan() || self.width() >= std::f64::consts::PI || far > 1e9 {
            return Self::new(-1.0, 1.0);
        }
        // The function itself and not a shifted one: adding a quarter turn would round. Between two crests it is
        // monotone, so the ends decide.
        let f = if quarter_turns == 0.0 { libm::sin } else { libm::cos };
        let (a, b) = (f(self.low), f(self.high));
        let slack = 1e-12 + far * 1e-15;
        let crest = |offset: f64| {
            let turn = |x: f64| {
                libm::floor((x + quarter_turns * std::f64::consts::FRAC_PI_2 - offset) / std::f64::consts::TAU)
            };
            turn(self.high + slack) > turn(self.low - slack)
        };
        let low = if crest(-std::f64::consts::FRAC_PI_2) { -1.0 } else { (a.min(b) - 1e-15).max(-1.0) };
        let high = if crest(std::f64::consts::FRAC_PI_2) { 1.0 } else { (a.max(b) + 1e-15).min(1.0) };
        Self::new(low, high)
    }
}

/// What a sum of two numbers lost by rounding; not a number where the sum is not finite.
/// Source: Knuth, The Art of Computer Programming, vol. 2, section 4.2.2, theorem B (“TwoSum”).
#[inline(always)]
fn rounding(a: f64, b: f64, sum: f64) -> f64 {
    let second = sum - a;
    (a - (sum - second)) + (b - second)
}
