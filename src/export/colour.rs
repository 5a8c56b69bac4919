//! The colour that a material has in files with colours.

/// Beginnings of material names and their colour: red, green, blue as screens take them (sRGB).
const COLOURS: [(&str, [u8; 3]); 14] = [
    ("softwood", [222, 188, 140]),
    ("hardwood", [166, 116, 72]),
    ("plywood", [214, 178, 128]),
    ("osb", [200, 164, 108]),
    ("mdf", [176, 142, 104]),
    ("particle", [190, 164, 124]),
    ("steel", [138, 146, 154]),
    ("stainless", [176, 182, 188]),
    ("cast_iron", [92, 96, 102]),
    ("aluminium", [196, 202, 208]),
    ("copper", [190, 112, 70]),
    ("brass", [198, 164, 82]),
    ("pvc", [206, 206, 198]),
    ("resin", [220, 206, 150]),
];

/// The colour of a material, red, green, blue (sRGB); a plain grey where there is none.
pub(super) fn colour(material: &str) -> [u8; 3] {
    COLOURS.iter().find(|(name, _)| material.starts_with(name)).map_or([150, 150, 150], |(_, colour)| *colour)
}

/// The same for sums of light, which is how GLB wants it.
///
/// Source: IEC 61966-2-1 (sRGB).
pub(super) fn linear(colour: [u8; 3]) -> [f64; 3] {
    colour.map(|c| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
    })
}
