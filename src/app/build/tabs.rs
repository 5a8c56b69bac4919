//! The five lists as tabs; on a phone the form is a sixth, the first.

use leptos::prelude::*;

use super::checks::ChecksTab;
use super::cut::CutTab;
use super::get::GetTab;
use super::guide::GuideTab;
use super::parts::PartsTab;
use crate::app::state::app;
use crate::app::text::t;

/// Which list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The form (phones); on a desk, where the form is always there, the parts.
    Adapt,
    /// All parts.
    Parts,
    /// What is cut from what.
    Cut,
    /// What must be bought.
    Get,
    /// Requirements.
    Checks,
    /// Instructions.
    Guide,
}

const ALL: [Tab; 6] = [Tab::Adapt, Tab::Parts, Tab::Cut, Tab::Get, Tab::Checks, Tab::Guide];

impl Tab {
    /// A word for addresses and styles.
    pub fn word(self) -> &'static str {
        match self {
            Self::Adapt => "adapt",
            Self::Parts => "parts",
            Self::Cut => "cut",
            Self::Get => "get",
            Self::Checks => "checks",
            Self::Guide => "guide",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Adapt => t("tab.adapt"),
            Self::Parts => t("tab.parts"),
            Self::Cut => t("tab.cut"),
            Self::Get => t("tab.get"),
            Self::Checks => t("tab.checks"),
            Self::Guide => t("tab.guide"),
        }
    }
}

/// The row of tabs.
#[component]
pub fn Tabs(tab: RwSignal<Tab>) -> impl IntoView {
    let app = app();
    let is_on = move |this: Tab| tab.get() == this;
    let badge = move |this: Tab| {
        let outcome = app.outcome.get();
        match this {
            Tab::Get => outcome.0.bom.lines.iter().filter(|l| l.source == crate::bom::Source::Buy).count(),
            Tab::Checks => outcome.0.build.failed().count(),
            _ => 0,
        }
    };
    let step = move |event: web_sys::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => ALL.len() - 1,
            _ => return,
        };
        event.prevent_default();
        let now = ALL.iter().position(|t| *t == tab.get_untracked()).unwrap_or(0);
        let next = ALL[(now + by) % ALL.len()];
        tab.set(next);
        if let Some(button) = document().get_element_by_id(&format!("tab-{}", next.word())) {
            use wasm_bindgen::JsCast;
            let _ = button.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=t("build.lists") on:keydown=step>
            {ALL.map(|this| view! {
                <button
                    id=format!("tab-{}", this.word())
                    role="tab"
                    class=format!("tab tab-{}", this.word())
                    class:on=move || is_on(this)
                    aria-selected=move || is_on(this).to_string()
                    aria-controls="tab-panel"
                    on:click=move |_| tab.set(this)
                >
                    {this.title()}
                    {move || match badge(this) {
                        0 => None,
                        n => Some(view! { <i class:bad=this == Tab::Checks>{n}</i> }),
                    }}
                </button>
            })}
        </div>
    }
}

/// The list of the chosen tab.
#[component]
pub fn TabPanel(tab: RwSignal<Tab>) -> impl IntoView {
    view! {
        <div class="tab-panel" id="tab-panel" role="tabpanel" tabindex="0">
            {move || match tab.get() {
                Tab::Adapt | Tab::Parts => view! { <PartsTab /> }.into_any(),
                Tab::Cut => view! { <CutTab /> }.into_any(),
                Tab::Get => view! { <GetTab /> }.into_any(),
                Tab::Checks => view! { <ChecksTab /> }.into_any(),
                Tab::Guide => view! { <GuideTab /> }.into_any(),
            }}
        </div>
    }
}
