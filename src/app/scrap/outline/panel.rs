//! Beside the picture: the selected point in numbers, what can be added, the facts, shapes to start again from.

use leptos::prelude::*;

use crate::app::live::live;

use super::super::super::text::{t, t_with};
use super::editor::Editor;
use super::field::length_field;
use crate::quantity::{System, format};
use crate::stock::{Corner, Faulty, Ring, Sketch};

/// All that stands beside the picture.
pub(super) fn panel(editor: Editor) -> impl IntoView {
    view! {
        <div class="outline-panel">
            {tools(editor)}
            {facts(editor)}
            {point(editor)}
            {additions(editor)}
            {start_again(editor)}
        </div>
    }
}

type Action = fn(Editor);

fn button(id: &'static str, text: &'static str, off: Signal<bool>, press: impl Fn() + Send + 'static) -> AnyView {
    let press: Box<dyn Fn() + Send> = Box::new(press);
    view! { <button id=id type="button" disabled=off on:click=move |_| press()>{t(text)}</button> }.into_any()
}

fn tools(editor: Editor) -> impl IntoView {
    let none = |steps: RwSignal<Vec<Sketch>>| Signal::derive(move || steps.with(Vec::is_empty));
    let never = Signal::stored(false);
    let tool = move |id, text, off, action: Action| button(id, text, off, move || action(editor));
    view! {
        <div class="outline-tools" role="toolbar" aria-label=t("outline.tools")>
            {tool("outline-undo", "outline.undo", none(editor.past), Editor::undo)}
            {tool("outline-redo", "outline.redo", none(editor.future), Editor::redo)}
            <button
                id="outline-snap"
                type="button"
                title=t("outline.snap.why")
                aria-pressed=Signal::derive(move || editor.snap.get().to_string())
                on:click=move |_| editor.snap.update(|snap| *snap = !*snap)
            >
                {t("outline.snap")}
            </button>
            <button type="button" aria-label=t("outline.smaller") on:click=move |_| editor.zoom_out()>"−"</button>
            <button type="button" aria-label=t("outline.larger") on:click=move |_| editor.zoom_in()>"+"</button>
            {tool("outline-all", "outline.all", never, Editor::show_all)}
        </div>
    }
}

/// Size, area, and what cannot be cut like this.
fn facts(editor: Editor) -> impl IntoView {
    let text = move || {
        let system = editor.system.get();
        let ((length, width), area) = editor.sketch.with(|sketch| (sketch.extent(), sketch.area()));
        let size = |value| format(value, "mm", 1, system);
        let area = match system {
            System::Metric => format(area, "m²", 4, system),
            _ => format(area, "ft²", 3, system),
        };
        t_with("outline.facts", &[("length", &size(length)), ("width", &size(width)), ("area", &area)])
    };
    let problems = Memo::new(move |_| editor.sketch.with(Sketch::problems));
    view! {
        <div id="outline-facts">
            <p class="outline-size">{text}</p>
            <div role="status">
                {live(move || {
                    let line = |problem: Faulty| view! { <p class="bad">{problem.why}</p> };
                    problems.get().into_iter().map(line).collect_view()
                })}
            </div>
        </div>
    }
}

/// What a line is called.
fn ring_name(ring: Ring) -> String {
    match ring {
        Ring::Outer => t("outline.ring.outer").to_owned(),
        Ring::Hole(k) => t_with("outline.ring.hole", &[("n", &(k + 1).to_string())]),
        Ring::Defect(k) => t_with("outline.ring.defect", &[("n", &(k + 1).to_string())]),
    }
}

