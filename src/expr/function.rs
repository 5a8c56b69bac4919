//! Functions that are formulas: those of the engineering library and those of a design; and tables.
//!
//! A call compiles the body in place, with the inputs as its only names. So a function costs nothing that its body
//! would not, and each call is checked, shared and bounded like anything else. No function may call itself.

use std::rc::Rc;

use super::ast::Expr;
use super::call::BUILT_IN;
use super::compile::Compiler;
use super::curve::Curve;
use super::library;
use super::limits::{MAX_CALLS, MAX_INPUTS};
use super::parse::parse;
use super::value::{ExprError, Kind, Value};
use crate::diagnostic::{Span, suggest};
use crate::quantity::Dimension;

/// A formula with inputs.
#[derive(Debug)]
pub(super) struct Function {
    inputs: Vec<(String, Dimension)>,
    body: Expr<'static>,
    /// What it gives, for messages.
    about: String,
}

/// A table: where it lies, and what goes in and comes out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    index: u32,
    x: Dimension,
    y: Dimension,
}

impl Compiler {
    /// Makes a function of a design known. It may call functions that become known later; so once all are known,
    /// [`Compiler::check_function`] tells what is wrong with its body.
    ///
    /// # Errors
    /// In plain words, where it has too many inputs or two of one name.
    pub fn define_function(
        &mut self,
        name: impl Into<String>,
        inputs: Vec<(String, Dimension)>,
        body: Expr<'_>,
        about: impl Into<String>,
    ) -> Result<(), String> {
        if inputs.len() > MAX_INPUTS {
            return Err(format!("a function may have {MAX_INPUTS} inputs"));
        }
        if let Some((input, _)) = inputs.iter().enumerate().find_map(|(k, i)| inputs[..k].iter().find(|o| o.0 == i.0)) {
            return Err(format!("the input “{input}” is there twice"));
        }
        self.functions.insert(name.into(), Rc::new(Function { inputs, body: body.into_owned(), about: about.into() }));
        Ok(())
    }

    /// Checks the body of a function for inputs of which nothing is known but their dimensions, and tells what the
    /// function gives. Nothing is added to the tape.
    ///
    /// # Errors
    /// The first thing wrong with the body; the span counts in the body's own text.
    pub fn check_function(&mut self, name: &str) -> Result<Kind, ExprError> {
        let Some(function) = self.functions.get(name).cloned() else {
            return Err(ExprError::new("unknown-function", Span::default(), format!("unknown function “{name}”")));
        };
        let scratch = self.builder.scratch();
        let real = std::mem::replace(&mut self.builder, scratch);
        let conditions = std::mem::take(&mut self.conditions);
        let inputs = function.inputs.iter().enumerate();
        let inputs = inputs.map(|(k, (input, d))| (input.clone(), Value::number(self.builder.input(k), *d))).collect();
        self.is_trial = true;
        let value = self.body(name, &function, inputs, Span::default());
        self.is_trial = false;
        self.conditions = conditions;
        self.builder = real;
        value.map(|v| v.kind())
    }

    /// Makes a table known; formulas read it off as `name(x)`. Points are `[x, y]` in SI units.
    ///
    /// # Errors
    /// In plain words, as [`Curve::new`].
    pub fn define_table(
        &mut self,
        name: impl Into<String>,
        x: Dimension,
        y: Dimension,
        points: Vec<[f64; 2]>,
    ) -> Result<(), String> {
        let index = self.builder.add_table(Curve::new(points)?);
        self.tables.insert(name.into(), Table { index, x, y });
        Ok(())
    }

