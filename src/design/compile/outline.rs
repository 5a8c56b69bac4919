//! Corners of outlines and profiles, and points of paths.

use super::Work;
use crate::design::reader::{Block, Text, span_of};
use crate::design::shape::CornerRule;
use crate::expr::{MAX_CORNERS, MAX_SECTIONS, Reg};

impl Work<'_, '_> {
    /// Corners of two lengths each; a third one rounds the corner.
    pub(super) fn corners(&mut self, block: &Block<'_, '_>, key: &'static str) -> Vec<CornerRule> {
        let hint = "write  corners = [[\"0 mm\", \"0 mm\"], [\"200 mm\", \"0 mm\"], [\"0 mm\", \"150 mm\"]]";
        let hint = hint.replacen("corners", key, 1);
        let lists = self.reader.lists(block, key);
        let mut out = Vec::with_capacity(lists.len().min(MAX_CORNERS));
        for corner in lists.iter().take(MAX_CORNERS) {
            if let [x, y, rest @ ..] = &corner[..]
                && rest.len() < 2
            {
                let radius = rest.first().and_then(|text| self.quantity(text, "m"));
                out.push(CornerRule { at: [x, y].map(|text| self.number(text, "m")), radius });
            }
        }
        self.enough(block, key, (out.len(), lists.len()), (3, MAX_CORNERS), "corners of two lengths each", &hint);
        out
    }

    /// Corners of two quantities each.
    pub(super) fn profile(&mut self, block: &Block<'_, '_>, unit: &str) -> Vec<[Reg; 2]> {
        self.needed(block, "profile");
        let lists = self.reader.lists(block, "profile");
        let mut out = Vec::with_capacity(lists.len().min(MAX_CORNERS));
        for corner in lists.iter().take(MAX_CORNERS) {
            if let [x, y] = &corner[..] {
                out.push([x, y].map(|text| self.number(text, unit)));
            }
        }
        let (what, hint) = match unit {
            "" => (
                "corners of two plain numbers each",
                "write  profile = [[\"0\", \"0\"], [\"1\", \"0\"], [\"0.4\", \"0.12\"]], in chords",
            ),
            _ => (
                "corners of two lengths each",
                "write  profile = [[\"0 mm\", \"0 mm\"], [\"200 mm\", \"0 mm\"], [\"0 mm\", \"20 mm\"]]",
            ),
        };
        self.enough(block, "profile", (out.len(), lists.len()), (3, MAX_CORNERS), what, hint);
        out
    }

    /// Points in space.
    pub(super) fn path(&mut self, block: &Block<'_, '_>) -> Vec<[Reg; 3]> {
        let lists = self.reader.lists(block, "path");
        let mut out = Vec::with_capacity(lists.len().min(MAX_SECTIONS));
        for point in lists.iter().take(MAX_SECTIONS) {
            if let [x, y, z] = &point[..] {
                out.push([x, y, z].map(|text| self.number(text, "m")));
            }
        }
        let hint = "write  path = [[\"0 mm\", \"0 mm\", \"0 mm\"], [\"200 mm\", \"0 mm\", \"0 mm\"]]";
        self.enough(block, "path", (out.len(), lists.len()), (2, MAX_SECTIONS), "points of three lengths each", hint);
        out
    }

    /// Complains where a list is too short, too long, or holds what it should not.
    fn enough(
        &mut self,
        block: &Block<'_, '_>,
        key: &str,
        (read, there): (usize, usize),
        (least, most): (usize, usize),
        what: &str,
        hint: &str,
    ) {
        if let Some(value) = block.table.get(key)
            && (read < least || read < there)
        {
            let message = format!("“{key}” needs {least} to {most} {what}");
            self.reader.error("bad-corners", block.key_of(key), span_of(value), message, hint);
        }
    }

    /// Complains where a list is missing.
    pub(super) fn needed(&mut self, block: &Block<'_, '_>, key: &str) {
        if !block.table.contains_key(key) {
            let message = format!("“{key}” is missing in [{}]", block.key);
            self.reader.error("missing-key", &block.key, block.span, message, format!("add a line {key} = […]"));
        }
    }

    /// A quantity; where it is wrong, that is told and zero stands for it.
    pub(super) fn number(&mut self, text: &Text<'_>, unit: &str) -> Reg {
        self.quantity(text, unit).unwrap_or_else(|| self.fixed(0.0))
    }

    /// The quantity of a key, if it is there.
    pub(super) fn number_of(&mut self, block: &Block<'_, '_>, key: &str, unit: &str) -> Option<Reg> {
        let text = self.reader.text(block, key)?;
        Some(self.number(&text, unit))
    }

    /// The quantities of a list, at most as many as a path has points.
    pub(super) fn numbers(&mut self, block: &Block<'_, '_>, key: &str, unit: &str) -> Vec<Reg> {
        let texts = self.reader.texts(block, key);
        texts.iter().take(MAX_SECTIONS).map(|text| self.number(text, unit)).collect()
    }

    /// Two quantities of a key, if they are there.
    pub(super) fn two(&mut self, block: &Block<'_, '_>, key: &str, unit: &str) -> Option<[Reg; 2]> {
        let value = block.table.get(key)?;
        let texts = self.reader.texts(block, key);
        if let [a, b] = &texts[..] {
            return Some([self.number(a, unit), self.number(b, unit)]);
        }
        let message = format!("“{key}” needs two values");
        let hint = format!("write  {key} = [\"…\", \"…\"]");
        self.reader.error("not-two", block.key_of(key), span_of(value), message, hint);
        None
    }
}
