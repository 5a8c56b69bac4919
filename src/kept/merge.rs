//! Records that two tabs changed apart, brought together.

use std::collections::{BTreeMap, BTreeSet};

use super::{KeptYard, Project, YardName};
use crate::diagnostic::Diagnostic;
use crate::project::Choices;
use crate::stock::{Neighbour, merge};

/// Ours where we changed it, else theirs.
fn either<T: Clone + PartialEq>(base: &T, ours: &T, theirs: &T) -> T {
    if ours == base { theirs.clone() } else { ours.clone() }
}

/// The same for each entry of a map.
fn entries<V: Clone + PartialEq>(
    base: &BTreeMap<String, V>,
    ours: &BTreeMap<String, V>,
    theirs: &BTreeMap<String, V>,
) -> BTreeMap<String, V> {
    let keys: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let one = |key: &String| either(&base.get(key), &ours.get(key), &theirs.get(key)).cloned();
    keys.into_iter().filter_map(|key| Some((key.clone(), one(key)?))).collect()
}

fn choices(base: &Choices, ours: &Choices, theirs: &Choices) -> Choices {
    let set = |c: &Choices| c.locks.iter().map(|name| (name.clone(), ())).collect::<BTreeMap<_, _>>();
    Choices {
        values: entries(&base.values, &ours.values, &theirs.values),
        locks: entries(&set(base), &set(ours), &set(theirs)).into_keys().collect(),
        bindings: entries(&base.bindings, &ours.bindings, &theirs.bindings),
        wishes: entries(&base.wishes, &ours.wishes, &theirs.wishes),
        spare: either(&base.spare, &ours.spare, &theirs.spare),
    }
}

/// Brings together what became of a project in two tabs. What is in hand stays ours; a yard that the other tab deleted
/// goes from the list, even where it is in hand here.
pub fn merge_project(base: &Project, ours: &Project, theirs: &Project) -> Project {
    let none = Choices::default();
    let ids: BTreeSet<&String> = ours.chosen.keys().chain(theirs.chosen.keys()).collect();
    let of = |all: &Project, id: &str| all.chosen.get(id).unwrap_or(&none).clone();
    let merged = |id: &String| (id.clone(), choices(&of(base, id), &of(ours, id), &of(theirs, id)));
    let names = |all: &Project| all.yards.iter().map(|y| (y.id.clone(), y.name.clone())).collect::<BTreeMap<_, _>>();
    let mut left = entries(&names(base), &names(ours), &names(theirs));
    // Theirs in their order, then what is only ours.
    let order = theirs.yards.iter().chain(&ours.yards);
    let yards = order.filter_map(|y| Some(YardName { id: y.id.clone(), name: left.remove(&y.id)? })).collect();
    Project {
        yards,
        yard: ours.yard.clone(),
        chosen: ids.into_iter().map(merged).collect(),
        alternatives: entries(&base.alternatives, &ours.alternatives, &theirs.alternatives),
        design_id: ours.design_id.clone(),
        design_source: ours.design_source.clone(),
        inches: either(&base.inches, &ours.inches, &theirs.inches),
        language: either(&base.language, &ours.language, &theirs.language),
        draft: either(&base.draft, &ours.draft, &theirs.draft),
        reach: either(&base.reach, &ours.reach, &theirs.reach),
        materials_csv: either(&base.materials_csv, &ours.materials_csv, &theirs.materials_csv),
    }
}

