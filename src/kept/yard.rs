//! The record of a yard: packed pieces behind a line that says what it is; as text in files and earlier versions.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::record::{parse_version, unread};
use super::{Stored, Unread};
use crate::stock::{
    Inventory, Neighbour, pack, put_bytes, put_count, read_written, take_bytes, take_count, take_text, unpack,
    write_csv,
};

/// The form of the record written, and that of earlier ones: a [`YardText`] as JSON.
const VERSION: u32 = 3;
const TEXT_VERSION: u32 = 2;

/// One yard as it is kept: equal where all in it is equal, and cheap to copy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptYard {
    pieces: Arc<[u8]>,
    /// Whether it is still the example.
    pub is_example: bool,
    neighbours: Vec<KeptNeighbour>,
}

/// What a neighbour has.
#[derive(Clone, Debug, Default, PartialEq)]
struct KeptNeighbour {
    id: String,
    name: String,
    is_on: bool,
    pieces: Arc<[u8]>,
}

/// The line at the start of a record.
#[derive(Serialize, Deserialize)]
struct Head {
    version: u32,
    revision: String,
}

impl KeptYard {
    /// A yard as it is kept.
    pub fn new(inventory: &Inventory, is_example: bool, neighbours: &[Neighbour]) -> Self {
        let neighbour = |n: &Neighbour| KeptNeighbour {
            id: n.id.clone(),
            name: n.name.clone(),
            is_on: n.is_on,
            pieces: pack(&n.stock.pieces).into(),
        };
        let pieces = pack(&inventory.pieces).into();
        Self { pieces, is_example, neighbours: neighbours.iter().map(neighbour).collect() }
    }

    /// The pieces.
    pub fn inventory(&self) -> Inventory {
        // Records are read whole or not at all, see `read_yard`.
        unpack(&self.pieces).unwrap_or_default().into()
    }

    /// What neighbours have.
    pub fn neighbours(&self) -> Vec<Neighbour> {
        let neighbour = |n: &KeptNeighbour| Neighbour {
            id: n.id.clone(),
            name: n.name.clone(),
            is_on: n.is_on,
            stock: unpack(&n.pieces).unwrap_or_default().into(),
        };
        self.neighbours.iter().map(neighbour).collect()
    }

    /// Its record.
    pub fn record(&self, revision: &str) -> Vec<u8> {
        let mut out = yard_head(revision).into_bytes();
        out.push(u8::from(self.is_example));
        put_bytes(&mut out, &self.pieces);
        put_count(&mut out, self.neighbours.len() as u64);
        for n in &self.neighbours {
            put_bytes(&mut out, n.id.as_bytes());
            put_bytes(&mut out, n.name.as_bytes());
            out.push(u8::from(n.is_on));
            put_bytes(&mut out, &n.pieces);
        }
        out
    }
}

/// How the record of a revision begins: where it does, nothing else needs to be read to know its content.
pub fn yard_head(revision: &str) -> String {
    let head = Head { version: VERSION, revision: revision.to_owned() };
    // A number and a text always have a JSON form.
    serde_json::to_string(&head).unwrap_or_default() + "\n"
}

/// A yard of today's form or an earlier one with its pieces, and whether all that it holds could be read: in a text some
/// rows may be spoilt.
///
/// # Errors
/// Why it cannot be used; nothing of it is taken then.
pub fn read_yard(record: &[u8]) -> Result<(Stored<KeptYard>, Inventory, bool), Unread> {
    let line = record.iter().position(|byte| *byte == b'\n').unwrap_or(record.len());
    let (line, rest) = record.split_at(line);
    match serde_json::from_slice::<Head>(line) {
        Ok(head) if head.version == VERSION => {
            let (content, inventory) = rest.split_first().and_then(|(_, rest)| take(rest)).ok_or(Unread::Broken)?;
            Ok((Stored::of(head.revision, content), inventory, true))
        }
        Ok(head) if head.version > VERSION => Err(Unread::Newer),
        _ => {
            let old: Stored<YardText> = parse_version(record, TEXT_VERSION).map_err(|_| unread(record, VERSION))?;
            let (content, is_whole) = old.content.kept();
            let inventory = content.inventory();
            Ok((Stored { version: old.version, revision: old.revision, content }, inventory, is_whole))
        }
    }
}

/// What follows the first line, all of it.
fn take(mut rest: &[u8]) -> Option<(KeptYard, Inventory)> {
    let rest = &mut rest;
    let take_flag = |rest: &mut &[u8]| {
        let (flag, after) = rest.split_first()?;
        *rest = after;
        Some(*flag == 1)
    };
    let is_example = take_flag(rest)?;
    let pieces = take_bytes(rest)?;
    let inventory = Inventory::from(unpack(pieces)?);
    let mut neighbours = Vec::new();
    for _ in 0..take_count(rest)? {
        let (id, name, is_on) = (take_text(rest)?, take_text(rest)?, take_flag(rest)?);
        let pieces = take_bytes(rest)?;
        unpack(pieces)?;
        neighbours.push(KeptNeighbour { id, name, is_on, pieces: pieces.into() });
    }
    rest.is_empty().then(|| (KeptYard { pieces: pieces.into(), is_example, neighbours }, inventory))
}

