//! Addresses inside the page: hash routes, so that *Back* works and every place can be linked.

/// Where the person is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The catalogue.
    Designs,
    /// The inventory.
    Scrap,
    /// The design in hand.
    #[default]
    Build,
}

impl Route {
    /// The hash without `#`.
    pub fn hash(self) -> &'static str {
        match self {
            Self::Designs => "designs",
            Self::Scrap => "scrap",
            Self::Build => "build",
        }
    }

    /// The place of a hash, with or without `#` and with anything behind a further `/`.
    pub fn parse(hash: &str) -> Option<Self> {
        let word = hash.trim_start_matches('#').split('/').next().unwrap_or("");
        [Self::Designs, Self::Scrap, Self::Build].into_iter().find(|r| r.hash() == word)
    }
}
