//! The share link: design, choices and, where wished, the inventory, in the part of an address behind `#`.
//!
//! `1.` and then base64url of deflated JSON. The part behind `#` never leaves the browser of who opens it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::base64url::{decode, encode};
use crate::project::Choices;

/// The version written; also the only one read.
const VERSION: &str = "1";
/// Longest fragment read (bytes).
const MAX_FRAGMENT: usize = 200_000;
/// Most bytes that a fragment may inflate to.
const MAX_INFLATED: usize = 2_000_000;
/// Most values, locks and bindings together.
const MAX_ENTRIES: usize = 500;
/// Longest name of a design, parameter or slot (characters), and longest key of a family of stock.
const MAX_NAME: usize = 60;
const MAX_KEY: usize = 300;

/// What a link carries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// Id of the design.
    #[serde(rename = "design")]
    pub design_id: String,
    /// Choices for it.
    #[serde(default)]
    pub choices: Choices,
    /// The yard as a stock file, where the sender wished to pass it on.
    #[serde(default, rename = "stock", skip_serializing_if = "Option::is_none")]
    pub inventory_csv: Option<String>,
}

/// Why a link cannot be opened. Each says what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// Nothing that looks like a link.
    NotALink,
    /// Written by another version of the program.
    OtherVersion,
    /// More than a link may hold.
    TooLong,
    /// Characters are missing or changed.
    Damaged,
    /// A name, number or count that no design has.
    Unlikely(&'static str),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => f.write_str("this is not a link to a project; copy the whole address, up to its end"),
            Self::OtherVersion => f.write_str(
                "the link was made by a newer Scrapwright; reload this page to get it, then open the link again",
            ),
            Self::TooLong => {
                f.write_str("the link holds more than a project can; ask for the project as a file instead")
            }
            Self::Damaged => f.write_str(
                "the link is damaged, probably cut off on its way; copy the whole address, or ask for it again",
            ),
            Self::Unlikely(what) => write!(f, "the link holds {what}; ask whoever sent it to make it again"),
        }
    }
}

impl std::error::Error for LinkError {}

/// The fragment (without `#`) of a project. Numbers that are not finite are left out.
/// An inventory of many thousand rows gives a fragment that [`read`] refuses as too long.
pub fn write(design_id: &str, choices: &Choices, inventory_csv: Option<&str>) -> String {
    let mut choices = choices.clone();
    choices.values.retain(|_, value| value.is_finite());
    choices.wishes.retain(|_, value| value.is_finite());
    let shared = Shared { design_id: design_id.to_owned(), choices, inventory_csv: inventory_csv.map(str::to_owned) };
    // Maps with text keys and finite numbers always have a JSON form.
    let json = serde_json::to_vec(&shared).unwrap_or_default();
    format!("{VERSION}.{}", encode(&miniz_oxide::deflate::compress_to_vec(&json, 9)))
}

/// Reads a fragment, with or without `#`. Whatever it holds is bounded; nothing in it is trusted.
pub fn read(fragment: &str) -> Result<Shared, LinkError> {
    let fragment = fragment.trim().trim_start_matches('#');
    if fragment.len() > MAX_FRAGMENT {
        return Err(LinkError::TooLong);
    }
    let (version, body) = fragment.split_once('.').ok_or(LinkError::NotALink)?;
    if version != VERSION {
        let numbered = !version.is_empty() && version.len() < 6 && version.bytes().all(|b| b.is_ascii_digit());
        return Err(if numbered { LinkError::OtherVersion } else { LinkError::NotALink });
    }
    let deflated = decode(body).ok_or(LinkError::Damaged)?;
    let json =
        miniz_oxide::inflate::decompress_to_vec_with_limit(&deflated, MAX_INFLATED).map_err(|e| match e.status {
            miniz_oxide::inflate::TINFLStatus::HasMoreOutput => LinkError::TooLong,
            _ => LinkError::Damaged,
        })?;
    let shared: Shared = serde_json::from_slice(&json).map_err(|_| LinkError::Damaged)?;
    check(&shared)?;
    Ok(shared)
}

