//! Fills one sheet by beam search over cuts from edge to edge.
//!
//! Each step fills the smallest open panel, so that waste shows early; of all continuations those with the least
//! waste for what is placed go on (after Fontan and Libralesso 2020, PackingSolver).

use super::fill::{Dice, Filling, Place, WHOLE};
use super::model::{Model, Rect};
use super::space::Space;
use super::{Axis, SheetCuts};

/// A sheet filled in part.
#[derive(Clone)]
struct State {
    panels: Vec<Space>,
    /// What is left of each kind in play.
    left: Vec<u32>,
    places: Vec<Place>,
    area: i64,
    waste: i64,
}

/// A part to place in a state.
#[derive(Clone, Copy)]
struct Child {
    score: f64,
    state: usize,
    item: usize,
    rect: Rect,
    axis: Axis,
    /// Size of a strip to open first, or 0.
    strip: i32,
    waste: i64,
}

/// Fills a sheet out of a pool, which it takes from, keeping so many states at a time. Counts its steps.
pub(super) fn fill(
    model: &Model,
    stock: usize,
    pool: &mut [u32],
    width: usize,
    dice: &mut Dice,
    steps: &mut u64,
) -> Filling {
    let sheet = &model.stocks[stock];
    let items: Vec<usize> = (0..pool.len()).filter(|k| pool[*k] > 0 && sheet.takes(&model.kinds[*k])).collect();
    let sizes = || items.iter().flat_map(|k| model.kinds[*k].lies());
    let least = (sizes().map(|l| l.0).min().unwrap_or(1), sizes().map(|l| l.1).min().unwrap_or(1));
    let live = |space: &Space| space.w() >= least.0 && space.h() >= least.1;
    let cuts =
        if model.cuts == SheetCuts::Free { SheetCuts::EdgeToEdge { stages: None, first: None } } else { model.cuts };
    let axis = if dice.below(2) == 0 { Axis::Length } else { Axis::Width };
    // How much large parts and chance count.
    let large: fn(f64) -> f64 = [|_| 1.0, libm::cbrt, libm::sqrt][dice.below(3)];
    let noise = [0.0, 0.1, 0.3][dice.below(3)];
    let first = State {
        panels: vec![Space::whole(sheet, cuts, axis)],
        left: items.iter().map(|k| pool[*k]).collect(),
        places: Vec::new(),
        area: 0,
        waste: 0,
    };
    let mut best = first.clone();
    let mut states = vec![first];
    let mut children: Vec<Child> = Vec::new();
    while !states.is_empty() {
        children.clear();
        for (index, state) in states.iter_mut().enumerate() {
            let before = children.len();
            while children.len() == before {
                let smallest = state.panels.iter().enumerate().min_by_key(|(_, panel)| panel.rect.area());
                let Some(at) = smallest.map(|(at, _)| at) else { break };
                let panel = state.panels.swap_remove(at);
                for (item, kind) in items.iter().enumerate().filter(|(item, _)| state.left[*item] > 0) {
                    let kind = &model.kinds[*kind];
                    for (w, h, _) in kind.lies() {
                        *steps += 1;
                        let Some((x0, y0)) = panel.fit(w, h, &sheet.defects, model.kerf) else { continue };
                        let rect = Rect { x0, y0, x1: x0 + w, y1: y0 + h };
                        let beside = items[dice.below(items.len())];
                        let whole = dice.below(3) == 0;
                        let mut add = |panel: &Space, axis: Axis, strip: i32| {
                            let rests = panel.rests(&rect, axis);
                            let kept: i64 = rests.iter().flatten().filter(|r| live(r)).map(|r| r.rect.area()).sum();
                            let waste = state.waste + panel.rect.area() - kind.area - kept;
                            let area = state.area + kind.area;
                            let mean = area as f64 / (state.places.len() + 1) as f64;
                            let chance = if noise > 0.0 { 1.0 + noise * dice.share() } else { 1.0 };
                            let share = waste as f64 / (area + waste) as f64 + 0.02;
                            let score = share * chance / large(mean);
                            children.push(Child { score, state: index, item, rect, axis, strip, waste });
                        };
                        if panel.is_unlimited() {
                            add(&panel, Axis::Length, 0);
                            add(&panel, Axis::Width, 0);
                            continue;
                        }
                        add(&panel, Axis::Length, 0);
                        let Some((w2, h2, _)) = model.kinds[beside].lies().next() else { continue };
                        let size = if whole { WHOLE } else { panel.across(w + w2, h + h2) };
                        if (x0, y0) == (panel.rect.x0, panel.rect.y0)
                            && let Some((strip, _)) = panel.strip(size)
                        {
                            add(&strip, Axis::Length, size);
                        }
                    }
                }
                if children.len() == before {
                    state.waste += panel.rect.area();
                } else {
                    // The children take it from the end.
                    state.panels.push(panel);
                }
            }
            if children.len() == before && state.area > best.area {
                best = state.clone();
            }
        }
        children.sort_by(|a, b| a.score.total_cmp(&b.score));
        let mut next: Vec<State> = Vec::with_capacity(width);
        for child in &children {
            let parent = &states[child.state];
            let kind = items[child.item];
            let area = parent.area + model.kinds[kind].area;
            // Mostly the same parts in another order.
            if next.iter().any(|other| other.area == area && other.waste == child.waste) {
                continue;
            }
            let mut state = parent.clone();
            let Some(mut panel) = state.panels.pop() else { continue };
            if child.strip > 0
                && let Some((strip, rest)) = panel.strip(child.strip)
            {
                state.panels.extend(rest);
                panel = strip;
            }
            state.panels.extend(panel.rests(&child.rect, child.axis).into_iter().flatten().filter(live));
            state.left[child.item] -= 1;
            state.places.push(Place { kind, rect: child.rect });
            (state.area, state.waste) = (area, child.waste);
            next.push(state);
            if next.len() >= width {
                break;
            }
        }
        states = next;
    }
    best.places.iter().for_each(|place| pool[place.kind] -= 1);
    Filling { stock, places: best.places, area: best.area }
}
