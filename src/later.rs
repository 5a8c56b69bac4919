//! Texts that the first picture does not need: they come with the app's second module.
//!
//! `xtask/src/split/text.rs` finds such a text in the built module by its mark and moves it; until the second module is
//! there, zeros stand in its place. Everywhere else the text is simply there.

use std::hint::black_box;
use std::sync::OnceLock;

/// Sixteen bytes that stand in front of such a text and nowhere else.
const MARK: [u8; 16] = *b"\x00later\x01text\x02\xf5\xfa\xff\x00";

/// Length of the mark and of the four bytes behind it, which give the text's own length.
pub const HEAD: usize = MARK.len() + 4;

static LOADER: OnceLock<fn()> = OnceLock::new();

/// The text of a file of the crate, for `include_str!` where the first picture does not need it.
#[macro_export]
macro_rules! later {
    ($path:literal) => {{
        const TEXT: &str = include_str!($path);
        static BLOCK: [u8; $crate::later::HEAD + TEXT.len()] = $crate::later::block(TEXT);
        $crate::later::text(&BLOCK)
    }};
}

/// Mark, length (little endian) and text in one block of `HEAD` bytes more than the text.
pub const fn block<const N: usize>(text: &str) -> [u8; N] {
    assert!(N == HEAD + text.len() && !text.is_empty());
    let mut out = [0; N];
    let mut at = 0;
    while at < N {
        out[at] = match at {
            0..16 => MARK[at],
            16..HEAD => (text.len() as u32).to_le_bytes()[at - 16],
            _ => text.as_bytes()[at - HEAD],
        };
        at += 1;
    }
    out
}

/// The text of a block; whoever asks before it has come waits for it.
pub fn text(block: &'static [u8]) -> &'static str {
    // The compiler must not look through to the text that it knows: it may not be there yet.
    if black_box(block)[HEAD] == 0
        && let Some(load) = LOADER.get()
    {
        load();
    }
    std::str::from_utf8(&black_box(block)[HEAD..]).unwrap_or_default()
}

/// Says how to load what is not there yet.
pub fn load_with(load: fn()) {
    let _ = LOADER.set(load); // the first one stays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_gives_its_text_back() {
        static BLOCK: [u8; HEAD + 7] = block("ä text");
        assert_eq!(text(&BLOCK), "ä text");
        assert_eq!((BLOCK[..16].to_vec(), BLOCK[16..HEAD].to_vec()), (MARK.to_vec(), vec![7, 0, 0, 0]));
    }
}
