//! Share: the design in hand as a link; nothing leaves the device until the person sends it.

use leptos::prelude::*;

use super::state::app;
use super::text::t;

/// Copies a link to the clipboard and shows it, for where copying is not allowed.
#[component]
pub fn ShareButton() -> impl IntoView {
    let app = app();
    let link = RwSignal::new(String::new());
    let share = move |_| {
        let fragment = app
            .choices
            .with_untracked(|c| crate::commons::link::write(&app.design.with_untracked(|d| d.0.id.clone()), c, None));
        let here = window().location().href().unwrap_or_default();
        let base = here.split('#').next().unwrap_or_default().to_owned();
        let address = format!("{base}#{fragment}");
        drop(window().navigator().clipboard().write_text(&address));
        link.set(address);
    };
    view! {
        <div class="share">
            <button id="share" on:click=share>{t("shell.share")}</button>
            <Show when=move || !link.get().is_empty()>
                <div class="share-box" role="dialog" aria-label=t("share.title")>
                    <p>{t("share.copied")}</p>
                    <input id="share-link" type="text" readonly prop:value=link aria-label=t("share.title") />
                    <button on:click=move |_| link.set(String::new())>{t("share.close")}</button>
                </div>
            </Show>
        </div>
    }
}
