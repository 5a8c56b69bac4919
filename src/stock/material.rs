//! Materials: density, stiffness, strength and embodied carbon, each with its source.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;

use super::fold::fold;
use super::materials::read_materials;
use super::table;

/// A material that pieces and parts are made of. A figure that is not known is nothing, never a guess.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Material {
    /// Names it in files: `softwood_pallet`. A design that asks for `softwood` takes every id that starts so.
    pub id: String,
    /// Everyday name: `pallet softwood`.
    pub name: String,
    /// Other names, in several languages.
    pub aliases: Vec<String>,
    /// Density (kg/m³).
    pub density: Option<f64>,
    /// Modulus of elasticity (Pa).
    pub elasticity: Option<f64>,
    /// Strength of new material (Pa), of the kind told by [`Self::strength_kind`].
    pub strength: Option<f64>,
    /// What the strength is: `bending`, `yield`, …
    pub strength_kind: String,
    /// Where density, elasticity and strength come from: keys of [`MaterialSource`], or the words of who says so.
    pub source: String,
    /// Embodied carbon from low to high (kg CO₂e per kg), where a source that may be passed on is known.
    pub carbon: Option<(f64, f64)>,
    /// Where the carbon comes from, likewise.
    pub carbon_source: String,
    /// What else to know.
    pub note: String,
}

struct Table {
    materials: Vec<Material>,
    names: BTreeMap<String, usize>,
}

impl Table {
    fn read(text: &str) -> Self {
        let materials = read_materials(text).materials.into_own();
        let names = names_of(&materials);
        Self { materials, names }
    }

    /// The material of a folded name.
    fn find(&self, name: &str) -> Option<&Material> {
        self.names.get(name).and_then(|k| self.materials.get(*k))
    }
}

/// What most yards have; the first picture needs no others.
fn common() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!("../../assets/data/materials.csv")))
}

#[inline(never)]
fn more() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(crate::later!("../../assets/data/materials-more.csv")))
}

/// Where each name leads to; of two materials with one name, the first has it.
pub(super) fn names_of(materials: &[Material]) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for (k, material) in materials.iter().enumerate() {
        for name in [&material.id, &material.name].into_iter().chain(&material.aliases) {
            names.entry(fold(name)).or_insert(k);
        }
    }
    names
}

impl Material {
    /// Finds a built-in material by id, name or alias, in any case; accents do not count.
    pub fn find(id_or_alias: &str) -> Option<&'static Self> {
        let name = fold(id_or_alias);
        let found = || common().find(&name).or_else(|| more().find(&name));
        if name.is_empty() { None } else { found() }
    }

    /// All built-in materials: common ones first, each part in its file's order.
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Material>> = OnceLock::new();
        ALL.get_or_init(|| [common(), more()].into_iter().flat_map(|table| table.materials.clone()).collect())
    }
}

/// A source of figures and the terms on which they may be passed on (`assets/data/material-sources.csv`).
#[derive(Clone, Debug, PartialEq)]
pub struct MaterialSource {
    /// Names it in the table of materials.
    pub key: String,
    /// What it is.
    pub title: String,
    /// On which terms it may be passed on.
    pub licence: String,
}

