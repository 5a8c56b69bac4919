//! One value of a piece as text: shown in a person's units, and taken back as typed.

use super::cell::{
    read_attributes, read_count, read_defects, read_distance, read_length, read_money, write_attributes, write_defects,
    write_distance, write_money,
};
use super::columns::length;
use super::row::longest;
use super::{Form, StockPiece, unusable};
use crate::quantity::{System, format};

/// The sizes among the columns.
const SIZES: [&str; 6] = ["length", "width", "thickness", "height", "diameter", "wall"];

impl StockPiece {
    /// The value of a column, one of [`super::COLUMNS`], as people read it; empty where nothing is known.
    pub fn shown(&self, column: &str, system: System) -> String {
        let shown = |value: f64| format(value, "mm", 2, system);
        match column {
            "quantity" => self.quantity.map(|n| n.to_string()).unwrap_or_default(),
            "tolerance" if self.tolerance > 0.0 => shown(self.tolerance),
            "tolerance" => String::new(),
            "price" => self.price.map(write_money).unwrap_or_default(),
            "distance" => self.distance.map(write_distance).unwrap_or_default(),
            "form" => self.form.word().to_owned(),
            "defects" if self.form.is_linear() => write_defects(&self.defects),
            "attributes" => write_attributes(&self.attributes),
            size if SIZES.contains(&size) => self.size(size).map(shown).unwrap_or_default(),
            column => self.text(column).to_owned(),
        }
    }

    /// The piece with a value typed into a column; it then still is one that a stock file can hold.
    ///
    /// # Errors
    /// Why the value cannot be taken, and what to do.
    pub fn edited(&self, column: &str, typed: &str) -> Result<Self, String> {
        let piece = self.drafted(column, typed)?;
        match unusable(&piece) {
            Some(reason) => Err(reason),
            None => Ok(piece),
        }
    }

    /// The same for a piece that is still being described: other values may yet be missing.
    ///
    /// # Errors
    /// Why the value cannot be taken, and what to do.
    pub fn drafted(&self, column: &str, typed: &str) -> Result<Self, String> {
        let typed = typed.trim();
        let mm = length("mm", 0.001);
        let limit = longest(self.form);
        let mut piece = self.clone();
        match column {
            "quantity" if typed.is_empty() && self.quantity.is_some() => {
                return Err("write how many there are, as a whole number".to_owned());
            }
            "quantity" => piece.quantity = read_count(typed)?,
            "tolerance" if typed.is_empty() => piece.tolerance = 0.0,
            "tolerance" => piece.tolerance = read_length(typed.trim_start_matches('±').trim(), &mm, 1.0)?,
            "price" if typed.is_empty() => piece.price = None,
            "price" => piece.price = Some(read_money(typed)?),
            "distance" if typed.is_empty() => piece.distance = None,
            "distance" => piece.distance = Some(read_distance(typed)?),
            "form" => piece.take_form(Form::parse(typed)?),
            "defects" if piece.form.is_linear() => piece.defects = read_defects(typed, &mm, limit)?,
            "attributes" => piece.attributes = read_attributes(typed)?,
            size if SIZES.contains(&size) => {
                *piece.size_mut(size) =
                    if typed.is_empty() { None } else { Some(super::cell::read_size(typed, &mm, limit)?) };
            }
            column => match piece.text_mut(column) {
                Some(text) => typed.clone_into(text),
                None => return Err(format!("a piece has no {column}")),
            },
        }
        Ok(piece)
    }

    /// Becomes another form. Defects stay only where they mean the same; sizes that the form needs and nobody gave
    /// are guessed from the others and are to be measured.
    fn take_form(&mut self, form: Form) {
        if self.form.is_linear() != form.is_linear() {
            self.defects.clear();
            self.defect_outlines.clear();
        }
        self.form = form;
        for need in form.needs() {
            if self.size(need).is_none() {
                let near: &[Option<f64>] = match *need {
                    "width" | "height" => &[self.diameter, self.height, self.width, self.thickness],
                    "diameter" => &[self.width, self.height, self.thickness],
                    "thickness" => &[self.wall, self.height.map(|h| h / 8.0), self.diameter],
                    "wall" => &[self.diameter.or(self.width).map(|across| across / 8.0)],
                    _ => &[],
                };
                let guess = near.iter().copied().find_map(|size| size);
                *self.size_mut(need) = guess;
                if guess.is_some() {
                    self.attributes.insert(super::objects::MEASURE.to_owned(), "first".to_owned());
                }
            }
        }
    }

