//! What counts as better.

use serde::{Deserialize, Serialize};

/// The order in which money and closeness to the wishes count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Goal {
    /// Least money first, then nearest to what is set.
    #[default]
    Spend,
    /// Nearest to what is set first, then least money.
    Wishes,
}

impl Goal {
    /// The word in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Spend => "spend",
            Self::Wishes => "wishes",
        }
    }

    /// Finds a goal by its word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Spend, Self::Wishes].into_iter().find(|g| g.word() == word)
    }

    /// Both figures in the order in which they count, less is better.
    pub(super) fn key(self, score: Score) -> (u64, u64) {
        match self {
            Self::Spend => (score.cents, score.distance),
            Self::Wishes => (score.distance, score.cents),
        }
    }
}

/// How good a choice is, or can at best be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    /// Money for stock in cents.
    pub cents: u64,
    /// Distance from the wishes in millionths of the parameters' ranges, weighted and rounded down.
    pub distance: u64,
}
