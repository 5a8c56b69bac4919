//! “Did you mean …”: the known word nearest to a mistyped one.

use crate::fold::lower;

/// The candidate with the least edit distance, if it is near enough; ties go to the first in order.
///
/// ```
/// use scrapwright::diagnostic::suggest;
/// assert_eq!(suggest("lenght", ["width", "length"]), Some("length"));
/// assert_eq!(suggest("xyz", ["width", "length"]), None);
/// ```
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count().max(1) - 1) / 2 + 1;
    let folded = lower(word);
    let best = candidates
        .into_iter()
        .map(|c| (distance(&folded, &lower(c)), c))
        .min_by_key(|(d, c)| (*d, !word.starts_with(c), c.len().abs_diff(word.len())))?;
    (best.0 <= allowed.min(3) && best.0 < word.chars().count().max(2)).then_some(best.1)
}

/// Edit distance with adjacent swaps counted once (optimal string alignment).
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let swap = usize::from(a[i - 1] != b[j - 1]);
            let mut cost = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + swap);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(rows[i - 2][j - 2] + 1);
            }
            row.push(cost);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}
