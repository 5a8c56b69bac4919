//! Everyday words in English, German, Spanish and French, folded: what they mean in a line.

/// Words for materials that the table knows under a finer name; they stay part of the name.
pub(super) const MATERIALS: [(&str, &[&str]); 8] = [
    (
        "reclaimed_softwood_ungraded",
        &[
            "pine",
            "spruce",
            "fir",
            "larch",
            "softwood",
            "wood",
            "kiefer",
            "fichte",
            "tanne",
            "larche",
            "weichholz",
            "holz",
            "pino",
            "abeto",
            "alerce",
            "madera",
            "pin",
            "sapin",
            "epicea",
            "meleze",
            "bois",
        ],
    ),
    (
        "hardwood_mixed",
        &[
            "oak", "beech", "ash", "maple", "eiche", "buche", "esche", "ahorn", "roble", "haya", "fresno", "arce",
            "chene", "hetre", "frene", "erable",
        ],
    ),
    ("softwood_pallet", &["pallet", "palette", "palet"]),
    ("softwood_C24", &["scaffold", "gerust", "andamio", "echafaudage"]),
    ("softwood_treated", &["treated"]),
    ("steel_mild_galv", &["galvanised", "galvanized", "zinc plated"]),
    ("aluminium_6063", &["alu"]),
    ("steel_B500", &["rebar"]),
];

/// Things whose name says material and form at once: words, material, form's word.
pub(super) const THINGS: [(&[&str], &str, &str); 3] = [
    (&["scaffold tube", "scaffold pipe", "gerustrohr", "tubo de andamio"], "steel_mild_galv", "pipe"),
    (&["threaded rod", "gewindestange", "varilla roscada", "tige filetee"], "steel_mild", "rod"),
    (&["angle iron", "winkeleisen", "winkelstahl"], "steel_mild", "angle"),
];

/// Starts of ids of materials that come as sheets.
pub(super) const SHEETS: [&str; 10] =
    ["plywood", "three_ply", "osb", "mdf", "hdf", "hardboard", "particleboard", "gypsum", "glass", "steel_tinplate"];

/// What follows a number of pieces.
pub(super) const PIECES: [&str; 16] = [
    "pcs",
    "pc",
    "pieces",
    "piece",
    "off",
    "of",
    "ea",
    "stuck",
    "stk",
    "st",
    "piezas",
    "pieza",
    "uds",
    "unidades",
    "pieces de",
    "mal",
];

/// Numbers as words, from one on.
pub(super) const NUMBERS: [&[&str]; 10] = [
    &["one", "ein", "eine", "einen", "un", "una", "uno", "une", "a", "an"],
    &["two", "zwei", "dos", "deux"],
    &["three", "drei", "tres", "trois"],
    &["four", "vier", "cuatro", "quatre"],
    &["five", "funf", "cinco", "cinq"],
    &["six", "sechs", "seis"],
    &["seven", "sieben", "siete", "sept"],
    &["eight", "acht", "ocho", "huit"],
    &["nine", "neun", "nueve", "neuf"],
    &["ten", "zehn", "diez", "dix"],
];

/// Those of them that are joined to the number before them.
pub(super) const JOINED: [&str; 8] = ["kg", "lb", "lbs", "ml", "kw", "ah", "wh", "rpm"];

/// Words between two sizes.
pub(super) const TIMES: [&str; 4] = ["by", "mal", "por", "par"];

/// Words that only bind others.
pub(super) const FILLERS: [&str; 18] = [
    "of", "from", "with", "and", "in", "aus", "mit", "und", "lang", "long", "de", "del", "con", "y", "en", "d", "avec",
    "et",
];

/// Words for grades: the table's own word, and what else people say.
pub(super) const GRADES: [(&str, &[&str]); 4] = [
    ("new", &["neu", "neue", "neues", "nuevo", "nueva", "nuevos", "nuevas", "neuf", "neuve", "neufs", "neuves"]),
    ("good", &["gut", "gute", "bueno", "buena", "bon", "bonne"]),
    ("reclaimed", &["used", "gebraucht", "gebrauchte", "usado", "usada", "recuperado", "recupere", "occasion"]),
    ("worn", &["abgenutzt", "verwittert", "gastado", "gastada", "use", "usee", "usees"]),
];

/// Marks of money and the currency that they stand for.
pub(super) const MONEY: [(&str, &str); 9] = [
    ("€", "EUR"),
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("$", "USD"),
    ("usd", "USD"),
    ("£", "GBP"),
    ("gbp", "GBP"),
    ("chf", "CHF"),
];

/// Words before a colon and the name of the owner: `owner:Anna`.
pub(super) const OWNERS: [&str; 6] = ["owner", "besitzer", "von", "dueno", "propietario", "proprietaire"];

/// Units of other things than sizes, and the property that they tell.
pub(super) const PROPERTIES: [(&str, &str); 14] = [
    ("kg", "mass"),
    ("g", "mass"),
    ("lb", "mass"),
    ("lbs", "mass"),
    ("l", "volume"),
    ("ml", "volume"),
    ("v", "voltage"),
    ("w", "power"),
    ("kw", "power"),
    ("hp", "power"),
    ("a", "current"),
    ("ah", "charge"),
    ("wh", "energy"),
    ("rpm", "speed"),
];

/// Dressed sizes (in) of lumber sold by nominal inches; American Softwood Lumber Standard PS 20, dry.
pub(super) const NOMINAL: [(&str, f64); 8] =
    [("1", 0.75), ("2", 1.5), ("3", 2.5), ("4", 3.5), ("6", 5.5), ("8", 7.25), ("10", 9.25), ("12", 11.25)];

/// Whether a folded word is one of a list.
pub(super) fn is_any(list: &[&str], folded: &str) -> bool {
    list.contains(&folded)
}
