//! Writes the content security policy of a release page: own scripts only, by name or by hash.

use crate::page;
use sha2::{Digest, Sha256};

/// The page with its policy put where it says `<!-- csp -->`.
///
/// Designs and catalogues may lie on any web space, so data may come from anywhere; code may not.
pub fn add(html: &str) -> String {
    let hashes: String = page::inline_scripts(html)
        .iter()
        .map(|script| format!(" 'sha256-{}'", base64(&Sha256::digest(script))))
        .collect();
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{hashes}; worker-src 'self'; \
         style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; \
         connect-src 'self' data: blob: https: http:; object-src 'none'; base-uri 'self'; form-action 'none'"
    );
    let tag = format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#);
    html.replacen("<!-- csp -->", &tag, 1)
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0usize, |bits, at| bits << 8 | usize::from(group.get(at).copied().unwrap_or(0)));
        for digit in 0..4 {
            if digit <= group.len() {
                text.push(char::from(DIGITS[bits >> (18 - 6 * digit) & 63]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_as_the_standard_says() {
        let texts = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let expected = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        assert_eq!(texts.map(|text| base64(text.as_bytes())), expected); // RFC 4648, section 10
    }

    #[test]
    fn an_inline_script_is_allowed_by_its_hash() {
        let page = add("<head><!-- csp --></head><script>alert('Hello, world.');</script>");
        // The example of the Content Security Policy recommendation, level 3.
        assert!(page.contains("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"));
    }
}
