//! The command line: `scrapwright check|build|adapt|bom`. The only place beside the app that touches files.

mod adapt;
mod arguments;
mod bom;
mod build;
mod check;
mod input;

use std::io::Write;
use std::process::ExitCode;

pub(crate) use arguments::Arguments;

/// What a command says: the text for the output, and whether problems were found.
pub(crate) struct Answer {
    pub text: String,
    pub problems: bool,
}

/// Why a command could not even start; exit code 2.
pub(crate) struct Usage(pub String);

const HELP: &str = "\
scrapwright: adapts open hardware designs to the scrap you have

  scrapwright check DESIGN…                      say what is wrong with designs
  scrapwright build DESIGN [--stock S.csv]…      parameters, parts, checks, metrics
  scrapwright adapt DESIGN --stock S.csv…        choose stock and sizes, with a proof
  scrapwright bom DESIGN --stock S.csv…          the bill of materials

  --set NAME=VALUE   set a parameter (build, adapt, bom); adapt leaves it alone
  --bind SLOT=STOCK  choose the stock of a slot by its section, such as “board 145×22 softwood_pallet”
  --choices FILE     choices as the app saves them (build, adapt, bom)
  --prices FILE      a shop's stock file
  --goal GOAL        spend (least money first) or wishes (nearest to what is set first)
  --adapt            adapt before making the bill of materials
  --format FORMAT    csv or json (bom)
  -o FILE            write there instead of to the output
  --json             JSON for programs (check, build, adapt)

Exit code: 0 fine, 1 problems found, 2 bad usage.";

/// Runs the command line.
pub fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(answer) => {
            // A reader that has gone away (a closed pipe) is no reason to complain.
            let _ = writeln!(std::io::stdout(), "{}", answer.text.trim_end_matches('\n'));
            ExitCode::from(u8::from(answer.problems))
        }
        Err(Usage(message)) => {
            let _ = writeln!(std::io::stderr(), "scrapwright: {message}\nscrapwright --help says more");
            ExitCode::from(2)
        }
    }
}

fn run(words: &[String]) -> Result<Answer, Usage> {
    let Some((command, rest)) = words.split_first() else { return Err(Usage("a command is missing".to_owned())) };
    let known = ["check", "build", "adapt", "bom"];
    match command.as_str() {
        "--help" | "-h" | "help" => Ok(Answer { text: HELP.to_owned(), problems: false }),
        "--version" => Ok(Answer { text: format!("scrapwright {}", env!("CARGO_PKG_VERSION")), problems: false }),
        "check" => check::run(Arguments::read(rest)?),
        "build" => build::run(Arguments::read(rest)?),
        "adapt" => adapt::run(Arguments::read(rest)?),
        "bom" => bom::run(Arguments::read(rest)?),
        "new" | "cut" | "export" | "catalogue" => Err(Usage(format!("“{command}” is not in this version"))),
        other => Err(Usage(match crate::diagnostic::suggest(other, known) {
            Some(near) => format!("there is no command “{other}”; did you mean “{near}”?"),
            None => format!("there is no command “{other}”"),
        })),
    }
}
