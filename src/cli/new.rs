//! `new`: a commented design to start from.

use super::args::Arguments;
use super::reply::{Failure, Reply};

/// A small design that works and explains itself; `NAME` and `TITLE` stand for those of the new one.
const TEMPLATE: &str = include_str!("../../assets/template.toml");

/// Writes the template to `NAME/design.toml`.
pub(super) fn run(arguments: &Arguments) -> Result<Reply, Failure> {
    let [path] = &arguments.files[..] else {
        return Err(Failure("name the new design, such as wall-shelf".to_owned()));
    };
    let folder = std::path::Path::new(path);
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        return Err(Failure(format!(
            "“{name}” is no name of a design: lower-case letters, digits and - make one, such as wall-shelf"
        )));
    }
    let file = folder.join("design.toml");
    if file.exists() {
        return Err(Failure(format!("{} is there already; choose another name", file.display())));
    }
    let mut letters = name.replace('-', " ");
    letters[..1].make_ascii_uppercase();
    let text = TEMPLATE.replace("NAME", name).replace("TITLE", &letters);
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, text));
    written.map_err(|error| Failure(format!("cannot write {}: {error}", file.display())))?;
    let file = file.display();
    Ok(Reply::text(format!(
        "{file} is there. Change it with any editor, then look at it:\n  scrapwright check {file}\n  scrapwright build {file}\n"
    )))
}
