//! Every text of a design by its key: what can be translated, and the design in another language.

use super::model::Design;

impl Design {
    /// Calls `visit` with the key and the text of everything that people read and that is not empty.
    fn each_text(&mut self, visit: &mut dyn FnMut(&str, &mut String)) {
        let mut tell = |way: [&str; 3], text: &mut String| {
            if !text.is_empty() {
                let way: Vec<&str> = way.into_iter().filter(|word| !word.is_empty()).collect();
                visit(&way.join("."), text);
            }
        };
        tell(["design", "title", ""], &mut self.title);
        tell(["design", "summary", ""], &mut self.summary);
        tell(["design", "function", ""], &mut self.function);
        for (what, list) in [("hazards", &mut self.hazards), ("tools", &mut self.tools)] {
            for (k, text) in list.iter_mut().enumerate() {
                tell(["design", what, &(k + 1).to_string()], text);
            }
        }
        for p in &mut self.parameters {
            tell([&p.text_key, "ask", ""], &mut p.ask);
            tell([&p.text_key, "help", ""], &mut p.help);
            for pick in &mut p.picks {
                tell([&p.text_key, "choices", &pick.name], &mut pick.label);
            }
            if let Some(number) = p.number {
                p.ask = p.ask.replace("{n}", &number.to_string());
            }
        }
        for p in &mut self.presets {
            tell(["presets", &p.id, "title"], &mut p.title);
        }
        for s in &mut self.slots {
            tell(["slots", &s.name, "ask"], &mut s.ask);
            tell(["slots", &s.name, "buy.name"], &mut s.buy.name);
        }
        for a in &mut self.assemblies {
            tell(["assemblies", &a.id, "name"], &mut a.name);
        }
        for p in &mut self.parts {
            tell(["parts", &p.id, "name"], &mut p.name);
        }
        for h in &mut self.hardware {
            tell(["hardware", &h.id, "name"], &mut h.name);
        }
        for c in &mut self.checks {
            tell(["checks", &c.id, "title"], &mut c.title);
            tell(["checks", &c.id, "why"], &mut c.why);
            tell(["checks", &c.id, "advice"], &mut c.advice);
        }
        for m in &mut self.metrics {
            tell(["metrics", &m.id, "title"], &mut m.title);
        }
        for s in &mut self.steps {
            tell(["steps", &s.id, "title"], &mut s.title);
            tell(["steps", &s.id, "text"], &mut s.text);
            tell(["steps", &s.id, "hazard"], &mut s.hazard);
        }
    }

    /// Keys of all texts, sorted.
    pub fn text_keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        self.clone().each_text(&mut |key, _| keys.push(key.to_owned()));
        keys.sort_unstable();
        keys.dedup(); // instances of a group share their texts
        keys
    }

    /// The design with its texts in a language, such as `de` or `pt-BR`. What `pt-BR` does not say, `pt` says;
    /// what neither says stays as the author wrote it.
    #[must_use]
    pub fn in_language(&self, tag: &str) -> Self {
        let general = tag.split('-').next().unwrap_or(tag);
        let mut out = self.clone();
        for language in [general, tag] {
            let Some(texts) = self.texts.get(language) else { continue };
            out.each_text(&mut |key, text| {
                if let Some(translated) = texts.get(key) {
                    text.clone_from(translated);
                }
            });
        }
        out
    }
}
