//! Standard views and the slider that moves the parts apart.

use leptos::prelude::*;

use super::stage::Stage;
use super::{StandardView, ViewerTexts};
use crate::app::live::live;

/// The tools at the lower edge of the picture.
#[component]
pub(super) fn Toolbar(
    stage: Stage,
    texts: Signal<ViewerTexts>,
    /// Further tools, as soon as they can be made.
    #[prop(into)]
    tools: Signal<Option<fn() -> AnyView>>,
) -> impl IntoView {
    let word = move |of: fn(&ViewerTexts) -> &String| move || texts.with(|t| of(t).clone());
    let button = move |standard: StandardView, of: fn(&ViewerTexts) -> &String| {
        view! { <button type="button" on:click=move |_| stage.show(standard)>{word(of)}</button> }
    };
    view! {
        <div class="viewer-tools">
            <div class="viewer-views">
                {button(StandardView::Home, |t| &t.home)}
                {button(StandardView::Front, |t| &t.front)}
                {button(StandardView::Side, |t| &t.side)}
                {button(StandardView::Top, |t| &t.top)}
            </div>
            <label>
                <svg viewBox="0 0 20 20" aria-hidden="true">
                    <path d="M8 8 3 3m0 4V3h4M12 8l5-5m-4 0h4v4M8 12l-5 5m0-4v4h4M12 12l5 5m-4 0h4v-4" />
                </svg>
                <span>{word(|t| &t.explode)}</span>
                <input
                    type="range"
                    min="0"
                    max="1"
                    step="0.01"
                    prop:value=Signal::derive(move || stage.explode.get().to_string())
                    on:input:target=move |ev| {
                        if let Ok(amount) = ev.target().value().parse() {
                            stage.explode.set(amount);
                        }
                    }
                />
            </label>
            {live(move || tools.get().map(|tools| super::more::more(stage, texts, tools)))}
        </div>
    }
}
