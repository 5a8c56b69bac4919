//! The words after the command.

use super::Usage;

/// All options; each command takes what it knows.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub files: Vec<String>,
    pub stock: Vec<String>,
    pub set: Vec<(String, String)>,
    pub bind: Vec<(String, String)>,
    pub choices: Option<String>,
    pub goal: Option<String>,
    pub format: Option<String>,
    pub output: Option<String>,
    pub nodes: Option<u64>,
    pub adapt: bool,
    pub json: bool,
}

impl Arguments {
    /// Reads options and file names in any order.
    pub fn read(words: &[String]) -> Result<Self, Usage> {
        let mut out = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
                _ => (word.as_str(), None),
            };
            let mut value = || {
                inline.clone().or_else(|| words.next().cloned()).ok_or_else(|| Usage(format!("{name} needs a value")))
            };
            match name {
                "--stock" | "--prices" => out.stock.push(value()?),
                "--set" => out.set.push(pair(name, &value()?)?),
                "--bind" => out.bind.push(pair(name, &value()?)?),
                "--choices" => out.choices = Some(value()?),
                "--goal" => out.goal = Some(value()?),
                "--format" => out.format = Some(value()?),
                "-o" | "--output" => out.output = Some(value()?),
                "--nodes" => {
                    let text = value()?;
                    out.nodes =
                        Some(text.parse().map_err(|_| Usage(format!("--nodes takes a whole number, not “{text}”")))?);
                }
                "--adapt" => out.adapt = true,
                "--json" => out.json = true,
                other if other.starts_with('-') && other.len() > 1 => {
                    return Err(Usage(format!("there is no option {other}")));
                }
                _ => out.files.push(word.clone()),
            }
        }
        Ok(out)
    }
}

fn pair(name: &str, text: &str) -> Result<(String, String), Usage> {
    let (key, value) = text.split_once('=').ok_or_else(|| Usage(format!("{name} takes NAME=VALUE, not “{text}”")))?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}
