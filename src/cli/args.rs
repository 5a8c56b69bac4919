//! The words of the command line: files, flags and options with values.

use super::reply::Failure;
use crate::diagnostic::suggest;

/// All options with a value: what `build` takes, then what `adapt` takes more, then what `bom` takes more.
const VALUED: [&str; 15] = [
    "--stock",
    "--prices",
    "--materials",
    "--set",
    "--bind",
    "--choices",
    "--preset",
    "--language",
    "--spare",
    "--goal",
    "--nodes",
    "--seconds",
    "--front",
    "--format",
    "--output",
];
/// Options with a value of `build`.
pub(super) const BUILD: &[&str] = VALUED.split_at(9).0;
/// Options with a value of `adapt`.
pub(super) const ADAPT: &[&str] = VALUED.split_at(13).0;
/// Options with a value of `bom`.
pub(super) const BOM: &[&str] = &VALUED;

/// Options with a value of `export`: those of `build` and where what is to be written.
pub(super) fn export() -> Vec<&'static str> {
    BUILD.iter().copied().chain(["--format", "--output", "--paper", "--units"]).collect()
}

/// Options with a value of `cut`.
pub(super) const CUT: &[&str] =
    &["--stock", "--parts", "--materials", "--kerf", "--trim", "--min-remnant", "--mode", "--spacing", "--seconds"];

/// The words behind a command.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    /// Words that belong to no option.
    pub files: Vec<String>,
    flags: Vec<String>,
    values: Vec<(String, String)>,
}

impl Arguments {
    /// Sorts the words. `--name value` and `--name=value` say the same; behind `--` all words are files.
    pub fn read(words: &[String], valued: &[&str], flags: &[&str]) -> Result<Self, Failure> {
        let mut out = Self::default();
        let mut words = words.iter();
        let mut only_files = false;
        while let Some(word) = words.next() {
            if only_files || !word.starts_with('-') || word == "-" {
                out.files.push(word.clone());
                continue;
            }
            if word == "--" {
                only_files = true;
                continue;
            }
            let (name, value) = word.split_once('=').map_or((word.as_str(), None), |(n, v)| (n, Some(v.to_owned())));
            let name = if name == "-o" { "--output" } else { name };
            match value {
                None if flags.contains(&name) => out.flags.push(name.to_owned()),
                Some(_) if flags.contains(&name) => return Err(Failure(format!("{name} takes no value"))),
                value if valued.contains(&name) => {
                    let value = value.or_else(|| words.next().cloned());
                    let value = value.ok_or_else(|| Failure(format!("{name} needs a value behind it")))?;
                    out.values.push((name.to_owned(), value));
                }
                _ => return Err(unknown("option", name, flags.iter().chain(valued).copied())),
            }
        }
        Ok(out)
    }

    /// Whether a flag is set.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|f| f == flag)
    }

    /// All values of an option.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value of an option that may be given once.
    pub fn one<'a>(&'a self, name: &'a str) -> Result<Option<&'a str>, Failure> {
        let mut values = self.all(name);
        let first = values.next();
        match values.next() {
            Some(_) => Err(Failure(format!("{name} may be given only once"))),
            None => Ok(first),
        }
    }

    /// A whole number of at least one.
    pub fn count(&self, name: &str, default: u64) -> Result<u64, Failure> {
        let Some(typed) = self.one(name)? else { return Ok(default) };
        let count = typed.parse().ok().filter(|n| *n > 0);
        count.ok_or_else(|| Failure(format!("{name} takes a whole number of at least 1, not “{typed}”")))
    }
}

/// A word that is not known, with the nearest known one or all of them.
pub(super) fn unknown<'a>(what: &str, word: &str, known: impl IntoIterator<Item = &'a str>) -> Failure {
    let known: Vec<&str> = known.into_iter().collect();
    let advice = match suggest(word, known.iter().copied()) {
        Some(near) => format!("did you mean “{near}”?"),
        None if known.is_empty() => "there is none".to_owned(),
        None => format!("known here: {}", known.join(", ")),
    };
    Failure(format!("there is no {what} “{word}”; {advice}"))
}