/// Brings together what became of a yard in two tabs, piece by piece; see [`merge`].
pub fn merge_yard(base: &KeptYard, ours: &KeptYard, theirs: &KeptYard) -> (KeptYard, Vec<Diagnostic>) {
    if ours == base {
        return (theirs.clone(), Vec::new());
    }
    if theirs == base || ours == theirs {
        return (ours.clone(), Vec::new());
    }
    let (inventory, mut told) = merge(&base.inventory(), &ours.inventory(), &theirs.inventory());
    let (before, mine, other) = (base.neighbours(), ours.neighbours(), theirs.neighbours());
    let find = |all: &[Neighbour], id: &str| all.iter().find(|n| n.id == id).cloned();
    let mut ids: Vec<&str> = other.iter().map(|n| n.id.as_str()).collect();
    ids.extend(mine.iter().map(|n| n.id.as_str()).filter(|id| find(&other, id).is_none()));
    let mut neighbours = Vec::new();
    for id in ids {
        let (before, mine, other) = (find(&before, id), find(&mine, id), find(&other, id));
        match (before, mine, other) {
            (Some(before), Some(mine), Some(other)) => {
                let (stock, more) = merge(&before.stock, &mine.stock, &other.stock);
                told.extend(more);
                let name = either(&before.name, &mine.name, &other.name);
                let is_on = either(&before.is_on, &mine.is_on, &other.is_on);
                neighbours.push(Neighbour { id: id.to_owned(), name, is_on, stock });
            }
            // Two that were opened in both tabs at once.
            (None, Some(mine), Some(other)) if mine != other => {
                neighbours.push(other);
                let again = Neighbour::open(&neighbours, &mine.name, None, mine.stock);
                neighbours.push(Neighbour { is_on: mine.is_on, ..again });
            }
            (before, mine, other) => neighbours.extend(either(&before, &mine, &other)),
        }
    }
    let is_example = either(&base.is_example, &ours.is_example, &theirs.is_example);
    (KeptYard::new(&inventory, is_example, &neighbours), told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::{Inventory, example_inventory};

    fn project(yards: &[&str], values: &[(&str, f64)]) -> Project {
        let name = |id: &&str| YardName { id: (*id).to_owned(), name: format!("yard {id}") };
        let values = values.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect();
        let chosen = [("table".to_owned(), Choices { values, ..Choices::default() })].into();
        Project { yards: yards.iter().map(name).collect(), yard: yards[0].to_owned(), chosen, ..Project::default() }
    }

    #[test]
    fn choices_of_both_tabs_and_yards_of_both_tabs_stay() {
        let base = project(&["a", "b"], &[("length", 1.0), ("height", 1.0)]);
        let ours = project(&["a", "b", "c"], &[("length", 2.0), ("height", 1.0)]);
        let theirs = project(&["b", "d"], &[("length", 1.0), ("height", 3.0)]);
        let merged = merge_project(&base, &ours, &theirs);
        let names: Vec<&str> = merged.yards.iter().map(|y| y.id.as_str()).collect();
        // Deleted over there, though in hand here.
        assert_eq!((names, merged.yard.as_str()), (vec!["b", "d", "c"], "a"));
        let values = &merged.chosen["table"].values;
        assert_eq!((values["length"], values["height"]), (2.0, 3.0));
    }

    #[test]
    fn one_side_alone_decides() {
        let (base, other) = (project(&["a"], &[]), project(&["a", "b"], &[("length", 2.0)]));
        assert_eq!(merge_project(&base, &base, &other), other);
        assert_eq!(merge_project(&base, &other, &base), other);
    }

    #[test]
    fn pieces_and_neighbours_of_both_tabs_stay() {
        let base = KeptYard::new(&example_inventory(), true, &[]);
        let mut mine = example_inventory();
        mine.pieces.remove(0);
        let ada = Neighbour::open(&[], "Ada", None, example_inventory());
        let bob = Neighbour::open(&[], "Bob", None, Inventory::default());
        let ours = KeptYard::new(&mine, false, &[ada]);
        let theirs = KeptYard::new(&example_inventory(), true, &[bob]);
        let (merged, told) = merge_yard(&base, &ours, &theirs);
        assert!(told.is_empty() && !merged.is_example);
        assert_eq!(merged.inventory().pieces.len(), mine.pieces.len());
        let names: Vec<String> = merged.neighbours().into_iter().map(|n| format!("{} {}", n.id, n.name)).collect();
        assert_eq!(names, ["n1 Bob", "n2 Ada"]);
    }
}
