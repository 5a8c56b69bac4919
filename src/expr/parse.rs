//! Builds the syntax tree of an expression by precedence climbing.
//!
//! From loose to tight: `? :`, `or`, `and`, comparison, `+ -`, `* /`, sign and `not`, `^`.

use super::ast::{Binary, Expr, Node, Source, Unary};
use super::limits::{MAX_DEPTH, MAX_EXPONENT, MAX_EXPRESSION, MAX_NAME, MAX_TERMS};
use super::token::{Token, tokens};
use super::value::ExprError;
use crate::diagnostic::Span;

/// Reads one expression.
///
/// # Errors
/// The first thing that does not fit the grammar, with its span in `text` and what was expected.
pub fn parse(text: &str) -> Result<Expr<'_>, ExprError> {
    if text.len() > MAX_EXPRESSION {
        let span = Span::new(MAX_EXPRESSION, text.len());
        return Err(ExprError::new("too-long", span, format!("an expression may have {MAX_EXPRESSION} characters"))
            .hint("give parts of it names under [values]"));
    }
    let mut parser = Parser { tokens: tokens(text)?, at: 0, end: text.len(), depth: 0 };
    let expr = parser.choice()?;
    match parser.tokens.get(parser.at) {
        None => Ok(expr),
        Some((token, span)) => Err(parser.after_operand(token, *span)),
    }
}

