//! What is wrong with a text, as a list; the same words as on the command line.

use leptos::prelude::*;

use crate::diagnostic::{Diagnostic, Severity, Span};

/// Most problems listed.
const MOST: usize = 50;

/// A list of problems; a press on one calls `show` with the place in the text, where there is one.
pub fn list(problems: &[Diagnostic], show: impl Fn(Span) + Copy + 'static) -> AnyView {
    let item = |problem: &Diagnostic| {
        let (sign, class) = match problem.severity {
            Severity::Error => ("✕", "error"),
            Severity::Warning => ("!", "warning"),
            Severity::Note => ("i", "note"),
        };
        let place = problem.place.to_string();
        let place = match problem.place.span() {
            Some(span) => {
                view! { <button type="button" class="place" on:click=move |_| show(span)>{place}</button> }.into_any()
            }
            None => view! { <b>{place}</b> }.into_any(),
        };
        view! {
            <li class=class>
                <span class="sign" aria-hidden="true">{sign}</span>
                <div>
                    {place}
                    <p>{problem.message.clone()}</p>
                    {problem.hint.clone().map(|hint| view! { <p class="hint">{hint}</p> })}
                </div>
            </li>
        }
    };
    view! { <ul class="problem-list">{problems.iter().take(MOST).map(item).collect_view()}</ul> }.into_any()
}
