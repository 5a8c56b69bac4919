//! What the sizes of a piece come to: area, volume, mass, and the lengths that are clear of defects.

use super::columns::length;
use super::outline::{Outline, parse_polygons};
use super::{Form, Materials, StockPiece};

impl StockPiece {
    /// The outline of a sheet: as typed, else the rectangle of its length (x) and width (y).
    pub fn shape(&self) -> Option<Outline> {
        if self.form != Form::Sheet {
            return None;
        }
        if !self.outline.trim().is_empty() {
            return Outline::parse(&self.outline, &length("mm", 0.001)).ok();
        }
        let (l, w) = self.length.zip(self.width)?;
        Some(Outline { outer: vec![[0.0, 0.0], [l, 0.0], [l, w], [0.0, w]], holes: Vec::new() })
    }

    /// Unusable zones of a sheet (m).
    pub fn defect_polygons(&self) -> Vec<super::Polygon> {
        parse_polygons(&self.defect_outlines, &length("mm", 0.001)).unwrap_or_default()
    }

    /// Area (m²): of a sheet's face without its holes, else of the section across.
    pub fn area(&self) -> Option<f64> {
        let circle = |d: f64| std::f64::consts::PI / 4.0 * d * d;
        match self.form {
            Form::Board => self.width.zip(self.thickness).map(|(w, t)| w * t),
            Form::Rod => self.diameter.map(circle),
            Form::Pipe => self.diameter.zip(self.wall).map(|(d, t)| circle(d) - circle((d - 2.0 * t).max(0.0))),
            Form::Box => {
                let ((w, h), t) = self.width.zip(self.height).zip(self.wall)?;
                Some(w * h - (w - 2.0 * t).max(0.0) * (h - 2.0 * t).max(0.0))
            }
            Form::Angle => {
                let ((w, h), t) = self.width.zip(self.height).zip(self.thickness)?;
                Some((w + h - t) * t)
            }
            Form::Sheet => self.shape().map(|shape| shape.area()),
            Form::Spool => self.diameter.map(circle).or_else(|| self.width.zip(self.thickness).map(|(w, t)| w * t)),
            Form::Bulk | Form::Item => None,
        }
    }

    /// Volume of one (m³).
    pub fn volume(&self) -> Option<f64> {
        let along = if self.form == Form::Sheet { self.thickness } else { self.length };
        self.area().zip(along).map(|(area, along)| area * along)
    }

    /// Mass of one (kg), where the density of its material is known.
    pub fn mass(&self, materials: &Materials) -> Option<f64> {
        self.volume().zip(materials.find(&self.material)?.density).map(|(volume, density)| volume * density)
    }

    /// The stretches of a linear piece that surely hold no defect (m), from the end that defects are measured
    /// from: defects count wider and the piece shorter by the tolerance.
    pub fn clear_lengths(&self) -> Vec<(f64, f64)> {
        let Some(length) = self.length.filter(|_| self.form.is_linear()) else { return Vec::new() };
        let end = length - self.tolerance;
        let mut bad = self.defects.clone();
        crate::order::sort_by(&mut bad, |a, b| a.0.total_cmp(&b.0));
        let (mut clear, mut from) = (Vec::new(), 0.0);
        for (start, stop) in bad {
            clear.push((from, (start - self.tolerance).min(end)));
            from = f64::max(from, stop + self.tolerance);
        }
        clear.push((from, end));
        clear.retain(|(from, to)| to > from);
        clear
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn masses_agree_with_tables() {
        let steel =
            |form| StockPiece { form, material: "steel_S235".into(), length: Some(1.0), ..StockPiece::default() };
        // EN 10219: 40 × 40 × 3 without its round corners; EN 39: 48.3 × 3.2 has 3.56 kg/m.
        let pipe = StockPiece { diameter: Some(0.0483), wall: Some(0.0032), ..steel(Form::Pipe) };
        assert!((pipe.mass(&Materials::default()).unwrap() - 3.56).abs() < 0.01);
        // EN 10056: L 40 × 40 × 4 has 2.42 kg/m with its fillets.
        let angle = StockPiece { width: Some(0.04), height: Some(0.04), thickness: Some(0.004), ..steel(Form::Angle) };
        assert!((angle.mass(&Materials::default()).unwrap() / 2.42 - 1.0).abs() < 0.02);
        let sheet = StockPiece { width: Some(2.0), thickness: Some(0.001), ..steel(Form::Sheet) };
        assert!((sheet.mass(&Materials::default()).unwrap() - 15.7).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn clear_lengths_hold_no_defect(ends in prop::collection::vec((0u32..1000, 1u32..300), 0..6), tolerance in 0u32..20) {
            let defects: Vec<(f64, f64)> = ends.iter().map(|(a, run)| (f64::from(*a) / 1e3, f64::from(a + run) / 1e3)).collect();
            let tolerance = f64::from(tolerance) / 1e3;
            let piece = StockPiece {
                form: Form::Board, length: Some(1.0), defects: defects.clone(), tolerance, ..StockPiece::default()
            };
            let clear = piece.clear_lengths();
            prop_assert!(clear.windows(2).all(|pair| pair[0].1 <= pair[1].0));
            for (from, to) in clear {
                prop_assert!(from >= 0.0 && to <= 1.0 - tolerance && from < to);
                prop_assert!(defects.iter().all(|(a, b)| *b <= from + 1e-12 || *a >= to - 1e-12));
            }
        }
    }
}
