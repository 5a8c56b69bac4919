//! Which part of the photo is seen. Places are fractions of the stage's or of the photo's width and height.

/// Most times the photo is magnified.
const CLOSEST: f64 = 24.0;

/// A part of the photo of the same shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct View {
    pub(super) zoom: f64,
    /// The photo's place at the stage's upper left corner.
    pub(super) at: [f64; 2],
}

impl View {
    /// All of it.
    pub(super) const WHOLE: Self = Self { zoom: 1.0, at: [0.0, 0.0] };

    /// The photo's place that is seen at one of the stage.
    pub(super) fn photo(self, stage: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|k| self.at[k] + stage[k] / self.zoom)
    }

    /// Where in the stage a place of the photo is seen.
    pub(super) fn stage(self, photo: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|k| (photo[k] - self.at[k]) * self.zoom)
    }

    /// Nearer or farther, with one place of the stage standing still.
    pub(super) fn zoomed(self, factor: f64, still: [f64; 2]) -> Self {
        let zoom = (self.zoom * factor).clamp(1.0, CLOSEST);
        let fixed = self.photo(still);
        Self { zoom, at: [0, 1].map(|k| fixed[k] - still[k] / zoom) }.kept()
    }

    /// Moved along with a finger.
    pub(super) fn moved(self, by: [f64; 2]) -> Self {
        Self { at: [0, 1].map(|k| self.at[k] - by[k] / self.zoom), ..self }.kept()
    }

    fn kept(self) -> Self {
        Self { at: self.at.map(|v| v.clamp(0.0, 1.0 - 1.0 / self.zoom)), ..self }
    }
}
