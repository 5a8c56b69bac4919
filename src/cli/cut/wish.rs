//! Columns that only parts have: `grain` and `rotate`.

use std::collections::BTreeMap;

use crate::cutting::{Grain, Turns};
use crate::diagnostic::{Diagnostic, Place};
use crate::fold::lower;
use crate::stock::table_rows;

/// What one part wishes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Wish {
    /// How the grain runs through it: along its length or across.
    pub grain: Grain,
    /// How it may be turned.
    pub turns: Turns,
}

/// What each part wishes, by its id.
pub(super) type Wishes = BTreeMap<String, Wish>;

/// Reads both columns; what is not understood is told and taken for the usual.
pub(super) fn wishes(text: &str) -> (Wishes, Vec<Diagnostic>) {
    let rows = table_rows(text);
    let Some((head, rows)) = rows.split_first() else { return (Wishes::new(), Vec::new()) };
    let column = |name: &str| head.iter().position(|cell| lower(cell.trim()) == name);
    let Some(id) = column("id") else { return (Wishes::new(), Vec::new()) };
    let (mut found, mut problems) = (Wishes::new(), Vec::new());
    for row in rows {
        let cell = |name| column(name).and_then(|k| row.get(k)).map(|text| lower(text.trim())).unwrap_or_default();
        let mut tell = |name: &str, text: &str, hint: &str| {
            let place = Place::whole(row.get(id).cloned().unwrap_or_default());
            let message = format!("{name}: “{text}” is not understood");
            problems.push(Diagnostic::warning("bad-cell", place, message).hint(hint.to_owned()));
        };
        let mut wish = Wish::default();
        match cell("grain").as_str() {
            "" | "any" | "no" => {}
            "along" | "yes" | "length" => wish.grain = Grain::Along,
            "across" | "width" => wish.grain = Grain::Across,
            other => tell("grain", other, "write along, across, or nothing"),
        }
        match cell("rotate").as_str() {
            "" | "yes" | "quarter" => {}
            "no" => wish.turns = Turns::Fixed,
            "half" => wish.turns = Turns::Half,
            "any" => wish.turns = Turns::Any,
            other => tell("rotate", other, "write yes, no, half, quarter or any"),
        }
        if let Some(id) = row.get(id) {
            found.insert(id.trim().to_owned(), wish);
        }
    }
    (found, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_read_by_id_and_strange_ones_told() {
        let (found, problems) = wishes("id;grain;rotate\na;along;no\nb;;any\nc;slanted;\n");
        assert_eq!(found["a"], Wish { grain: Grain::Along, turns: Turns::Fixed });
        assert_eq!(found["b"], Wish { grain: Grain::Any, turns: Turns::Any });
        assert_eq!((found["c"].clone(), problems.len()), (Wish::default(), 1));
        assert_eq!(wishes("").0, Wishes::new());
    }
}
