//! Takes the words of a line one by one and remembers what each was taken for.

use std::ops::Range;

use super::vocabulary::*;
use super::words::{Word, begins_number};
use super::{Said, SaidKind};
use crate::fold::lower;
use crate::quantity::{ReadError, Unit, format_plain, read};
use crate::stock::fold::fold;
use crate::stock::{Form, Grade, Materials};

/// Longest size taken (m).
const LONGEST: f64 = 100.0;

/// What was found in a line, before it becomes a piece.
pub(super) struct Found<'a> {
    pub(super) line: &'a str,
    pub(super) materials: &'a Materials,
    /// Whether some length is said in feet or inches, so that `2x4` is lumber.
    is_imperial: bool,
    pub(super) said: Vec<Said>,
    pub(super) count: Option<u32>,
    pub(super) form: Option<Form>,
    pub(super) material: Option<String>,
    pub(super) grade: Option<&'static str>,
    /// Sizes (m), each with its place in `said`.
    pub(super) sizes: Vec<(f64, usize)>,
    pub(super) is_round: bool,
    pub(super) tolerance: Option<f64>,
    /// Amount in EUR, and whether it is for a metre.
    pub(super) price: Option<(f64, bool)>,
    pub(super) place: String,
    pub(super) owner: String,
    /// Words of the name, each with the number of its first word and of the first word after it.
    pub(super) names: Vec<(Range<usize>, String)>,
    /// Words that bind, by their number, with their place in `said`.
    pub(super) fillers: Vec<(usize, usize)>,
    pub(super) attributes: Vec<(&'static str, String)>,
    pub(super) problem: Option<String>,
}

impl<'a> Found<'a> {
    pub(super) fn new(line: &'a str, materials: &'a Materials, words: &[Word]) -> Self {
        let imperial = |w: &Word| {
            let unit = w.text.trim_start_matches(|c: char| c.is_ascii_digit() || ".,/-½¼¾⅛⅜⅝⅞x".contains(c));
            unit.len() < w.text.len()
                && matches!(&lower(unit)[..], "ft" | "'" | "′" | "in" | "\"" | "″" | "”" | "feet" | "foot")
        };
        Self {
            line,
            materials,
            is_imperial: words.iter().any(imperial),
            said: Vec::new(),
            count: None,
            form: None,
            material: None,
            grade: None,
            sizes: Vec::new(),
            is_round: false,
            tolerance: None,
            price: None,
            place: String::new(),
            owner: String::new(),
            names: Vec::new(),
            fillers: Vec::new(),
            attributes: Vec::new(),
            problem: None,
        }
    }

    fn say(&mut self, span: Range<usize>, kind: SaidKind, text: impl Into<String>) {
        self.said.push(Said { span, kind, text: text.into() });
    }

