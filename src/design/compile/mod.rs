//! Compiles every block of a document onto one tape, collecting all problems in one pass.

mod assemblies;
mod bodies;
mod checks;
mod definitions;
mod expressions;
mod features;
mod groups;
mod hardware;
mod header;
mod licence;
mod outline;
mod parameters;
mod parts;
mod presets;
mod shape;
mod slots;
mod steps;
mod texts;
mod values;

use toml::de::DeValue;

use super::model::Design;
use super::reader::{Block, Reader, Table};
use crate::diagnostic::{Span, suggest};
use crate::expr::{Compiler, MAX_INSTRUCTIONS, MAX_VALUES};
use crate::known::Set;

/// Blocks that a document may have.
const ROOT: [&str; 17] = [
    "format",
    "design",
    "params",
    "groups",
    "presets",
    "functions",
    "tables",
    "slots",
    "values",
    "assemblies",
    "parts",
    "hardware",
    "checks",
    "metrics",
    "steps",
    "texts",
    "renames",
];

/// What a document defines and what of it is used: the review tells what stands there for nothing.
#[derive(Debug, Default)]
pub(super) struct Usage {
    /// Everything with a name: what it is, its name, and where it stands.
    pub defined: Vec<(&'static str, String, Span)>,
    /// Names that formulas or texts use.
    pub used: Set<String>,
}

impl Usage {
    /// Takes note that a name is used.
    pub fn note(&mut self, name: &str) {
        self.used.insert(name.to_owned());
    }

    /// Takes note of all that formulas use.
    fn note_formulas(&mut self, compiler: &Compiler) {
        self.used.extend(compiler.asked_for().map(str::to_owned));
        let names = self.defined.iter().map(|(_, name, _)| name).filter(|name| compiler.is_used(name));
        self.used.extend(names.cloned());
    }
}

/// Reads all blocks of a document.
pub(super) fn compile(reader: &mut Reader<'_>, root: &Block<'_, '_>) -> (Design, Usage) {
    let mut work = Work {
        reader,
        compiler: Compiler::default(),
        design: Design::default(),
        failed: Vec::new(),
        usage: Usage::default(),
        open_defaults: Vec::new(),
    };
    work.reader.known_keys(root, &ROOT);
    if !work.size_is_sane(root) {
        return (work.design, work.usage);
    }
    work.header(root);
    work.functions(root);
    work.tables(root);
    work.parameters(root);
    work.groups(root);
    work.slots(root);
    work.values(root);
    work.shown_dimensions(root);
    work.assemblies(root);
    work.parts(root);
    work.hardware(root);
    work.checks(root);
    work.metrics(root);
    work.steps(root);
    if work.compiler.builder.is_over_limit() {
        let message = format!("the formulas need more than {MAX_INSTRUCTIONS} instructions");
        work.reader.error("too-large", "values", root.span, message, "split the design");
    }
    let compiler = std::mem::take(&mut work.compiler);
    work.usage.note_formulas(&compiler);
    work.design.tape = compiler.builder.finish();
    work.close_defaults();
    work.presets(root);
    work.renames(root);
    work.texts(root);
    (work.design, work.usage)
}

/// A document on its way to a design.
struct Work<'r, 's> {
    reader: &'r mut Reader<'s>,
    compiler: Compiler,
    design: Design,
    /// Names whose definition was refused already; uses of them are not complained about again.
    failed: Vec<String>,
    usage: Usage,
    /// Parameters whose defaults are not yet checked, and the key and span to complain at.
    open_defaults: Vec<(usize, String, Span)>,
}

impl Work<'_, '_> {
    fn size_is_sane(&mut self, root: &Block<'_, '_>) -> bool {
        let size =
            |value: &DeValue<'_>| value.as_table().map_or(0, Table::len) + value.as_array().map_or(0, |a| a.len());
        let count: usize = root.table.values().map(|value| size(value.get_ref())).sum();
        if count > MAX_VALUES {
            let message = format!("a design may name {MAX_VALUES} things, this one names {count}");
            self.reader.error("too-large", "", root.span, message, "split the design");
        }
        count <= MAX_VALUES
    }

    /// Complains where an id is used twice in a list.
    fn is_new<'a>(&mut self, id: &super::reader::Text, what: &str, taken: impl IntoIterator<Item = &'a str>) {
        if taken.into_iter().any(|t| t == id.text) {
            let message = format!("two {what} are called “{}”", id.text);
            self.reader.error("double-name", &id.key, id.span, message, "give one of them another id");
        }
    }
}

/// The nearest known name, or all of them.
fn near_or_all<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, what: &str) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match suggest(word, known.iter().copied()) {
        Some(near) => format!("did you mean “{near}”?"),
        None if known.is_empty() => format!("there are no {what} yet"),
        None => format!("{what}: {}", known.join(", ")),
    }
}
