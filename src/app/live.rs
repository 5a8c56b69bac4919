//! Parts of a view that follow signals or come later, all of one type: every closure of its own type costs kilobytes of
//! download.

use std::time::Duration;

use leptos::prelude::*;

/// What `view` gives, again whenever what it reads changes.
pub fn live<V: IntoView + 'static>(view: impl Fn() -> V + Send + 'static) -> AnyView {
    let view: Box<dyn Fn() -> AnyView + Send> = Box::new(move || view().into_any());
    (move || view()).into_any()
}

/// What `view` gives, once, after the next picture: for what lies below what one sees first, so that this comes sooner.
pub fn after_picture<V: IntoView + 'static>(view: impl Fn() -> V + Send + 'static) -> AnyView {
    let is_due = RwSignal::new(false);
    // Once: what was made a second time would forget what was typed into it.
    let come = move || {
        if is_due.try_get_untracked() == Some(false) {
            is_due.set(true);
        }
    };
    request_animation_frame(move || set_timeout(come, Duration::ZERO));
    // In a tab that is not seen there is no picture.
    set_timeout(come, Duration::from_millis(500));
    live(move || is_due.get().then(&view))
}
