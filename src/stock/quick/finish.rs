//! From what was found in a line to the piece, what was understood, and what is missing.

use super::found::{Found, shown};
use super::{SaidKind, Understood};
use crate::stock::{Form, Inventory, StockPiece, read_csv, write_csv};

impl Found<'_> {
    /// The form: as said, else by the material, else guessed from how many sizes there are.
    fn form_or_guess(&self) -> Form {
        match (self.form, self.sizes.len()) {
            (Some(form), _) => form,
            (None, 2) if self.is_round => Form::Rod,
            (None, 3) if self.is_round => Form::Pipe,
            (None, 0) if self.attributes.iter().any(|(key, _)| matches!(*key, "mass" | "volume")) => Form::Bulk,
            (None, 2..=3) if !self.attributes.iter().all(|(key, _)| *key == "price") => Form::Item,
            (None, 2..=3) if self.is_sheet() => Form::Sheet,
            (None, 2..=3) => Form::Board,
            (None, 4) => Form::Angle,
            (None, _) => Form::Item,
        }
    }

    /// Hands the sizes out: the longest is the length, the others follow by the form's section.
    pub(super) fn finish(mut self) -> Understood {
        let form = self.form_or_guess();
        let mut piece = StockPiece {
            form,
            quantity: Some(self.count.unwrap_or(1)),
            material: self.material.clone().unwrap_or_default(),
            grade: self.grade.unwrap_or_default().to_owned(),
            tolerance: self.tolerance.unwrap_or(0.0),
            owner: std::mem::take(&mut self.owner),
            place: std::mem::take(&mut self.place),
            ..StockPiece::default()
        };
        let mut name = self.named();
        let over = self.hand_out(&mut piece, &mut name);
        piece.price = self.price.map(|(amount, per_metre)| match piece.length.filter(|_| per_metre) {
            Some(length) => libm::round(amount * length * 100.0) / 100.0,
            None => amount,
        });
        for (key, value) in std::mem::take(&mut self.attributes) {
            let place = piece.attributes.entry(key.to_owned()).or_default();
            *place = [place.as_str(), &value].into_iter().filter(|v| !v.is_empty()).collect::<Vec<_>>().join(", ");
        }
        if name.is_empty() {
            let material = self.materials.name_of(&piece.material);
            let form = if material.ends_with(form.word()) { "" } else { form.word() };
            name = [material, form].join(" ").trim().to_owned();
        }
        piece.name = name;
        let mut assumed = Vec::new();
        assumed.extend(self.count.is_none().then(|| "1 ×".to_owned()));
        assumed.extend(self.form.is_none().then(|| form.word().to_owned()));
        let missing = self.problem.clone().or_else(|| self.missing(&piece, over));
        Understood { piece, assumed, said: self.said, missing }
    }

    /// The name: its words in the order of the line, with those that bind them.
    fn named(&mut self) -> String {
        let mut words: Vec<(usize, String)> = Vec::new();
        for (at, said) in std::mem::take(&mut self.fillers) {
            // What binds two words of the name belongs to it, and so does what stands at either side of one.
            let ends = self.names.iter().any(|(range, _)| range.end == at);
            let starts = self.names.iter().any(|(range, _)| range.start == at + 1);
            if let (true, true, Some(said)) = (ends, starts, self.said.get_mut(said)) {
                let text = self.line[said.span.clone()].trim().to_owned();
                (said.kind, said.text) = (SaidKind::Name, format!("“{text}”"));
                words.push((at, text));
            }
        }
        words.extend(std::mem::take(&mut self.names).into_iter().map(|(range, text)| (range.start, text)));
        crate::order::sort_by_key(&mut words, |(at, _)| *at);
        words.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
    }

    /// Gives each size its role; says how many are left over.
    fn hand_out(&mut self, piece: &mut StockPiece, name: &mut String) -> usize {
        let typed: Vec<f64> = self.sizes.iter().map(|(size, _)| *size).collect();
        crate::order::sort_by(&mut self.sizes, |a, b| b.0.total_cmp(&a.0));
        let roles: &[&str] = match (piece.form, self.sizes.len()) {
            (Form::Bulk | Form::Item, _) => &[],
            (Form::Spool, 2) => &["length", "diameter"],
            (Form::Spool, 3) => &["length", "width", "thickness"],
            (form, _) => form.needs(),
        };
        for (role, (size, said)) in roles.iter().zip(&self.sizes) {
            *piece.size_mut(role) = Some(*size);
            if let Some(said) = self.said.get_mut(*said) {
                said.text = format!("{role} {}", shown(*size));
            }
        }
        let over = self.sizes.len().saturating_sub(roles.len());
        // An item keeps its sizes in its name: `screw 5×70`.
        if over > 0 && roles.is_empty() {
            let texts: Vec<String> = typed.iter().map(|s| shown(*s).replace(" mm", "")).collect();
            *name = [name.as_str(), &texts.join("×")].join(" ").trim().to_owned();
        }
        // Three sizes of an item are known by their order as well.
        if let (Form::Item, [l, w, t]) = (piece.form, &self.sizes[..]) {
            (piece.length, piece.width, piece.thickness) = (Some(l.0), Some(w.0), Some(t.0));
        }
        over
    }

    fn missing(&self, piece: &StockPiece, over: usize) -> Option<String> {
        let named = self.said.iter().any(|said| matches!(said.kind, SaidKind::Name | SaidKind::Material));
        if self.form.is_none() && self.sizes.is_empty() && !named {
            return Some("say what it is and how large, such as 3x board 1200x95x22 pine".to_owned());
        }
        if piece.quantity == Some(0) {
            return Some("none of it would be added; say how many, such as 3x".to_owned());
        }
        if self.form.is_none() && self.sizes.len() == 1 {
            return Some("say what form it has: board, rod, pipe, box, angle or sheet".to_owned());
        }
        let needs = piece.form.needs();
        if over > 0 && !needs.is_empty() {
            let all = needs.join(", ");
            return Some(format!("there are {over} sizes too many; a {} has {all}", piece.form));
        }
        if self.sizes.len() < needs.len() {
            let open = needs[self.sizes.len()..].join(" and ");
            return Some(format!("the {open} is missing; write all sizes together, such as {}", example(piece.form)));
        }
        unusable(piece)
    }
}

/// Why a piece would not be read back from a stock file, if so.
pub fn unusable(piece: &StockPiece) -> Option<String> {
    let read = read_csv(&write_csv(&Inventory::from(vec![piece.clone()])));
    let bad = read.problems.into_iter().find(|p| p.is_error())?;
    Some(match bad.hint {
        Some(hint) => format!("{}; {hint}", bad.message),
        None => bad.message,
    })
}

fn example(form: Form) -> &'static str {
    match form {
        Form::Rod => "1200x12",
        Form::Pipe => "2400x48.3x4",
        Form::Box => "2000x40x20x2",
        Form::Angle => "1900x38x38x3",
        Form::Spool => "25 m",
        _ => "1200x95x22",
    }
}
