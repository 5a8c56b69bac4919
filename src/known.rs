//! Maps and sets for looking things up: quick, and the same on every machine. Their order means nothing, and nothing
//! may depend on it.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map to look things up in.
pub(crate) type Known<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// A set to ask what it holds.
pub(crate) type Set<K> = HashSet<K, BuildHasherDefault<Mixer>>;

/// Mixes what little a key consists of. (The multiplier is that of Knuth, The Art of Computer Programming, vol. 3,
/// section 6.4: 2^64 over the golden ratio.) Someone who makes keys collide on purpose gains little: every document
/// has its limits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for eight in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..eight.len()].copy_from_slice(eight);
            self.write_u64(u64::from_le_bytes(word));
        }
    }
    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }
    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }
    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0 ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }
    fn write_isize(&mut self, value: isize) {
        self.write_u64(value as u64);
    }
}
