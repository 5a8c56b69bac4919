//! Pieces as bytes, as they are kept on a device: every value exactly as it is, read many times as fast as a stock file.
//!
//! A list is the number of its pieces, then each piece; an empty one is nothing. Numbers of things take seven bits a byte, the lowest first, with
//! the high bit where more follow (LEB128); texts are their length and their UTF-8; sizes are the eight bytes of their
//! IEEE 754 form, the lowest first. A piece begins with a number whose bits say which of its values are there.

use std::collections::BTreeMap;

use super::{Form, StockPiece};

/// Most pieces read: as many as a yard may have, and what a stock file may add to it.
const MAX_PIECES: u64 = 1_000_000;

/// The bytes of a list of pieces.
pub fn pack(pieces: &[StockPiece]) -> Vec<u8> {
    if pieces.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::with_capacity(160 * pieces.len());
    put_count(&mut out, pieces.len() as u64);
    pieces.iter().for_each(|piece| put_piece(&mut out, piece));
    out
}

/// The pieces of such bytes, all of them; nothing where anything is odd.
pub fn unpack(bytes: &[u8]) -> Option<Vec<StockPiece>> {
    if bytes.is_empty() {
        return Some(Vec::new());
    }
    let mut rest = bytes;
    let count = take_count(&mut rest).filter(|count| *count <= MAX_PIECES)?;
    // A damaged number asks for no more room than its bytes can fill.
    let mut out = Vec::with_capacity((count as usize).min(bytes.len() / 40));
    for _ in 0..count {
        out.push(take_piece(&mut rest)?);
    }
    rest.is_empty().then_some(out)
}

