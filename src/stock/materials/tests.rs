//! Own materials: read and write are each other's reverse, bad rows say why, the own ones come first.

use super::*;
use crate::diagnostic::Place;
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    "[-=+@'a-zäé,;|\"0-9 .]{0,12}".prop_map(|t| t.trim().to_owned())
}

/// A figure as people type it, with its value; or nothing.
fn figure(unit: f64) -> impl Strategy<Value = Option<f64>> {
    prop::option::of((1_000_u32..900_000).prop_map(move |n| format!("{}", f64::from(n) / 1e3)))
        .prop_map(move |t| t.map(|t| t.parse::<f64>().unwrap() * unit))
}

prop_compose! {
    fn material()(
        words in [text(), text(), text(), text(), text()],
        aliases in prop::collection::vec("[a-zé]{1,6}", 0..3),
        density in figure(1.0), elasticity in figure(1e9), strength in figure(1e6),
        carbon in prop::option::of((0_u32..5_000, 0_u32..5_000)),
    ) -> Material {
        let [name, kind, source, carbon_source, note] = words;
        let carbon = carbon.map(|(low, more)| (f64::from(low) / 1e3, f64::from(low + more) / 1e3));
        Material {
            id: String::new(), name, aliases, density, elasticity, strength, strength_kind: kind, source, carbon,
            carbon_source, note,
        }
    }
}

prop_compose! {
    fn price()(
        words in [text(), text(), text(), text()], currency in "[A-Z$€]{1,4}",
        amount in 0_u32..1_000_000, per in 0_usize..4,
    ) -> LocalPrice {
        let [material, shop, date, note] = words;
        let material = if material.is_empty() { "steel".to_owned() } else { material };
        LocalPrice { material, amount: f64::from(amount) / 1e3, currency, per: Per::ALL[per], shop, date, note }
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back(
        own in prop::collection::vec(material(), 0..6), prices in prop::collection::vec(price(), 0..6)
    ) {
        let named = |(k, m): (usize, Material)| {
            let id = format!("own_{k}");
            let name = if m.name.is_empty() { id.clone() } else { m.name };
            Material { id, name, ..m }
        };
        let own = own.into_iter().enumerate().map(named).collect();
        let table = Materials::new(own, prices);
        let text = write_materials(&table);
        let read = read_materials(&text);
        prop_assert_eq!((&read.problems, &read.rejected), (&Vec::new(), &Vec::new()), "{}", text);
        prop_assert_eq!(&read.materials, &table, "{}", text);
    }

    #[test]
    fn never_panics(text in "[a-z_\",;\t\n0-9.|€-]{0,80}") {
        let _ = read_materials(&text);
        let _ = read_materials(&format!("id,name,density,price,per,carbon_low\n{text}"));
    }
}

#[test]
fn own_materials_come_first_and_prices_go_with_any() {
    let text = "name;id;density;E;strength;price;currency;per\n\
        Eiche;hardwood_eiche;0.69 g/cm3;11,5;30;;;\n\
        steel;steel_mild;7850;200;180;;;\n\
        ;pvc;;;;2,5;EUR;kg\n\
        Ulme;;600;;;40;CHF;m²\n";
    let read = read_materials(text);
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    let table = read.materials;
    assert_eq!(table.find("EICHE").unwrap().elasticity, Some(11.5e9));
    assert_eq!(table.find("EICHE").unwrap().typed("density_kg_m3"), "690");
    assert_eq!(table.find("steel").unwrap().strength, Some(180e6));
    assert_eq!(table.find("PVC").unwrap().id, "pvc_u");
    assert_eq!(table.find("ulme").unwrap().id, "ulme");
    assert_eq!(table.all().filter(|m| m.id == "steel_mild").count(), 1);
    let prices: Vec<_> = table.prices().iter().map(|p| (p.material.as_str(), p.amount, p.per)).collect();
    assert_eq!(prices, [("pvc", 2.5, Per::Kilogram), ("ulme", 40.0, Per::SquareMetre)]);
}

#[test]
fn bad_rows_say_where_and_why() {
    let text = "id,name,density,E,carbon_low,carbon_high,price,currency,per\n\
        a,A,heavy,,,,,,\n\
        b,B,,12 mm,,,,,\n\
        c,C,,,3,2,,,\n\
        ,,500,,,,,,\n\
        c,C,1e9,,,,,,\n\
        d,,,,,,5,,m\n\
        d,,,,,,5,EUR,mile\n\
        good,Good,,,,,,,\n\
        good,Good,,,,,,,\n";
    let read = read_materials(text);
    let places: Vec<(usize, String)> = read
        .problems
        .iter()
        .map(|p| match &p.place {
            Place::Cell { row, column } => (*row, column.clone()),
            other => panic!("{other}"),
        })
        .collect();
    let expected = [
        (2, "density_kg_m3"),
        (3, "E_GPa"),
        (4, "carbon_low"),
        (5, "name"),
        (6, "density_kg_m3"),
        (6, "id"),
        (7, "currency"),
        (8, "per"),
        (10, "id"),
    ];
    assert_eq!(places, expected.map(|(row, column)| (row, column.to_owned())));
    assert!(read.problems.iter().all(|p| p.hint.is_some()));
    assert_eq!(read.rejected.len(), 8);
    assert_eq!(read.materials.own().len(), 1);
    assert!(read_materials("").problems[0].is_error());
    assert!(read_materials("length,width\n1,2\n").problems[0].is_error());
}

#[test]
fn a_table_is_changed_row_by_row() {
    let named = |id: &str, name: &str| Material { id: id.to_owned(), name: name.to_owned(), ..Material::default() };
    assert_eq!(Materials::id_for("softwood", "Lärche, alt"), "softwood_larche_alt");
    assert_eq!(Materials::id_for("steel", "Steel 37"), "steel_37");
    let mut table = Materials::default();
    table.put(named("softwood_larch", "larch"));
    table.put(named("softwood_larch", "old larch"));
    assert_eq!((table.own().len(), table.find("larch"), table.find("OLD larch").is_some()), (1, None, true));
    let price =
        LocalPrice { material: "larch".to_owned(), amount: 2.0, currency: "EUR".into(), ..LocalPrice::default() };
    table.add_price(price.clone());
    let mut other = Materials::new(vec![named("a", "A")], vec![price]);
    other.merge(table.clone());
    assert_eq!((other.own().len(), other.prices().len()), (2, 1));
    assert_eq!(table.remove("softwood_larch").map(|m| m.name), Some("old larch".to_owned()));
    assert!(table.remove("softwood_larch").is_none() && table.find("old larch").is_none());
    assert!(table.remove_price(0).is_some() && table.remove_price(0).is_none() && table.is_empty());
}

#[test]
fn materials_are_found_by_parts_of_their_names() {
    let table = Materials::default();
    let ids = |words: &str| table.search(words).into_iter().map(|m| m.id.as_str()).collect::<Vec<_>>();
    assert_eq!(ids("contreplaqué bouleau"), ["plywood_birch"]);
    assert!(ids("acero").contains(&"steel_mild") && ids("Stahl").len() > 3);
    assert_eq!(ids("").len(), Material::all().len());
}
