//! One file that holds everything: all yards, choices, the design at work, settings.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Project, YardText};
use crate::quantity::{System, format};
use crate::stock::read_csv;

/// What the file says it is.
const FORMAT: &str = "scrapwright-everything/1";
/// Largest file read (bytes), and its most yards.
pub const MAX_BYTES: usize = 64_000_000;
const MAX_YARDS: usize = 200;

/// A yard with its name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NamedYard {
    /// Its id in `project.yards`.
    pub id: String,
    /// What is in it.
    #[serde(flatten)]
    pub yard: YardText,
}

/// Everything.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Everything {
    format: String,
    /// Choices, names of the yards, settings.
    pub project: Project,
    /// The yards.
    pub yards: Vec<NamedYard>,
}

/// Why a file cannot be opened; each says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EverythingError {
    /// It is no such file.
    NoSuchFile,
    /// A newer version wrote it.
    Newer,
    /// It is larger than such a file may be.
    TooLarge,
    /// It is damaged; the reader's reason.
    Damaged(String),
}

impl fmt::Display for EverythingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchFile => f.write_str("this is no file that Scrapwright saved; choose one that ends in .json"),
            Self::Newer => {
                f.write_str("a newer Scrapwright saved this file; reload this page to get it, then try again")
            }
            Self::TooLarge => {
                let most = format(MAX_BYTES as f64 / 1e6, "", 0, System::Metric);
                write!(f, "the file is larger than {most} MB or has more than {MAX_YARDS} yards; split it")
            }
            Self::Damaged(why) => write!(f, "the file is damaged ({why}); take another copy of it"),
        }
    }
}

impl std::error::Error for EverythingError {}

/// The text of the file.
pub fn write_everything(project: Project, yards: Vec<NamedYard>) -> String {
    let all = Everything { format: FORMAT.to_owned(), project, yards };
    // Maps with text keys and finite numbers always have a JSON form.
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

/// Reads the file. Yards that hold rows that cannot be read are an error too: nothing is taken half.
///
/// # Errors
/// Why it cannot be opened.
pub fn read_everything(text: &str) -> Result<Everything, EverythingError> {
    #[derive(Deserialize)]
    struct Head {
        format: String,
    }
    if text.len() > MAX_BYTES {
        return Err(EverythingError::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    let damaged = |e: serde_json::Error| EverythingError::Damaged(e.to_string());
    if !text.trim_start().starts_with('{') {
        return Err(EverythingError::NoSuchFile);
    }
    let head: Option<Head> = serde_json::from_str(text).ok();
    match head.as_ref().and_then(|head| head.format.strip_prefix("scrapwright-everything/")) {
        Some("1") => {}
        Some(_) => return Err(EverythingError::Newer),
        None if text.contains(FORMAT) => {
            return Err(serde_json::from_str::<Everything>(text).map_or_else(damaged, |_| EverythingError::NoSuchFile));
        }
        None => return Err(EverythingError::NoSuchFile),
    }
    let all: Everything = serde_json::from_str(text).map_err(damaged)?;
    if all.yards.len() > MAX_YARDS {
        return Err(EverythingError::TooLarge);
    }
    for NamedYard { id, yard } in &all.yards {
        let lists = yard.neighbours.iter().map(|n| &n.inventory_csv).chain([&yard.inventory_csv]);
        for csv in lists.filter(|csv| !csv.is_empty()) {
            let read = read_csv(csv);
            if let Some(problem) = read.problems.iter().find(|p| p.is_error()) {
                return Err(EverythingError::Damaged(format!("yard {id}: {problem}")));
            }
        }
    }
    Ok(all)
}

impl Everything {
    /// What the yards would be called beside those with these names, and the yards.
    pub fn named(&self, taken: &[String]) -> Vec<(String, &YardText)> {
        let mut taken = taken.to_vec();
        let mut out = Vec::new();
        for NamedYard { id, yard } in &self.yards {
            let name = self.project.yards.iter().find(|y| y.id == *id).map_or("", |y| y.name.trim());
            let name = free_name(name, &taken);
            taken.push(name.clone());
            out.push((name, yard));
        }
        out
    }
}

/// The name, with a number behind it where it is taken.
pub fn free_name(name: &str, taken: &[String]) -> String {
    let is_free = |name: &String| !taken.contains(name);
    let numbered = (2..).map(|n: u32| format!("{name} {n}").trim().to_owned());
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kept::{KeptYard, YardName};
    use crate::project::Choices;
    use crate::stock::{Inventory, Neighbour, example_inventory};
    use proptest::prelude::*;

    fn sample() -> (Project, Vec<NamedYard>) {
        let name = |id: &str, name: &str| YardName { id: id.to_owned(), name: name.to_owned() };
        let choices = Choices { values: [("length".to_owned(), 0.1 + 0.2)].into(), ..Choices::default() };
        let project = Project {
            yards: vec![name("y1", ""), name("y2", "Garage")],
            yard: "y2".to_owned(),
            chosen: [("plank-table".to_owned(), choices)].into(),
            draft: Some("format = 1\n# \"quoted\" ü".to_owned()),
            inches: true,
            ..Project::default()
        };
        let ada = Neighbour::open(&[], "Ada", Some(3_000.0), example_inventory());
        let yard = |id: &str, yard| NamedYard { id: id.to_owned(), yard: YardText::of(&yard) };
        let yards = vec![
            yard("y1", KeptYard::new(&Inventory::default(), false, &[])),
            yard("y2", KeptYard::new(&example_inventory(), true, &[ada])),
        ];
        (project, yards)
    }

    #[test]
    fn everything_comes_back() {
        let (project, yards) = sample();
        let read = read_everything(&write_everything(project.clone(), yards.clone())).expect("it reads");
        assert_eq!((read.project, read.yards), (project, yards));
    }

    #[test]
    fn names_that_are_taken_get_a_number() {
        let (project, yards) = sample();
        let all = read_everything(&write_everything(project, yards)).expect("it reads");
        let names = |taken: &[&str]| -> Vec<String> {
            let taken: Vec<String> = taken.iter().map(|t| (*t).to_owned()).collect();
            all.named(&taken).into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(names(&[]), ["", "Garage"]);
        assert_eq!(names(&["", "Garage", "Garage 2"]), ["2", "Garage 3"]);
    }

    #[test]
    fn other_files_are_refused_with_a_reason() {
        let (project, yards) = sample();
        let text = write_everything(project, yards);
        assert_eq!(read_everything("id,name,form\n"), Err(EverythingError::NoSuchFile));
        assert_eq!(read_everything("{\"format\":\"x\"}"), Err(EverythingError::NoSuchFile));
        assert_eq!(read_everything(&text.replace("everything/1", "everything/2")), Err(EverythingError::Newer));
        assert!(matches!(read_everything(&text[..text.len() / 2]), Err(EverythingError::Damaged(_))));
        let spoilt = text.replacen(",board,", ",bord,", 1);
        assert!(spoilt != text && matches!(read_everything(&spoilt), Err(EverythingError::Damaged(_))));
    }

    proptest! {
        #[test]
        fn never_panics(text in "[\\{\\}\\[\\]\":,a-z0-9/-]{0,60}") {
            let _ = read_everything(&text);
            let _ = read_everything(&format!("{{\"format\":\"{FORMAT}\",{text}"));
        }
    }
}
