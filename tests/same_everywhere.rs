//! The same input gives the same bill of materials natively and in the browser: both compare with one file.
//! (`tests/web.rs` does the browser's half.)

use scrapwright::cutting::Settings;
use scrapwright::project::evaluate;
use scrapwright::quantity::System;

#[test]
fn the_first_bill_of_materials_is_the_same_natively() {
    let (design, _) = scrapwright::design::read(include_str!("../assets/designs/plank-table/design.toml"));
    let choices = serde_json::from_str(include_str!("../assets/data/first-choices.json")).expect("choices");
    let stock = scrapwright::stock::example_inventory();
    let outcome = evaluate(&design, &choices, &stock, Settings::default(), System::Metric);
    let json = scrapwright::export::bom_json(&design, &choices, &outcome.bom) + "\n";
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write("tests/expected/first-bom.json", &json).expect("it can be written");
    }
    assert_eq!(json, std::fs::read_to_string("tests/expected/first-bom.json").unwrap_or_default());
}

#[test]
fn the_first_steps_of_the_search_are_the_same_natively() {
    use scrapwright::adapt::{Request, Search};
    let (design, _) = scrapwright::design::read(include_str!("../assets/designs/plank-table/design.toml"));
    let mut search = Search::new(&design, &scrapwright::stock::example_inventory(), Request::default());
    let json = serde_json::to_string(&search.step(150)).expect("json") + "\n";
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write("tests/expected/first-steps.json", &json).expect("it can be written");
    }
    assert_eq!(json, std::fs::read_to_string("tests/expected/first-steps.json").unwrap_or_default());
}
