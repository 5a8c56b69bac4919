//! Names that nothing uses, choices that nothing asks for, and texts that nobody translated.

use crate::design::compile::Usage;
use crate::design::model::Design;
use crate::diagnostic::{Diagnostic, Place};

/// What a design defines and never uses.
pub(super) fn names(design: &Design, usage: &Usage, found: &mut Vec<Diagnostic>) {
    for (what, name, span) in
        usage.defined.iter().filter(|(what, name, _)| *what != "language" && !usage.used.contains(name))
    {
        let place = Place::text(&design.source, "", *span);
        let hint = match *what {
            "slot" => "let a part be cut from it, or delete it",
            "function" | "table" => "call it in a formula, or delete it",
            _ => "use it in a formula or a text, or delete it",
        };
        let message = format!("the {what} “{name}” is used nowhere");
        found.push(Diagnostic::warning("unused-name", place, message).hint(hint));
    }
    for p in design.parameters.iter().filter(|p| p.number.is_none_or(|n| n == 1)) {
        let is_asked = |name: &str| usage.used.contains(&format!("'{name}'"));
        let silent: Vec<&str> = p.picks.iter().map(|pick| pick.name.as_str()).filter(|name| !is_asked(name)).collect();
        // The last choice needs no question of its own: it is what remains.
        if let [one, _, ..] = silent[..] {
            let message = format!("no formula tells {} apart", silent.join(", "));
            let hint = format!("ask for them, as in {} == '{one}'; else they change nothing", p.name);
            found.push(
                Diagnostic::warning("unused-choice", Place::whole(format!("{}.choices", p.text_key)), message)
                    .hint(hint),
            );
        }
    }
}

/// Texts that a translation leaves out.
pub(super) fn translations(design: &Design, usage: &Usage, found: &mut Vec<Diagnostic>) {
    const SHOWN: usize = 6;
    let keys = if design.texts.is_empty() { Vec::new() } else { design.text_keys() };
    for (language, texts) in &design.texts {
        // `pt-BR` need not repeat what `pt` says.
        let general = language.split_once('-').and_then(|(general, _)| design.texts.get(general));
        let is_there = |key: &String| texts.contains_key(key) || general.is_some_and(|g| g.contains_key(key));
        let missing: Vec<&str> = keys.iter().filter(|key| !is_there(key)).map(String::as_str).collect();
        if missing.is_empty() {
            continue;
        }
        let span = usage.defined.iter().find(|(what, name, _)| *what == "language" && name == language);
        let place = Place::text(&design.source, format!("texts.{language}"), span.map(|s| s.2).unwrap_or_default());
        let more = missing.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!("{} of {} texts are not translated", missing.len(), keys.len());
        let hint = format!(
            "missing: {}{more}; until then people read them as the author wrote them",
            missing[..missing.len().min(SHOWN)].join(", ")
        );
        found.push(Diagnostic::warning("missing-text", place, message).hint(hint));
    }
}
