//! The viewer's state as signals, and the moves that gestures, keys and buttons make on it.

use std::sync::Arc;

use leptos::prelude::*;

use super::scene::{Body, Placed, pick};
use super::{Scene, StandardView};
use crate::geometry::{Bounds, Margins, Orbit, Section, Vec3, View};

/// Below this the parts count as standing together, and dimensions mean something.
pub(super) const TOGETHER: f64 = 0.005;

/// Size of the picture.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Size {
    /// CSS pixels; 0 before the first layout.
    pub width: f64,
    pub height: f64,
    /// Device pixels per CSS pixel, at most 2.
    pub density: f64,
}

/// How the picture is made at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// On the graphics card.
    Fine,
    /// Painted: there is no WebGL2.
    Missing,
    /// The card has dropped everything.
    Lost,
    /// The card came back.
    Restored,
}

/// Everything a view of the scene depends on.
#[derive(Clone, Copy)]
pub(super) struct Stage {
    pub scene: Signal<Scene>,
    pub placed: Memo<Arc<Placed>>,
    pub orbit: RwSignal<Orbit>,
    pub size: RwSignal<Size>,
    pub selected: RwSignal<Option<usize>>,
    pub hovered: RwSignal<Option<usize>>,
    pub explode: RwSignal<f64>,
    /// Whether there is no perspective from any side.
    pub flat: RwSignal<bool>,
    /// Where the picture is cut open.
    pub section: RwSignal<Option<Section>>,
    /// The points that were measured, while one measures.
    pub measure: RwSignal<Option<Vec<Vec3>>>,
    /// A dimension whose label was pressed, by its key.
    pub pressed: RwSignal<Option<usize>>,
    /// Says a length.
    length: StoredValue<fn(f64) -> String>,
    pub condition: RwSignal<Condition>,
    pub dark: Signal<bool>,
    /// Whether nobody has moved the camera since it was last fitted.
    framed: RwSignal<bool>,
    /// Diagonal of the design when the camera was last fitted to it, metres.
    fitted: RwSignal<Option<f64>>,
}

impl Stage {
    pub fn new(
        scene: Signal<Scene>,
        [selected, hovered, pressed]: [RwSignal<Option<usize>>; 3],
        explode: RwSignal<f64>,
        dark: Signal<bool>,
        length: fn(f64) -> String,
    ) -> Self {
        let place = move |_: Option<&Arc<Placed>>| scene.with(|s| Arc::new(Placed::new(s, explode.get())));
        let (yaw, pitch) = StandardView::Home.angles();
        let stage = Self {
            scene,
            placed: Memo::new_with_compare(place, |_, _| true),
            orbit: RwSignal::new(Orbit::new(Vec3::default(), 3.0, yaw, pitch)),
            size: RwSignal::new(Size { width: 0.0, height: 0.0, density: 1.0 }),
            selected,
            hovered,
            explode,
            flat: RwSignal::new(false),
            section: RwSignal::new(None),
            measure: RwSignal::new(None),
            pressed,
            length: StoredValue::new(length),
            condition: RwSignal::new(Condition::Fine),
            dark,
            framed: RwSignal::new(true),
            fitted: RwSignal::new(None),
        };
        stage.keep_fitted();
        stage
    }

    /// The camera with its picture; nothing before the first layout.
    pub fn view(&self) -> Option<View> {
        let Size { width, height, .. } = self.size.get();
        (width >= 1.0 && height >= 1.0).then(|| View { orbit: self.orbit.get(), width, height })
    }

    /// Turns to a standard view with everything in the picture; all but Home show it without perspective.
    pub fn show(&self, standard: StandardView) {
        let (yaw, pitch) = standard.angles();
        self.orbit.update(|orbit| {
            orbit.yaw = yaw;
            orbit.pitch = pitch;
            *orbit = orbit.through_lens(standard != StandardView::Home || self.flat.get_untracked());
        });
        self.fit();
    }

    /// Shows everything with perspective, or without.
    pub fn flatten(&self, flat: bool) {
        self.flat.set(flat);
        self.orbit.update(|orbit| *orbit = orbit.through_lens(flat));
    }

    /// The plane of the section in what is shown.
    pub fn plane(&self) -> Option<(Vec3, f64)> {
        let section = self.section.get()?;
        self.placed.with(|placed| placed.shown).map(|shown| section.plane(shown))
    }

    /// A length in words.
    pub fn length_text(&self, metres: f64) -> String {
        self.length.with_value(|say| say(metres))
    }

    /// Turns about the middle of the design, or of the picture where that is out of sight.
    pub fn turn(&self, yaw: f64, pitch: f64) {
        self.leave_elevation();
        let Some(view) = untrack(|| self.view()) else {
            return;
        };
        let inside = |p: &Vec3| {
            let at = view.project(*p);
            at.is_some_and(|at| (0.0..view.width).contains(&at.x) && (0.0..view.height).contains(&at.y))
        };
        let pivot = self.shown().map(Bounds::centre).filter(inside).unwrap_or(view.orbit.target);
        self.moved(view.orbit.turned(pivot, yaw, pitch));
    }

    /// Shifts what is seen by CSS pixels.
    pub fn pan(&self, dx: f64, dy: f64) {
        let Some(view) = untrack(|| self.view()) else {
            return;
        };
        self.moved(view.panned(dx, dy));
    }

