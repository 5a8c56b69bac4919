//! `[[hardware]]`: things by the piece, and things by measure that are sold in packs.

use super::Work;
use crate::design::reader::Block;
use crate::design::rules::HardwareRule;
use crate::expr::{Kind, Reg, Typed};

impl Work<'_, '_> {
    pub(super) fn hardware(&mut self, root: &Block<'_, '_>) {
        for block in self.reader.list(root, "hardware") {
            self.reader.known_keys(&block, &["id", "name", "section", "quantity", "amount", "pack", "price"]);
            let id = self.reader.required(&block, "id");
            let taken: Vec<String> = self.design.hardware.iter().map(|h| h.id.clone()).collect();
            self.is_new(&id, "things", taken.iter().map(String::as_str));
            let (quantity, pack) = self.how_many(&block);
            let rule = HardwareRule {
                id: id.text.into_owned(),
                name: self.reader.required(&block, "name").text.into_owned(),
                section: self.reader.optional(&block, "section"),
                quantity,
                pack,
                price: self.constant_or(&block, "price", "EUR", 0.0).max(0.0),
            };
            self.design.hardware.push(rule);
        }
    }

    /// Pieces by `quantity`, or packs that hold `amount`; with the content of a pack, SI.
    fn how_many(&mut self, block: &Block<'_, '_>) -> (Reg, f64) {
        if !block.table.contains_key("amount") && !block.table.contains_key("pack") {
            let quantity = self.reader.required(block, "quantity");
            return (self.quantity(&quantity, "").unwrap_or_else(|| self.fixed(0.0)), 1.0);
        }
        let (amount, pack) = (self.reader.required(block, "amount"), self.reader.required(block, "pack"));
        if let Some(quantity) = self.reader.text(block, "quantity") {
            let hint = "pieces have a quantity; what is measured has an amount and a pack";
            self.reader.error(
                "unknown-key",
                &quantity.key,
                quantity.span,
                "“quantity” means nothing beside “amount”",
                hint,
            );
        }
        let nothing = (self.fixed(0.0), 1.0);
        if amount.text.is_empty() || pack.text.is_empty() {
            return nothing; // told already
        }
        let (Some(typed), Some(content)) = (self.typed(&amount), self.typed(&pack)) else { return nothing };
        let Some(size) = self.compiler.builder.known_constant(content.reg).filter(|v| v.is_finite() && *v > 0.0) else {
            let message = "a pack holds a fixed amount above zero";
            self.reader.error(
                "not-constant",
                &pack.key,
                pack.span,
                message,
                "write a number with its unit, such as 0.75 L",
            );
            return nothing;
        };
        match (typed, content) {
            (Typed { reg, kind: Kind::Number(a) }, Typed { kind: Kind::Number(b), .. }) if a.is_compatible(b) => {
                (reg, size)
            }
            _ => {
                let message = format!("the amount is {}, the pack holds {}", typed.kind, content.kind);
                self.reader.error("mixed-dimensions", &pack.key, pack.span, message, "both must measure the same");
                nothing
            }
        }
    }
}
