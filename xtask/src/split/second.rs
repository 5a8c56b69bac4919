//! Writes the second module: the code and the texts that the first visit does not use.

use super::facts::{Facts, gone, unreadable};
use super::first::doors_table;
use super::plan::Plan;
use super::text::{self, Segment};
use super::{DOORS, FIRST, shared_name};
use crate::run::Result;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, FunctionSection, ImportSection, Module, TypeSection,
};

/// Writes the second module; it imports memory, tables, globals and functions of the first one.
pub fn write(module: &[u8], facts: &Facts, plan: &Plan, data: &[Segment<'_>]) -> Result<Vec<u8>> {
    let mut index = vec![None; facts.functions() as usize];
    let all = (0..facts.imported).chain(plan.shared.iter().copied()).chain(plan.moved.iter().copied());
    for (new, function) in all.enumerate() {
        index[function as usize] = Some(new as u32);
    }
    let mut writer = Second { index };
    let mut types = TypeSection::new();
    let mut imports = ImportSection::new();
    let mut code = CodeSection::new();
    let mut function = facts.imported;
    for payload in wasmparser::Parser::new(0).parse_all(module) {
        match payload.map_err(unreadable)? {
            wasmparser::Payload::TypeSection(section) => {
                writer.parse_type_section(&mut types, section).map_err(unreadable)?;
            }
            wasmparser::Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.map_err(unreadable)?;
                    let ty = writer.entity_type(import.ty).map_err(unreadable)?;
                    imports.import(import.module, facts.names.get(import.name), ty);
                }
            }
            wasmparser::Payload::CodeSectionEntry(body) => {
                if plan.moved.contains(&function) {
                    writer.parse_function_body(&mut code, body).map_err(unreadable)?;
                }
                function += 1;
            }
            _ => {}
        }
    }
    writer.import_first(&mut imports, facts, plan).map_err(unreadable)?;
    let mut functions = FunctionSection::new();
    for function in &plan.moved {
        functions.function(facts.type_of[*function as usize]);
    }
    let doors: Vec<u32> = plan.doors.iter().filter_map(|door| writer.index[*door as usize]).collect();
    let mut elements = ElementSection::new();
    let table = facts.tables.len() as u32;
    elements.active(Some(table), &ConstExpr::i32_const(0), Elements::Functions(doors.into()));
    let mut out = Module::new();
    out.section(&types)
        .section(&imports)
        .section(&functions)
        .section(&elements)
        .section(&code)
        .section(&text::second(data));
    Ok(out.finish())
}

struct Second {
    /// New index of every function that the second module has or imports.
    index: Vec<Option<u32>>,
}

impl Second {
    fn import_first(
        &mut self,
        imports: &mut ImportSection,
        facts: &Facts,
        plan: &Plan,
    ) -> std::result::Result<(), Error<String>> {
        for (k, function) in plan.shared.iter().enumerate() {
            imports.import(FIRST, &shared_name('f', k), EntityType::Function(facts.type_of[*function as usize]));
        }
        for (k, table) in facts.tables.iter().enumerate() {
            imports.import(FIRST, &shared_name('t', k), EntityType::Table(self.table_type(*table)?));
        }
        imports.import(FIRST, DOORS, EntityType::Table(doors_table(plan)));
        for (k, memory) in facts.memories.iter().enumerate() {
            imports.import(FIRST, &shared_name('m', k), EntityType::Memory(self.memory_type(*memory)?));
        }
        for (k, global) in facts.globals.iter().enumerate() {
            imports.import(FIRST, &shared_name('g', k), EntityType::Global(self.global_type(*global)?));
        }
        Ok(())
    }
}

impl Reencode for Second {
    type Error = String;

    fn function_index(&mut self, function: u32) -> std::result::Result<u32, Error<String>> {
        // The plan shares every function that a moved one calls.
        self.index[function as usize].ok_or_else(|| gone(function))
    }
}
