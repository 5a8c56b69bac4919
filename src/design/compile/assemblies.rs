//! `[[assemblies]]`: groups of parts that stand, move and come apart together.

use super::{Work, near_or_all};
use crate::design::reader::Block;
use crate::design::rules::{AssemblyRule, Motion};

impl Work<'_, '_> {
    pub(super) fn assemblies(&mut self, root: &Block<'_, '_>) {
        for block in self.reader.list(root, "assemblies") {
            self.reader.known_keys(&block, &["id", "name", "in", "at", "axis", "flat", "explode", "motion"]);
            let id = self.reader.required(&block, "id");
            let taken: Vec<String> = self.design.assemblies.iter().map(|a| a.id.clone()).collect();
            self.is_new(&id, "assemblies", taken.iter().map(String::as_str));
            let parent = self.assembly_of(&block, "in");
            let rule = AssemblyRule {
                id: id.text.into_owned(),
                name: self.reader.required(&block, "name").text.into_owned(),
                parent,
                at: self.vector_or(&block, "at", "m", [0.0; 3]),
                axis: self.vector_or(&block, "axis", "", [1.0, 0.0, 0.0]),
                flat: self.vector_or(&block, "flat", "", [0.0, 0.0, 1.0]),
                explode: self.vector_or(&block, "explode", "", [0.0; 3]),
                motion: self.motion(&block),
            };
            self.design.assemblies.push(rule);
        }
    }

    /// The assembly that a key names; it must stand above, so that no tree closes on itself.
    pub(super) fn assembly_of(&mut self, block: &Block<'_, '_>, key: &str) -> Option<usize> {
        let name = self.reader.text(block, key)?;
        let found = self.design.assemblies.iter().position(|a| a.id == name.text);
        if found.is_none() {
            let hint =
                near_or_all(&name.text, self.design.assemblies.iter().map(|a| a.id.as_str()), "assemblies above");
            let message = format!("no assembly “{}” stands above", name.text);
            self.reader.error("unknown-assembly", &name.key, name.span, message, hint);
        }
        found
    }

    /// `motion = { turns = "+y", about = […], from = "0 deg", to = "90 deg" }`, or `slides` with lengths.
    fn motion(&mut self, block: &Block<'_, '_>) -> Option<Motion> {
        let value = block.table.get("motion")?;
        let motion = self.reader.block(&format!("{}.motion", block.key), value)?;
        self.reader.known_keys(&motion, &["turns", "slides", "about", "from", "to"]);
        let turns = motion.table.contains_key("turns");
        if turns == motion.table.contains_key("slides") {
            let hint = "motion = { turns = \"+y\", about = [\"0 mm\", \"0 mm\", \"0 mm\"], from = \"0 deg\", to = \"90 deg\" }";
            self.reader.error("bad-motion", &motion.key, motion.span, "a motion either turns or slides", hint);
            return None;
        }
        let (word, unit) = if turns { ("turns", "deg") } else { ("slides", "m") };
        let ends = ["from", "to"].map(|name| self.reader.required(&motion, name));
        Some(Motion {
            turns,
            axis: self.vector_or(&motion, word, "", [0.0; 3]),
            about: self.vector_or(&motion, "about", "m", [0.0; 3]),
            range: ends.map(|text| self.quantity(&text, unit).unwrap_or_else(|| self.fixed(0.0))),
        })
    }

    fn vector_or(&mut self, block: &Block<'_, '_>, name: &str, unit: &str, default: [f64; 3]) -> [crate::expr::Reg; 3] {
        match block.table.contains_key(name) {
            true => {
                let texts = self.reader.texts(block, name);
                self.vector(&texts, block, name, unit)
            }
            false => default.map(|v| self.fixed(v)),
        }
    }
}
