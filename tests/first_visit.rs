//! The first visit shows a table that is already adapted; it must be what the search really finds.

use scrapwright::adapt::{Proof, Request, Search};
use scrapwright::stock::example_inventory;

#[test]
fn the_first_visit_shows_what_the_search_really_finds() {
    let (design, _) = scrapwright::design::read(include_str!("../assets/designs/plank-table/design.toml"));
    let progress = Search::new(&design, &example_inventory(), Request::default()).run(u64::MAX);
    assert_eq!(progress.proof, Proof::Proven);
    let found = serde_json::to_string_pretty(&progress.best.unwrap().choices).unwrap() + "\n";
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write("assets/data/first-choices.json", &found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string("assets/data/first-choices.json").unwrap());
}
