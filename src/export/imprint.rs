//! Whose a file is: the design, its version, the state that was built, licence and authors.

use crate::design::{Build, Design};

/// What every file carries inside, and what its name is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imprint {
    /// Short name of the design.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Its licence (SPDX).
    pub licence: String,
    /// Who made it.
    pub authors: Vec<String>,
    /// The state that was built, as eight hexadecimal digits: equal values and equal stock have an equal state.
    pub state: String,
}

impl Imprint {
    /// Of a design that was evaluated.
    pub fn new(design: &Design, build: &Build) -> Self {
        // Negative zero is the same value as zero.
        let values = build.parameters.iter().flat_map(|value| (value + 0.0).to_bits().to_le_bytes());
        let stock = build.slots.iter().flat_map(|slot| {
            let key = slot.fill.as_ref().map_or("", |fill| fill.key.as_str());
            slot.name.bytes().chain([0]).chain(key.bytes()).chain([0])
        });
        let hash = values.chain(stock).fold(FNV_OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME));
        Self {
            id: design.id.clone(),
            title: design.title.clone(),
            version: design.version.clone(),
            licence: design.licence.clone(),
            authors: design.authors.clone(),
            state: format!("{:08x}", (hash ^ hash >> 32) as u32),
        }
    }

    /// The name of a file: `design-version-state.extension`, or with a part or kind behind the state.
    pub fn file(&self, of: &str, extension: &str) -> String {
        let own = [self.id.as_str(), &self.version, &self.state, of];
        let words: Vec<String> = own.iter().filter(|word| !word.is_empty()).map(|word| safe(word)).collect();
        format!("{}.{extension}", words.join("-"))
    }

    /// Design, version and state, for one line.
    pub fn what(&self) -> String {
        let title = if self.title.is_empty() { &self.id } else { &self.title };
        format!("{title}, version {}, state {}", self.version, self.state)
    }

    /// Licence and authors, for one line.
    pub fn whose(&self) -> String {
        let licence = if self.licence.is_empty() { "no licence named" } else { &self.licence };
        format!("{licence}; {}", self.by())
    }

    /// The authors, for one line.
    pub fn by(&self) -> String {
        if self.authors.is_empty() { "authors not named".to_owned() } else { format!("by {}", self.authors.join(", ")) }
    }
}

/// Offset and prime of the hash FNV-1a with 64 bits.
///
/// Source: RFC 9923, The FNV Non-Cryptographic Hash Algorithm.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;
/// Longest word of a name of a file, letters: three of them stay below what file systems bear.
const MAX_WORD: usize = 60;

/// A word that every file system takes for a name.
fn safe(word: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' };
    let word: String = word.trim_start_matches('.').chars().take(MAX_WORD).map(letter).collect();
    if word.is_empty() { "_".to_owned() } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_states_tell_builds_apart() {
        let design = Design { id: "plank-table".into(), version: "../1 ä".into(), ..Design::default() };
        let state = |parameters: &[f64]| {
            let build = Build { parameters: parameters.to_vec(), ..Build::default() };
            Imprint::new(&design, &build)
        };
        assert_eq!(state(&[1.0, 0.0]), state(&[1.0, -0.0]));
        assert_ne!(state(&[1.0]).state, state(&[1.0 + 1e-9]).state);
        let name = state(&[1.0]).file("leg", "stl");
        assert!(name.starts_with("plank-table-_1__-") && name.ends_with("-leg.stl"), "{name}");
    }
}
