//! What an author should know about a design that reads well.
use super::compile::Usage;
use super::model::Design;
use crate::diagnostic::Diagnostic;
pub(super) fn review(_design: &Design, _usage: &Usage) -> Vec<Diagnostic> {
    Vec::new()
}
