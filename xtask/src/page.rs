//! Reads what a built index.html refers to, as far as the build needs it.

/// Relative addresses in `href` and `src`, in order, each once: what the page loads at its start.
pub fn references(html: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for attribute in ["href=\"", "src=\""] {
        for rest in html.split(attribute).skip(1) {
            let Some((address, _)) = rest.split_once('"') else {
                continue;
            };
            let path = address.strip_prefix("./").unwrap_or(address);
            let elsewhere = path.is_empty() || path.contains(':') || path.starts_with(['#', '/']);
            if !elsewhere && !found.iter().any(|known| known == path) {
                found.push(path.to_string());
            }
        }
    }
    found
}

/// The text of every script that stands in the page itself.
pub fn inline_scripts(html: &str) -> Vec<&str> {
    html.split("<script")
        .skip(1)
        .filter_map(|rest| {
            let (attributes, rest) = rest.split_once('>')?;
            let (text, _) = rest.split_once("</script>")?;
            (!attributes.contains("src=")).then_some(text)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r##"<link rel="icon" href="./icon.svg"><link href="./app.js" rel="modulepreload">
        <a href="https://example.org/">x</a><a href="#top">y</a><link href="./app.js">
        <script src="a.js"></script><script type="module">let a = 1 > 0;</script>"##;

    #[test]
    fn lists_relative_addresses_once() {
        assert_eq!(references(PAGE), ["icon.svg", "app.js", "a.js"]);
    }

    #[test]
    fn reads_only_scripts_without_address() {
        assert_eq!(inline_scripts(PAGE), ["let a = 1 > 0;"]);
    }
}