struct Parser<'a> {
    tokens: Vec<(Token<'a>, Span)>,
    at: usize,
    end: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at).map(|(t, _)| t)
    }

    fn take(&mut self, wanted: &Token<'_>) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn here(&self) -> Span {
        self.tokens.get(self.at).map_or(Span::new(self.end, self.end), |(_, s)| *s)
    }

    fn expect(&mut self, wanted: &Token<'_>, sign: &str) -> Result<(), ExprError> {
        if self.take(wanted) {
            return Ok(());
        }
        Err(ExprError::new("expected", self.here(), format!("“{sign}” is missing here")))
    }

    fn after_operand(&self, token: &Token<'_>, span: Span) -> ExprError {
        let error = ExprError::new("expected-operator", span, "an operator is missing before this");
        match token {
            Token::Name(_) | Token::Number(..) | Token::Open => error.hint("to multiply, write “*”"),
            Token::Comma => error.hint("decimals are written with a point, such as 1.5"),
            _ => error,
        }
    }

    fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, ExprError>) -> Result<T, ExprError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(ExprError::new("too-deep", self.here(), format!("more than {MAX_DEPTH} levels of nesting"))
                .hint("give inner parts names under [values]"));
        }
        let out = inner(self);
        self.depth -= 1;
        out
    }

    fn choice(&mut self) -> Result<Expr<'a>, ExprError> {
        self.nested(|p| {
            let condition = p.binary(0)?;
            if !p.take(&Token::Question) {
                return Ok(condition);
            }
            let then = p.choice()?;
            p.expect(&Token::Colon, ":")?;
            let otherwise = p.choice()?;
            let span = Span::new(condition.span.start, otherwise.span.end);
            Ok(Expr { node: Node::Choose(condition.into(), then.into(), otherwise.into()), span })
        })
    }

    fn binary(&mut self, least: u8) -> Result<Expr<'a>, ExprError> {
        let mut left = self.unary()?;
        let mut length = 0;
        while let Some(Token::Operator(op)) = self.peek() {
            let (op, strength) = (*op, strength(*op));
            if strength < least {
                break;
            }
            length += 1;
            if length > MAX_TERMS {
                return Err(
                    ExprError::new("too-deep", self.here(), "too many terms in a row").hint("sum() adds up a list")
                );
            }
            self.at += 1;
            let right = self.nested(|p| p.binary(strength + 1))?;
            if op.is_comparison()
                && let Node::Binary(other, ..) = &left.node
                && other.is_comparison()
            {
                return Err(ExprError::new("chained-comparison", left.span, "comparisons cannot be chained")
                    .hint("write “a < b and b < c”"));
            }
            let span = Span::new(left.span.start, right.span.end);
            left = Expr { node: Node::Binary(op, left.into(), right.into()), span };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expr<'a>, ExprError> {
        let start = self.here().start;
        let op = match self.peek() {
            Some(Token::Operator(Binary::Subtract)) => Unary::Negate,
            Some(Token::Not) => Unary::Not,
            _ => return self.power(),
        };
        self.at += 1;
        let inner = self.nested(Self::unary)?;
        let span = Span::new(start, inner.span.end);
        Ok(Expr { node: Node::Unary(op, inner.into()), span })
    }

    fn power(&mut self) -> Result<Expr<'a>, ExprError> {
        let base = self.postfix()?;
        if !self.take(&Token::Power) {
            return Ok(base);
        }
        let negative = self.take(&Token::Operator(Binary::Subtract));
        let span = self.here();
        let wrong = || {
            ExprError::new("bad-exponent", span, format!("an exponent is a whole number up to {MAX_EXPONENT}"))
                .hint("for roots use sqrt()")
        };
        let Some(Token::Number(value, unit)) = self.peek() else { return Err(wrong()) };
        if !unit.symbol.is_empty() || value.fract() != 0.0 || *value > f64::from(MAX_EXPONENT) {
            return Err(wrong());
        }
        let exponent = if negative { -(*value as i32) } else { *value as i32 };
        self.at += 1;
        let span = Span::new(base.span.start, span.end);
        Ok(Expr { node: Node::Power(base.into(), exponent), span })
    }

    /// An atom and what is picked out of it: `list[0]`, `(a + b).x`.
    fn postfix(&mut self) -> Result<Expr<'a>, ExprError> {
        let mut expr = self.atom()?;
        for _ in 0..MAX_DEPTH {
            let start = expr.span.start;
            let end;
            let node = if self.take(&Token::OpenList) {
                let position = self.choice()?;
                end = self.here().end;
                self.expect(&Token::CloseList, "]")?;
                Node::Index(expr.into(), position.into())
            } else if let Some(Token::Member(name)) = self.peek().cloned() {
                end = self.here().end;
                self.at += 1;
                Node::Member(expr.into(), name.into())
            } else {
                return Ok(expr);
            };
            expr = Expr { node, span: Span::new(start, end) };
        }
        Err(ExprError::new("too-deep", self.here(), "too much is picked out of this"))
    }

    /// Whether the next word is this one, which is then taken.
    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(name)) if *name == word);
        self.at += usize::from(found);
        found
    }

    /// Values between commas up to `close`, or one value repeated: `body for name in source`.
    fn items(&mut self, start: usize, close: &Token<'_>, sign: &str) -> Result<(Vec<Expr<'a>>, usize), ExprError> {
        let mut items = Vec::new();
        if self.peek() != Some(close) {
            items.push(self.choice()?);
            if self.word("for") {
                let body = items.remove(0);
                items.push(self.repetition(body, start)?);
            }
            while self.take(&Token::Comma) {
                items.push(self.choice()?);
            }
        }
        let end = self.here().end;
        self.expect(close, sign)?;
        Ok((items, end))
    }

    /// What follows `for`: `i in 0..n` or `x in list`.
    fn repetition(&mut self, body: Expr<'a>, start: usize) -> Result<Expr<'a>, ExprError> {
        let span = self.here();
        let name = match self.peek().cloned() {
            Some(Token::Name(name)) if !super::ast::is_reserved(name) && !name.contains('.') => name,
            _ => return Err(ExprError::new("expected", span, "a name is missing here").hint("write “for i in 0..n”")),
        };
        self.at += 1;
        if !self.word("in") {
            return Err(ExprError::new("expected", self.here(), "“in” is missing here").hint("write “for i in 0..n”"));
        }
        let first = self.choice()?;
        let source = if self.take(&Token::Range) { Source::Range(first, self.choice()?) } else { Source::Items(first) };
        let end = match &source {
            Source::Range(_, last) | Source::Items(last) => last.span.end,
        };
        Ok(Expr { node: Node::For(body.into(), name.into(), source.into()), span: Span::new(start, end) })
    }

    fn atom(&mut self) -> Result<Expr<'a>, ExprError> {
        let span = self.here();
        let Some((token, _)) = self.tokens.get_mut(self.at) else {
            return Err(ExprError::new("expected-operand", span, "a number or name is missing here"));
        };
        let token = std::mem::replace(token, Token::Comma); // nothing looks back
        self.at += 1;
        match token {
            Token::Number(value, unit) => Ok(Expr { node: Node::Number(value, unit), span }),
            Token::Name(name) if name.len() > MAX_NAME => {
                Err(ExprError::new("name-too-long", span, format!("a name may have {MAX_NAME} letters")))
            }
            Token::Name(name) => match name {
                "yes" | "no" => Ok(Expr { node: Node::Truth(name == "yes"), span }),
                _ if self.take(&Token::Open) => self.call(name, span.start),
                _ => Ok(Expr { node: Node::Name(name.into()), span }),
            },
            Token::Open => {
                let inner = self.choice()?;
                let end = self.here().end;
                self.expect(&Token::Close, ")")?;
                Ok(Expr { node: inner.node, span: Span::new(span.start, end) })
            }
            Token::Text(text) => Ok(Expr { node: Node::Text(text.into()), span }),
            Token::OpenList => {
                let (mut items, end) = self.nested(|p| p.items(span.start, &Token::CloseList, "]"))?;
                let is_repeated = matches!(&items[..], [Expr { node: Node::For(..), .. }]);
                let node = if is_repeated { items.remove(0).node } else { Node::List(items) };
                Ok(Expr { node, span: Span::new(span.start, end) })
            }
            _ => Err(ExprError::new("expected-operand", span, "a number or name is missing before this")),
        }
    }

    fn call(&mut self, name: &'a str, start: usize) -> Result<Expr<'a>, ExprError> {
        let (args, end) = self.items(start, &Token::Close, ")")?;
        Ok(Expr { node: Node::Call(name.into(), args), span: Span::new(start, end) })
    }
}

fn strength(op: Binary) -> u8 {
    match op {
        Binary::Or => 1,
        Binary::And => 2,
        Binary::Add | Binary::Subtract => 4,
        Binary::Multiply | Binary::Divide => 5,
        _ => 3,
    }
}
