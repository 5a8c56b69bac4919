//! What kind of piece a piece of stock is.

use serde::{Deserialize, Serialize};

use super::fold::fold;
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

/// Other words for the forms, folded, in everyday English, German, Spanish and French and in common tables.
const ALIASES: [(Form, &[&str]); 9] = [
    (
        Form::Board,
        &[
            "plank",
            "batten",
            "beam",
            "timber",
            "lumber",
            "slat",
            "joist",
            "stud",
            "block",
            "flat",
            "flat bar",
            "brett",
            "bretter",
            "bohle",
            "bohlen",
            "latte",
            "latten",
            "leiste",
            "leisten",
            "balken",
            "kantholz",
            "kantholzer",
            "flachstahl",
            "tabla",
            "tablon",
            "tablones",
            "liston",
            "listones",
            "viga",
            "pletina",
            "planche",
            "lame",
            "tasseau",
            "tasseaux",
            "chevron",
            "poutre",
            "madrier",
            "plat",
            "flacheisen",
        ],
    ),
    (
        Form::Rod,
        &[
            "bar",
            "dowel",
            "round bar",
            "rebar",
            "stange",
            "stangen",
            "stab",
            "rundstab",
            "rundstahl",
            "rundholz",
            "varilla",
            "barra",
            "redondo",
            "tige",
            "barre",
            "rond",
        ],
    ),
    (Form::Pipe, &["tube", "round tube", "tube round", "rohr", "rohre", "tubo", "cano", "tuyau", "tuyaux"]),
    (
        Form::Box,
        &[
            "square tube",
            "tube square",
            "tube rect",
            "box section",
            "hollow section",
            "vierkantrohr",
            "vierkantrohre",
            "rechteckrohr",
            "tubo cuadrado",
            "tubo rectangular",
            "tube carre",
            "tube rectangulaire",
        ],
    ),
    (
        Form::Angle,
        &[
            "angle iron",
            "l profile",
            "winkel",
            "winkelprofil",
            "winkeleisen",
            "winkelstahl",
            "l profil",
            "angulo",
            "angular",
            "corniere",
        ],
    ),
    (
        Form::Sheet,
        &[
            "panel", "plate", "plywood", "platte", "platten", "blech", "bleche", "tafel", "scheibe", "chapa",
            "plancha", "tablero", "lamina", "plaque", "panneau", "panneaux", "tole",
        ],
    ),
    (
        Form::Spool,
        &[
            "wire", "rope", "cable", "strip", "draht", "seil", "seile", "kabel", "schnur", "alambre", "cuerda", "fil",
            "corde", "hose", "schlauch", "manguera",
        ],
    ),
    (Form::Bulk, &["liquid", "powder"]),
    (
        Form::Item,
        &[
            "part",
            "fastener",
            "screw",
            "bolt",
            "nut",
            "washer",
            "nail",
            "magnet",
            "motor",
            "bearing",
            "wheel",
            "hinge",
            "schraube",
            "schrauben",
            "mutter",
            "muttern",
            "nagel",
            "lager",
            "rad",
            "rader",
            "scharnier",
            "tornillo",
            "tuerca",
            "clavo",
            "iman",
            "imanes",
            "rueda",
            "bisagra",
            "vis",
            "ecrou",
            "boulon",
            "clou",
            "aimant",
            "roue",
            "moteur",
            "charniere",
        ],
    ),
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
        let word = fold(text);
        Self::named(&word).ok_or_else(|| advice(&word))
    }

    /// The form of a folded word; of one in the plural too.
    pub(super) fn named(word: &str) -> Option<Self> {
        let singular = word.strip_suffix('s').unwrap_or(word);
        let is = |name: &str| name == word || name == singular;
        let own = Self::ALL.into_iter().find(|form| is(form.word()));
        own.or_else(|| ALIASES.iter().find(|(_, names)| names.iter().any(|name| is(name))).map(|(form, _)| *form))
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

    /// The sizes that its section is made of.
    pub fn sizes_across(self) -> &'static [&'static str] {
        match self {
            Self::Spool => &["diameter"],
            Self::Sheet => &["thickness"],
            form => form.needs().split_first().map_or(&[], |(_, across)| across),
        }
    }
}

#[cold]
#[inline(never)]
fn advice(word: &str) -> String {
    let all = Form::ALL.map(Form::word);
    let names = || all.into_iter().chain(ALIASES.iter().flat_map(|(_, names)| names.iter().copied()));
    match suggest(word, names()) {
        Some(near) => format!("did you mean {near}? The forms are {}", all.join(", ")),
        None => format!("the forms are {}", all.join(", ")),
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
        for (alias, form) in ALIASES.iter().flat_map(|(form, names)| names.iter().map(|name| (*name, *form))) {
            assert_eq!(Form::parse(alias), Ok(form), "{alias} means two forms");
            assert_eq!(fold(alias), alias, "not folded");
        }
        assert_eq!(Form::parse("Planks"), Ok(Form::Board));
        assert_eq!(Form::parse("tube_round"), Ok(Form::Pipe));
        assert!(Form::parse("bord").unwrap_err().contains("did you mean board?"));
        assert!(Form::parse("").is_err());
    }
}
