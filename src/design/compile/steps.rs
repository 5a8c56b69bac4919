//! `[[steps]]`: the build guide.

use super::{Work, near_or_all};
use crate::design::reader::{Block, Text};
use crate::design::rules::StepRule;
use crate::design::template::{insertions, is_known, names};
use crate::diagnostic::{Span, suggest};

impl Work<'_, '_> {
    pub(super) fn steps(&mut self, root: &Block<'_, '_>) {
        for block in self.reader.list(root, "steps") {
            let number = self.design.steps.len() + 1;
            self.reader.known_keys(&block, &["id", "title", "text", "uses", "hazard", "time"]);
            let mut uses = Vec::new();
            for name in self.reader.texts(&block, "uses") {
                match self.design.parts.iter().position(|p| p.id == name.text) {
                    Some(part) => uses.push(part),
                    None => self.reader.error(
                        "unknown-part",
                        &name.key,
                        name.span,
                        format!("there is no part “{}”", name.text),
                        near_or_all(&name.text, self.design.parts.iter().map(|p| p.id.as_str()), "parts"),
                    ),
                }
            }
            let text = self.reader.required(&block, "text");
            self.insertions(&text);
            let step = StepRule {
                id: self.reader.text(&block, "id").map_or_else(|| number.to_string(), |t| t.text.into_owned()),
                title: self.reader.required(&block, "title").text.into_owned(),
                text: text.text.into_owned(),
                uses,
                hazard: self.reader.optional(&block, "hazard"),
                minutes: self.reader.text(&block, "time").and_then(|t| self.quantity(&t, "min")),
            };
            self.design.steps.push(step);
        }
    }

    /// Checks what a text inserts, and notes that it is used.
    pub(super) fn insertions(&mut self, text: &Text<'_>) {
        for (name, offset) in insertions(&text.text) {
            self.usage.note(name);
            self.usage.note(name.split('.').next().unwrap_or_default()); // a slot
            if !is_known(&self.design, name) && !self.failed.iter().any(|f| f == name) {
                let span = Span::new(text.span.start + offset, text.span.start + offset + name.len());
                let message = format!("nothing is called “{name}”");
                let hint = match suggest(name, names(&self.design).iter().map(String::as_str)) {
                    Some(near) => format!("did you mean “{near}”?"),
                    None => "insert a parameter, a value, a hardware id, a slot.property, or the quantity, length or width of a part".to_owned(),
                };
                self.reader.error("unknown-name", &text.key, span, message, hint);
            }
        }
    }
}
