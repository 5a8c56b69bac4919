//! The record of a project, and how that of version 1, which held all, is brought to today's form.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::YardText;
use crate::project::Choices;
use crate::stock::Reach;

/// The form of the record written.
const VERSION: u32 = 2;

/// A record with its form and its state: two records with equal revisions are equal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stored<T> {
    /// Form of the record: 2 for a project, 3 for a yard.
    pub version: u32,
    /// Changes with every change of the content.
    pub revision: String,
    /// What is kept.
    pub content: T,
}

/// Everything but the yards.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    /// All yards there are.
    pub yards: Vec<YardName>,
    /// The yard in hand.
    pub yard: String,
    /// What was chosen, by the id of the design.
    pub chosen: BTreeMap<String, Choices>,
    /// What was put aside to be compared, by the id of the design.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub alternatives: BTreeMap<String, Vec<Choices>>,
    /// The design in hand.
    pub design_id: String,
    /// The text of that design, where it is not the first one.
    pub design_source: Option<String>,
    /// Whether lengths are shown in inches.
    pub inches: bool,
    /// The language wanted for texts of designs; empty is the browser's.
    pub language: String,
    /// The text of a design at work.
    pub draft: Option<String>,
    /// Whose stock a fit takes.
    pub reach: Reach,
    /// Materials and local prices of the person's own, as their table; empty where there are none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub materials_csv: String,
}

/// A yard in the list of yards.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct YardName {
    /// Tells yards apart; part of the key of its record.
    pub id: String,
    /// What the person calls it; empty for the first, unnamed one.
    pub name: String,
}

impl Project {
    /// Whether the same design and yard are in hand.
    pub fn has_in_hand(&self, other: &Self) -> bool {
        let hand = |p: &Self| (p.design_id.clone(), p.design_source.clone(), p.yard.clone());
        hand(self) == hand(other)
    }

    /// Whether all but what is in hand is equal.
    pub fn is_but_for_hand(&self, other: &Self) -> bool {
        let hand = (other.design_id.clone(), other.design_source.clone(), other.yard.clone());
        let (design_id, design_source, yard) = hand;
        Self { design_id, design_source, yard, ..self.clone() } == *other
    }
}

/// Why a record cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A newer version wrote it.
    Newer,
    /// It is damaged.
    Broken,
}

/// The record of a project as text.
pub fn text(content: &Project, revision: &str) -> String {
    let stored = Stored { version: VERSION, revision: revision.to_owned(), content };
    // Maps with text keys and finite numbers always have a JSON form.
    serde_json::to_string(&stored).unwrap_or_default()
}

/// How the record of a revision begins: where it does, nothing else needs to be read to know its content.
pub fn head(revision: &str) -> String {
    format!("{{\"version\":{VERSION},\"revision\":\"{revision}\",\"content\":")
}

/// The record of a project of today's form.
///
/// # Errors
/// Why it cannot be used; nothing of it is taken then.
pub fn parse(json: &[u8]) -> Result<Stored<Project>, Unread> {
    parse_version(json, VERSION)
}

/// A JSON record of a version.
pub(super) fn parse_version<T: DeserializeOwned>(json: &[u8], version: u32) -> Result<Stored<T>, Unread> {
    match serde_json::from_slice::<Stored<T>>(json) {
        Ok(stored) if stored.version == version => Ok(stored),
        _ => Err(unread(json, version)),
    }
}

pub(super) fn unread(json: &[u8], version: u32) -> Unread {
    #[derive(Deserialize)]
    struct Version {
        version: u64,
    }
    match serde_json::from_slice::<Version>(json) {
        Ok(found) if found.version > version.into() => Unread::Newer,
        _ => Unread::Broken,
    }
}

/// Version 1: all in one record.
#[derive(Deserialize)]
struct Version1 {
    version: u32,
    inventory_csv: String,
    is_example: bool,
    choices: Choices,
    design_id: String,
    inches: bool,
    #[serde(default)]
    design_source: Option<String>,
    #[serde(default)]
    laid_aside: BTreeMap<String, Choices>,
    #[serde(default)]
    language: String,
    #[serde(default)]
    draft: Option<String>,
}

/// Brings a record of version 1 to today's form: a project and its one yard, `y1`. Nothing if it is none.
pub fn from_version_1(json: &[u8]) -> Option<(Project, YardText)> {
    let old: Version1 = serde_json::from_slice(json).ok().filter(|old: &Version1| old.version == 1)?;
    let mut chosen = old.laid_aside;
    chosen.insert(old.design_id.clone(), old.choices);
    let project = Project {
        yards: vec![YardName { id: "y1".to_owned(), name: String::new() }],
        yard: "y1".to_owned(),
        chosen,
        alternatives: BTreeMap::new(),
        design_id: old.design_id,
        design_source: old.design_source,
        inches: old.inches,
        language: old.language,
        draft: old.draft,
        reach: Reach::default(),
        materials_csv: String::new(),
    };
    let yard = YardText { inventory_csv: old.inventory_csv, is_example: old.is_example, neighbours: Vec::new() };
    Some((project, yard))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the first version wrote it.
    const OLD: &[u8] =
        br#"{"version":1,"inventory_csv":"id,name,form,quantity,length\ns1,lath,spool,2,1200\n","is_example":false,
        "choices":{"values":{"length":0.8},"locks":["length"],"bindings":{"top":"board"}},"design_id":"plank-table",
        "inches":true,"laid_aside":{"shelf":{"values":{"depth":0.2}}},"language":"de","draft":"format = 1"}"#;

    #[test]
    fn records_of_version_1_open_with_all_they_hold() {
        let (project, yard) = from_version_1(OLD).expect("a record of version 1");
        let (yard, is_whole) = yard.kept();
        let inventory = yard.inventory();
        assert!(is_whole && !yard.is_example);
        assert_eq!((inventory.pieces[0].name.as_str(), inventory.pieces[0].length), ("lath", Some(1.2)));
        assert_eq!(project.chosen["plank-table"].values["length"], 0.8);
        assert!(project.chosen["plank-table"].is_locked("length"));
        assert_eq!(project.chosen["shelf"].values["depth"], 0.2);
        assert!(project.inches && project.language == "de" && project.draft.as_deref() == Some("format = 1"));
        assert_eq!(parse(OLD), Err(Unread::Broken));
    }

    #[test]
    fn what_is_written_reads_back() {
        let (project, _) = from_version_1(OLD).expect("a record of version 1");
        let read = parse(text(&project, "7-a").as_bytes()).expect("it reads");
        assert!(text(&project, "7-a").starts_with(&head("7-a")) && !text(&project, "7-a").starts_with(&head("7")));
        assert_eq!((read.content, read.revision.as_str()), (project, "7-a"));
    }

    #[test]
    fn newer_and_broken_records_are_told_apart() {
        assert_eq!(parse(br#"{"version":3,"revision":"","content":5}"#), Err(Unread::Newer));
        for broken in ["", "{", "null", "[1]", r#"{"version":2}"#, r#"{"version":"two"}"#] {
            assert_eq!(parse(broken.as_bytes()), Err(Unread::Broken));
            assert_eq!(from_version_1(broken.as_bytes()), None);
        }
    }
}
