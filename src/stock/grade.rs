//! Grades: how much of its new strength a used piece is trusted with.

use std::sync::OnceLock;

use super::table;

/// A condition that a piece may be in. The factors are assumptions; the table names what they rest on.
#[derive(Clone, Debug, PartialEq)]
pub struct Grade {
    /// The word of the stock file.
    pub id: String,
    /// Usable share of new strength, 0 to 1.
    pub factor: f64,
    /// What it means.
    pub meaning: String,
    /// What the factor rests on.
    pub source: String,
}

impl Grade {
    /// The table (`assets/data/grades.csv`), best first.
    pub fn all() -> &'static [Self] {
        static TABLE: OnceLock<Vec<Grade>> = OnceLock::new();
        TABLE.get_or_init(|| {
            let rows = table::data(include_str!("../../assets/data/grades.csv"));
            let grade = |row: Vec<String>| {
                let [id, factor, meaning, source] = <[String; 4]>::try_from(row).ok()?;
                Some(Self { id, factor: factor.parse().ok()?, meaning, source })
            };
            rows.into_iter().filter_map(grade).collect()
        })
    }

    /// Finds a grade by its word, in any case; blank means `good`, as scrap usually is.
    pub fn find(word: &str) -> Option<&'static Self> {
        let word = crate::fold::lower(word.trim());
        let word = if word.is_empty() { "good" } else { &word };
        Self::all().iter().find(|grade| grade.id == word)
    }
}

/// Usable share of new strength; an unknown grade counts as the worst one.
pub fn grade_factor(grade: &str) -> f64 {
    Grade::find(grade).map_or(0.25, |g| g.factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert_eq!(
            ["new", "", " Reclaimed", "worn", "poor", "strange"].map(grade_factor),
            [1.0, 0.7, 0.7, 0.5, 0.25, 0.25]
        );
        let all = Grade::all();
        assert_eq!(all.len(), 5);
        assert!(all.windows(2).all(|pair| pair[0].factor >= pair[1].factor));
        assert!(all.iter().all(|g| !g.source.is_empty() && !g.meaning.is_empty()));
    }
}
