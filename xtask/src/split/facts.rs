//! What the splitter must know of a module: its functions, their types, and who refers to whom.

use super::names::Names;
use crate::run::Result;
use std::collections::BTreeSet;
use wasmparser::{ConstExpr, ElementItems, FuncType, FunctionBody, Operator, Parser, Payload, TypeRef};

/// Facts about a module; functions are counted as WebAssembly does, imported ones first.
#[derive(Default)]
pub struct Facts {
    /// The module's types by index.
    pub types: Vec<FuncType>,
    /// Type index of every function.
    pub type_of: Vec<u32>,
    /// Short names for the names of imports and exports.
    pub names: Names,
    /// How many functions are imported.
    pub imported: u32,
    /// Types of all tables.
    pub tables: Vec<wasmparser::TableType>,
    /// Types of all memories.
    pub memories: Vec<wasmparser::MemoryType>,
    /// Types of all globals.
    pub globals: Vec<wasmparser::GlobalType>,
    /// Length of the code of every function, in bytes; 0 for imported ones.
    pub size: Vec<usize>,
    /// Which functions every function calls.
    pub calls: Vec<Vec<u32>>,
    /// Functions that must be there under their own index: exported ones and those whose address is taken.
    pub roots: BTreeSet<u32>,
    /// Functions that do what only the first module can do, such as taking the address of a function.
    pub pinned: BTreeSet<u32>,
}

/// A message for what the reader of modules found wrong.
pub fn unreadable(error: impl std::fmt::Display) -> String {
    format!("cannot read the WebAssembly module: {error}")
}

/// The message for a function that the plan has forgotten.
pub fn gone(function: u32) -> wasm_encoder::reencode::Error<String> {
    wasm_encoder::reencode::Error::UserError(format!("function {function} is used where it is not"))
}

/// Reads the facts of a module as wasm-bindgen and wasm-opt leave it.
pub fn read(module: &[u8]) -> Result<Facts> {
    let mut facts = Facts::default();
    for payload in Parser::new(0).parse_all(module) {
        facts.take(payload.map_err(unreadable)?)?;
    }
    Ok(facts)
}

impl Facts {
    /// How many functions there are.
    pub fn functions(&self) -> u32 {
        self.type_of.len() as u32
    }

    fn take(&mut self, payload: Payload<'_>) -> Result {
        match payload {
            Payload::TypeSection(section) => {
                for group in section {
                    for ty in group.map_err(unreadable)?.into_types() {
                        self.types.push(ty.unwrap_func().clone());
                    }
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.map_err(unreadable)?;
                    self.names.add(import.name);
                    match import.ty {
                        TypeRef::Func(ty) => {
                            self.type_of.push(ty);
                            self.imported += 1;
                        }
                        _ => return Err("the app imports a memory, table or global; it cannot be split".to_string()),
                    }
                }
                self.size.resize(self.type_of.len(), 0);
                self.calls.resize(self.type_of.len(), Vec::new());
            }
            Payload::FunctionSection(section) => {
                for ty in section {
                    self.type_of.push(ty.map_err(unreadable)?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    self.tables.push(table.map_err(unreadable)?.ty);
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memories.push(memory.map_err(unreadable)?);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    let global = global.map_err(unreadable)?;
                    self.globals.push(global.ty);
                    self.addresses(&global.init_expr)?;
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export.map_err(unreadable)?;
                    self.names.add(export.name);
                    if export.kind == wasmparser::ExternalKind::Func {
                        self.roots.insert(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => {
                self.roots.insert(func);
            }
            Payload::ElementSection(section) => {
                for element in section {
                    match element.map_err(unreadable)?.items {
                        ElementItems::Functions(functions) => {
                            for function in functions {
                                self.roots.insert(function.map_err(unreadable)?);
                            }
                        }
                        ElementItems::Expressions(_, expressions) => {
                            for expression in expressions {
                                self.addresses(&expression.map_err(unreadable)?)?;
                            }
                        }
                    }
                }
            }
            Payload::CodeSectionEntry(body) => self.code(&body)?,
            _ => {}
        }
        Ok(())
    }

    fn addresses(&mut self, expression: &ConstExpr<'_>) -> Result {
        for operator in expression.get_operators_reader() {
            if let Operator::RefFunc { function_index } = operator.map_err(unreadable)? {
                self.roots.insert(function_index);
            }
        }
        Ok(())
    }

    fn code(&mut self, body: &FunctionBody<'_>) -> Result {
        let function = self.size.len() as u32;
        let mut calls = BTreeSet::new();
        for operator in body.get_operators_reader().map_err(unreadable)? {
            match operator.map_err(unreadable)? {
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    calls.insert(function_index);
                }
                Operator::RefFunc { function_index } => {
                    self.roots.insert(function_index);
                    self.pinned.insert(function);
                }
                Operator::MemoryInit { .. }
                | Operator::DataDrop { .. }
                | Operator::TableInit { .. }
                | Operator::ElemDrop { .. } => {
                    self.pinned.insert(function);
                }
                _ => {}
            }
        }
        let range = body.range();
        self.size.push((range.end - range.start) as usize);
        self.calls.push(calls.into_iter().collect());
        Ok(())
    }
}
