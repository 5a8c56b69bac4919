//! Bytes as characters that survive in addresses: base64url of RFC 4648, without padding.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Three bytes become four characters; a rest of one or two becomes two or three.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = (0..3).fold(0, |sum, k| (sum << 8) | u32::from(chunk.get(k).copied().unwrap_or(0)));
        for k in 0..=chunk.len() {
            let six = (group >> (18 - 6 * k)) & 63;
            out.push(char::from(ALPHABET[six as usize]));
        }
    }
    out
}

/// The bytes of a text; nothing where a character is not of the alphabet or the length cannot be.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    if bytes.len() % 4 == 1 {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3 + 2);
    for chunk in bytes.chunks(4) {
        let mut group = 0;
        for k in 0..4 {
            group = (group << 6) | chunk.get(k).map_or(Some(0), |c| value(*c))?;
        }
        let all = [(group >> 16) as u8, (group >> 8) as u8, group as u8];
        out.extend_from_slice(&all[..chunk.len() - 1]);
    }
    Some(out)
}

fn value(character: u8) -> Option<u32> {
    ALPHABET.iter().position(|c| *c == character).map(|k| k as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn agrees_with_the_examples_of_the_standard() {
        for (bytes, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text), Some(bytes.as_bytes().to_vec()));
        }
        assert_eq!(encode(&[0xfb, 0xff]), "-_8");
        assert_eq!(decode("A"), None);
        assert_eq!(decode("Zm=="), None);
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = decode(&text);
        }
    }
}
