//! Steps that can be taken back and done again: labelled, bounded, repeated ones joined into one.

use std::collections::VecDeque;

/// A change that a history can keep.
pub trait Change {
    /// Takes a later change of the same thing into this one, so that both are one step.
    fn join(&mut self, later: Self);

    /// How much memory it holds, in any unit; see [`History::new`].
    fn weight(&self) -> usize;
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<C> {
    /// What was done, in the person's words.
    pub label: String,
    /// What was done.
    pub change: C,
    /// What the step is about; a next step about the same joins it. Empty joins nothing.
    topic: String,
}

/// What was done, and what was taken back.
#[derive(Clone, Debug)]
pub struct History<C> {
    past: VecDeque<Step<C>>,
    future: Vec<Step<C>>,
    /// Whether the next step stands alone, whatever it is about.
    is_sealed: bool,
    most: usize,
    heaviest: usize,
}

impl<C: Change> History<C> {
    /// Keeps at most so many steps, and of so much weight together; the newest step always stays.
    pub fn new(most: usize, heaviest: usize) -> Self {
        Self { past: VecDeque::new(), future: Vec::new(), is_sealed: true, most: most.max(1), heaviest }
    }

    /// Notes a step that was done. What was taken back before it cannot be done again.
    pub fn record(&mut self, label: String, topic: String, change: C) {
        self.future.clear();
        match self.past.back_mut() {
            Some(last) if !self.is_sealed && !topic.is_empty() && last.topic == topic => {
                last.change.join(change);
                last.label = label;
            }
            _ => self.past.push_back(Step { label, change, topic }),
        }
        self.is_sealed = false;
        while self.past.len() > self.most || (self.past.len() > 1 && self.weight() > self.heaviest) {
            self.past.pop_front();
        }
    }

    /// From now on a step starts anew, even about the same thing: after a pause, say.
    pub fn seal(&mut self) {
        self.is_sealed = true;
    }

    /// The step to be taken back now.
    pub fn undo(&mut self) -> Option<&Step<C>> {
        self.is_sealed = true;
        self.future.push(self.past.pop_back()?);
        self.future.last()
    }

    /// The step to be done again now.
    pub fn redo(&mut self) -> Option<&Step<C>> {
        self.is_sealed = true;
        self.past.push_back(self.future.pop()?);
        self.past.back()
    }

    /// What [`History::undo`] would take back.
    pub fn to_undo(&self) -> Option<&Step<C>> {
        self.past.back()
    }

    /// What [`History::redo`] would do again.
    pub fn to_redo(&self) -> Option<&Step<C>> {
        self.future.last()
    }

    /// Drops the steps whose thing is not there any more.
    pub fn retain(&mut self, stays: impl Fn(&C) -> bool) {
        self.is_sealed = true;
        self.past.retain(|step| stays(&step.change));
        self.future.retain(|step| stays(&step.change));
    }

    fn weight(&self) -> usize {
        self.past.iter().map(|step| step.change.weight()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A number that goes from one value to another.
    #[derive(Clone, Debug, PartialEq)]
    struct Move(i32, i32);

    impl Change for Move {
        fn join(&mut self, later: Self) {
            self.1 = later.1;
        }

        fn weight(&self) -> usize {
            self.1.unsigned_abs() as usize
        }
    }

    #[test]
    fn steps_about_the_same_join_until_sealed() {
        let mut history = History::new(9, 999);
        history.record("a".to_owned(), "a".to_owned(), Move(0, 1));
        history.record("a".to_owned(), "a".to_owned(), Move(1, 2));
        history.seal();
        history.record("a".to_owned(), "a".to_owned(), Move(2, 3));
        history.record("b".to_owned(), String::new(), Move(3, 4));
        history.record("b".to_owned(), String::new(), Move(4, 5));
        let changes: Vec<Move> = std::iter::from_fn(|| history.undo().map(|s| s.change.clone())).collect();
        assert_eq!(changes, [Move(4, 5), Move(3, 4), Move(2, 3), Move(0, 2)]);
    }

    proptest! {
        #[test]
        fn undo_and_redo_are_inverse_and_the_limits_hold(
            acts in prop::collection::vec((0u8..5, -9i32..9), 0..60), most in 1usize..9, heaviest in 0usize..40,
        ) {
            let mut history = History::new(most, heaviest);
            let mut now = 0;
            for (act, value) in acts {
                match act {
                    0..=2 => {
                        history.record(value.to_string(), act.to_string(), Move(now, value));
                        now = value;
                    }
                    3 => {
                        let before = now;
                        if let Some(step) = history.undo() {
                            prop_assert_eq!(step.change.1, now);
                            now = step.change.0;
                            // Done again, and taken back once more, it is as it was.
                            prop_assert_eq!(history.redo().map(|s| s.change.1), Some(before));
                            prop_assert_eq!(history.undo().map(|s| s.change.0), Some(now));
                        }
                    }
                    _ => {
                        if let Some(step) = history.redo() {
                            prop_assert_eq!(step.change.0, now);
                            now = step.change.1;
                        }
                    }
                }
                prop_assert!(history.past.len() + history.future.len() <= most);
                prop_assert!(history.past.len() <= 1 || history.weight() <= heaviest);
            }
        }
    }
}
