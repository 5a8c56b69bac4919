//! Every text that a person sees, from the message tables in `assets/messages`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::later;

type Table = BTreeMap<&'static str, &'static str>;

/// What the first picture shows.
fn first() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| read(&[include_str!("../../assets/messages/en/build.txt")]))
}

/// What other places show.
#[inline(never)]
fn others() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        read(&[
            later!("../../assets/messages/en/scrap.txt"),
            later!("../../assets/messages/en/lists.txt"),
            later!("../../assets/messages/en/materials.txt"),
            later!("../../assets/messages/en/kept.txt"),
            later!("../../assets/messages/en/outline.txt"),
            later!("../../assets/messages/en/trace.txt"),
        ])
    })
}

fn read(texts: &[&'static str]) -> Table {
    texts.iter().flat_map(|text| text.lines()).filter_map(|line| line.split_once(" = ")).collect()
}

/// The text of a key; a key without text shows itself, so that it is noticed.
pub fn t(key: &'static str) -> &'static str {
    first().get(key).or_else(|| others().get(key)).copied().unwrap_or(key)
}

/// The text of a key with `{name}` insertions filled in.
pub fn t_with(key: &'static str, values: &[(&str, &str)]) -> String {
    values.iter().fold(t(key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// The text of a key for a count: `key.one` for 1, `key.many` else, with `{n}` filled in.
pub fn t_count(one: &'static str, many: &'static str, n: usize) -> String {
    t_with(if n == 1 { one } else { many }, &[("n", &n.to_string())])
}
