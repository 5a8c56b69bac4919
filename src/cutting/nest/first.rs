//! A first layout: one part after the other, large ones first, as far to one end of a sheet as is found.

use std::collections::BTreeSet;

use super::exact::fitted;
use super::layout::{Layout, Pose, Probe, Scene};
use crate::cutting::random::Random;

/// Places tried for each part on a sheet where it has any.
const SAMPLES: usize = 400;
/// Most ways to lie among them: every further one costs time to prepare.
const WAYS: usize = 8;

/// How sheets are chosen as more room is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taste {
    /// What costs nothing first, then large ones.
    Large,
    /// What costs nothing first, then small ones.
    Small,
    /// As large ones, with rectangles put side by side to the micrometre.
    Exact,
}

/// Places all parts that find a place among so many sheets of each kind. Parts without one have no pose.
pub(super) fn first(scene: &mut Scene, taste: Taste, random: &mut Random, probe: &mut Probe) -> Layout {
    let mut layout = Layout::new(scene.model.units.len());
    let mut left: Vec<usize> = scene.model.stocks.iter().map(|stock| stock.copies).collect();
    let mut order: Vec<usize> = (0..left.len()).filter(|k| scene.grounds[*k].is_some()).collect();
    crate::order::sort_by(&mut order, |a, b| {
        let (a, b) = (&scene.model.stocks[*a], &scene.model.stocks[*b]);
        let size = if taste != Taste::Small { b.room.total_cmp(&a.room) } else { a.room.total_cmp(&b.room) };
        let rate = |cents: i64, room: f64| cents as f64 / room.max(1.0);
        (a.cents > 0).cmp(&(b.cents > 0)).then(if a.cents > 0 {
            rate(a.cents, a.room).total_cmp(&rate(b.cents, b.room))
        } else {
            size
        })
    });
    let (mut full, mut hopeless) = (BTreeSet::new(), BTreeSet::new());
    for unit in 0..scene.model.units.len() {
        let kind = scene.model.units[unit];
        let mut is_placed = false;
        for board in 0..layout.boards.len() {
            if !full.contains(&(kind, board)) {
                is_placed = place(scene, &mut layout, unit, board, taste, random, probe);
                if is_placed {
                    break;
                }
                full.insert((kind, board));
            }
        }
        while !is_placed {
            let fits = |stock: &&usize| {
                let may = !scene.model.stocks[**stock].ways[kind].is_empty();
                may && left[**stock] > 0 && !hopeless.contains(&(kind, **stock))
            };
            let Some(stock) = order.iter().find(fits).copied() else { break };
            let Some(board) = layout.open(scene, stock) else { break };
            is_placed = place(scene, &mut layout, unit, board, taste, random, probe);
            if is_placed {
                left[stock] -= 1;
            } else {
                // An empty sheet of this kind has no place for it, so no other has.
                layout.boards.pop();
                hopeless.insert((kind, stock));
            }
        }
    }
    layout
}

/// Puts a part where it comes to lie farthest to the left and low, as the long side of the sheet runs.
fn place(
    scene: &mut Scene,
    layout: &mut Layout,
    unit: usize,
    board: usize,
    taste: Taste,
    random: &mut Random,
    probe: &mut Probe,
) -> bool {
    let (kind, stock) = (scene.model.units[unit], layout.boards[board].stock);
    if taste == Taste::Exact
        && let Some(pose) = fitted(scene, layout, unit, board)
        && let Some(form) = scene.forms.get(&scene.model, kind, pose.way, false)
    {
        layout.put(unit, &form, pose);
        return true;
    }
    let Some(bounds) = scene.grounds[stock].as_ref().map(|ground| ground.bounds) else { return false };
    let all = &scene.model.stocks[stock].ways[kind];
    let count = all.len().min(WAYS);
    let ways: Vec<usize> = (0..count).map(|k| all[(k * all.len() / count + 5 * kind) % all.len()]).collect();
    let is_long = bounds.x_max - bounds.x_min >= bounds.y_max - bounds.y_min;
    // Where neighbours end, so that parts come to lie side by side.
    let ends: Vec<[f32; 2]> = layout.ends(board);
    let mut best: Option<(f32, Pose)> = None;
    for k in 0..if count > 0 { SAMPLES } else { 0 } {
        let way = ways[k % count];
        let Some(form) = scene.forms.get(&scene.model, kind, way, false) else { continue };
        let own = form.shape.bbox();
        let (x0, x1) = (bounds.x_min - own.x_min, bounds.x_max - own.x_max);
        let (y0, y1) = (bounds.y_min - own.y_min, bounds.y_max - own.y_max);
        if x0 > x1 || y0 > y1 {
            continue;
        }
        let score = |pose: &Pose| {
            let (x, y) = (pose.x + own.x_max - bounds.x_min, pose.y + own.y_max - bounds.y_min);
            if is_long { x + 0.1 * y } else { y + 0.1 * x }
        };
        let limit = best.map_or(f32::MAX, |(score, _)| score);
        let mut pose = Pose { board, way, x: random.between(x0, x1), y: random.between(y0, y1) };
        if random.below(2) == 0 {
            // Beside the ends of others, or in the corner.
            let end = |random: &mut Random| match random.below(ends.len() + 1) {
                0 => [x0, y0],
                k => [ends[k - 1][0] - own.x_min + HAIR, ends[k - 1][1] - own.y_min + HAIR],
            };
            let (a, b) = (end(random), end(random));
            (pose.x, pose.y) = (a[0].clamp(x0, x1), b[1].clamp(y0, y1));
        }
        if score(&pose) >= limit || !layout.is_free(probe, unit, &form, &pose) {
            continue;
        }
        // Slide on as far as it goes.
        let size = (own.x_max - own.x_min).max(own.y_max - own.y_min);
        let mut step = size / 2.0;
        while step > size / 2000.0 {
            let mut is_moved = false;
            for (dx, dy) in [(-step, 0.0), (0.0, -step)] {
                let next = Pose { x: (pose.x + dx).max(x0), y: (pose.y + dy).max(y0), ..pose };
                if (next.x, next.y) != (pose.x, pose.y) && layout.is_free(probe, unit, &form, &next) {
                    (pose, is_moved) = (next, true);
                }
            }
            if !is_moved {
                step /= 2.0;
            }
        }
        if score(&pose) < limit {
            best = Some((score(&pose), pose));
        }
    }
    let Some((_, pose)) = best else { return false };
    let Some(form) = scene.forms.get(&scene.model, kind, pose.way, false) else { return false };
    layout.put(unit, &form, pose);
    true
}

/// What keeps a part from touching its neighbour (mm).
const HAIR: f32 = 0.001;
