//! Writes the first module: what the first visit uses, and a door for everything else.

use super::facts::{Facts, gone, unreadable};
use super::plan::Plan;
use super::{DOORS, FLAG, LOAD, Outcome, READY, REST, shared_name};
use crate::run::Result;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, EntityType, ExportKind, ExportSection, Function, FunctionSection, GlobalSection,
    ImportSection, Module, RefType, TableSection, TableType, TypeSection,
};

/// Writes the first module.
///
/// A moved function that is still reached becomes a door: it sees to it that the second module is there
/// and calls on through a table that the second module fills.
pub fn write(module: &[u8], facts: &Facts, plan: &Plan) -> Result<Vec<u8>> {
    let mut index = Vec::new();
    let mut next = 0;
    for function in 0..facts.functions() {
        if function == facts.imported {
            next += 1; // the import that loads the second module
        }
        let stays = !plan.moved.contains(&function) || plan.doors.binary_search(&function).is_ok();
        index.push(stays.then_some(next));
        next += u32::from(stays);
    }
    let mut writer = First { facts, plan, index, ensure: next };
    let mut out = Module::new();
    writer.parse_core_module(&mut out, wasmparser::Parser::new(0), module).map_err(unreadable)?;
    Ok(out.finish())
}

struct First<'a> {
    facts: &'a Facts,
    plan: &'a Plan,
    /// New index of every function that is still there.
    index: Vec<Option<u32>>,
    /// New index of the function that sees to it that the second module is there.
    ensure: u32,
}

impl First<'_> {
    fn load(&self) -> u32 {
        self.facts.imported
    }

    /// Type index of a function that takes and gives nothing: added behind the module's own types.
    fn plain(&self) -> u32 {
        self.facts.types.len() as u32
    }

    fn ready(&self) -> u32 {
        self.facts.globals.len() as u32
    }

    fn doors(&self) -> u32 {
        self.facts.tables.len() as u32
    }

    fn door(&self, function: u32, place: u32) -> Function {
        let ty = self.facts.type_of[function as usize];
        let mut body = Function::new([]);
        let mut code = body.instructions();
        code.call(self.ensure);
        for k in 0..self.facts.types[ty as usize].params().len() {
            code.local_get(k as u32);
        }
        code.i32_const(place as i32).call_indirect(self.doors(), ty).end();
        body
    }

    fn ensure(&self) -> Function {
        let mut body = Function::new([]);
        body.instructions().global_get(self.ready()).i32_eqz().if_(BlockType::Empty).call(self.load()).end().end();
        body
    }
}

impl Reencode for First<'_> {
    type Error = String;

    fn function_index(&mut self, function: u32) -> std::result::Result<u32, Error<String>> {
        // Only moved functions refer to functions that are gone.
        self.index[function as usize].ok_or_else(|| gone(function))
    }

    fn parse_type_section(&mut self, types: &mut TypeSection, section: wasmparser::TypeSectionReader<'_>) -> Outcome {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([], []);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Outcome {
        for import in section.into_imports() {
            let import = import?;
            let ty = self.entity_type(import.ty)?;
            imports.import(import.module, self.facts.names.get(import.name), ty);
        }
        imports.import(REST, LOAD, EntityType::Function(self.plain()));
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: wasmparser::FunctionSectionReader<'_>,
    ) -> Outcome {
        for function in self.facts.imported..self.facts.functions() {
            if self.index[function as usize].is_some() {
                functions.function(self.facts.type_of[function as usize]);
            }
        }
        functions.function(self.plain());
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        section: wasmparser::TableSectionReader<'_>,
    ) -> Outcome {
        utils::parse_table_section(self, tables, section)?;
        tables.table(doors_table(self.plan));
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Outcome {
        utils::parse_global_section(self, globals, section)?;
        globals.global(FLAG, &ConstExpr::i32_const(0));
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Outcome {
        for export in section {
            let export = export?;
            let (kind, index) = (self.export_kind(export.kind)?, self.external_index(export.kind, export.index)?);
            exports.export(self.facts.names.get(export.name), kind, index);
        }
        exports.export(READY, ExportKind::Global, self.ready());
        exports.export(DOORS, ExportKind::Table, self.doors());
        for (k, function) in self.plan.shared.iter().enumerate() {
            let function = self.function_index(*function)?;
            exports.export(&shared_name('f', k), ExportKind::Func, function);
        }
        for k in 0..self.facts.tables.len() {
            exports.export(&shared_name('t', k), ExportKind::Table, k as u32);
        }
        for k in 0..self.facts.memories.len() {
            exports.export(&shared_name('m', k), ExportKind::Memory, k as u32);
        }
        for k in 0..self.facts.globals.len() {
            exports.export(&shared_name('g', k), ExportKind::Global, k as u32);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: wasmparser::CodeSectionReader<'_>) -> Outcome {
        for (function, body) in (self.facts.imported..).zip(section) {
            let body = body?;
            if !self.plan.moved.contains(&function) {
                self.parse_function_body(code, body)?;
            } else if let Ok(place) = self.plan.doors.binary_search(&function) {
                code.function(&self.door(function, place as u32));
            }
        }
        code.function(&self.ensure());
        Ok(())
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: wasmparser::CustomSectionReader<'_>) -> Outcome {
        Ok(()) // names and notes of compilers only weigh
    }
}

/// The table through which the first module calls into the second one.
pub fn doors_table(plan: &Plan) -> TableType {
    let places = plan.doors.len() as u64;
    TableType { element_type: RefType::FUNCREF, table64: false, minimum: places, maximum: Some(places), shared: false }
}
