//! Parts of a view that follow signals, all of one type: every closure of its own type costs kilobytes of download.

use leptos::prelude::*;

/// What `view` gives, again whenever what it reads changes.
pub fn live<V: IntoView + 'static>(view: impl Fn() -> V + Send + 'static) -> AnyView {
    let view: Box<dyn Fn() -> AnyView + Send> = Box::new(move || view().into_any());
    (move || view()).into_any()
}
