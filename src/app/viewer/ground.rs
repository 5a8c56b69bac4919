//! The soft shadow under the bodies: their footprint, blurred the more the higher they stand.

use super::scene::Placed;
use crate::geometry::{Bounds, Vec3};

/// Cells along each side of the shadow's picture.
pub(super) const CELLS: usize = 128;

/// A square of ground and how dark each of its cells is.
pub(super) struct Ground {
    /// Middle of the square, on the ground.
    pub centre: Vec3,
    /// Half the square's side, metres.
    pub half: f64,
    /// Row by row from low y, 0 for light to 255 for dark.
    pub shade: Vec<u8>,
}

impl Ground {
    /// The ground under the bodies; nothing where there are none.
    pub fn new(placed: &Placed) -> Option<Self> {
        let Bounds { low, high } = placed.shown?;
        let size = Bounds { low, high }.size();
        let reach = size.x.max(size.y).max(size.z * 0.5).max(1e-3);
        let (centre, half) = (Vec3::new((low.x + high.x) / 2.0, (low.y + high.y) / 2.0, low.z), reach * 0.95);
        let cell = 2.0 * half / CELLS as f64;
        let to_cell = |p: Vec3| [(p.x - centre.x + half) / cell, (p.y - centre.y + half) / cell];
        let mut near = vec![0.0f32; CELLS * CELLS];
        let mut far = vec![0.0f32; CELLS * CELLS];
        for body in &placed.bodies {
            let points: Vec<Vec3> = body.mesh.positions.iter().map(|p| body.frame.point(*p)).collect();
            for t in &body.mesh.triangles {
                let [Some(a), Some(b), Some(c)] = t.map(|k| points.get(k as usize).copied()) else {
                    continue;
                };
                let height = (a.z.min(b.z).min(c.z) - low.z) / reach;
                let corners = [a, b, c].map(to_cell);
                stamp(&mut near, corners, libm::exp(-height * 22.0) as f32);
                stamp(&mut far, corners, libm::exp(-height * 1.3) as f32);
            }
        }
        let near = blurred(near, 2);
        let far = blurred(far, CELLS / 14);
        let shade = near.iter().zip(&far).map(|(n, f)| {
            let light = (1.0 - 0.8 * (1.8 * n).min(1.0)) * (1.0 - 0.75 * f.min(1.0));
            ((1.0 - light) * 255.0) as u8
        });
        Some(Self { centre, half, shade: shade.collect() })
    }
}

/// Raises the cells whose middle lies in a triangle to at least `value`.
fn stamp(cells: &mut [f32], [a, b, c]: [[f64; 2]; 3], value: f32) {
    let area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    if area.abs() < 1e-9 || value < 0.004 {
        return;
    }
    let range = |k: usize| {
        let low = a[k].min(b[k]).min(c[k]).floor().clamp(0.0, CELLS as f64);
        let high = a[k].max(b[k]).max(c[k]).ceil().clamp(0.0, CELLS as f64);
        low as usize..high as usize
    };
    let side =
        |p: [f64; 2], q: [f64; 2], x: f64, y: f64| ((q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0])) / area;
    for row in range(1) {
        for column in range(0) {
            let (x, y) = (column as f64 + 0.5, row as f64 + 0.5);
            if side(a, b, x, y) >= 0.0 && side(b, c, x, y) >= 0.0 && side(c, a, x, y) >= 0.0 {
                let cell = &mut cells[row * CELLS + column];
                *cell = cell.max(value);
            }
        }
    }
}

/// Three box blurs along both axes: close to a Gaussian.
fn blurred(mut cells: Vec<f32>, radius: usize) -> Vec<f32> {
    let mut next = vec![0.0f32; cells.len()];
    for _ in 0..3 {
        box_blur(&cells, &mut next, radius, 1, CELLS);
        box_blur(&next, &mut cells, radius, CELLS, 1);
    }
    cells
}

/// Running mean over `2·radius + 1` cells, `step` apart, in lines `stride` apart; beyond the border it is light.
fn box_blur(from: &[f32], to: &mut [f32], radius: usize, step: usize, stride: usize) {
    let share = 1.0 / (2 * radius + 1) as f32;
    for line in 0..CELLS {
        let at = |k: usize| {
            if k < CELLS { from[line * stride + k * step] } else { 0.0 }
        };
        let mut sum: f32 = (0..radius).map(at).sum();
        for k in 0..CELLS {
            sum += at(k + radius);
            to[line * stride + k * step] = sum * share;
            sum -= if k >= radius { at(k - radius) } else { 0.0 };
        }
    }
}
