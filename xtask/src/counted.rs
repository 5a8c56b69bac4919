//! Runs tests and counts them, so that a test that did not run cannot pass for one that did.

use crate::run::Result;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    ignored: usize,
}

/// Runs a test command with its output shown; the answer is how many tests passed.
///
/// Fails if the command fails, if any test was ignored, or if there was none at all.
pub fn run(command: &mut Command) -> Result<usize> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().map_err(|error| format!("cannot start the tests: {error}"))?;
    let output = child.stdout.take().ok_or("the tests have no output")?;
    let mut sum = Count::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line.map_err(|error| format!("cannot read the tests' output: {error}"))?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        if let Some(count) = count(&line) {
            sum.passed += count.passed;
            sum.ignored += count.ignored;
        }
    }
    std::io::stdout().flush().ok();
    let status = child.wait().map_err(|error| format!("cannot wait for the tests: {error}"))?;
    match sum {
        _ if !status.success() => Err("tests failed, see above".to_string()),
        Count { ignored: 1.., .. } => Err(format!("{} tests were skipped", sum.ignored)),
        Count { passed: 0, .. } => Err("there was no test to run".to_string()),
        Count { passed, .. } => Ok(passed),
    }
}

/// Reads e.g. `test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out`.
fn count(line: &str) -> Option<Count> {
    let (_, result) = line.split_once("test result: ")?;
    let number = |what: &str| {
        let before = result.split(';').find_map(|part| part.trim().strip_suffix(what))?;
        before.split_whitespace().last()?.parse().ok()
    };
    Some(Count { passed: number(" passed")?, ignored: number(" ignored").unwrap_or(0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_last_line_of_a_test_run() {
        let line = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        let expected = Count { passed: 5, ignored: 1 };
        assert_eq!(count(line), Some(expected));
        assert_eq!(count("test a ... ok"), None);
    }
}
