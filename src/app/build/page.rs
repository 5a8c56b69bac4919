//! The Build page: form, picture and lists, side by side on a desk and stacked on a phone.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::live::live;

use super::look::Look;
use super::looks;
use super::materials::MaterialList;
use super::parameters::ParameterList;
use super::scene::{scene, viewer_texts};
use super::tabs::{Tab, TabPanel, Tabs};
use crate::app::adapt::AdaptPanel;
use crate::app::state::{App, app};
use crate::app::text::t;
use crate::app::viewer::Viewer;
use crate::quantity::format;

/// The design in hand.
#[component]
pub fn BuildPage() -> impl IntoView {
    let app = app();
    let tab = RwSignal::new(Tab::Adapt);
    let look = Look::new(app);
    provide_context(look);
    let picture = Memo::new(move |_| scene(app, look));
    let pressed = RwSignal::new(None);
    Effect::new(move || {
        if let Some(parameter) = pressed.get() {
            pressed.set(None);
            open_field(app, tab, parameter);
        }
    });
    let dark = dark_theme();
    view! {
        <div class="build" data-tab=move || tab.get().word()>
            <section class="build-form" aria-label=t("build.form")>
                <AdaptPanel />
                {live(move || app.whole.get().then(form))}
            </section>
            <div class="build-view">
                <Viewer
                    scene=Signal::from(picture)
                    selected=app.selected
                    hovered=app.pointed
                    pressed
                    dark=dark
                    texts=Signal::derive(viewer_texts)
                    length=say_length
                    tools=Signal::derive(move || app.whole.get().then_some(looks::tools as fn() -> AnyView))
                />
            </div>
            <section class="build-lists" aria-label=t("build.lists")>
                {live(move || app.whole.get().then(|| lists(tab)))}
            </section>
        </div>
    }
}

// What the first picture does not show; not inlined, so that the build can load it afterwards.

/// Brings the field of a parameter under the fingers.
#[inline(never)]
fn open_field(app: App, tab: RwSignal<Tab>, parameter: usize) {
    let Some(name) = app.design.with_untracked(|d| d.0.parameters.get(parameter).map(|p| p.name.clone())) else {
        return;
    };
    // On a phone the form is one of the lists.
    tab.set(Tab::Adapt);
    request_animation_frame(move || {
        let field = document().get_element_by_id(&format!("param-{name}"));
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            field.scroll_into_view();
            let _ = field.focus();
            field.select();
        }
    });
}

/// A length that was measured in the picture.
fn say_length(metres: f64) -> String {
    format(metres, "mm", 0, app().system.get())
}

#[inline(never)]
fn form() -> AnyView {
    view! {
        <DesignProblems />
        <ParameterList />
        <MaterialList />
    }
    .into_any()
}

#[inline(never)]
fn lists(tab: RwSignal<Tab>) -> AnyView {
    view! {
        <Tabs tab />
        <TabPanel tab />
    }
    .into_any()
}

/// What is wrong with the design or the choices; nothing where all is well.
#[component]
fn DesignProblems() -> impl IntoView {
    let app = app();
    let all = move || {
        let mut all = app.design_problems.get();
        all.extend(app.outcome.get().0.problems.iter().cloned());
        all
    };
    view! {
        <ul class="problems">
            {live(move || all().into_iter().map(|p| view! {
                <li>
                    <strong>{p.message.clone()}</strong>
                    " " <small>{format!("({})", p.place)}</small>
                    {p.hint.clone().map(|h| view! { <small>{h}</small> })}
                </li>
            }).collect_view())}
        </ul>
    }
}

/// Whether the page is dark, following the system while it runs.
fn dark_theme() -> Signal<bool> {
    let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    let dark = RwSignal::new(query.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(query) = query {
        let watched = query.clone();
        let listener = gloo::events::EventListener::new(&query, "change", move |_| dark.set(watched.matches()));
        let listener = StoredValue::new_local(Some(listener));
        on_cleanup(move || listener.update_value(|l| drop(l.take())));
    }
    dark.into()
}
