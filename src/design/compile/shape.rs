//! What a part is: the keys of `[[parts]]` that say its sizes.

use super::Work;
use crate::cutting::Grain;
use crate::design::reader::{Block, span_of};
use crate::design::shape::{Edge, Shape};
use crate::expr::Reg;
use crate::geometry::Look;
use crate::stock::Form;

/// All keys that say something about the solid.
pub(super) const SHAPE_KEYS: [&str; 21] = [
    "length",
    "width",
    "thickness",
    "diameter",
    "bore",
    "start",
    "end",
    "ends",
    "holes",
    "notches",
    "corners",
    "bevels",
    "grain",
    "flats",
    "bends",
    "radius",
    "k",
    "profile",
    "sections",
    "path",
    "coil",
];

/// Solids, what each is, and what it is made from.
const SOLIDS: [(&str, &str, &[Form]); 7] = [
    ("bar", "a straight piece", &[Form::Board, Form::Rod, Form::Pipe, Form::Box, Form::Angle, Form::Spool]),
    ("panel", "out of a sheet", &[Form::Sheet]),
    ("bent", "out of a sheet, with bends", &[Form::Sheet]),
    ("strip", "out of the wall of a pipe", &[Form::Pipe]),
    ("loft", "carved out of a board", &[Form::Board]),
    ("turned", "out of a rod", &[Form::Rod]),
    ("swept", "rod, pipe or wire along a path", &[Form::Rod, Form::Pipe, Form::Spool]),
];

/// Solids that the format has room for and no version can make yet; their names are kept free.
const LATER_SOLIDS: [&str; 2] = ["tube", "import"];

impl Work<'_, '_> {
    /// The solid that is named; else the one that the form of the slot suggests.
    pub(super) fn shape(&mut self, block: &Block<'_, '_>, slot: usize) -> Shape {
        let form = self.design.slots[slot].form;
        let named = self.solid_name(block, form);
        match (form, named) {
            (Form::Item, look) => self.item(block, look),
            (_, Some("bent")) => self.bent(block),
            (_, Some("strip")) => self.strip(block),
            (_, Some("loft")) => self.loft(block),
            (_, Some("turned")) => self.turned(block),
            (_, Some("swept")) => self.swept(block),
            (Form::Sheet, _) => self.panel(block),
            _ => self.bar(block, form),
        }
    }

    /// The name of the solid, if it can be made from stock of that form.
    fn solid_name(&mut self, block: &Block<'_, '_>, form: Form) -> Option<&'static str> {
        let solid = self.reader.text(block, "solid")?;
        let looks = Look::NAMES.iter().map(|(name, _)| (*name, "", &[Form::Item] as &[Form]));
        let found = SOLIDS.into_iter().chain(looks).find(|(name, ..)| *name == solid.text);
        let what = match found {
            Some((name, _, forms)) if forms.contains(&form) => return Some(name),
            Some(_) => format!("cannot be made from the stock of its slot, which is “{form}”"),
            None if LATER_SOLIDS.contains(&&*solid.text) => "cannot be made yet".to_owned(),
            None => "is no solid known here".to_owned(),
        };
        let made = SOLIDS.into_iter().filter(|(.., forms)| forms.contains(&form));
        let solids = match form {
            Form::Item => Look::NAMES.map(|(name, _)| name).join(", "),
            _ => made.map(|(name, what, _)| format!("{name}, {what}")).collect::<Vec<_>>().join("; "),
        };
        let hint = format!("what can be made of it: {solids}");
        self.reader.error("unknown-solid", &solid.key, solid.span, format!("“{}” {what}", solid.text), hint);
        None
    }

    /// A bar, and what is cut out of it.
    fn bar(&mut self, block: &Block<'_, '_>, form: Form) -> Shape {
        let only_board: &[&str] = if form == Form::Board { &["notches", "profile"] } else { &[] };
        let known = ["length", "ends", "start", "end", "holes"];
        self.only(block, &[&known, only_board].concat(), "a bar of this stock");
        let length = self.size(block, "length");
        let cuts = self.cuts(block, form == Form::Pipe);
        let (holes, notches) = (self.holes(block, true), self.notches(block));
        Shape::Bar { length, cuts, holes, notches, section: self.corners(block, "profile") }
    }

    /// A panel: a rectangle of a length and a width, a disc, or corners.
    fn panel(&mut self, block: &Block<'_, '_>) -> Shape {
        self.only(block, &["length", "width", "diameter", "corners", "holes", "bevels", "grain"], "a panel");
        let grain = self.grain(block);
        let says_all = ["corners", "diameter"].into_iter().find(|key| block.table.contains_key(*key));
        for size in ["length", "width", "diameter"].into_iter().filter(|size| says_all.is_some_and(|key| key != *size))
        {
            if let Some(value) = block.table.get(size) {
                let all = if says_all == Some("corners") { "corners say" } else { "diameter says" };
                let message = format!("“{size}” says again what the {all}");
                self.reader.error("unknown-key", block.key_of(size), span_of(value), message, "leave this line out");
            }
        }
        let edge = match says_all {
            Some("corners") => Edge::Corners(self.corners(block, "corners")),
            Some(_) => Edge::Disc(self.size(block, "diameter")),
            None => Edge::Rectangle(["length", "width"].map(|size| self.size(block, size))),
        };
        let (holes, bevels) = (self.holes(block, false), self.numbers(block, "bevels", "deg"));
        Shape::Panel { edge, holes, bevels, grain }
    }

    pub(super) fn grain(&mut self, block: &Block<'_, '_>) -> Grain {
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
    fn item(&mut self, block: &Block<'_, '_>, named: Option<&str>) -> Shape {
        let look = Look::NAMES.iter().find(|(name, _)| Some(*name) == named).map_or(Look::Plain, |(_, look)| *look);
        let bore: &[&str] = if look.has_bore() { &["bore"] } else { &[] };
        let known = ["length", "width", "thickness", "diameter"];
        self.only(block, &[&known, bore].concat(), "an item, which is used whole");
        let length = self.size(block, "length");
        let [width, thickness, diameter] = ["width", "thickness", "diameter"].map(|size| {
            let text = self.reader.text(block, size)?;
            self.quantity(&text, "m")
        });
        let bore = self.number_of(block, "bore", "m");
        match (width, thickness, diameter) {
            (Some(width), Some(thickness), None) if look.may_be_block() => {
                Shape::Block(look, [length, width, thickness])
            }
            (None, None, Some(diameter)) => Shape::Round(look, [length, diameter], bore),
            _ => {
                let message = "an item is used whole: its picture needs sizes";
                let hint = match look.may_be_block() {
                    true => "add width and thickness, or diameter, beside length",
                    false => "it is round: give it a diameter beside length, and nothing else",
                };
                self.reader.error("missing-key", &block.key, block.span, message, hint);
                Shape::Round(look, [length; 2], None)
            }
        }
    }

    /// Complains about keys of other solids.
    pub(super) fn only(&mut self, block: &Block<'_, '_>, known: &[&str], what: &str) {
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

    pub(super) fn size(&mut self, block: &Block<'_, '_>, key: &str) -> Reg {
        let text = Some(self.reader.required(block, key)).filter(|text| !text.text.is_empty());
        text.and_then(|text| self.quantity(&text, "m")).unwrap_or_else(|| self.fixed(0.0))
    }
}
