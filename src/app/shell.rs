//! The frame around every place: name, places, and what can be done with the design in hand.

use leptos::prelude::*;

use crate::app::live::live;

use super::build::BuildPage;
use super::designs::DesignsPage;
use super::icons::Mark;
use super::route::Route;
use super::scrap::ScrapPage;
use super::share::ShareButton;
use super::state::App;
use super::text::t;
use crate::quantity::System;

/// The whole app.
#[component]
pub fn Shell() -> impl IntoView {
    let app = App::new();
    provide_context(app);
    provide_context(super::adapt::Adapting::new(app));
    super::start::begin(app);
    let place = move |route: Route, text: &'static str| {
        view! {
            <a
                href=format!("#{}", route.hash())
                aria-current=Signal::derive(move || (app.route.get() == route).then_some("page"))
                on:click=move |_| app.route.set(route)
            >{text}</a>
        }
    };
    let toggle =
        move |_| app.system.update(|s| *s = if *s == System::Metric { System::Inches } else { System::Metric });
    view! {
        <header>
            <a class="logo" href="#build" on:click=move |_| app.route.set(Route::Build)><Mark />"Scrapwright"</a>
            <nav aria-label=t("shell.places")>
                {place(Route::Designs, t("place.designs"))}
                {place(Route::Scrap, t("place.scrap"))}
                {place(Route::Build, t("place.build"))}
            </nav>
            <div class="name"><b>{live(move || app.design.get().0.title.clone())}</b><span>{t("shell.saved")}</span></div>
            <div class="bar">
                {live(move || app.whole.get().then(steps))}
                <button id="units" title=t("shell.units") on:click=toggle>
                    {live(move || if app.system.get() == System::Metric { "mm" } else { "inch" })}
                </button>
                <ShareButton />
                <button id="print" on:click=move |_| drop(window().print())>{t("shell.print")}</button>
            </div>
        </header>
        <p class="notice" role="status" aria-live="polite" class:shown=move || !app.notice.get().is_empty()>
            <span>{app.notice}</span>
            <button class="plain" aria-label=t("shell.dismiss") on:click=move |_| app.notice.set(String::new())>"×"</button>
        </p>
        <main data-place=move || app.route.get().hash()>
            {live(move || match app.route.get() {
                Route::Designs => designs_page(),
                Route::Scrap => scrap_page(),
                Route::Build => view! { <BuildPage /> }.into_any(),
            })}
        </main>
        {live(move || app.whole.get().then(print_sheet))}
    }
}

#[inline(never)] // like all that comes after the first picture
fn designs_page() -> AnyView {
    view! { <DesignsPage /> }.into_any()
}

#[inline(never)]
fn scrap_page() -> AnyView {
    view! { <ScrapPage /> }.into_any()
}

/// Undo and redo, and the line that says that nothing is saved; not inlined, like all that comes after the first picture.
#[inline(never)]
fn steps() -> AnyView {
    view! {
        <super::undo::UndoButtons />
        <super::kept::Unsaved />
    }
    .into_any()
}

/// Not inlined, so that the build can load it after the first picture.
#[inline(never)]
fn print_sheet() -> AnyView {
    view! { <super::print::PrintSheet /> }.into_any()
}
