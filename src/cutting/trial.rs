//! One search over a problem of any kind that came as text: what benches run natively and in the browser alike.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    LinearProblem, NestProblem, NestSearch, Search, SheetProblem, SheetSearch, check_nest_plan, check_plan,
    check_sheets,
};

/// Kinds of problems, as files name them.
pub const TRIAL_KINDS: [&str; 3] = ["linear", "rect", "nest"];

/// A search and the problem that it works on.
pub enum Trial {
    /// Lengths out of bars.
    Linear(LinearProblem, Box<Search>),
    /// Rectangles in sheets.
    Rect(SheetProblem, Box<SheetSearch>),
    /// Odd parts in odd sheets.
    Nest(NestProblem, Box<NestSearch>),
}

impl Trial {
    /// Reads a problem of a kind and makes the first plan.
    ///
    /// # Errors
    /// Where there is no such kind, or the text is no problem of it.
    pub fn new(kind: &str, text: &str) -> Result<Self, String> {
        Ok(match kind {
            "linear" => {
                let problem: LinearProblem = read(text)?;
                Self::Linear(problem.clone(), Box::new(Search::new(&problem)))
            }
            "rect" => {
                let problem: SheetProblem = read(text)?;
                Self::Rect(problem.clone(), Box::new(SheetSearch::new(&problem)))
            }
            "nest" => {
                let problem: NestProblem = read(text)?;
                Self::Nest(problem.clone(), Box::new(NestSearch::new(&problem)))
            }
            other => return Err(format!("what is “{other}”? Kinds are {}", TRIAL_KINDS.join(", "))),
        })
    }

    /// Works on for about so many steps and says whether there is more to do.
    pub fn advance(&mut self, steps: u64) -> bool {
        match self {
            Self::Linear(_, search) => search.advance(steps),
            Self::Rect(_, search) => search.advance(steps),
            Self::Nest(_, search) => search.advance(steps),
        }
    }

    /// The best plan so far, with all that is known of it.
    pub fn plan(&self) -> Value {
        match self {
            Self::Linear(_, search) => json!(search.best()),
            Self::Rect(_, search) => json!(search.best()),
            Self::Nest(_, search) => json!(search.best()),
        }
    }

    /// What the checkers find wrong with the best plan.
    pub fn faults(&self) -> Vec<String> {
        match self {
            Self::Linear(problem, search) => check_plan(problem, search.best()),
            Self::Rect(problem, search) => check_sheets(problem, search.best()),
            Self::Nest(problem, search) => check_nest_plan(problem, search.best()),
        }
    }

    /// A number that two plans share only if they are the same, bounds included (FNV-1a of the text of the plan).
    pub fn digest(&self) -> String {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        format!("{:016x}", self.plan().to_string().bytes().fold(0xcbf2_9ce4_8422_2325, step))
    }
}

fn read<'a, P: Deserialize<'a>>(text: &'a str) -> Result<P, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::*;
    use crate::stock::Outline;

    fn outline(x: f64, y: f64) -> Outline {
        Outline { outer: vec![[0.0, 0.0], [x, 0.0], [x, y], [0.0, y]], holes: vec![] }
    }

    /// The fields that peers read; a change of their names needs one in `benches/compare` too.
    #[test]
    fn problems_are_read_back_and_their_plans_hold() {
        let linear = LinearProblem {
            settings: Settings::default(),
            demands: vec![Demand { part: "p".into(), length: 0.4, count: 3 }],
            bars: vec![Bar {
                id: "s".into(),
                copies: Some(1),
                length: 2.0,
                tolerance: 0.002,
                defects: vec![(0.5, 0.55)],
                ..Bar::default()
            }],
        };
        let part = SheetPart { part: "p".into(), length: 0.3, width: 0.2, count: 4, grain: Grain::Along };
        let defects = vec![Area { x: 0.1, y: 0.1, length: 0.02, width: 0.03 }];
        let sheet = Sheet { id: "s".into(), length: 1.0, width: 0.8, defects, ..Sheet::default() };
        let rect = SheetProblem { settings: SheetSettings::default(), parts: vec![part], sheets: vec![sheet] };
        let odd = NestPart { part: "p".into(), outline: outline(0.3, 0.2), count: 2, turns: Turns::Any, grain: None };
        let sheet = NestSheet { id: "s".into(), outline: outline(1.0, 0.5), copies: Some(1), ..NestSheet::default() };
        let nest = NestProblem { settings: NestSettings::default(), parts: vec![odd], sheets: vec![sheet] };
        let written = [json!(linear), json!(rect), json!(nest)];
        assert_eq!(read::<LinearProblem>(&written[0].to_string()), Ok(linear));
        assert_eq!(read::<SheetProblem>(&written[1].to_string()), Ok(rect));
        assert_eq!(read::<NestProblem>(&written[2].to_string()), Ok(nest));
        let names = |value: &Value, place: &str| {
            let object = value.pointer(place).and_then(Value::as_object).expect("an object");
            object.keys().cloned().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(&written[0], "/settings"), "kerf min_remnant trim");
        assert_eq!(names(&written[0], "/demands/0"), "count length part");
        assert_eq!(names(&written[0], "/bars/0"), "bought copies defects id length price tolerance");
        assert_eq!(names(&written[1], "/sheets/0"), "bought copies defects id length price tolerance width");
        assert_eq!(names(&written[1], "/parts/0"), "count grain length part width");
        assert_eq!(names(&written[2], "/parts/0"), "count grain outline part turns");
        for (kind, problem) in TRIAL_KINDS.into_iter().zip(written) {
            let trial = |portions: u64| {
                let mut trial = Trial::new(kind, &problem.to_string()).expect("a problem");
                for _ in 0..portions {
                    trial.advance(100);
                }
                trial
            };
            assert_eq!(trial(2).faults(), Vec::<String>::new(), "{kind}");
            assert_eq!(trial(2).digest(), trial(2).digest(), "{kind}");
        }
    }

    #[test]
    fn what_is_no_problem_is_refused() {
        assert!(Trial::new("round", "{}").is_err_and(|why| why.contains("linear, rect, nest")));
        assert!(Trial::new("linear", "[").is_err());
    }
}