impl Stored<KeptYard> {
    /// A yard of today's form.
    pub fn of(revision: String, content: KeptYard) -> Self {
        Self { version: VERSION, revision, content }
    }

    /// Whether its record has an earlier form than today's.
    pub fn is_old(&self) -> bool {
        self.version < VERSION
    }
}

/// One yard as text: in the file with everything, and in earlier versions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct YardText {
    /// The pieces as a stock file.
    pub inventory_csv: String,
    /// Whether it is still the example.
    pub is_example: bool,
    /// What neighbours have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub neighbours: Vec<NeighbourText>,
}

/// What a neighbour has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NeighbourText {
    /// Tells neighbours apart.
    pub id: String,
    /// Who it is.
    pub name: String,
    /// Whether the pieces count in a fit.
    pub is_on: bool,
    /// The pieces as a stock file.
    pub inventory_csv: String,
}

impl YardText {
    /// A yard as text.
    pub fn of(yard: &KeptYard) -> Self {
        let neighbour =
            |n: Neighbour| NeighbourText { id: n.id, name: n.name, is_on: n.is_on, inventory_csv: write_csv(&n.stock) };
        Self {
            inventory_csv: write_csv(&yard.inventory()),
            is_example: yard.is_example,
            neighbours: yard.neighbours().into_iter().map(neighbour).collect(),
        }
    }

    /// The yard as it is kept, and whether all of its own pieces could be read.
    pub fn kept(&self) -> (KeptYard, bool) {
        let read = read_written(&self.inventory_csv);
        let is_whole = read.rejected.is_empty() && !read.problems.iter().any(crate::diagnostic::Diagnostic::is_error);
        let neighbour = |n: &NeighbourText| Neighbour {
            id: n.id.clone(),
            name: n.name.clone(),
            is_on: n.is_on,
            stock: read_written(&n.inventory_csv).inventory,
        };
        let neighbours: Vec<Neighbour> = self.neighbours.iter().map(neighbour).collect();
        (KeptYard::new(&read.inventory, self.is_example, &neighbours), is_whole || self.inventory_csv.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::example_inventory;
    use proptest::prelude::*;

    fn sample() -> (KeptYard, Neighbour) {
        let ada = Neighbour::open(&[], "Ada", Some(900.0), example_inventory());
        (KeptYard::new(&example_inventory(), true, std::slice::from_ref(&ada)), ada)
    }

    #[test]
    fn what_is_written_reads_back() {
        let (yard, ada) = sample();
        let record = yard.record("7-a");
        assert!(record.starts_with(yard_head("7-a").as_bytes()) && !record.starts_with(yard_head("7").as_bytes()));
        let (stored, inventory, is_whole) = read_yard(&record).expect("it reads");
        assert!(is_whole && !stored.is_old());
        assert_eq!((stored.revision.as_str(), &stored.content, inventory), ("7-a", &yard, example_inventory()));
        assert_eq!((yard.inventory(), yard.neighbours()), (example_inventory(), vec![ada]));
        let (none, inventory, _) = read_yard(&KeptYard::default().record("")).expect("it reads");
        assert_eq!((none.content, inventory), (KeptYard::new(&Inventory::default(), false, &[]), Inventory::default()));
    }

    #[test]
    fn records_of_version_2_open_with_all_they_hold() {
        let (yard, _) = sample();
        let content = YardText::of(&yard);
        let old = Stored { version: TEXT_VERSION, revision: "7-a".to_owned(), content };
        let json = serde_json::to_vec(&old).expect("it can be written");
        let (stored, inventory, is_whole) = read_yard(&json).expect("it reads");
        assert!(is_whole && stored.is_old());
        assert_eq!((stored.revision.as_str(), stored.content, inventory), ("7-a", yard, example_inventory()));
        let spoilt = String::from_utf8(json).expect("text").replacen(",board,", ",bord,", 1);
        assert!(read_yard(spoilt.as_bytes()).is_ok_and(|(_, _, is_whole)| !is_whole));
    }

    #[test]
    fn newer_and_broken_records_are_told_apart() {
        assert_eq!(read_yard(b"{\"version\":4,\"revision\":\"\"}\n~"), Err(Unread::Newer));
        assert_eq!(read_yard(b"{\"version\":4,\"content\":1}"), Err(Unread::Newer));
        for broken in [&b""[..], b"{", b"null", b"\n", b"{\"version\":2}", b"{\"version\":3,\"revision\":\"\"}\n"] {
            assert_eq!(read_yard(broken), Err(Unread::Broken), "{broken:?}");
        }
    }

    proptest! {
        #[test]
        fn damage_is_noticed_or_harmless(at in 0usize..9_000, byte: u8, cut in 0usize..9_000) {
            let mut record = sample().0.record("1");
            let end = record.len();
            prop_assert_eq!(read_yard(&record[..cut % end]).ok(), None);
            record[at % end] = byte;
            let _ = read_yard(&record);
        }
    }
}
