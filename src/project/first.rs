//! What a first visit shows: the choices that the search finds for the first design with the example yard.

use super::Choices;

/// The file as it was written by `cargo test`; a test holds it to the search itself.
const FILE: &str = include_str!("../../assets/data/first-choices.json");

/// The choices of a first visit. They are read by lines, because a reader of JSON would be in the first download for
/// them alone.
pub fn first_choices() -> Choices {
    let mut choices = Choices::default();
    let mut block = "";
    for line in FILE.lines() {
        let Some((name, value)) = line.trim().trim_end_matches(',').split_once(": ") else { continue };
        let name = name.trim_matches('"');
        if value == "{" {
            block = name;
        }
        let name = name.to_owned();
        match (value.parse(), value.strip_prefix('"')) {
            (Ok(number), _) if block == "wishes" => drop(choices.wishes.insert(name, number)),
            (Ok(number), _) => drop(choices.values.insert(name, number)),
            (_, Some(text)) => drop(choices.bindings.insert(name, text.trim_end_matches('"').to_owned())),
            _ => {}
        }
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_give_what_json_gives() {
        assert_eq!(Some(first_choices()), serde_json::from_str(FILE).ok());
    }
}
