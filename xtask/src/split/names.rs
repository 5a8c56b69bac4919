//! Short names for what script and modules say to one another: wasm-bindgen's own are long and many.

use std::collections::BTreeMap;

/// A short name for every long one.
#[derive(Default)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Takes in a name of wasm-bindgen's making; names that the app chose stay, for others use them.
    pub fn add(&mut self, name: &str) {
        if name.starts_with("__w") || name.starts_with("wasm_bindgen__") {
            let next = format!("${}", self.0.len());
            self.0.entry(name.to_string()).or_insert(next);
        }
    }

    /// The short name, or the name itself where there is none.
    pub fn get<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.get(name).map_or(name, String::as_str)
    }

    /// A script with short names, without indentation and remarks.
    pub fn shorten(&self, js: &str) -> String {
        let mut short = String::with_capacity(js.len());
        for line in js.lines().map(str::trim_start) {
            if line.is_empty() || ["//", "/**", "*"].iter().any(|remark| line.starts_with(remark)) {
                continue;
            }
            let mut rest = line;
            while let Some(first) = rest.chars().next() {
                let end = rest.find(|letter| is_in_name(letter) != is_in_name(first)).unwrap_or(rest.len());
                let (word, behind) = rest.split_at(end);
                short.push_str(self.get(word));
                rest = behind;
            }
            short.push('\n');
        }
        short
    }
}

fn is_in_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn only_whole_names_become_short() {
        let mut names = Names::default();
        for name in ["__wbg_now_1", "__wbg_now_12", "measure", "__wbg_now_1"] {
            names.add(name);
        }
        let js = "/**\n * remark\n */\n    __wbg_now_12: function() { return \"__wbg_now_1\" + __wbg_now_123; },\n\nmeasure();";
        assert_eq!(names.shorten(js), "$1: function() { return \"$0\" + __wbg_now_123; },\nmeasure();\n");
    }
}
