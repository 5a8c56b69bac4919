//! What is done to a bar or panel: ends cut at angles or to fit a pipe, holes, notches.

use super::Work;
use crate::design::reader::{Block, span_of};
use crate::design::shape::{CutRule, HoleCut, HoleRule, NotchRule};
use crate::expr::{MAX_HOLES, Reg};

impl Work<'_, '_> {
    /// Both ends of a bar: `ends` for two angles, or `start` and `end`. Only pipes are coped.
    pub(super) fn cuts(&mut self, block: &Block<'_, '_>, is_pipe: bool) -> [CutRule; 2] {
        let plain = self.ends(block).map(|angle| CutRule::Plane(angle, None));
        let mut cut = |key: &'static str, plain: CutRule| {
            let Some(value) = block.table.get(key) else { return plain };
            if block.table.contains_key("ends") {
                let message = format!("“{key}” says again what “ends” says");
                self.reader.error("unknown-key", block.key_of(key), span_of(value), message, "leave one of them out");
            }
            let Some(own) = self.reader.block(&format!("{}.{key}", block.key), value) else { return plain };
            if !is_pipe {
                self.without(&own, "cope", "only the ends of pipes are cut to fit a pipe");
            }
            self.cut(&own)
        };
        [cut("start", plain[0]), cut("end", plain[1])]
    }

    fn cut(&mut self, block: &Block<'_, '_>) -> CutRule {
        self.reader.known_keys(block, &["mitre", "bevel", "cope", "turn"]);
        let zero = self.fixed(0.0);
        let mitre = self.number_of(block, "mitre", "deg").unwrap_or(zero);
        let bevel = self.number_of(block, "bevel", "deg");
        let turn = self.number_of(block, "turn", "deg");
        let Some(cope) = self.number_of(block, "cope", "m") else {
            self.without(block, "turn", "it turns the pipe of a cope: add  cope = \"…\", its diameter");
            return CutRule::Plane(mitre, bevel);
        };
        self.without(block, "bevel", "a cope leans by its mitre; turn says about which direction");
        CutRule::Cope([cope, mitre, turn.unwrap_or(zero)])
    }

    /// Complains about a key that another one gives no room for.
    fn without(&mut self, block: &Block<'_, '_>, key: &str, hint: &str) {
        if let Some(value) = block.table.get(key) {
            let message = format!("“{key}” means nothing here");
            self.reader.error("unknown-key", block.key_of(key), span_of(value), message, hint);
        }
    }

    fn ends(&mut self, block: &Block<'_, '_>) -> [Reg; 2] {
        match &self.reader.texts(block, "ends")[..] {
            [] => [self.fixed(0.0); 2],
            [a, b] => [self.number(a, "deg"), self.number(b, "deg")],
            _ => {
                let span = block.table.get("ends").map_or(block.span, span_of);
                let hint = "ends = [\"45 deg\", \"45 deg\"]";
                self.reader.error("not-two-ends", block.key_of("ends"), span, "“ends” needs two angles", hint);
                [self.fixed(0.0); 2]
            }
        }
    }

    /// The blocks of a list within a block, with their names in messages.
    pub(super) fn inner<'t, 'de>(&mut self, block: &Block<'t, 'de>, key: &str, most: usize) -> Vec<Block<'t, 'de>> {
        let mut found = self.reader.list(block, key);
        if let Some(value) = block.table.get(key)
            && found.len() > most
        {
            let message = format!("“{key}” has more than {most} entries");
            self.reader.error(
                "too-large",
                block.key_of(key),
                span_of(value),
                message,
                "split the part, or leave some out",
            );
            found.truncate(most);
        }
        found.into_iter().map(|own| Block { key: format!("{}.{}", block.key, own.key), ..own }).collect()
    }

    /// `holes` of a bar, which are round and may go through its edges, or of a flat piece.
    pub(super) fn holes(&mut self, block: &Block<'_, '_>, is_bar: bool) -> Vec<HoleRule> {
        let keys: &[&str] = match is_bar {
            true => &["d", "at", "count", "step", "through"],
            false => &["d", "at", "count", "step", "size", "relief", "corners"],
        };
        let holes = self.inner(block, "holes", MAX_HOLES);
        holes.iter().map(|hole| self.hole(hole, keys)).collect()
    }

    fn hole(&mut self, block: &Block<'_, '_>, keys: &[&str]) -> HoleRule {
        self.reader.known_keys(block, keys);
        self.needed(block, "at");
        let zero = self.fixed(0.0);
        let at = self.two(block, "at", "m").unwrap_or([zero; 2]);
        let is_bar = keys.contains(&"through");
        let cut = match (block.table.contains_key("size"), block.table.contains_key("corners")) {
            (true, _) if !is_bar => {
                let size = self.two(block, "size", "m").unwrap_or([zero; 2]);
                HoleCut::Slot(size, self.number_of(block, "relief", "m"))
            }
            (false, true) if !is_bar => HoleCut::Corners(self.corners(block, "corners")),
            _ => {
                self.reader.required(block, "d");
                HoleCut::Round(self.number_of(block, "d", "m").unwrap_or(zero))
            }
        };
        let is_round = matches!(cut, HoleCut::Round(_));
        for key in ["d", "relief"] {
            if (key == "d") != is_round {
                self.without(block, key, "a hole has “d”, or “size” and “relief”, or “corners”");
            }
        }
        let row = self.number_of(block, "count", "").map(|count| {
            self.needed(block, "step");
            (count, self.two(block, "step", "m").unwrap_or([zero; 2]))
        });
        let through_flat = self.one_of(block, "through", &[("flat", true), ("edge", false)]).unwrap_or(true);
        HoleRule { at, cut, through_flat, row }
    }

    /// `notches` of a board.
    pub(super) fn notches(&mut self, block: &Block<'_, '_>) -> Vec<NotchRule> {
        let sides = [("+y", (false, true)), ("-y", (false, false)), ("+z", (true, true)), ("-z", (true, false))];
        let mut out = Vec::new();
        for notch in self.inner(block, "notches", MAX_HOLES) {
            self.reader.known_keys(&notch, &["from", "to", "depth", "side"]);
            self.reader.required(&notch, "side");
            let zero = self.fixed(0.0);
            let sizes = ["from", "to", "depth"].map(|key| {
                self.reader.required(&notch, key);
                self.number_of(&notch, key, "m").unwrap_or(zero)
            });
            let (into_flat, from_top) = self.one_of(&notch, "side", &sides).unwrap_or((true, true));
            out.push(NotchRule { sizes, into_flat, from_top });
        }
        out
    }

    /// One of some words, or a complaint.
    fn one_of<T: Copy>(&mut self, block: &Block<'_, '_>, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.reader.text(block, key)?;
        let found = words.iter().find(|(word, _)| *word == text.text).map(|(_, value)| *value);
        if found.is_none() {
            let message = format!("“{}” is not known as “{key}”", text.text);
            let known: Vec<String> = words.iter().map(|(word, _)| format!("“{word}”")).collect();
            self.reader.error("unknown-word", &text.key, text.span, message, format!("write {}", known.join(" or ")));
        }
        found
    }
}