impl MaterialSource {
    /// Reads the table of sources.
    pub fn table(text: &str) -> Vec<Self> {
        let source = |row: Vec<String>| {
            let [key, title, licence] = <[String; 3]>::try_from(row).ok()?;
            Some(Self { key, title, licence })
        };
        table::data(text).into_iter().filter_map(source).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [&str; 2] =
        [include_str!("../../assets/data/materials.csv"), include_str!("../../assets/data/materials-more.csv")];
    const SOURCES: &str = include_str!("../../assets/data/material-sources.csv");

    /// Density (kg/m³) from and to by the start of the id.
    const DENSITIES: [(&str, f64, f64); 12] = [
        ("softwood", 300.0, 650.0),
        ("hardwood", 500.0, 1000.0),
        ("reclaimed_softwood", 300.0, 650.0),
        ("plywood", 400.0, 900.0),
        ("steel", 7700.0, 7900.0),
        ("stainless", 7600.0, 8100.0),
        ("aluminium", 2600.0, 2850.0),
        ("cast", 7000.0, 7900.0),
        ("grey_cast", 7000.0, 7400.0),
        ("hdpe", 930.0, 975.0),
        ("pvc_u", 1300.0, 1500.0),
        ("glass", 2400.0, 2600.0),
    ];

    #[test]
    fn every_row_is_sound_and_found_by_every_name() {
        for read in FILES.map(read_materials) {
            assert_eq!((read.problems, read.rejected), (Vec::new(), Vec::new()));
        }
        let rows = FILES.map(|file| table::data(file).len());
        assert_eq!(rows.iter().sum::<usize>(), Material::all().len(), "a row was dropped");
        for material in Material::all() {
            for name in [&material.id, &material.name].into_iter().chain(&material.aliases) {
                assert_eq!(Material::find(name), Some(material), "{name} means two things");
            }
            let within = |value: Option<f64>, low, high| value.is_none_or(|v| (low..=high).contains(&v));
            assert!(within(material.density, 100.0, 12_000.0), "{material:?}");
            assert!(within(material.elasticity, 1e6, 250e9), "{material:?}");
            assert!(within(material.strength, 1e6, 2e9), "{material:?}");
            assert_eq!(material.strength.is_some(), !material.strength_kind.is_empty(), "{material:?}");
            for (start, low, high) in DENSITIES.iter().filter(|(start, ..)| material.id.starts_with(start)) {
                assert!(within(material.density, *low, *high), "{start}: {material:?}");
            }
        }
        assert_eq!(Material::find("kryptonite"), None);
        assert_eq!(Material::find("Pallet-SOFTWOOD").unwrap().id, "softwood_pallet");
        assert_eq!(Material::find("Weissblech").unwrap().id, "steel_tinplate");
        assert_eq!(Material::find("contreplaque").unwrap().id, "plywood");
    }

    #[test]
    fn every_figure_has_a_source_that_may_be_passed_on() {
        let sources = MaterialSource::table(SOURCES);
        assert_eq!(sources.len(), table::data(SOURCES).len(), "a source was dropped");
        let used = |keys: &str| {
            for key in keys.split_whitespace() {
                assert!(sources.iter().any(|s| s.key == key), "no source “{key}”");
            }
        };
        for m in Material::all() {
            used(&m.source);
            used(&m.carbon_source);
            let has_figure = m.density.or(m.elasticity).or(m.strength).is_some();
            assert!(!has_figure || !m.source.is_empty(), "no source: {m:?}");
            assert_eq!(m.carbon.is_some(), !m.carbon_source.is_empty(), "carbon without source or reverse: {m:?}");
            assert!(m.carbon.is_none_or(|(low, high)| 0.0 < low && low <= high && high < 100.0), "{m:?}");
            // Carbon, unlike a density, is nobody's common knowledge.
            assert!(!m.carbon_source.contains("typical") && !m.carbon_source.contains("assumed"), "{m:?}");
        }
        for source in &sources {
            assert!(!source.title.is_empty() && !source.licence.is_empty(), "{source:?}");
            let used = Material::all()
                .iter()
                .any(|m| m.source.split(' ').chain(m.carbon_source.split(' ')).any(|key| key == source.key));
            assert!(used, "nothing rests on {source:?}");
        }
        // Databases whose figures may not be passed on, and figures that nobody looked up.
        let all = crate::fold::lower(&(FILES.concat() + SOURCES));
        for banned in ["ice v3", "ice database", "inventory of carbon", "ecoinvent", "recalled", "oekobaudat", "gabi"] {
            assert!(!all.contains(banned), "“{banned}” may not be passed on or was not looked up");
        }
    }
}