    /// A call of what is not built in: a function or table of the design, or a formula of the library.
    pub(super) fn defined(&mut self, name: &str, args: &[Expr<'_>], span: Span) -> Result<Value, ExprError> {
        self.used.insert(format!("{name}()"));
        if let Some(table) = self.tables.get(name).copied() {
            return self.read_table(name, table, args, span);
        }
        let Some(function) = self.function(name) else { return Err(self.unknown_function(name, span)) };
        if args.len() != function.inputs.len() {
            let inputs: Vec<&str> = function.inputs.iter().map(|(n, _)| n.as_str()).collect();
            let message = format!("{name}({}) takes {} values, not {}", inputs.join(", "), inputs.len(), args.len());
            return Err(ExprError::new("wrong-count", span, message));
        }
        let mut inputs = Vec::with_capacity(args.len());
        for (arg, (input, wanted)) in args.iter().zip(&function.inputs) {
            let (reg, d) = self.number(arg)?;
            if !d.is_compatible(*wanted) && !arg.is_bare_zero() {
                let message = format!("{name}(): “{input}” must be {wanted}, this is {d}");
                let error = ExprError::new("mixed-dimensions", arg.span, message);
                return Err(match () {
                    () if *wanted == library::dimension("N") && d == Dimension::MASS => {
                        error.hint("multiply the mass by 9.81 N/kg")
                    }
                    () if function.about.is_empty() => error,
                    () => error.hint(function.about.as_str()),
                });
            }
            inputs.push((input.clone(), Value::number(reg, *wanted)));
        }
        self.body(name, &function, inputs, span).map_err(|e| match e.code {
            "cycle" | "too-large" => ExprError { span, ..e },
            _ => ExprError { span, message: format!("in {name}(): {}", e.message), ..e },
        })
    }

    fn function(&mut self, name: &str) -> Option<Rc<Function>> {
        if let Some(function) = self.functions.get(name).or_else(|| self.formulas.get(name)) {
            return Some(function.clone());
        }
        let formula = library::find(name)?;
        let inputs = formula.inputs.iter().map(|(n, unit)| ((*n).to_owned(), library::dimension(unit))).collect();
        let function = Rc::new(Function { inputs, body: parse(formula.body).ok()?, about: formula.about.to_owned() });
        self.formulas.insert(formula.name, function.clone());
        Some(function)
    }

    /// Compiles a body with its inputs as the only names.
    fn body(
        &mut self,
        name: &str,
        function: &Function,
        inputs: Vec<(String, Value)>,
        span: Span,
    ) -> Result<Value, ExprError> {
        if self.calls.iter().any(|outer| outer == name) {
            let round = self.calls.join("() → ");
            let message = format!("“{name}” calls itself: {round}() → {name}()");
            return Err(
                ExprError::new("cycle", span, message).hint("write what repeats as a list: sum(… for i in 0..n)")
            );
        }
        if self.calls.len() >= MAX_CALLS {
            return Err(ExprError::new("too-deep", span, "functions call one another too deeply"));
        }
        let outer = std::mem::replace(&mut self.names, inputs.into_iter().collect());
        self.calls.push(name.to_owned());
        let result = self.compile(&function.body);
        self.calls.pop();
        self.names = outer;
        result
    }

    fn read_table(&mut self, name: &str, table: Table, args: &[Expr<'_>], span: Span) -> Result<Value, ExprError> {
        let [arg] = args else {
            return Err(ExprError::new("wrong-count", span, format!("{name}() takes 1 value, not {}", args.len()))
                .hint("a table is read off at one place: name(x)"));
        };
        let (at, d) = self.number(arg)?;
        if !d.is_compatible(table.x) && !arg.is_bare_zero() {
            let message = format!("the table {name}() starts from {}, this is {d}", table.x);
            return Err(ExprError::new("mixed-dimensions", arg.span, message));
        }
        let when = self.condition();
        Ok(Value::number(self.builder.lookup(name, table.index, at, when), table.y))
    }

    fn unknown_function(&self, name: &str, span: Span) -> ExprError {
        let error = ExprError::new("unknown-function", span, format!("unknown function “{name}”"));
        if self.names.get(name).is_some() {
            return error.hint("to multiply, write “*” before “(”");
        }
        let library = library::formulas().into_iter().map(|f| f.name);
        let own = self.functions.keys().chain(self.tables.keys()).map(String::as_str);
        match suggest(name, library.chain(own).chain(BUILT_IN)) {
            Some(near) => error.hint(format!("did you mean “{near}”?")),
            None => error.hint("the manual lists all functions"),
        }
    }
}