/// Appends a number of things.
pub(crate) fn put_count(out: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Takes a number of things off the start.
pub(crate) fn take_count(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if *byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// Appends bytes with their length.
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_count(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Takes bytes with their length off the start.
pub(crate) fn take_bytes<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(take_count(rest)?).ok()?;
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(bytes)
}

/// Takes a text off the start.
pub(crate) fn take_text(rest: &mut &[u8]) -> Option<String> {
    std::str::from_utf8(take_bytes(rest)?).ok().map(str::to_owned)
}

fn put_size(out: &mut Vec<u8>, value: f64) {
    out.extend_from_slice(&value.to_bits().to_le_bytes());
}

fn take_size(rest: &mut &[u8]) -> Option<f64> {
    let (bytes, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(f64::from_bits(u64::from_le_bytes(*bytes))).filter(|value| value.is_finite())
}

/// The values of a piece that may be missing, in the order of their bits. What is added to pieces goes to the end of
/// its kind, with a bit of its own.
const TEXTS: u32 = 12;
const SIZES: u32 = 9;
const QUANTITY: u32 = TEXTS + SIZES;
const DEFECTS: u32 = QUANTITY + 1;
const ATTRIBUTES: u32 = DEFECTS + 1;

fn put_piece(out: &mut Vec<u8>, piece: &StockPiece) {
    // Each by its name, so that none can be forgotten.
    let StockPiece {
        form,
        id,
        name,
        section,
        material,
        outline,
        defect_outlines,
        grade,
        owner,
        place,
        source,
        hazard,
        notes,
        length,
        width,
        thickness,
        height,
        diameter,
        wall,
        price,
        distance,
        tolerance,
        quantity,
        defects,
        attributes,
    } = piece;
    let texts: [&String; TEXTS as usize] =
        [id, name, section, material, outline, defect_outlines, grade, owner, place, source, hazard, notes];
    let tolerance = Some(*tolerance).filter(|t| *t != 0.0);
    // What is no number could not be read again.
    let sizes: [Option<f64>; SIZES as usize] =
        [*length, *width, *thickness, *height, *diameter, *wall, *price, *distance, tolerance]
            .map(|size| size.filter(|value| value.is_finite()));
    let mut there = 0_u64;
    let mut note = |bit: u32, is_there: bool| there |= u64::from(is_there) << bit;
    (0..TEXTS).zip(texts).for_each(|(k, text)| note(k, !text.is_empty()));
    (TEXTS..).zip(sizes).for_each(|(k, size)| note(k, size.is_some()));
    note(QUANTITY, quantity.is_some());
    note(DEFECTS, !defects.is_empty());
    note(ATTRIBUTES, !attributes.is_empty());
    put_count(out, there);
    put_bytes(out, form.word().as_bytes());
    texts.into_iter().filter(|text| !text.is_empty()).for_each(|text| put_bytes(out, text.as_bytes()));
    sizes.into_iter().flatten().for_each(|size| put_size(out, size));
    quantity.iter().for_each(|n| put_count(out, u64::from(*n)));
    if !defects.is_empty() {
        let sound = || defects.iter().filter(|(a, b)| a.is_finite() && b.is_finite());
        put_count(out, sound().count() as u64);
        sound().flat_map(|(a, b)| [a, b]).for_each(|value| put_size(out, *value));
    }
    if !attributes.is_empty() {
        put_count(out, attributes.len() as u64);
        attributes.iter().flat_map(|(name, value)| [name, value]).for_each(|text| put_bytes(out, text.as_bytes()));
    }
}

fn take_piece(rest: &mut &[u8]) -> Option<StockPiece> {
    let there = take_count(rest)?;
    if there >> (ATTRIBUTES + 1) != 0 {
        return None;
    }
    let has = |bit: u32| there >> bit & 1 == 1;
    let word = std::str::from_utf8(take_bytes(rest)?).ok()?;
    let form = Form::ALL.into_iter().find(|form| form.word() == word)?;
    let mut texts: [String; TEXTS as usize] = Default::default();
    for (_, text) in (0..TEXTS).zip(&mut texts).filter(|(k, _)| has(*k)) {
        *text = take_text(rest)?;
    }
    let mut sizes = [None; SIZES as usize];
    for (k, size) in (TEXTS..).zip(&mut sizes) {
        *size = if has(k) { Some(take_size(rest)?) } else { None };
    }
    let quantity = if has(QUANTITY) { Some(u32::try_from(take_count(rest)?).ok()?) } else { None };
    let mut defects = Vec::new();
    for _ in 0..if has(DEFECTS) { take_count(rest)? } else { 0 } {
        defects.push((take_size(rest)?, take_size(rest)?));
    }
    let mut attributes = BTreeMap::new();
    for _ in 0..if has(ATTRIBUTES) { take_count(rest)? } else { 0 } {
        attributes.insert(take_text(rest)?, take_text(rest)?);
    }
    let [id, name, section, material, outline, defect_outlines, grade, owner, place, source, hazard, notes] = texts;
    let [length, width, thickness, height, diameter, wall, price, distance, tolerance] = sizes;
    Some(StockPiece {
        form,
        id,
        name,
        section,
        material,
        outline,
        defect_outlines,
        grade,
        owner,
        place,
        source,
        hazard,
        notes,
        length,
        width,
        thickness,
        height,
        diameter,
        wall,
        price,
        distance,
        tolerance: tolerance.unwrap_or(0.0),
        quantity,
        defects,
        attributes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::{example_inventory, scrap_objects};
    use proptest::prelude::*;

    fn pieces() -> Vec<StockPiece> {
        let mut all = example_inventory().pieces;
        all.extend(scrap_objects().iter().flat_map(|o| o.pieces.clone()));
        all[0].defects = vec![(0.1, 0.1 + 0.2)];
        all[0].attributes.insert("Welle".to_owned(), "12 mm, “hart”".to_owned());
        all[1].notes = "Zeile\nZeile\u{0}".to_owned();
        all
    }

    #[test]
    fn what_is_packed_comes_back_to_the_last_bit() {
        assert_eq!(unpack(&pack(&[])), Some(Vec::new()));
        assert_eq!(unpack(&pack(&pieces())), Some(pieces()));
        let mut odd = pieces();
        (odd[0].length, odd[0].tolerance) = (Some(f64::NAN), f64::INFINITY);
        let back = unpack(&pack(&odd)).expect("it reads");
        assert_eq!((back[0].length, back[0].tolerance), (None, 0.0));
    }

    proptest! {
        #[test]
        fn any_size_and_text_comes_back(size in any::<f64>(), text: String, n: Option<u32>, at in 0usize..9) {
            let mut piece = pieces().swap_remove(at);
            piece.width = Some(size).filter(|v| v.is_finite());
            (piece.name, piece.quantity) = (text.clone(), n);
            piece.attributes.insert(text.clone(), text);
            let list = [piece];
            prop_assert_eq!(unpack(&pack(&list)), Some(list.to_vec()));
        }

        #[test]
        fn damaged_bytes_never_panic_and_never_take_too_much(at in 0usize..9_000, byte: u8, cut in 0usize..9_000, wild in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut bytes = pack(&pieces()[..20]);
            let end = bytes.len();
            prop_assert_eq!(unpack(&bytes[..1 + cut % (end - 1)]), None);
            bytes[at % end] = byte;
            let _ = unpack(&bytes);
            let _ = unpack(&wild);
        }
    }
}
