//! STL, binary: triangles in millimetres, without colours or names.

use super::{Imprint, Scene, SceneBody};
use crate::geometry::{Frame, Vec3, Welded};

/// Bytes of a triangle.
const TRIANGLE: usize = 50;

/// All parts of a scene where they stand.
pub(super) fn stl(scene: &Scene<'_>, imprint: &Imprint) -> Vec<u8> {
    let solids = scene.bodies.iter().flat_map(|body| body.part.placements.iter().map(|frame| (&body.welded, *frame)));
    write(solids, imprint)
}

/// One part in its own frame.
pub(super) fn stl_part(body: &SceneBody<'_>, imprint: &Imprint) -> Vec<u8> {
    write([(&body.welded, Frame::ORIGIN)].into_iter(), imprint)
}

fn write<'a>(solids: impl Iterator<Item = (&'a Welded, Frame)> + Clone, imprint: &Imprint) -> Vec<u8> {
    let count: usize = solids.clone().map(|(solid, _)| solid.triangles.len()).sum();
    let mut out = Vec::with_capacity(84 + count * TRIANGLE);
    // Readers take a file for text where its header starts with “solid”.
    let header = format!("STL in mm, {}-{}-{}; {}", imprint.id, imprint.version, imprint.state, imprint.whose());
    let letters = header.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c as u8 } else { b'?' });
    out.extend(letters.chain(std::iter::repeat(b' ')).take(80));
    out.extend((count as u32).to_le_bytes());
    for (solid, frame) in solids {
        let points: Vec<Vec3> = solid.placed(&frame).into_iter().map(|p| p * 1000.0).collect();
        for corners in &solid.triangles {
            let [a, b, c] = corners.map(|k| points[k as usize]);
            let normal = (b - a).cross(c - a).unit().unwrap_or_default();
            for p in [normal, a, b, c] {
                out.extend(p.array().iter().flat_map(|v| (*v as f32).to_le_bytes()));
            }
            out.extend([0, 0]);
        }
    }
    out
}
