//! Licences that a design may carry, by their SPDX identifiers.

use crate::diagnostic::suggest;

/// Open licences in use for hardware, its documents and its programs, from the SPDX licence list, version 3.25.
const KNOWN: [&str; 40] = [
    "0BSD",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC-BY-3.0",
    "CC-BY-4.0",
    "CC-BY-SA-3.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "CERN-OHL-1.1",
    "CERN-OHL-1.2",
    "CERN-OHL-P-2.0",
    "CERN-OHL-S-2.0",
    "CERN-OHL-W-2.0",
    "EUPL-1.2",
    "FSFAP",
    "GFDL-1.3-only",
    "GFDL-1.3-or-later",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "ISC",
    "LAL-1.3",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "ODbL-1.0",
    "OFL-1.1",
    "PDDL-1.0",
    "SHL-2.1",
    "TAPR-OHL-1.0",
    "Unlicense",
    "Zlib",
];

/// What is wrong with a licence expression such as `MIT OR Apache-2.0`: the identifier that is not known, and a hint.
pub(super) fn unknown(expression: &str) -> Option<(&str, String)> {
    let words = expression.split([' ', '(', ')']).filter(|w| !matches!(*w, "" | "AND" | "OR"));
    let wrong = words.into_iter().find(|w| !KNOWN.contains(w) && !w.starts_with("LicenseRef-"))?;
    let begun = KNOWN.into_iter().find(|known| wrong.len() > 2 && known.starts_with(wrong));
    let hint = match begun.or_else(|| suggest(wrong, KNOWN)) {
        Some(near) => format!("did you mean “{near}”?"),
        None => "write an SPDX identifier of an open licence, such as CERN-OHL-S-2.0, CC-BY-SA-4.0 or MIT; one that \
                 is not on the list is written LicenseRef-NAME"
            .to_owned(),
    };
    Some((wrong, hint))
}

#[cfg(test)]
mod tests {
    use super::unknown;

    #[test]
    fn identifiers_and_their_unions_are_known() {
        for good in ["CERN-OHL-S-2.0", "MIT OR Apache-2.0", "(CC0-1.0 AND MIT)", "LicenseRef-village"] {
            assert_eq!(unknown(good), None);
        }
        assert_eq!(unknown("MIT OR CERN-OHL-S2.0").unwrap().1, "did you mean “CERN-OHL-S-2.0”?");
        assert!(unknown("all rights reserved").unwrap().1.contains("LicenseRef"));
    }
}
