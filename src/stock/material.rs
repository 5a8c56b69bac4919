//! Materials: density, stiffness, strength and embodied carbon, each with its source.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;

use super::table;

/// A material that pieces and parts are made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Material {
    /// Names it in files: `softwood_pallet`.
    pub id: String,
    /// Everyday name: `pallet softwood`.
    pub name: String,
    /// Density (kg/m³).
    pub density: f64,
    /// Modulus of elasticity (Pa).
    pub elasticity: f64,
    /// Strength of new material (Pa), of the kind told by [`Self::strength_kind`].
    pub strength: f64,
    /// What the strength is: `bending_char`, `yield`, …
    pub strength_kind: String,
    /// Embodied carbon of new material (kg CO₂e per kg), where a source that may be passed on is known.
    pub carbon: Option<f64>,
    /// Where the figures come from.
    pub source: String,
}

struct Table {
    materials: Vec<Material>,
    names: BTreeMap<String, usize>,
}

fn known() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut out = Table { materials: Vec::new(), names: BTreeMap::new() };
        for row in table::data(include_str!("../../assets/data/materials.csv")) {
            let Ok([id, name, density, elasticity, strength, kind, carbon, aliases, source]) =
                <[String; 9]>::try_from(row)
            else {
                continue;
            };
            let (Ok(density), Ok(gpa), Ok(mpa)) = (density.parse(), elasticity.parse::<f64>(), strength.parse::<f64>())
            else {
                continue;
            };
            for word in aliases.split_whitespace().chain([id.as_str(), name.as_str()]) {
                out.names.entry(fold(word)).or_insert(out.materials.len());
            }
            out.materials.push(Material {
                id,
                name,
                density,
                elasticity: gpa * 1e9,
                strength: mpa * 1e6,
                strength_kind: kind,
                carbon: carbon.parse().ok(),
                source,
            });
        }
        out
    })
}

fn fold(word: &str) -> String {
    crate::fold::lower(word.trim()).replace([' ', '-'], "_")
}

impl Material {
    /// Finds a material by id, name or alias, in any case.
    pub fn find(id_or_alias: &str) -> Option<&'static Self> {
        let known = known();
        known.names.get(&fold(id_or_alias)).and_then(|k| known.materials.get(*k))
    }

    /// The whole table, in the file's order.
    pub fn all() -> &'static [Self] {
        &known().materials
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_sound_and_found_by_every_name() {
        let rows = table::data(include_str!("../../assets/data/materials.csv"));
        assert_eq!(rows.len(), Material::all().len(), "a row was dropped");
        for (row, material) in rows.iter().zip(Material::all()) {
            assert!(material.density > 10.0 && material.elasticity > 1e6 && material.strength > 1e5, "{material:?}");
            assert!(!material.source.is_empty() && !material.source.contains("recalled"), "{material:?}");
            for word in row[7].split_whitespace().chain([row[0].as_str(), row[1].as_str()]) {
                assert_eq!(Material::find(word), Some(material), "{word} means two things");
            }
        }
        assert_eq!(Material::find("kryptonite"), None);
        assert_eq!(Material::find("Pallet softwood").unwrap().id, "softwood_pallet");
    }
}
