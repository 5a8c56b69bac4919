//! What a command says: its result, its notes, and how it ended.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use crate::diagnostic::Diagnostic;

/// The command could not be understood, or a file could not be read; says why.
#[derive(Debug)]
pub(super) struct Failure(pub String);

/// What a command says. Nothing is printed before it has ended.
#[derive(Debug, Default)]
pub(super) struct Reply {
    /// The result, for the standard output.
    pub out: String,
    /// Problems, for the standard error.
    pub notes: String,
    /// 0 fine, 1 problems found, 2 not understood.
    pub code: u8,
}

impl Reply {
    /// A result without problems.
    pub fn text(out: String) -> Self {
        Self { out, ..Self::default() }
    }

    /// A result as JSON.
    pub fn json(value: &impl serde::Serialize) -> Self {
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        Self::text(text + "\n")
    }

    /// Adds a problem to the notes; an error makes the end 1.
    pub fn note(&mut self, problem: &Diagnostic) {
        self.notes += &format!("{problem}\n");
        self.worsen(problem.is_error());
    }

    /// Makes the end 1 where problems were found.
    pub fn worsen(&mut self, is_bad: bool) {
        self.code = self.code.max(u8::from(is_bad));
    }

    /// Prints everything. A reader that stopped reading, such as `head`, is no problem.
    pub fn print(self) -> ExitCode {
        let _ = std::io::stderr().write_all(self.notes.as_bytes());
        let mut out = std::io::stdout().lock();
        match out.write_all(self.out.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                let _ = writeln!(std::io::stderr(), "scrapwright: cannot write the result: {error}");
                ExitCode::from(2)
            }
            _ => ExitCode::from(self.code),
        }
    }
}
