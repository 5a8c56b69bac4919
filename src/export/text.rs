//! Text inside of files: escaped for XML, and in letters that old formats know.

/// Text for XML, in an element or an attribute; letters that XML does not allow are left out.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// Text in ASCII, other letters as `\U+XXXX`, which readers of DXF show as the letters that they are; without line
/// ends, which would end the value.
pub(super) fn dxf(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' '..='~' => out.push(c),
            c if c.is_control() => out.push(' '),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out += &format!("\\U+{unit:04X}");
                }
            }
        }
    }
    out
}

/// Text between the quotes of STEP; other letters than ASCII in its hexadecimal way.
///
/// Source: ISO 10303-21, 6.4.3.
pub(super) fn step(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\'' => out += "''",
            '\\' => out += "\\\\",
            ' '..='~' => out.push(c),
            c if c.is_control() => out.push(' '),
            c => out += &format!("\\X4\\{:08X}\\X0\\", u32::from(c)),
        }
    }
    out
}