    /// Makes the first words part of the name; `at` is the number of the first.
    fn name(&mut self, words: &[Word], at: usize) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let raw = self.line.get(first.span.start..last.span.end).unwrap_or_default();
        let text = raw.trim_end_matches([',', ';', ':']);
        self.names.push((at..at + words.len(), if text.is_empty() { raw } else { text }.to_owned()));
    }

    /// Takes the first of the words that are left; says how many. `at` is the number of the first.
    pub(super) fn take(&mut self, words: &[Word], at: usize) -> usize {
        let Some(first) = words.first() else { return 1 };
        let low = lower(&first.text);
        let taken = self
            .owner_or_place(words)
            .or_else(|| self.money(first, &low))
            .or_else(|| self.count_of(words, &low))
            .or_else(|| self.numbers(first, &low))
            .or_else(|| self.last_count(words, &low))
            .or_else(|| self.magnet_grade(first, &low))
            .or_else(|| self.material_of(words, at))
            .or_else(|| self.form_of(words, at))
            .or_else(|| self.grade_of(first));
        if let Some(taken) = taken {
            return taken;
        }
        if is_any(&FILLERS, &fold(&first.text)) || first.text.is_empty() {
            self.fillers.push((at, self.said.len()));
            self.say(first.span.clone(), SaidKind::Filler, "");
            return 1;
        }
        self.name(&words[..1], at);
        self.say(first.span.clone(), SaidKind::Name, format!("“{}”", self.line[first.span.clone()].trim()));
        1
    }

    /// `@shed`, `owner:Anna`, `owner: Anna`.
    fn owner_or_place(&mut self, words: &[Word]) -> Option<usize> {
        let (first, second) = (&words[0], words.get(1));
        let raw = &self.line[first.span.clone()];
        let (kind, value) = match raw.split_once(':') {
            Some((key, value)) if is_any(&OWNERS, &fold(key)) => (SaidKind::Owner, value),
            _ => (SaidKind::Place, raw.strip_prefix('@')?),
        };
        let (value, taken, end) = match (value, second) {
            ("", Some(next)) => (&self.line[next.span.clone()], 2, next.span.end),
            ("", None) => return None,
            (value, _) => (value, 1, first.span.end),
        };
        let place = if kind == SaidKind::Owner { &mut self.owner } else { &mut self.place };
        if !place.is_empty() {
            place.push(' ');
        }
        place.push_str(value.trim_end_matches([',', ';']));
        let text = format!("{} {value}", if kind == SaidKind::Owner { "of" } else { "at" });
        self.say(first.span.start..end, kind, text);
        Some(taken)
    }

    /// `2€`, `$3`, `2.50 EUR/m`. What is not in EUR is kept, and counts nowhere.
    fn money(&mut self, word: &Word, low: &str) -> Option<usize> {
        let (amount, per) = match low.split_once('/') {
            Some((amount, per)) if MONEY.iter().any(|(mark, _)| amount.contains(mark)) => (amount, per),
            _ => (low, ""),
        };
        let strip = |(mark, code): &(&str, &'static str)| {
            let rest = amount.strip_prefix(mark).or_else(|| amount.strip_suffix(mark))?;
            begins_number(rest).then(|| (rest.trim().to_owned(), *code))
        };
        // The longest mark first: `euros` ends with no other, but `eur` stands in `euro`.
        let (amount, currency) = MONEY.iter().filter_map(strip).min_by_key(|(rest, _)| rest.len())?;
        let value = read(&amount, &Unit::none()).ok().map(|q| q.value).filter(|v| (0.0..1e6).contains(v))?;
        let per_metre = matches!(per, "m" | "lfm" | "ml");
        let text = format!("{} {currency}{}", format_plain(value, 2), if per_metre { "/m" } else { "" });
        if currency == "EUR" && self.price.is_none() {
            self.price = Some((value, per_metre));
        } else {
            self.attributes.push(("price", text.clone()));
        }
        self.say(word.span.clone(), SaidKind::Price, text);
        Some(1)
    }

    fn set_count(&mut self, count: u32, span: Range<usize>) {
        self.count = Some(count);
        self.say(span, SaidKind::Count, format!("{count} ×"));
    }

    /// `3x`, `3 pcs`, `3 Stück`, `three boards`, `2 boards`.
    fn count_of(&mut self, words: &[Word], low: &str) -> Option<usize> {
        if self.count.is_some() {
            return None;
        }
        let first = &words[0];
        let second = words.get(1).map(|w| fold(&w.text));
        let opens = self.sizes.is_empty() && self.form.is_none() && self.names.is_empty() && self.material.is_none();
        let is_piece = |word: &str| is_any(&PIECES, word);
        let digits = low.trim_end_matches(|c: char| c.is_alphabetic());
        let rest = fold(&low[digits.len()..]);
        if digits.is_empty() {
            let number = NUMBERS.iter().position(|names| is_any(names, &fold(low)))?;
            if opens && second.is_some() {
                self.set_count(number as u32 + 1, first.span.clone());
                return Some(1);
            }
            return None;
        }
        let next = rest.is_empty() && second.as_deref().is_some_and(is_piece);
        let word_next = words.get(1).is_some_and(|w| w.text.starts_with(char::is_alphabetic));
        let lumber = words.get(1).is_some_and(|w| !self.nominal(&w.text).is_empty());
        if let (true, true, false, Ok(count @ 1..100)) = (opens, word_next || lumber, next, low.parse::<u32>()) {
            self.set_count(count, first.span.clone());
            return Some(1);
        }
        if (rest == "x" || is_piece(&rest) || next)
            && let Ok(count) = digits.parse::<u32>()
        {
            let end = if next { words[1].span.end } else { first.span.end };
            self.set_count(count, first.span.start..end);
            return Some(if next { 2 } else { 1 });
        }
        // `3x1200x95x22`: a small number in front of a large one.
        if low.split('x').count() > 3
            && let Some((count, sizes)) = low.split_once('x')
            && let Ok(number) = count.parse()
            && sizes.split('x').next().and_then(|s| s.parse::<f64>().ok()).is_some_and(|s| s > 5.0 * f64::from(number))
        {
            let from = count.chars().count() + 1;
            self.set_count(number, first.span_of(0, from));
            self.sizes_of(first, low, from);
            return Some(1);
        }
        None
    }

    /// `magnet 50x20x10 n42 x12`: how many, said last.
    fn last_count(&mut self, words: &[Word], low: &str) -> Option<usize> {
        let ([word], None, Some(Ok(count))) = (words, self.count, low.strip_prefix('x').map(str::parse)) else {
            return None;
        };
        self.set_count(count, word.span.clone());
        Some(1)
    }

    /// Sizes, tolerances, and numbers of other things.
    fn numbers(&mut self, word: &Word, low: &str) -> Option<usize> {
        if !begins_number(low) {
            return None;
        }
        let number = low.trim_end_matches(|c: char| c.is_alphabetic());
        let unit = &low[number.len()..];
        if let Some((_, key)) = PROPERTIES.iter().find(|(name, _)| *name == unit)
            && !number.contains('x')
        {
            self.attributes.push((key, word.text.clone()));
            self.say(word.span.clone(), SaidKind::Attribute, format!("{key} {}", word.text));
            return Some(1);
        }
        let millimetre = Unit::named("mm").cloned().unwrap_or_else(Unit::none);
        // `3-ply`, `2nd`: no size at all.
        if matches!(read(low, &millimetre), Err(ReadError::UnknownUnit(_, None))) && !low.contains(['x', '±', '/', 'ø'])
        {
            return None;
        }
        self.sizes_of(word, low, 0);
        Some(1)
    }

    /// Whether it is a sheet by what was said so far, or may be one by its material.
    pub(super) fn is_sheet(&self) -> bool {
        let by_material = |id: &String| SHEETS.iter().any(|start| id.starts_with(start)) || id.ends_with("sheet");
        self.form.map_or_else(|| self.material.as_ref().is_some_and(by_material), |form| form == Form::Sheet)
    }

    /// `1200x95x22`, `38x225x3.9m`, `95x22±2`: each with its own unit, else with the unit of the last, else mm.
    fn sizes_of(&mut self, word: &Word, low: &str, from: usize) {
        let text: String = low.chars().skip(from).collect();
        let (sizes, tolerance) = text.split_once('±').map_or((&text[..], None), |(s, t)| (s, Some(t)));
        let sizes = unslash(sizes);
        let millimetre = Unit::named("mm").cloned().unwrap_or_else(Unit::none);
        // A unit at the end counts for all where all are alike: `2x4in`, but not `38x225x3.9m`.
        let last = sizes.rsplit('x').find(|part| !part.trim().is_empty());
        let last = last.map(|p| p.trim_start_matches(|c: char| !c.is_alphabetic() && !"\"'″”".contains(c)));
        let each = |u: &&str| matches!(*u, "" | "m" | "ft" | "'") && !(*u == "ft" && self.is_sheet());
        let shared = last.filter(|u| !each(u)).and_then(unit);
        let nominal = self.nominal(&sizes);
        let mut at = from;
        let mut parts: Vec<(&str, usize)> = Vec::new();
        for part in sizes.split('x') {
            parts.push((part, at));
            at += part.chars().count() + 1;
        }
        let end = tolerance.map(|_| at - 1);
        for k in 0..parts.len() {
            let (part, start) = parts[k];
            let stop = parts.get(k + 1).map(|(_, next)| *next).or(end).unwrap_or(usize::MAX);
            let span = word.span_of(start, stop);
            let bare = part.trim().trim_start_matches(['ø', '⌀']).trim_start();
            self.is_round |= bare.len() < part.trim().len();
            if bare.is_empty() {
                if !span.is_empty() {
                    self.say(span, SaidKind::Filler, "");
                }
                continue;
            }
            let size = match nominal.get(k) {
                Some(inches) => Ok(inches * 0.0254),
                None => read(bare, shared.as_ref().unwrap_or(&millimetre)).map(|q| q.value).map_err(|e| e.to_string()),
            };
            match size {
                Ok(size) if size > 0.0 && size <= LONGEST => {
                    self.sizes.push((size, self.said.len()));
                    self.say(span, SaidKind::Size, shown(size));
                }
                other => {
                    let odd = || format!("“{bare}” is not a size between 0 and {LONGEST} m");
                    self.problem = Some(other.err().unwrap_or_else(odd));
                    self.say(span, SaidKind::Unread, bare);
                }
            }
        }
        if let Some(typed) = tolerance {
            let span = word.span_of(end.unwrap_or(0), usize::MAX);
            match read(typed, &millimetre) {
                Ok(q) if (0.0..=1.0).contains(&q.value) => {
                    self.tolerance = Some(q.value);
                    self.say(span, SaidKind::Tolerance, format!("± {}", shown(q.value)));
                }
                _ => {
                    self.problem = Some(format!("“±{typed}” is no tolerance; write it such as ±2 mm"));
                    self.say(span, SaidKind::Unread, format!("±{typed}"));
                }
            }
        }
    }

    /// The dressed sizes (in) of lumber such as `2x4` or `2x4x8ft`, where lengths are said in feet.
    fn nominal(&self, sizes: &str) -> Vec<f64> {
        let sizes = match sizes.rsplit_once('x') {
            Some((across, length)) if length.ends_with("ft") || length.ends_with('\'') => across,
            _ => sizes,
        };
        let dressed = |part: &str| NOMINAL.iter().find(|(name, _)| *name == part).map(|(_, inches)| *inches);
        let found: Option<Vec<f64>> = sizes.split('x').map(dressed).collect();
        found.filter(|sizes| self.is_imperial && sizes.len() == 2).unwrap_or_default()
    }

    /// `n42`, `N35SH`: grades of neodymium magnets.
    fn magnet_grade(&mut self, word: &Word, low: &str) -> Option<usize> {
        let rest = low.strip_prefix('n')?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits != 2 || !["", "m", "h", "sh", "uh", "eh"].contains(&&rest[digits..]) {
            return None;
        }
        let grade = low.to_ascii_uppercase();
        self.say(word.span.clone(), SaidKind::Attribute, format!("grade {grade}"));
        self.attributes.push(("grade", grade));
        Some(1)
    }

    fn material_of(&mut self, words: &[Word], at: usize) -> Option<usize> {
        if self.material.is_some() {
            return None;
        }
        for (k, text) in phrases(words) {
            let thing = THINGS.iter().find(|(names, ..)| is_any(names, &text));
            let everyday = || MATERIALS.iter().find(|(_, names)| is_any(names, &text)).map(|(id, _)| *id);
            // Own words come before everyday ones.
            let own = self.materials.own().iter().any(|m| self.materials.find(&text) == Some(m));
            let everyday = if own { None } else { thing.map(|(_, id, _)| *id).or_else(everyday) };
            let Some(material) = self.materials.find(everyday.unwrap_or(&text)) else { continue };
            let (id, name) = (material.id.clone(), material.name.clone());
            // The word may say the form as well (`plywood`), and often is part of the name.
            let last = text.rsplit(' ').next().unwrap_or(&text);
            let form = thing.map(|(.., form)| *form).unwrap_or(last);
            let form = Form::named(form).filter(|_| self.form.is_none() && !own);
            self.form = self.form.or(form);
            if everyday.is_some() || form == Some(Form::Item) || form.is_some() && last != text {
                self.name(&words[..k], at);
            }
            self.material = Some(id);
            let span = words[0].span.start..words[k - 1].span.end;
            let kind = form.map(|form| format!("{name}, {form}")).unwrap_or(name);
            self.say(span, SaidKind::Material, kind);
            return Some(k);
        }
        None
    }

    fn form_of(&mut self, words: &[Word], at: usize) -> Option<usize> {
        if self.form.is_some() {
            return None;
        }
        let (k, form, text) = phrases(words).find_map(|(k, text)| Some((k, Form::named(&text)?, text)))?;
        self.form = Some(form);
        let singular = text.strip_suffix('s').unwrap_or(&text);
        if !Form::ALL.iter().any(|f| f.word() == text || f.word() == singular) {
            self.name(&words[..k], at);
        }
        self.say(words[0].span.start..words[k - 1].span.end, SaidKind::Form, form.word());
        Some(k)
    }

    fn grade_of(&mut self, word: &Word) -> Option<usize> {
        let folded = fold(&word.text);
        let own = GRADES.iter().find(|(_, names)| is_any(names, &folded)).map_or(&folded[..], |(id, _)| *id);
        let grade = Grade::all().iter().find(|g| g.id == own).filter(|_| self.grade.is_none())?;
        self.grade = Some(&grade.id);
        self.say(word.span.clone(), SaidKind::Grade, grade.id.clone());
        Some(1)
    }
}

