//! How the bodies come apart: each away from the middle of its group, and each group away from that of what it is in.

use super::scene::{Body, Group};
use crate::geometry::{Bounds, Vec3};

/// How far a group goes that leaves in a direction of its own, in diagonals of the whole.
const FAR: f64 = 0.6;

/// The way of each body when all is far apart, metres. Bodies stand in `built` as the boxes beside them say.
#[inline(never)]
pub(super) fn apart(groups: &[Group], bodies: &[(&Body, Bounds)], built: Bounds) -> Vec<Vec3> {
    // Around each group with all that is in it; what is in a group stands behind it.
    let mut around: Vec<Option<Bounds>> = vec![None; groups.len()];
    let join = |all: &mut Option<Bounds>, one: Bounds| *all = Some(all.map_or(one, |all| all.joined(one)));
    for (body, bounds) in bodies {
        if let Some(own) = body.group.and_then(|k| around.get_mut(k)) {
            join(own, *bounds);
        }
    }
    for (k, group) in groups.iter().enumerate().rev() {
        if let (Some(parent), Some(own)) = (group.parent.filter(|parent| *parent < k), around[k]) {
            join(&mut around[parent], own);
        }
    }
    let middle = |group: Option<usize>| group.and_then(|k| *around.get(k)?).unwrap_or(built).centre();
    let mut ways: Vec<Vec3> = Vec::with_capacity(groups.len());
    for (k, group) in groups.iter().enumerate() {
        let parent = group.parent.filter(|parent| *parent < k);
        let carried = parent.map_or_else(Vec3::default, |parent| ways[parent]);
        let own = match group.leaves.unit() {
            Some(direction) => direction * (built.size().length() * FAR),
            None => middle(Some(k)) - middle(parent),
        };
        ways.push(carried + own);
    }
    let way = |(body, bounds): &(&Body, Bounds)| {
        let carried = body.group.and_then(|k| ways.get(k).copied()).unwrap_or_default();
        carried + bounds.centre() - middle(body.group)
    };
    bodies.iter().map(way).collect()
}