    /// The size of a name (m); nothing where it is not known, or where that is no size.
    pub fn size(&self, name: &str) -> Option<f64> {
        match name {
            "length" => self.length,
            "width" => self.width,
            "thickness" => self.thickness,
            "height" => self.height,
            "diameter" => self.diameter,
            "wall" => self.wall,
            _ => None,
        }
    }

    /// The text of a column that holds words; empty for any other.
    pub(super) fn text(&self, column: &str) -> &str {
        match column {
            "id" => &self.id,
            "name" => &self.name,
            "section" => &self.section,
            "material" => &self.material,
            "outline" => &self.outline,
            "defects" => &self.defect_outlines,
            "grade" => &self.grade,
            "owner" => &self.owner,
            "place" => &self.place,
            "source" => &self.source,
            "hazard" => &self.hazard,
            "notes" => &self.notes,
            _ => "",
        }
    }

    fn text_mut(&mut self, column: &str) -> Option<&mut String> {
        Some(match column {
            "name" => &mut self.name,
            "section" => &mut self.section,
            "material" => &mut self.material,
            "outline" => &mut self.outline,
            "defects" => &mut self.defect_outlines,
            "grade" => &mut self.grade,
            "owner" => &mut self.owner,
            "place" => &mut self.place,
            "source" => &mut self.source,
            "hazard" => &mut self.hazard,
            "notes" => &mut self.notes,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::{COLUMNS, Materials, example_inventory, quick, scrap_objects};

    #[test]
    fn every_field_of_every_form_is_taken_back_as_it_is_shown() {
        let objects = scrap_objects().iter().flat_map(|o| o.pieces.clone());
        for piece in example_inventory().pieces.into_iter().chain(objects) {
            for column in piece.form.fields() {
                let shown = piece.shown(column, System::Metric);
                let back = piece.edited(column, &shown).unwrap_or_else(|e| panic!("{column} {shown}: {e}"));
                assert_eq!(back.shown(column, System::Metric), shown, "{column}");
            }
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_advice() {
        let board = quick("board 1200x95x22 pine", &Materials::default()).piece;
        for (column, typed) in [
            ("quantity", ""),
            ("quantity", "many"),
            ("length", "long"),
            ("length", ""),
            ("tolerance", "-2"),
            ("price", "-4"),
            ("form", "plinth"),
            ("defects", "5"),
            ("attributes", "round"),
            ("id", "x"),
            ("nonsense", "x"),
        ] {
            assert!(board.edited(column, typed).is_err(), "{column} = {typed}");
        }
        assert!(board.drafted("length", "").is_ok());
    }

    #[test]
    fn a_piece_becomes_another_form_and_says_what_to_measure() {
        for (line, from) in [("board 1200x95x22 pine", Form::Board), ("pipe 2400x48.3x4 steel", Form::Pipe)] {
            let piece = quick(line, &Materials::default()).piece;
            for form in Form::ALL {
                let other = piece.edited("form", form.word()).unwrap_or_else(|e| panic!("{from} to {form}: {e}"));
                let guessed = form.needs().iter().any(|need| piece.size(need).is_none());
                assert_eq!((other.form, other.needs_measuring()), (form, guessed), "{from} to {form}");
            }
        }
    }

    #[test]
    fn only_the_edited_column_changes() {
        let board = quick("2x board 1200x95x22 pine", &Materials::default()).piece;
        for (column, typed) in [("owner", "Ada"), ("price", "2.50 €"), ("distance", "3"), ("defects", "200..250")] {
            let piece = board.edited(column, typed).unwrap();
            for other in COLUMNS.into_iter().filter(|other| *other != column) {
                assert_eq!(piece.shown(other, System::Metric), board.shown(other, System::Metric), "{column}");
            }
            assert!(!piece.shown(column, System::Metric).is_empty());
        }
    }
}
