//! The yards and what lies beside them: names, neighbours, one file for everything, where the data lives.

mod banner;
mod everything;
mod neighbours;
mod share;
mod yards;

pub use banner::Unsaved;
pub use yards::YardBar;

use leptos::prelude::*;

/// What can be done with whole yards, at the foot of the scrap page.
#[component]
pub fn YardTools() -> impl IntoView {
    view! {
        <section class="yard-tools">
            <neighbours::Neighbours />
            <share::ShareCsv />
            <everything::EverythingFile />
        </section>
    }
}
