//! From what was found in a line to the piece, what was understood, and what is missing.

use super::{Found, shown};
use crate::stock::{Form, Inventory, Material, StockPiece, read_csv, write_csv};

impl Found {
    /// The form: as said, else guessed from how many sizes there are.
    fn form_or_guess(&self) -> Form {
        match (self.form, self.sizes.len()) {
            (Some(form), _) => form,
            (None, 2..=3) if !self.attributes.is_empty() => Form::Item,
            (None, 2..=3) => Form::Board,
            (None, 4) => Form::Angle,
            (None, _) => Form::Item,
        }
    }

    /// Hands the sizes out: the longest is the length, the others follow by the form's section.
    pub(super) fn finish(mut self) -> (StockPiece, Vec<String>, Option<String>) {
        let form = self.form_or_guess();
        let mut piece = StockPiece {
            form,
            quantity: Some(self.count.unwrap_or(1)),
            material: self.material.unwrap_or_default().to_owned(),
            grade: self.grade.unwrap_or_default().to_owned(),
            ..StockPiece::default()
        };
        let typed = self.sizes.clone();
        crate::order::sort_by(&mut self.sizes, |a, b| b.total_cmp(a));
        let mut sizes = self.sizes.iter().copied();
        let roles: &[&str] = match (form, self.sizes.len()) {
            (Form::Bulk | Form::Item, _) => &[],
            (Form::Spool, 2) => &["length", "diameter"],
            (Form::Spool, 3) => &["length", "width", "thickness"],
            _ => form.needs(),
        };
        let mut said = Vec::new();
        for role in roles {
            let Some(value) = sizes.next() else { break };
            *piece.size_mut(role) = Some(value);
            said.push(format!("{role} {}", shown(value)));
        }
        let over = sizes.count();
        // An item keeps its sizes in its name: `screw 5×70`.
        if over > 0 && roles.is_empty() {
            let texts: Vec<String> = typed.iter().map(|s| shown(*s).replace(" mm", "")).collect();
            self.names.push(texts.join("×"));
        }
        // Three sizes of an item are known by their order as well.
        if let (Form::Item, [l, w, t]) = (form, &self.sizes[..]) {
            (piece.length, piece.width, piece.thickness) = (Some(*l), Some(*w), Some(*t));
        }
        for (key, value) in std::mem::take(&mut self.attributes) {
            said.push(format!("{key} {value}"));
            piece.attributes.insert(key.to_owned(), value);
        }
        let mut name = self.names.join(" ");
        if name.is_empty() {
            let material = Material::find(&piece.material).map(|m| m.name.as_str());
            name = [material.unwrap_or_default(), form.word()].join(" ").trim().to_owned();
        }
        piece.name = name;
        let mut understood = vec![format!("{} ×", piece.quantity.unwrap_or(1)), form.word().to_owned()];
        understood.extend(said);
        understood.extend(Material::find(&piece.material).map(|m| m.name.clone()));
        understood.extend(Some(&piece.grade).filter(|g| !g.is_empty()).cloned());
        understood.push(format!("“{}”", piece.name));
        let missing = self.problem.clone().or_else(|| self.missing(&piece, over));
        (piece, understood, missing)
    }

    fn missing(&self, piece: &StockPiece, over: usize) -> Option<String> {
        if self.form.is_none() && self.sizes.is_empty() && self.names.is_empty() {
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
