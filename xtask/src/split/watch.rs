//! Writes a module that remembers which of its functions have run.

use super::facts::{Facts, unreadable};
use super::{FLAG, Outcome, shared_name};
use crate::run::Result;
use wasm_encoder::reencode::{Reencode, utils};
use wasm_encoder::{CodeSection, ConstExpr, ExportKind, ExportSection, GlobalSection, Instruction, Module};

/// Letter of the exported globals that tell that a function has run; their numbers are the functions'.
pub const USED: char = 'u';

/// Writes the watched module: every function sets a global of its own when it begins.
pub fn write(module: &[u8], facts: &Facts) -> Result<Vec<u8>> {
    let mut writer = Watched { facts, next: facts.imported };
    let mut out = Module::new();
    writer.parse_core_module(&mut out, wasmparser::Parser::new(0), module).map_err(unreadable)?;
    Ok(out.finish())
}

struct Watched<'a> {
    facts: &'a Facts,
    /// The function whose code comes next.
    next: u32,
}

impl Watched<'_> {
    fn global(&self, function: u32) -> u32 {
        self.facts.globals.len() as u32 + function - self.facts.imported
    }
}

impl Reencode for Watched<'_> {
    type Error = String;

    fn parse_function_body(&mut self, code: &mut CodeSection, body: wasmparser::FunctionBody<'_>) -> Outcome {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        function.instruction(&Instruction::I32Const(1));
        function.instruction(&Instruction::GlobalSet(self.global(self.next)));
        self.next += 1;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&self.parse_instruction(&mut operators)?);
        }
        code.function(&function);
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Outcome {
        utils::parse_global_section(self, globals, section)?;
        for _ in self.facts.imported..self.facts.functions() {
            globals.global(FLAG, &ConstExpr::i32_const(0));
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Outcome {
        utils::parse_export_section(self, exports, section)?;
        for function in self.facts.imported..self.facts.functions() {
            exports.export(&shared_name(USED, function as usize), ExportKind::Global, self.global(function));
        }
        Ok(())
    }
}
