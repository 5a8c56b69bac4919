//! Runs the app's `prepare` once and keeps what it left in the memory: the first design comes read, not as text to read.
//!
//! Whoever opens the app finds that work done, and the code that did it can follow after the first picture.

use super::facts::unreadable;
use super::visit;
use super::{Outcome, text};
use crate::run::Result;
use std::path::Path;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ConstExpr, DataSection, MemoryType, Module};

/// A page that runs `prepare` in a module of which nothing else has run, and hands in the memory.
const PAGE: &str = include_str!("prepare.html");
/// Zeros in a row that are worth a new segment.
const GAP: usize = 32;
/// Bytes in a page of memory.
const MEMORY_PAGE: usize = 65_536;

/// The module with the memory as `prepare` leaves it.
pub fn write(module: &[u8], dist: &Path, browser: &Path) -> Result<Vec<u8>> {
    let files = [("index.html".to_string(), PAGE.as_bytes().to_vec()), ("app.wasm".to_string(), module.to_vec())];
    let mut memory = visit::report(dist, &files, browser)?;
    if memory.is_empty() || !memory.len().is_multiple_of(MEMORY_PAGE) {
        return Err("the app could not be prepared".to_string());
    }
    // The stack lies below everything else; what calls that are over left on it is of no use.
    let lowest = text::segments(module)?.iter().map(text::Segment::start).min().unwrap_or(0);
    memory.iter_mut().take(lowest).for_each(|byte| *byte = 0);
    let mut writer = Prepared { runs: runs(&memory), memory: &memory };
    let mut out = Module::new();
    writer.parse_core_module(&mut out, wasmparser::Parser::new(0), module).map_err(unreadable)?;
    Ok(out.finish())
}

/// The stretches that are not zero, from and to.
fn runs(memory: &[u8]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (at, _) in memory.iter().enumerate().filter(|(_, byte)| **byte != 0) {
        match out.last_mut() {
            Some((_, end)) if at - *end < GAP => *end = at + 1,
            _ => out.push((at, at + 1)),
        }
    }
    out
}

struct Prepared<'a> {
    memory: &'a [u8],
    runs: Vec<(usize, usize)>,
}

impl Reencode for Prepared<'_> {
    type Error = String;

    fn memory_type(&mut self, memory: wasmparser::MemoryType) -> std::result::Result<MemoryType, Error<String>> {
        let minimum = memory.initial.max((self.memory.len() / MEMORY_PAGE) as u64);
        let (maximum, memory64, shared, page_size_log2) =
            (memory.maximum, memory.memory64, memory.shared, memory.page_size_log2);
        Ok(MemoryType { minimum, maximum, memory64, shared, page_size_log2 })
    }

    fn data_count(&mut self, _: u32) -> std::result::Result<u32, Error<String>> {
        Ok(self.runs.len() as u32)
    }

    fn parse_data_section(&mut self, data: &mut DataSection, _: wasmparser::DataSectionReader<'_>) -> Outcome {
        for (from, to) in &self.runs {
            data.active(0, &ConstExpr::i32_const(*from as i32), self.memory[*from..*to].iter().copied());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_hold_every_byte_that_is_not_zero() {
        let mut memory = vec![0u8; 1000];
        for at in [3, 4, 30, 100, 131, 164, 999] {
            memory[at] = 7;
        }
        let found = runs(&memory);
        assert_eq!(found, [(3, 31), (100, 132), (164, 165), (999, 1000)]);
        let mut again = vec![0u8; 1000];
        for (from, to) in found {
            again[from..to].copy_from_slice(&memory[from..to]);
        }
        assert_eq!(again, memory);
    }
}
