//! What an author should know about a design that reads well: what is there for nothing, what can never happen, and
//! what goes wrong somewhere within the limits.

mod limits;
mod reach;
mod unused;

use super::compile::Usage;
use super::model::Design;
use crate::diagnostic::Diagnostic;

/// Warnings, in the order of their kinds.
pub(super) fn review(design: &Design, usage: &Usage) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    unused::names(design, usage, &mut found);
    unused::translations(design, usage, &mut found);
    let ranges = reach::ranges(design);
    limits::conditions(design, &ranges, &mut found);
    limits::checks(design, &ranges, &mut found);
    limits::parts(design, &ranges, &mut found);
    found
}
