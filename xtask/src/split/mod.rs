//! Splits the built app in two: what the first visit uses, and the rest, which follows at once.
//!
//! The first picture should not wait for code that shows a dialog later. Which functions the first visit
//! uses is not guessed but watched, in a browser; everything else moves to a second module. Where the first
//! module reaches for a moved function it passes a door that loads the second module if it is not there yet,
//! so a wrong guess costs time, never correctness. The app's source knows of this only which texts can wait: `later.rs`.

mod facts;
mod first;
mod glue;
mod names;
mod plan;
mod prepare;
mod second;
mod text;
mod visit;
mod watch;

use crate::run::{self, Result};
use crate::{files, page};
use sha2::{Digest, Sha256};
use std::path::Path;
use wasm_encoder::reencode::Error;
use wasm_encoder::{GlobalType, ValType};

/// Name under which the second module's loader is imported by the first one.
const REST: &str = "rest";
/// The import that loads the second module at once.
const LOAD: &str = "load";
/// Name under which the second module imports the first one.
const FIRST: &str = "first";
/// The first module's global that says whether the second module is there.
const READY: &str = "_ready";
/// The first module's table that the second module fills.
const DOORS: &str = "_doors";

/// A global that is 0 until it is set.
const FLAG: GlobalType = GlobalType { val_type: ValType::I32, mutable: true, shared: false };

/// What writing a section of a module gives.
type Outcome = std::result::Result<(), Error<String>>;

/// Name of a thing that the first module shares with the second one.
fn shared_name(kind: char, number: usize) -> String {
    format!("_{kind}{number}")
}

/// How the name of the second module ends.
pub const ENDING: &str = "_rest.wasm";

/// Splits the app in a folder that Trunk has built.
pub fn run(dist: &Path, browser: &Path) -> Result {
    run::say("watching a first visit, to load first what it uses");
    let index = dist.join("index.html");
    let html = files::read_text(&index)?;
    let built = built(&html)?;
    let (script, module) = (dist.join(format!("{built}.js")), dist.join(format!("{built}_bg.wasm")));
    let js = files::read_text(&script)?;
    let whole = prepare::write(&files::read(&module)?, dist, browser)?;
    let facts = facts::read(&whole)?;
    let data = text::segments(&whole)?;
    let bare = text::without(&whole, &data)?;

    let watched = [
        (format!("{built}_bg.wasm"), watch::write(&bare, &facts)?),
        (format!("{built}.js"), glue::watched(&js).into_bytes()),
    ];
    let used = visit::used(dist, &watched, browser)?;

    let plan = plan::plan(&facts, &used);
    let first = first::write(&bare, &facts, &plan)?;
    let second = second::write(&whole, &facts, &plan, &data)?;
    println!(
        "{} of {} functions and {} bytes of text follow after the first picture",
        plan.moved.len(),
        facts.functions(),
        text::moved(&data)
    );
    // All files carry one new name: none can be taken together with one of an earlier build.
    let hash = Sha256::new().chain_update(&first).chain_update(&second).chain_update(&js).finalize();
    let hash: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let name = format!("app-{hash}");
    for old in [script, module] {
        std::fs::remove_file(&old).map_err(|error| format!("cannot remove {}: {error}", old.display()))?;
    }
    let js = glue::split(&js.replace(&built, &name), &format!("{name}{ENDING}"))?;
    files::write(&dist.join(format!("{name}.js")), facts.names.shorten(&js))?;
    files::write(&dist.join(format!("{name}_bg.wasm")), first)?;
    files::write(&dist.join(format!("{name}{ENDING}")), second)?;
    files::write(&index, html.replace(&built, &name))
}

/// The name that Trunk gave the app's files, without ending.
fn built(html: &str) -> Result<String> {
    page::references(html)
        .iter()
        .find_map(|path| path.strip_suffix("_bg.wasm").map(str::to_string))
        .ok_or_else(|| "index.html names no module to load".to_string())
}
