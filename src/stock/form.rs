//! What kind of piece a piece of stock is.

use serde::{Deserialize, Serialize};

use crate::diagnostic::suggest;

/// What kind of piece it is; decides which sizes it needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Rectangular solid bar: length, width, thickness.
    Board,
    /// Round solid bar: length, diameter.
    Rod,
    /// Round hollow bar: length, outside diameter, wall.
    Pipe,
    /// Rectangular hollow bar: length, width, height, wall.
    Box,
    /// L-shaped bar: length, width and height of the legs, thickness.
    Angle,
    /// Flat stock cut in two directions: length, width, thickness.
    Sheet,
    /// Wire, rope, strip: length.
    Spool,
    /// Resin, concrete, paint.
    Bulk,
    /// Motor, bearing, magnet, bolt: told apart by section or name.
    #[default]
    Item,
}

/// Other words for the forms, in everyday English and in common tables.
const ALIASES: [(&str, Form); 37] = [
    ("plank", Form::Board),
    ("batten", Form::Board),
    ("beam", Form::Board),
    ("timber", Form::Board),
    ("lumber", Form::Board),
    ("slat", Form::Board),
    ("joist", Form::Board),
    ("stud", Form::Board),
    ("block", Form::Board),
    ("flat", Form::Board),
    ("flat bar", Form::Board),
    ("bar", Form::Rod),
    ("dowel", Form::Rod),
    ("round bar", Form::Rod),
    ("rebar", Form::Rod),
    ("tube", Form::Pipe),
    ("round tube", Form::Pipe),
    ("tube round", Form::Pipe),
    ("square tube", Form::Box),
    ("tube square", Form::Box),
    ("tube rect", Form::Box),
    ("box section", Form::Box),
    ("hollow section", Form::Box),
    ("angle iron", Form::Angle),
    ("l-profile", Form::Angle),
    ("panel", Form::Sheet),
    ("plate", Form::Sheet),
    ("plywood", Form::Sheet),
    ("wire", Form::Spool),
    ("rope", Form::Spool),
    ("cable", Form::Spool),
    ("strip", Form::Spool),
    ("liquid", Form::Bulk),
    ("powder", Form::Bulk),
    ("part", Form::Item),
    ("fastener", Form::Item),
    ("screw", Form::Item),
];

impl Form {
    /// All forms, in the order they are documented.
    pub const ALL: [Self; 9] =
        [Self::Board, Self::Rod, Self::Pipe, Self::Box, Self::Angle, Self::Sheet, Self::Spool, Self::Bulk, Self::Item];

    /// The word of the stock file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Rod => "rod",
            Self::Pipe => "pipe",
            Self::Box => "box",
            Self::Angle => "angle",
            Self::Sheet => "sheet",
            Self::Spool => "spool",
            Self::Bulk => "bulk",
            Self::Item => "item",
        }
    }

    /// Reads a form or one of its other names, in any case; the error is advice.
    pub fn parse(text: &str) -> Result<Self, String> {
        let word = crate::fold::lower(text.trim()).replace('_', " ");
        let known = || Self::ALL.iter().map(|f| (f.word(), *f)).chain(ALIASES);
        let singular = word.strip_suffix('s').unwrap_or(&word);
        if let Some((_, form)) = known().find(|(name, _)| *name == word || *name == singular) {
            return Ok(form);
        }
        let all = Self::ALL.map(Self::word).join(", ");
        Err(match suggest(&word, known().map(|(name, _)| name)) {
            Some(near) => format!("did you mean {near}? The forms are {all}"),
            None => format!("the forms are {all}"),
        })
    }

    /// Whether it is cut along its length only.
    pub fn is_linear(self) -> bool {
        matches!(self, Self::Board | Self::Rod | Self::Pipe | Self::Box | Self::Angle | Self::Spool)
    }

    /// Columns that matter for such a piece, in the order in which people say them; the others stay empty.
    pub fn fields(self) -> &'static [&'static str] {
        macro_rules! fields {
            ($($own:literal),*) => {
                &["name", "quantity", $($own,)* "material", "grade", "price", "owner", "place", "distance", "source",
                  "hazard", "notes", "attributes"]
            };
        }
        match self {
            Self::Board => fields!("length", "width", "thickness", "tolerance", "defects"),
            Self::Rod => fields!("length", "diameter", "tolerance", "defects"),
            Self::Pipe => fields!("length", "diameter", "wall", "tolerance", "defects"),
            Self::Box => fields!("length", "width", "height", "wall", "tolerance", "defects"),
            Self::Angle => fields!("length", "width", "height", "thickness", "tolerance", "defects"),
            Self::Sheet => fields!("length", "width", "thickness", "outline", "tolerance", "defects"),
            Self::Spool => fields!("length", "diameter", "width", "thickness", "tolerance", "defects"),
            Self::Bulk => fields!(),
            Self::Item => fields!("section", "length", "width", "thickness", "diameter", "tolerance"),
        }
    }

    /// Names of the sizes that such a piece must have.
    pub fn needs(self) -> &'static [&'static str] {
        match self {
            Self::Board | Self::Sheet => &["length", "width", "thickness"],
            Self::Rod => &["length", "diameter"],
            Self::Pipe => &["length", "diameter", "wall"],
            Self::Box => &["length", "width", "height", "wall"],
            Self::Angle => &["length", "width", "height", "thickness"],
            Self::Spool => &["length"],
            Self::Bulk | Self::Item => &[],
        }
    }
}

impl std::fmt::Display for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_shows_the_sizes_that_it_needs() {
        for form in Form::ALL {
            let fields = form.fields();
            assert!(form.needs().iter().all(|need| fields.contains(need)), "{form}");
            assert!(fields.iter().all(|field| crate::stock::COLUMNS.contains(field)), "{form}");
        }
    }

    #[test]
    fn every_name_reads_and_mistypes_get_advice() {
        for form in Form::ALL {
            assert_eq!(Form::parse(&form.word().to_uppercase()), Ok(form));
        }
        for (alias, form) in ALIASES {
            assert_eq!(Form::parse(alias), Ok(form));
        }
        assert_eq!(Form::parse("Planks"), Ok(Form::Board));
        assert_eq!(Form::parse("tube_round"), Ok(Form::Pipe));
        assert!(Form::parse("bord").unwrap_err().contains("did you mean board?"));
        assert!(Form::parse("").is_err());
    }
}
