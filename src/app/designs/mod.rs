//! Designs: those that are here, those from a file, and the text of the one in hand.

mod card;
mod file;
mod language;
mod problems;
mod text;

use leptos::prelude::*;

use self::card::Cards;
pub use self::card::open_built_in;
use self::file::FromFile;
use self::language::Language;
use self::text::DesignText;
use super::text::t;

/// The catalogue, and the workbench for designs.
#[component]
pub fn DesignsPage() -> impl IntoView {
    view! {
        <div class="page designs">
            <h1>{t("designs.title")}</h1>
            <p>{t("designs.intro")}</p>
            <Cards />
            <Language />
            <FromFile />
            <DesignText />
        </div>
    }
}
