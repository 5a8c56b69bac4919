//! Changes the JavaScript that wasm-bindgen made, so that it loads two modules or reports on one.

use super::{FIRST, LOAD, READY, REST, shared_name, watch};
use crate::run::Result;

/// Where the script lists what the module imports.
const IMPORTS: &str = "    return {\n        __proto__: null,\n";
/// Where the script has the module, but has not started it.
const LOADED: &str = "const { instance, module } = await __wbg_load(await module_or_path, imports);\n";

/// Loads the second module; its placeholders are filled in by [`split`].
const LOADER: &str = include_str!("rest.js");

/// Asks the server for `used` when the first picture stands; its placeholder is filled in by [`watched`].
const REPORTER: &str = include_str!("used.js");

/// The script of the split app.
pub fn split(js: &str, rest: &str) -> Result<String> {
    let behind = |js: String, place: &str, addition: &str| {
        if js.matches(place).count() != 1 {
            return Err("wasm-bindgen's script has changed: xtask/src/split/glue.rs must follow it".to_string());
        }
        Ok(js.replace(place, &format!("{place}{addition}\n")))
    };
    let js = behind(js.to_string(), IMPORTS, &format!("{REST}: {{ {LOAD}: restNow }},"))?;
    let js = behind(js, LOADED, "await restBeforeStart(instance);")?;
    let loader = LOADER.replace("REST_FILE", rest).replace("FIRST_NAME", FIRST).replace("READY_NAME", READY);
    Ok(format!("{js}\n{loader}"))
}

/// The script of the watched app.
pub fn watched(js: &str) -> String {
    format!("{js}\n{}", REPORTER.replace("USED_PREFIX", shared_name(watch::USED, 0).trim_end_matches('0')))
}
