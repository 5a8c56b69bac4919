//! Solids that are neither straight nor flat: bent sheets, pieces of pipe wall, carved, turned and wound bodies.

use super::Work;
use crate::design::reader::{Block, span_of};
use crate::design::shape::{SectionRule, Shape};
use crate::expr::{MAX_SECTIONS, Reg};

impl Work<'_, '_> {
    /// A sheet with bends between its flats.
    pub(super) fn bent(&mut self, block: &Block<'_, '_>) -> Shape {
        self.only(block, &["flats", "bends", "radius", "k", "width", "holes", "grain"], "a bent sheet");
        let flats = self.numbers(block, "flats", "m");
        let bends = self.numbers(block, "bends", "deg");
        if flats.len() < 2 || flats.len() != bends.len() + 1 {
            let span = block.table.get("flats").map_or(block.span, span_of);
            let message = "a bent sheet needs “flats” and one bend less than there are flats";
            let hint = "write  flats = [\"20 mm\", \"80 mm\"]  and  bends = [\"90 deg\"]";
            self.reader.error("bad-bends", block.key_of("flats"), span, message, hint);
        }
        let radius = self.size(block, "radius");
        // Of thin sheet bent in air, inside radius about as large as the thickness; Machinery's Handbook.
        let usual = self.fixed(0.44);
        let k_factor = self.number_of(block, "k", "").unwrap_or(usual);
        let (width, holes, grain) = (self.size(block, "width"), self.holes(block, false), self.grain(block));
        Shape::Bent { flats, bends, radius, k_factor, width, holes, grain }
    }

    /// A piece sawn out of the wall of a pipe.
    pub(super) fn strip(&mut self, block: &Block<'_, '_>) -> Shape {
        self.only(block, &["corners", "holes"], "a strip of pipe");
        self.needed(block, "corners");
        Shape::Strip { corners: self.corners(block, "corners"), holes: self.holes(block, false) }
    }

    /// A body through sections.
    pub(super) fn loft(&mut self, block: &Block<'_, '_>) -> Shape {
        self.only(block, &["profile", "sections"], "a carved body");
        let profile = self.profile(block, "");
        let sections: Vec<SectionRule> =
            self.inner(block, "sections", MAX_SECTIONS).iter().map(|s| self.section(s)).collect();
        if sections.len() < 2 {
            let message = "a carved body needs two “sections” or more";
            let hint =
                "write  sections = [{ at = \"0 mm\", chord = \"120 mm\" }, { at = \"900 mm\", chord = \"60 mm\" }]";
            self.reader.error("bad-sections", block.key_of("sections"), block.span, message, hint);
        }
        Shape::Loft { profile, sections }
    }

    fn section(&mut self, block: &Block<'_, '_>) -> SectionRule {
        self.reader.known_keys(block, &["at", "chord", "twist", "shift"]);
        let (at, chord) = (self.size(block, "at"), self.size(block, "chord"));
        let zero = self.fixed(0.0);
        let twist = self.number_of(block, "twist", "deg").unwrap_or(zero);
        SectionRule { sizes: [at, chord, twist], shift: self.two(block, "shift", "m") }
    }

    /// A body turned out of a rod.
    pub(super) fn turned(&mut self, block: &Block<'_, '_>) -> Shape {
        self.only(block, &["profile"], "a turned body");
        Shape::Turned(self.profile(block, "m"))
    }

    /// A rod, pipe or wire along a path, or wound to a coil.
    pub(super) fn swept(&mut self, block: &Block<'_, '_>) -> Shape {
        self.only(block, &["path", "radius", "coil"], "what is bent along a path");
        let Some(value) = block.table.get("coil") else {
            self.needed(block, "path");
            let path = self.path(block);
            let radius = match path.len() > 2 {
                true => self.size(block, "radius"),
                false => self.number_of(block, "radius", "m").unwrap_or_else(|| self.fixed(0.0)),
            };
            return Shape::Swept(path, radius);
        };
        for key in ["path", "radius"] {
            if let Some(value) = block.table.get(key) {
                let message = format!("“{key}” means nothing for a coil");
                self.reader.error("unknown-key", block.key_of(key), span_of(value), message, "leave this line out");
            }
        }
        let zero = self.fixed(0.0);
        let Some(coil) = self.reader.block(&format!("{}.coil", block.key), value) else {
            return Shape::Coil([zero; 5]);
        };
        self.reader.known_keys(&coil, &["diameter", "straight", "pitch", "turns", "layers"]);
        let (diameter, pitch) = (self.size(&coil, "diameter"), self.size(&coil, "pitch"));
        self.reader.required(&coil, "turns");
        let straight = self.number_of(&coil, "straight", "m").unwrap_or(zero);
        let turns = self.number_of(&coil, "turns", "").unwrap_or(zero);
        let one: Reg = self.fixed(1.0);
        let layers = self.number_of(&coil, "layers", "").unwrap_or(one);
        Shape::Coil([diameter, straight, pitch, turns, layers])
    }
}