/// The selected point in numbers.
fn point(editor: Editor) -> impl IntoView {
    let selected = Memo::new(move |_| editor.selection());
    let name = move || match selected.get() {
        None => t("outline.point.none").to_owned(),
        Some(corner) => {
            let of = editor.sketch.with(|sketch| sketch.polygon(corner.ring).len());
            let (n, of, ring) = ((corner.at + 1).to_string(), of.to_string(), ring_name(corner.ring));
            t_with("outline.point", &[("n", &n), ("of", &of), ("ring", &ring)])
        }
    };
    let along = move |axis: usize| {
        let value = Signal::derive(move || editor.sketch.with(|sketch| sketch.point(selected.get()?)).map(|p| p[axis]));
        let change = Callback::new(move |to: f64| {
            editor.change(|sketch, corner| {
                let mut at = sketch.point(corner).unwrap_or_default();
                at[axis] = to;
                sketch.moved(corner, at)
            });
        });
        (value, change)
    };
    // The edge before the point is the one that starts at the point before.
    let edge = move |steps: isize| {
        let of = move |sketch: &Sketch, corner: Corner| sketch.along(corner, steps);
        let value = Signal::derive(move || {
            let corner = selected.get()?;
            editor.sketch.with(|sketch| sketch.edge_length(of(sketch, corner)))
        });
        let change = Callback::new(move |length: f64| {
            editor.change(|sketch, corner| sketch.with_edge_length(of(sketch, corner), length));
        });
        (value, change)
    };
    let field = move |id, label, (value, change)| length_field(editor, id, t(label), value, change);
    let none = Signal::derive(move || selected.with(Option::is_none));
    let few = Signal::derive(move || {
        selected.get().is_none_or(|corner| editor.sketch.with(|sketch| sketch.polygon(corner.ring).len() <= 3))
    });
    let inner = move || selected.get().map(|corner| corner.ring).filter(|ring| *ring != Ring::Outer);
    let place = move || {
        let at = selected.get().and_then(|corner| editor.sketch.with(|sketch| sketch.point(corner)));
        let show = |value| format(value, "mm", 1, editor.system.get());
        at.map(|[x, y]| t_with("outline.place", &[("point", &name()), ("x", &show(x)), ("y", &show(y))]))
    };
    view! {
        <section class="outline-point" aria-labelledby="outline-point">
            <div class="outline-stepper">
                <button id="outline-before" type="button" aria-label=t("outline.point.before") on:click=move |_| editor.step_selection(-1)>
                    "‹"
                </button>
                <h3 id="outline-point">{name}</h3>
                <button id="outline-next" type="button" aria-label=t("outline.point.next") on:click=move |_| editor.step_selection(1)>
                    "›"
                </button>
            </div>
            <p id="outline-place" class="unseen" role="status">{place}</p>
            <div class="outline-fields">
                {field("outline-x", "outline.x", along(0))}
                {field("outline-y", "outline.y", along(1))}
                {field("outline-edge-before", "outline.edge.before", edge(-1))}
                {field("outline-edge-after", "outline.edge.after", edge(0))}
            </div>
            <div class="outline-tools">
                {button("outline-add-point", "outline.point.add", none, move || editor.add_point())}
                {button("outline-remove-point", "outline.point.remove", few, move || editor.remove_point())}
                {live(move || inner().map(|ring| view! {
                    <button
                        id="outline-remove-ring"
                        type="button"
                        on:click=move |_| editor.step(editor.sketch.with_untracked(|sketch| sketch.without(ring)))
                    >
                        {t_with("outline.ring.remove", &[("ring", &ring_name(ring))])}
                    </button>
                }))}
            </div>
        </section>
    }
}

fn additions(editor: Editor) -> impl IntoView {
    let never = Signal::stored(false);
    view! {
        <div class="outline-tools">
            {button("outline-hole", "outline.hole", never, move || editor.add_ring(Sketch::with_hole))}
            {button("outline-defect", "outline.defect", never, move || editor.add_ring(Sketch::with_defect))}
        </div>
    }
}

/// Shapes by their sizes; the first sizes are those of the drawing.
fn start_again(editor: Editor) -> impl IntoView {
    let extent = editor.sketch.with_untracked(Sketch::extent);
    let (length, width) = (RwSignal::new(extent.0), RwSignal::new(extent.1));
    let size = move |id, label, value: RwSignal<f64>| {
        let set = Callback::new(move |to: f64| {
            if to > 0.0 {
                value.set(to);
            }
        });
        length_field(editor, id, t(label), Signal::derive(move || Some(value.get())), set)
    };
    let shape = move |id, text, make: fn(f64, f64) -> Sketch| {
        let press = move || {
            editor.selected.set(None);
            editor.step(make(length.get_untracked(), width.get_untracked()));
            editor.show_all();
        };
        button(id, text, Signal::stored(false), press)
    };
    view! {
        <details class="outline-start">
            <summary>{t("outline.start")}</summary>
            <div class="outline-fields">
                {size("outline-length", "outline.length", length)}
                {size("outline-width", "outline.width", width)}
            </div>
            <div class="outline-tools">
                {shape("outline-rectangle", "outline.rectangle", Sketch::rectangle)}
                {shape("outline-l", "outline.l", |l, w| Sketch::l_shape(l, w, l / 2.0, w / 2.0))}
                {shape("outline-triangle", "outline.triangle", Sketch::triangle)}
                {shape("outline-disc", "outline.disc", |l, _| Sketch::disc(l))}
            </div>
        </details>
    }
}
