//! What a part is: the keys of `[[parts]]` that say its sizes.

use super::Work;
use crate::cutting::Grain;
use crate::design::reader::{Block, Text, span_of};
use crate::design::rules::Shape;
use crate::expr::{MAX_CORNERS, Reg};
use crate::stock::Form;

/// All keys that say something about the solid.
pub(super) const SHAPE_KEYS: [&str; 7] = ["length", "width", "thickness", "diameter", "ends", "corners", "grain"];

/// Solids that the format has room for and no version can make yet; their names are kept free.
const LATER_SOLIDS: [&str; 4] = ["tube", "bent", "turned", "import"];

impl Work<'_, '_> {
    /// The solid: a bar out of linear stock, a panel out of a sheet, and what stands for an item.
    pub(super) fn shape(&mut self, block: &Block<'_, '_>, slot: usize) -> Shape {
        let form = self.design.slots[slot].form;
        self.check_solid(block, form);
        match form {
            Form::Item => self.item(block),
            Form::Sheet => self.panel(block),
            _ => {
                self.only(block, &["length", "ends"], "a bar");
                Shape::Bar { length: self.size(block, "length"), ends: self.ends(block) }
            }
        }
    }

    /// The word is there for those who read the design; what the slot gives decides.
    fn check_solid(&mut self, block: &Block<'_, '_>, form: Form) {
        let Some(solid) = self.reader.text(block, "solid") else { return };
        let needed = if form == Form::Sheet { "panel" } else { "bar" };
        if *solid.text == *needed {
            return;
        }
        let what = match &*solid.text {
            "bar" | "panel" => format!("cannot be made from the stock of its slot, which is “{form}”"),
            later if LATER_SOLIDS.contains(&later) => "cannot be made yet".to_owned(),
            _ => "is no solid known here".to_owned(),
        };
        let hint = "solids: bar, a straight piece with its ends cut square or at an angle; panel, out of a sheet";
        self.reader.error("unknown-solid", &solid.key, solid.span, format!("“{}” {what}", solid.text), hint);
    }

    /// A panel: a rectangle of a length and a width, or corners.
    fn panel(&mut self, block: &Block<'_, '_>) -> Shape {
        self.only(block, &["length", "width", "corners", "grain"], "a panel");
        let grain = self.grain(block);
        let Some(value) = block.table.get("corners") else {
            return Shape::Plate(["length", "width"].map(|size| self.size(block, size)), grain);
        };
        for size in ["length", "width"] {
            if let Some(value) = block.table.get(size) {
                let message = format!("“{size}” says again what the corners say");
                self.reader.error("unknown-key", block.key_of(size), span_of(value), message, "leave this line out");
            }
        }
        let lists = self.reader.lists(block, "corners");
        let mut corners = Vec::with_capacity(lists.len().min(MAX_CORNERS));
        for corner in lists.iter().take(MAX_CORNERS) {
            if let [x, y] = &corner[..] {
                corners.push([x, y].map(|text| self.quantity(text, "m").unwrap_or_else(|| self.fixed(0.0))));
            }
        }
        if corners.len() < 3 || corners.len() < lists.len() {
            let message = format!("“corners” needs 3 to {MAX_CORNERS} corners of two lengths each");
            let hint = "write  corners = [[\"0 mm\", \"0 mm\"], [\"200 mm\", \"0 mm\"], [\"0 mm\", \"150 mm\"]]";
            self.reader.error("bad-corners", block.key_of("corners"), span_of(value), message, hint);
        }
        Shape::Outline(corners, grain)
    }

    fn grain(&mut self, block: &Block<'_, '_>) -> Grain {
        let Some(text) = self.reader.text(block, "grain") else { return Grain::Any };
        match &*text.text {
            "any" => Grain::Any,
            "along" => Grain::Along,
            "across" => Grain::Across,
            _ => {
                let message = format!("“{}” is no way for a part to lie", text.text);
                let hint = "“along”, “across” the length of the sheet, or “any”";
                self.reader.error("unknown-grain", &text.key, text.span, message, hint);
                Grain::Any
            }
        }
    }

    /// Items are used whole and have no section, so the design says what stands for them in the picture.
    fn item(&mut self, block: &Block<'_, '_>) -> Shape {
        self.only(block, &["length", "width", "thickness", "diameter"], "an item, which is used whole");
        let length = self.size(block, "length");
        let [width, thickness, diameter] = ["width", "thickness", "diameter"].map(|size| {
            let text = self.reader.text(block, size)?;
            self.quantity(&text, "m")
        });
        match (width, thickness, diameter) {
            (Some(width), Some(thickness), None) => Shape::Block([length, width, thickness]),
            (None, None, Some(diameter)) => Shape::Round([length, diameter]),
            _ => {
                let message = "an item is used whole: its picture needs sizes";
                let hint = "add width and thickness, or diameter, beside length";
                self.reader.error("missing-key", &block.key, block.span, message, hint);
                Shape::Round([length; 2])
            }
        }
    }

    /// Complains about keys of other solids.
    fn only(&mut self, block: &Block<'_, '_>, known: &[&str], what: &str) {
        for key in SHAPE_KEYS.into_iter().filter(|key| !known.contains(key)) {
            if let Some(value) = block.table.get(key) {
                let message = match key {
                    "width" | "thickness" | "diameter" => format!("“{key}” comes from the stock in the slot"),
                    _ => format!("“{key}” means nothing for {what}"),
                };
                let hint = "leave this line out";
                self.reader.error("unknown-key", block.key_of(key), span_of(value), message, hint);
            }
        }
    }

    fn size(&mut self, block: &Block<'_, '_>, key: &str) -> Reg {
        let text = Some(self.reader.required(block, key)).filter(|text| !text.text.is_empty());
        text.and_then(|text| self.quantity(&text, "m")).unwrap_or_else(|| self.fixed(0.0))
    }

    fn ends(&mut self, block: &Block<'_, '_>) -> [Reg; 2] {
        let angle = |work: &mut Self, text: &Text<'_>| work.quantity(text, "deg").unwrap_or_else(|| work.fixed(0.0));
        match &self.reader.texts(block, "ends")[..] {
            [] => [self.fixed(0.0); 2],
            [a, b] => [angle(self, a), angle(self, b)],
            _ => {
                let span = block.table.get("ends").map_or(block.span, span_of);
                let hint = "ends = [\"45 deg\", \"45 deg\"]";
                self.reader.error("not-two-ends", block.key_of("ends"), span, "“ends” needs two angles", hint);
                [self.fixed(0.0); 2]
            }
        }
    }
}