    /// Moves nearer (below 1) or farther; what lies at the place, or else at the middle, stays there.
    pub fn zoom(&self, factor: f64, place: Option<(f64, f64)>) {
        let Some(view) = untrack(|| self.view()) else {
            return;
        };
        let reach = self.shown().map_or(1.0, |b| b.size().length()).max(1e-3);
        let reach = reach * view.orbit.stretch();
        let (x, y) = place.unwrap_or((view.width / 2.0, view.height / 2.0));
        self.moved(view.zoomed(factor, x, y, [reach * 0.04, reach * 20.0]));
    }

    /// The part at a place of the picture.
    pub fn part_at(&self, x: f64, y: f64) -> Option<usize> {
        self.hit(x, y).map(|(body, _)| body.part)
    }

    /// The body at a place of the picture, and its point there.
    pub fn hit(&self, x: f64, y: f64) -> Option<(Body, Vec3)> {
        let (view, plane) = untrack(|| Some((self.view()?, self.plane())))?;
        let (ray, most) = view.ray(x, y).kept(plane)?;
        self.placed.with_untracked(|placed| {
            let (k, far) = pick(&placed.bodies, &ray).filter(|(_, far)| *far <= most)?;
            Some((placed.bodies.get(k)?.clone(), ray.origin + ray.direction * far))
        })
    }

    /// A click at a place of the picture.
    pub fn press(&self, x: f64, y: f64) {
        if self.measure.with_untracked(Option::is_some) {
            super::measure::press(self, x, y);
        } else {
            self.selected.set(self.part_at(x, y));
        }
    }

    /// Selects the next (`1`) or the previous (`-1`) part, going round.
    pub fn step_selection(&self, step: isize) {
        let mut parts: Vec<usize> = self.placed.with_untracked(|placed| placed.bodies.iter().map(|b| b.part).collect());
        crate::order::sort_by(&mut parts, Ord::cmp);
        parts.dedup();
        let place = self.selected.get_untracked().and_then(|part| parts.binary_search(&part).ok());
        let next = match place {
            Some(k) => (k as isize + step).rem_euclid(parts.len() as isize) as usize,
            None if step > 0 => 0,
            None => parts.len().saturating_sub(1),
        };
        if let Some(part) = parts.get(next) {
            self.selected.set(Some(*part));
        }
    }

    /// Unselects; returns whether anything was selected.
    pub fn clear_selection(&self) -> bool {
        let any = self.selected.get_untracked().is_some();
        if any {
            self.selected.set(None);
        }
        any
    }

    fn shown(&self) -> Option<Bounds> {
        self.placed.with_untracked(|placed| placed.shown)
    }

    fn moved(&self, orbit: Orbit) {
        self.framed.set(false);
        self.orbit.set(orbit);
    }

    /// Brings everything into the picture without turning.
    pub fn fit(&self) {
        let Some(orbit) = self.fitted_like(self.orbit.get_untracked()) else {
            return;
        };
        self.orbit.set(orbit);
        self.framed.set(true);
        self.fitted.set(self.placed.with_untracked(|p| p.built.map(|built| built.size().length())));
    }

    /// A camera turned like this one with everything in the picture.
    fn fitted_like(&self, orbit: Orbit) -> Option<Orbit> {
        let view = View { orbit, ..untrack(|| self.view())? };
        let together = self.explode.get_untracked() < TOGETHER;
        let bounds = self.scene.with_untracked(|scene| {
            let ends = scene.dimensions.iter().filter(|_| together).flat_map(|d| [d.from, d.to]);
            Some(ends.filter(|p| p.is_finite()).fold(self.shown()?, Bounds::with))
        })?;
        // The tools stand at the lower edge.
        let bottom = 0.05 + (72.0 / view.height).min(0.2);
        Some(view.fitted(bounds, Margins { top: 0.07, bottom, sides: 0.055 }))
    }

    /// Elevations end with the first turn: back to the natural lens, and from an untouched camera
    /// far enough away for what the elevation hid behind its face.
    fn leave_elevation(&self) {
        let orbit = self.orbit.get_untracked();
        if orbit.stretch() <= 1.0 || self.flat.get_untracked() {
            return;
        }
        let natural = orbit.through_lens(false);
        let (yaw, pitch) = StandardView::Home.angles();
        let fitted = self.fitted_like(natural).zip(self.fitted_like(Orbit { yaw, pitch, ..natural }));
        let fitted = fitted.filter(|_| self.framed.get_untracked());
        let far = |(here, home): (Orbit, Orbit)| Orbit { distance: here.distance.max(home.distance), ..here };
        self.orbit.set(fitted.map_or(natural, far));
    }

    /// Fits anew when the design has become quite another one, or the picture changes under an untouched camera.
    fn keep_fitted(self) {
        let picture = move || (self.size.get(), self.explode.get());
        Effect::watch(
            picture,
            move |_, _, _| {
                if self.framed.get_untracked() {
                    self.fit();
                }
            },
            false,
        );
        Effect::new(move || {
            let Some(built) = self.placed.with(|placed| placed.built) else {
                return;
            };
            if self.size.get().width < 1.0 {
                return;
            }
            let ratio = self.fitted.get_untracked().map(|before| built.size().length() / before);
            if ratio.is_none_or(|ratio| !(0.6..=1.6).contains(&ratio)) {
                self.fit();
            }
        });
    }
}
