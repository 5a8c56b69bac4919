//! Sections: the text that tells which parts may be cut from which stock.

use super::{Form, Material};
use crate::quantity::format_plain;

/// The sizes across a piece (m); what a form does not have stays empty.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sizes {
    /// Width.
    pub width: Option<f64>,
    /// Thickness.
    pub thickness: Option<f64>,
    /// Height.
    pub height: Option<f64>,
    /// Outside diameter.
    pub diameter: Option<f64>,
    /// Wall thickness.
    pub wall: Option<f64>,
}

impl Sizes {
    /// The sizes that count for the section of a form, with their short names: a board's width is its
    /// larger side however it was typed, and so with the sides of boxes and angles.
    pub fn of(&self, form: Form) -> Vec<(&'static str, f64)> {
        let sorted = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (Some(a.max(b)), Some(a.min(b))),
            other => other,
        };
        let (wide, thin) = sorted(self.width, self.thickness);
        let (broad, narrow) = sorted(self.width, self.height);
        let named: &[(&'static str, Option<f64>)] = match form {
            Form::Board => &[("w", wide), ("t", thin)],
            Form::Rod => &[("d", self.diameter)],
            Form::Pipe => &[("od", self.diameter), ("t", self.wall)],
            Form::Box => &[("w", broad), ("h", narrow), ("t", self.wall)],
            Form::Angle => &[("w", broad), ("h", narrow), ("t", self.thickness)],
            Form::Sheet => &[("t", self.thickness)],
            Form::Spool => &[("d", self.diameter), ("w", self.width), ("t", self.thickness)],
            Form::Bulk | Form::Item => &[],
        };
        named.iter().filter_map(|(name, value)| value.map(|v| (*name, v))).collect()
    }

    /// `145×22`: the sizes of a section in millimetres, to 0.01 mm.
    pub fn text(&self, form: Form, times: &str) -> String {
        let shown: Vec<String> = self.of(form).iter().map(|(_, v)| format_plain(v * 1e3, 2)).collect();
        shown.join(times)
    }
}

/// The section of a part or piece that has none typed: `board 145×22 softwood_pallet`.
pub fn section_key(form: Form, material: &str, sizes: &Sizes) -> String {
    let material = Material::find(material).map_or_else(|| crate::fold::lower(material.trim()), |m| m.id.clone());
    let sizes = sizes.text(form, "×");
    [form.word(), &sizes, &material].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sizes_share_a_key_however_typed() {
        let sizes = |w, t| Sizes { width: Some(w), thickness: Some(t), ..Sizes::default() };
        let key = section_key(Form::Board, "softwood_pallet", &sizes(0.145, 0.022));
        assert_eq!(key, "board 145×22 softwood_pallet");
        assert_eq!(key, section_key(Form::Board, " Softwood Pallet", &sizes(0.022, 0.145 + 1e-9)));
        assert_ne!(key, section_key(Form::Board, "softwood_pallet", &sizes(0.145, 0.0221)));
    }

    #[test]
    fn unknown_materials_keep_their_name() {
        assert_eq!(section_key(Form::Rod, "Unobtainium", &Sizes::default()), "rod unobtainium");
    }
}
