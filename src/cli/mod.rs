//! The command line: the same core as the page's, for people who keep designs and stock files.

mod adapt;
mod args;
mod bom;
mod build;
mod check;
mod cut;
mod export;
mod front;
mod input;
mod new;
mod reply;
mod shown;
mod table;

use std::process::ExitCode;

use args::Arguments;
use reply::{Failure, Reply};

const HELP: &str = "\
Scrapwright adapts open hardware designs to the scrap people have.

Usage: scrapwright COMMAND …

  new NAME                 a design to start from, in the new folder NAME
  check DESIGN…            what is wrong with a design, and what to do about it
  build DESIGN             parameters, parts, checks and figures of a build
  adapt DESIGN --stock S   chooses stock and values so that everything fits and holds
  bom   DESIGN --stock S   the bill of materials as a file
  export DESIGN --stock S  solids, flat patterns, templates and drawings as files
  cut --stock S --parts P  which part to cut out of which piece, without a design

Options of build, adapt, bom and export:
  --stock S.csv            a stock file; may be given several times
  --prices P.csv           a shop's price list: its stock never runs out
  --materials M.csv        a table of materials of your own; may be given several times
  --set name=value         sets a parameter and keeps it, e.g. --set length=1.2m
  --bind slot=family       takes this stock for a slot and keeps it; build --stock lists the families
  --choices FILE.json      starts from choices saved before, also for an earlier version of the design
  --preset ID              starts from a preset of the design
  --spare SHARE            of every piece, left uncut, e.g. 5%
  --language TAG           texts of the design in another of its languages, e.g. de
  --json                   documented JSON instead of text

Options of adapt, and of bom --adapt:
  --goal A,B               what counts, the first one most: spend (default), wishes, scrap, cuts, or a metric
  --what-if                also says what giving up a lock or a requirement would bring
  --front A,B              all solutions between two goals that none beats in both
  --nodes N                how many boxes of values to look at (default 30000)
  --seconds N              stops after so long with the best so far (default: no limit)

Options of bom:
  --format csv|json        kind of file (default csv)
  --adapt                  adapts first
  -o, --output FILE        where to write; without it to the standard output

Options of export:
  --format F               stl, 3mf, glb or step (solids), dxf or svg (flat patterns),
                           templates (PDF at 1:1), drawings (SVG), pdf (drawings and cutting plans)
  -o, --output PLACE       the file to write; or a folder, which gets one file for each part
  --paper a4|letter        what templates and drawings are printed on (default a4)
  --units mm|inch          in which units drawings say sizes (default mm)

Options of cut:
  --stock S.csv            a stock file; may be given several times
  --parts P.csv            the parts: a table with the columns of a stock file
  --materials M.csv        a table of materials of your own; may be given several times
  --kerf 3mm               width of a cut
  --trim 5mm               cut off at each end of a piece
  --min-remnant 300mm      shortest rest that is worth keeping
  --mode linear            how to cut: linear (default); free, guillotine and irregular come later
  --seconds N              stops after so long with the best so far (default 10)
  --json                   documented JSON instead of text

Ends with 0 where all is fine, 1 where problems were found, 2 where the command was not understood.";

/// Commands that are planned and not there yet.
const LATER: [&str; 1] = ["catalogue"];
const COMMANDS: [&str; 7] = ["new", "check", "build", "adapt", "bom", "export", "cut"];

/// Runs the program with the words of the command line.
pub fn main() -> ExitCode {
    let words: Result<Vec<String>, _> = std::env::args_os().skip(1).map(|word| word.into_string()).collect();
    let reply = match words {
        Ok(words) => run(&words),
        Err(word) => Err(Failure(format!("cannot read {word:?}: it is not Unicode text"))),
    };
    let reply = reply.unwrap_or_else(|Failure(message)| Reply {
        notes: format!("scrapwright: {message}\nscrapwright --help shows all commands and options\n"),
        code: 2,
        ..Reply::default()
    });
    reply.print()
}

fn run(words: &[String]) -> Result<Reply, Failure> {
    let Some((command, rest)) = words.split_first() else {
        return Err(Failure(format!("no command was given\n\n{HELP}")));
    };
    let wants_help = rest.iter().any(|word| word == "--help" || word == "-h");
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Reply::text(format!("{HELP}\n"))),
        "version" | "--version" | "-V" => Ok(Reply::text(format!("scrapwright {}\n", env!("CARGO_PKG_VERSION")))),
        known if wants_help && COMMANDS.contains(&known) => Ok(Reply::text(format!("{HELP}\n"))),
        "new" => new::run(&Arguments::read(rest, &[], &[])?),
        "check" => check::run(&Arguments::read(rest, &[], &["--json"])?),
        "build" => build::run(&Arguments::read(rest, args::BUILD, &["--json"])?),
        "adapt" => adapt::run(&Arguments::read(rest, args::ADAPT, &["--json", "--what-if"])?),
        "bom" => bom::run(&Arguments::read(rest, args::BOM, &["--json", "--adapt"])?),
        "export" => export::run(&Arguments::read(rest, &args::export(), &[])?),
        "cut" => cut::run(&Arguments::read(rest, args::CUT, &["--json"])?),
        later if LATER.contains(&later) => Err(Failure(format!("“{later}” is not in this version"))),
        other => Err(args::unknown("command", other, COMMANDS.into_iter().chain(["help"]))),
    }
}
