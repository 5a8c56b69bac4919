//! Texts that move to the second module: `src/later.rs` puts a mark in front of each.

use super::Outcome;
use super::facts::unreadable;
use crate::run::Result;
use std::ops::Range;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ConstExpr, DataSection, Module};
use wasmparser::{DataKind, DataSectionReader, Operator, Parser, Payload};

/// The mark of `src/later.rs`; four bytes behind it give the length of the text, least one first.
const MARK: [u8; 16] = *b"\x00later\x01text\x02\xf5\xfa\xff\x00";

/// What a module writes to its memory when it starts.
#[derive(Debug)]
pub struct Segment<'a> {
    /// Where in the memory.
    address: i32,
    bytes: &'a [u8],
    /// The texts in it that move.
    texts: Vec<Range<usize>>,
}

/// Reads the segments of a module.
pub fn segments(module: &[u8]) -> Result<Vec<Segment<'_>>> {
    let mut out = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::DataSection(section) = payload.map_err(unreadable)? {
            out = read(section)?;
        }
    }
    Ok(out)
}

fn read<'a>(section: DataSectionReader<'a>) -> Result<Vec<Segment<'a>>> {
    let mut out = Vec::new();
    for data in section {
        let data = data.map_err(unreadable)?;
        let DataKind::Active { memory_index: 0, offset_expr } = data.kind else {
            return Err("the app has data without a fixed place; it cannot be split".to_string());
        };
        let mut operators = offset_expr.get_operators_reader();
        let Operator::I32Const { value: address } = operators.read().map_err(unreadable)? else {
            return Err("the app has data at a place that is computed; it cannot be split".to_string());
        };
        out.push(Segment { address, bytes: data.data, texts: texts(data.data) });
    }
    Ok(out)
}

/// Where the marked texts lie.
fn texts(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(MARK.len()).position(|window| window == MARK) {
        let head = at + found + MARK.len();
        let length = bytes.get(head..head + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
        let from = head + 4;
        let text = length.map(|length| from..from + length as usize).filter(|text| text.end <= bytes.len());
        // The mark also stands by itself where `later.rs` knows it.
        at = match text.filter(|text| std::str::from_utf8(&bytes[text.clone()]).is_ok()) {
            Some(text) if !text.is_empty() => {
                let end = text.end;
                out.push(text);
                end
            }
            _ => head,
        };
    }
    out
}

/// How many bytes move.
pub fn moved(segments: &[Segment<'_>]) -> usize {
    segments.iter().flat_map(|segment| &segment.texts).map(Range::len).sum()
}

/// The module without the texts.
pub fn without(module: &[u8], segments: &[Segment<'_>]) -> Result<Vec<u8>> {
    let mut out = Module::new();
    Bare(segments).parse_core_module(&mut out, Parser::new(0), module).map_err(unreadable)?;
    Ok(out.finish())
}

struct Bare<'a>(&'a [Segment<'a>]);

impl Reencode for Bare<'_> {
    type Error = String;

    fn data_count(&mut self, _: u32) -> std::result::Result<u32, Error<String>> {
        Ok(first(self.0).len())
    }

    fn parse_data_section(&mut self, data: &mut DataSection, _: DataSectionReader<'_>) -> Outcome {
        *data = first(self.0);
        Ok(())
    }
}

/// The data of the first module: everything but the texts.
fn first(segments: &[Segment<'_>]) -> DataSection {
    let mut data = DataSection::new();
    for segment in segments {
        let mut from = 0;
        for text in &segment.texts {
            segment.write(from..text.start, &mut data);
            from = text.end;
        }
        segment.write(from..segment.bytes.len(), &mut data);
    }
    data
}

/// The data of the second module: the texts.
pub fn second(segments: &[Segment<'_>]) -> DataSection {
    let mut data = DataSection::new();
    for segment in segments {
        for text in &segment.texts {
            segment.write(text.clone(), &mut data);
        }
    }
    data
}

impl Segment<'_> {
    /// Where in the memory it begins.
    pub fn start(&self) -> usize {
        self.address as u32 as usize
    }

    fn write(&self, range: Range<usize>, data: &mut DataSection) {
        if !range.is_empty() {
            let address = ConstExpr::i32_const(self.address.wrapping_add(range.start as i32));
            data.active(0, &address, self.bytes[range].iter().copied());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block as `later.rs` makes it.
    fn block(text: &str) -> Vec<u8> {
        [&MARK[..], &(text.len() as u32).to_le_bytes(), text.as_bytes()].concat()
    }

    #[test]
    fn marked_texts_are_found_and_nothing_else() {
        let bytes = [b"before".to_vec(), block("one"), MARK.to_vec(), b"between".to_vec(), block("zwei ä")].concat();
        let found: Vec<&[u8]> = texts(&bytes).iter().map(|range| &bytes[range.clone()]).collect();
        assert_eq!(found, [b"one".as_slice(), "zwei ä".as_bytes()]);
        assert_eq!(texts(&[&MARK[..], &[255; 9]].concat()), [], "a length beyond the end is none");
    }

    #[test]
    fn both_modules_together_hold_every_byte_once() {
        let bytes = [b"before".to_vec(), block("one"), b"after".to_vec()].concat();
        let segments = [Segment { address: 100, bytes: &bytes, texts: texts(&bytes) }];
        let mut memory = vec![0u8; 100 + bytes.len()];
        for data in [first(&segments), second(&segments)] {
            let mut module = wasm_encoder::Module::new();
            let module = module.section(&data).clone().finish();
            for segment in super::segments(&module).expect("fixed places") {
                let at = segment.address as usize;
                for (place, byte) in memory[at..].iter_mut().zip(segment.bytes) {
                    assert_eq!(std::mem::replace(place, *byte), 0, "written twice");
                }
            }
        }
        assert_eq!(memory[100..], bytes);
        assert_eq!(moved(&segments), 3);
    }
}
