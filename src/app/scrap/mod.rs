//! My scrap: the inventory.

use leptos::prelude::*;

/// The inventory page.
#[component]
pub fn ScrapPage() -> impl IntoView {}
