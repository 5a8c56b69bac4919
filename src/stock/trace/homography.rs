//! The map between two planes that a photograph makes, from four points in each.

/// Four points and their images; see [`Homography::between`].
pub(super) type Quad = [[f64; 2]; 4];

/// A projective map of one plane onto another, between coordinates of size 1 around each quad's middle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Homography {
    /// Row by row, the last element being 1.
    h: [f64; 9],
    from: Normal,
    to: Normal,
}

/// Moves the middle of four points to the origin and their mean distance from it to √2.
#[derive(Clone, Copy, Debug)]
struct Normal {
    middle: [f64; 2],
    scale: f64,
}

impl Normal {
    fn of(quad: &Quad) -> Self {
        let middle = [0, 1].map(|k| quad.iter().map(|p| p[k]).sum::<f64>() / 4.0);
        let mean = quad.iter().map(|p| libm::hypot(p[0] - middle[0], p[1] - middle[1])).sum::<f64>() / 4.0;
        Self { middle, scale: std::f64::consts::SQRT_2 / mean }
    }

    fn apply(&self, p: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|k| (p[k] - self.middle[k]) * self.scale)
    }

    fn undo(&self, p: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|k| p[k] / self.scale + self.middle[k])
    }
}

impl Homography {
    /// The map that takes each of four points to its image: the direct linear transformation on normalised points,
    /// with the last element set to 1, which leaves eight linear equations. (Hartley & Zisserman, *Multiple View
    /// Geometry in Computer Vision*, 2nd ed., sections 4.1 and 4.4, algorithm 4.2. The last element of the solution
    /// is never 0 here: it belongs to the middle of a convex quad, which no horizon crosses.)
    /// Nothing where three points lie in line.
    pub(super) fn between(from: &Quad, to: &Quad) -> Option<Self> {
        let (a, b) = (Normal::of(from), Normal::of(to));
        let mut rows = [[0.0; 9]; 8];
        for (k, (p, q)) in from.iter().zip(to).enumerate() {
            let ([x, y], [u, v]) = (a.apply(*p), b.apply(*q));
            rows[2 * k] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
            rows[2 * k + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
        }
        let [h0, h1, h2, h3, h4, h5, h6, h7] = solve(rows)?;
        Some(Self { h: [h0, h1, h2, h3, h4, h5, h6, h7, 1.0], from: a, to: b })
    }

    /// The image of a point; nothing for what lies on the horizon or beyond.
    pub(super) fn apply(&self, p: [f64; 2]) -> Option<[f64; 2]> {
        let [x, y] = self.from.apply(p);
        let row = |k: usize| self.h[k] * x + self.h[k + 1] * y + self.h[k + 2];
        let w = row(6);
        (w > 1e-6).then(|| self.to.undo([row(0) / w, row(3) / w]))
    }

    /// Where the first plane's two axes go, as directions with a third coordinate across the second plane; both
    /// have the same unknown scale. (The first two columns of the matrix.)
    pub(super) fn axes(&self) -> [[f64; 3]; 2] {
        [0, 1].map(|k| {
            let [x, y, w] = [self.h[k], self.h[k + 3], self.h[k + 6]];
            let Normal { middle: [cx, cy], scale } = self.to;
            [x / scale + cx * w, y / scale + cy * w, w]
        })
    }
}

/// Solves eight linear equations by Gauss's elimination with row pivoting; the ninth column is the right side.
fn solve(mut rows: [[f64; 9]; 8]) -> Option<[f64; 8]> {
    for k in 0..8 {
        let best = (k..8).max_by(|a, b| rows[*a][k].abs().total_cmp(&rows[*b][k].abs()))?;
        rows.swap(k, best);
        let pivot = rows[k];
        if pivot[k].is_nan() || pivot[k].abs() < 1e-9 {
            return None;
        }
        for row in &mut rows[k + 1..] {
            let factor = row[k] / pivot[k];
            for (value, above) in row.iter_mut().zip(pivot) {
                *value -= factor * above;
            }
        }
    }
    let mut out = [0.0; 8];
    for k in (0..8).rev() {
        let known: f64 = (k + 1..8).map(|j| rows[k][j] * out[j]).sum();
        out[k] = (rows[k][8] - known) / rows[k][k];
    }
    Some(out)
}