/// `110/3.2` is a pipe's diameter and wall; only `3/4` and the like are fractions.
fn unslash(text: &str) -> String {
    let sizes = text.split_once('/').and_then(|(above, below)| {
        let plain = |part: &str| part.replace(',', ".").parse::<f64>().ok();
        let below_number = below.trim_end_matches(|c: char| c.is_alphabetic());
        let (over, under) = (plain(above.trim_start_matches(['ø', '⌀']))?, plain(below_number)?);
        let fraction =
            [2.0, 3.0, 4.0, 8.0, 16.0, 32.0, 64.0].contains(&under) && (over < under || below != below_number);
        (!fraction && over > under).then(|| format!("{above}x{below}"))
    });
    sizes.unwrap_or_else(|| text.to_owned())
}

/// The first words as folded phrases, longest first: three, two, one.
fn phrases(words: &[Word]) -> impl Iterator<Item = (usize, String)> + '_ {
    let phrase = |k: usize| fold(&words[..k].iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "));
    (1..=words.len().min(3)).rev().map(move |k| (k, phrase(k))).filter(|(_, text)| !text.is_empty())
}

/// A unit by name or by the marks for inches.
fn unit(word: &str) -> Option<Unit> {
    Unit::named(if matches!(word, "\"" | "''" | "″" | "”") { "in" } else { word }).cloned()
}

/// A length in words for the echo.
pub(super) fn shown(value: f64) -> String {
    format!("{} mm", format_plain(value * 1e3, 1))
}
