//! Every limit on what a stranger's design may ask of this machine, in one place.

/// Longest design document, bytes.
pub const MAX_DOCUMENT: usize = 256 * 1024;
/// Longest single expression, bytes.
pub const MAX_EXPRESSION: usize = 4096;
/// Deepest nesting of an expression.
pub const MAX_DEPTH: usize = 64;
/// Most named things (parameters, values, parts, checks… together) in a design.
pub const MAX_VALUES: usize = 2_000;
/// Most instructions that a design may compile to.
pub const MAX_INSTRUCTIONS: usize = 20_000;
/// Most placements of all parts together.
pub const MAX_PLACEMENTS: usize = 10_000;
/// Largest whole exponent.
pub const MAX_EXPONENT: i32 = 8;
/// Longest name.
pub const MAX_NAME: usize = 40;
/// Deepest nesting of tables and lists in a document.
pub const MAX_TOML_DEPTH: usize = 24;
/// Most repetition indices of a part.
pub const MAX_INDICES: usize = 3;
/// Most problems that are told of one document: who has more mends these first.
pub const MAX_PROBLEMS: usize = 50;
/// Most items of a list, whatever its length depends on.
pub const MAX_LIST: usize = 256;
/// Most points of a table.
pub const MAX_POINTS: usize = 256;
/// Most options of a choice.
pub const MAX_OPTIONS: usize = 64;
/// Most inputs of a function.
pub const MAX_INPUTS: usize = 12;
/// Most calls of functions within functions.
pub const MAX_CALLS: usize = 8;
/// Most terms of one operator chain such as `a + b + …`.
pub const MAX_TERMS: usize = 256;
/// Most pieces of expressions looked at while one design is compiled, repetitions and calls counted each time.
pub const MAX_WORK: usize = 200_000;
/// Deepest nesting while compiling, through all functions called.
pub const MAX_NESTED: usize = 512;
/// Most instances of a group.
pub const MAX_INSTANCES: usize = 32;
/// Most corners of the outline of a part.
pub const MAX_CORNERS: usize = 64;
/// Most holes, and most notches, of a part.
pub const MAX_HOLES: usize = 256;
/// Most points of a path, and most sections of a body.
pub const MAX_SECTIONS: usize = 256;
/// Most turns of a coil.
pub const MAX_TURNS: usize = 2_000;