fn check(shared: &Shared) -> Result<(), LinkError> {
    let Choices { values, locks, bindings, wishes, spare } = &shared.choices;
    if values.len() + locks.len() + bindings.len() + wishes.len() > MAX_ENTRIES {
        return Err(LinkError::Unlikely("more choices than any design offers"));
    }
    if values.values().chain(wishes.values()).chain([spare]).any(|value| !value.is_finite()) {
        return Err(LinkError::Unlikely("a number that is not finite"));
    }
    let longer = |text: &String, most: usize| text.chars().count() > most;
    let mut names = values.keys().chain(wishes.keys()).chain(locks).chain(bindings.keys()).chain([&shared.design_id]);
    if names.any(|name| longer(name, MAX_NAME)) || bindings.values().any(|key| longer(key, MAX_KEY)) {
        return Err(LinkError::Unlikely("a name that is too long"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::{example_inventory, write_csv};
    use proptest::collection::{btree_map, btree_set};
    use proptest::prelude::*;

    fn choices() -> impl Strategy<Value = Choices> {
        let name = "\\PC{1,60}";
        let number = prop::num::f64::NORMAL | prop::num::f64::ZERO;
        (btree_map(name, number, 0..8), btree_set(name, 0..4), btree_map(name, "\\PC{0,80}", 0..4)).prop_map(
            |(values, locks, bindings)| Choices { wishes: values.clone(), values, locks, bindings, spare: 0.05 },
        )
    }

    fn packed(json: &str) -> String {
        format!("1.{}", encode(&miniz_oxide::deflate::compress_to_vec(json.as_bytes(), 6)))
    }

    #[test]
    fn the_example_yard_travels_in_a_short_link() {
        let csv = write_csv(&example_inventory());
        let link = write("plank-table", &Choices::default(), Some(&csv));
        assert!(link.len() < 2_000, "{}", link.len());
        let shared = read(&format!("#{link}")).unwrap();
        assert_eq!((shared.design_id.as_str(), shared.inventory_csv), ("plank-table", Some(csv)));
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(read(""), Err(LinkError::NotALink));
        assert_eq!(read("build"), Err(LinkError::NotALink));
        assert_eq!(read("2.abc"), Err(LinkError::OtherVersion));
        assert_eq!(read("1.!!"), Err(LinkError::Damaged));
        assert_eq!(read(&format!("1.{}", "A".repeat(MAX_FRAGMENT))), Err(LinkError::TooLong));
        let bomb = format!("{{\"design\":\"{}\"}}", "a".repeat(3_000_000));
        assert_eq!(read(&packed(&bomb)), Err(LinkError::TooLong));
        assert!(matches!(
            read(&packed(&format!("{{\"design\":\"{}\"}}", "a".repeat(61)))),
            Err(LinkError::Unlikely(_))
        ));
        let many: Vec<String> = (0..501).map(|k| format!("\"p{k}\":1")).collect();
        let many = format!("{{\"design\":\"a\",\"choices\":{{\"values\":{{{}}}}}}}", many.join(","));
        assert!(matches!(read(&packed(&many)), Err(LinkError::Unlikely(_))));
        assert_eq!(read(&packed("{\"design\":\"a\",\"choices\":{\"values\":{\"p\":1e999}}}")), Err(LinkError::Damaged));
        assert!(LinkError::Damaged.to_string().contains("copy the whole address"));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(choices in choices(), id in "[a-z-]{1,40}", csv in proptest::option::of("\\PC{0,200}")) {
            let shared = read(&write(&id, &choices, csv.as_deref())).unwrap();
            prop_assert_eq!(shared, Shared { design_id: id, choices, inventory_csv: csv });
        }

        #[test]
        fn cut_off_links_are_errors(choices in choices(), keep in 0.0f64..1.0) {
            let link = write("table", &choices, None);
            let end = (link.len() as f64 * keep) as usize;
            prop_assert!(read(&link[..end]).is_err());
        }

        #[test]
        fn never_panics(text in "\\PC{0,80}") {
            let _ = read(&text);
            let _ = read(&format!("1.{text}"));
        }

        #[test]
        fn never_panics_on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&format!("1.{}", encode(&bytes)));
        }
    }
}
