//! From the bytes of a spreadsheet file to text: UTF-8, UTF-16 either way round, else Windows letters.

use super::read::MAX_BYTES;
use crate::diagnostic::{Diagnostic, Place};

/// How other kinds of files start, and what to do with them.
const MAGIC: [(&[u8], &str, &str); 7] = [
    (b"PK\x03\x04", "a workbook (xlsx or ods)", SAVE_AS),
    (b"\xd0\xcf\x11\xe0", "an old workbook (xls)", SAVE_AS),
    (b"%PDF", "a PDF document", "copy its table into a spreadsheet and save that as CSV"),
    (b"\x89PNG", "a picture", "choose a table saved as CSV"),
    (b"\xff\xd8\xff", "a photo", "choose a table saved as CSV"),
    (b"GIF8", "a picture", "choose a table saved as CSV"),
    (b"\x1f\x8b", "a packed file", "unpack it first"),
];
const SAVE_AS: &str = "open it in a spreadsheet and save it as “CSV UTF-8”";

/// Letters of Windows-1252 from 0x80 to 0x9f; where it has none, the replacement character stands.
const WINDOWS: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// The text of a file, and what was odd about it. UTF-16 is known by its mark or by the zero bytes of plain
/// letters; what is no UTF-8 is taken for Windows-1252 and said so. No text comes of files that are too large or
/// hold no text; the problem then says what to do.
pub fn decode(bytes: &[u8]) -> (String, Vec<Diagnostic>) {
    let refuse = |message: String, hint: &str| {
        let problem = Diagnostic::error("bad-stock-file", Place::whole("stock file"), message);
        (String::new(), vec![problem.hint(hint)])
    };
    if bytes.len() > 2 * MAX_BYTES {
        return refuse(format!("the file is larger than {} MB", 2 * MAX_BYTES / 1_000_000), "split it in two");
    }
    if let Some((_, what, hint)) = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return refuse(format!("this is {what}, not a table as text"), hint);
    }
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).take(256).filter(|b| **b == 0).count();
    let many = (bytes.len().min(512) / 4).max(2);
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] if std::str::from_utf8(rest).is_ok() => {
            (String::from_utf8_lossy(rest).into_owned(), Vec::new())
        }
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ if zeros(1) >= many && zeros(0) == 0 => wide(bytes, u16::from_le_bytes),
        _ if zeros(0) >= many && zeros(1) == 0 => wide(bytes, u16::from_be_bytes),
        _ if bytes.contains(&0) => refuse("the file holds no text".to_owned(), SAVE_AS),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), Vec::new()),
            Err(_) => {
                let letter = |b: &u8| match b {
                    0x80..=0x9f => WINDOWS[usize::from(*b - 0x80)],
                    _ => char::from(*b),
                };
                let message = "the file is not in UTF-8; its letters were taken for Western European ones";
                let problem = Diagnostic::warning("bad-encoding", Place::whole("stock file"), message);
                let hint = "look at letters with accents; if they are wrong, save it again as “CSV UTF-8”";
                (bytes.iter().map(letter).collect(), vec![problem.hint(hint)])
            }
        },
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, Vec<Diagnostic>) {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut problems = Vec::new();
    let mut broken = bytes.len() % 2 == 1;
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
    broken |= text.contains('\u{fffd}');
    if broken {
        let message = "some letters of the file are broken (UTF-16)";
        let problem = Diagnostic::warning("bad-encoding", Place::whole("stock file"), message);
        problems.push(problem.hint("save it again as “CSV UTF-8”"));
    }
    (text.trim_start_matches('\u{feff}').to_owned(), problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn other_files_are_named() {
        for (bytes, word) in [(b"PK\x03\x04abc".as_slice(), "xlsx"), (b"\x00\x01\x02", "no text"), (b"%PDF-1", "PDF")] {
            let (text, problems) = decode(bytes);
            assert!(text.is_empty() && problems[0].to_string().contains(word), "{problems:?}");
        }
        assert!(decode(&vec![b'x'; 2 * MAX_BYTES + 1]).1[0].message.contains("MB"));
        assert_eq!(decode(b"Br\xfccke;4 \x80").0, "Brücke;4 €");
        assert_eq!(decode(b"").0, "");
    }

    proptest! {
        #[test]
        fn every_encoding_gives_the_same_text(text in "[a-zäß€;, \n×0-9]{0,60}") {
            let expect = (text.clone(), vec![]);
            let marked = format!("\u{feff}{text}");
            prop_assert_eq!(decode(text.as_bytes()), expect.clone());
            prop_assert_eq!(decode(marked.as_bytes()), expect.clone());
            prop_assert_eq!(decode(&utf16(&marked, u16::to_le_bytes)), expect.clone());
            prop_assert_eq!(decode(&utf16(&marked, u16::to_be_bytes)), expect);
        }

        #[test]
        fn plain_letters_need_no_mark(text in "[a-z;,0-9\r\n]{8,60}") {
            prop_assert_eq!(&decode(&utf16(&text, u16::to_le_bytes)).0, &text);
            prop_assert_eq!(&decode(&utf16(&text, u16::to_be_bytes)).0, &text);
        }

        #[test]
        fn never_panics(bytes in prop::collection::vec(0u8..=255, 0..40)) {
            let _ = decode(&bytes);
        }
    }
}
