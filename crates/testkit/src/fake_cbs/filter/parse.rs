//! Reads the text of a condition.

use super::{Comparison, Expr, Operand, TextTest};

/// Which words are known: each protocol has functions that the other refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::fake_cbs) enum Dialect {
    V3,
    V4,
}

/// Parentheses that may be open at the same time.
const DEPTH_MAX: usize = 200;

/// Reads a condition; the error says what was not understood.
pub(in crate::fake_cbs) fn parse(text: &str, dialect: Dialect) -> Result<Expr, String> {
    let mut parser = Parser { tokens: split(text)?, place: 0, depth: 0, dialect };
    let expr = parser.any()?;
    match parser.peek() {
        None => Ok(expr),
        Some(token) => Err(format!("Syntax error at '{token:?}' in '{text}'.")),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Number(i64),
    Open,
    Close,
    Comma,
}

fn split(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            ' ' => {}
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            ',' => tokens.push(Token::Comma),
            '\'' => {
                let mut literal = String::new();
                loop {
                    match rest.next() {
                        Some('\'') if rest.peek() == Some(&'\'') => {
                            rest.next();
                            literal.push('\'');
                        }
                        Some('\'') => break,
                        Some(c) => literal.push(c),
                        None => return Err("There is an unterminated string literal.".to_owned()),
                    }
                }
                tokens.push(Token::Text(literal));
            }
            c if c.is_alphanumeric() || c == '_' || c == '-' => {
                let mut word = String::from(c);
                while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || *c == '_') {
                    word.push(c);
                }
                tokens.push(match word.parse() {
                    Ok(number) => Token::Number(number),
                    Err(_) => Token::Word(word),
                });
            }
            c => return Err(format!("Syntax error: character '{c}' is not valid.")),
        }
    }
    Ok(tokens)
}

struct Parser {
    tokens: Vec<Token>,
    place: usize,
    depth: usize,
    dialect: Dialect,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place)
    }

    fn next(&mut self) -> Result<Token, String> {
        let token = self.peek().cloned().ok_or("Expression expected at the end.")?;
        self.place = self.place.saturating_add(1);
        Ok(token)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is_word = matches!(self.peek(), Some(Token::Word(found)) if found == word);
        self.place = self.place.saturating_add(usize::from(is_word));
        is_word
    }

    fn take(&mut self, token: &Token) -> Result<(), String> {
        let found = self.next()?;
        if found == *token { Ok(()) } else { Err(format!("'{token:?}' expected, not {found:?}.")) }
    }

    fn any(&mut self) -> Result<Expr, String> {
        let mut expr = self.all()?;
        while self.take_word("or") {
            expr = Expr::Or(Box::new(expr), Box::new(self.all()?));
        }
        Ok(expr)
    }

    fn all(&mut self) -> Result<Expr, String> {
        let mut expr = self.one()?;
        while self.take_word("and") {
            expr = Expr::And(Box::new(expr), Box::new(self.one()?));
        }
        Ok(expr)
    }

    fn one(&mut self) -> Result<Expr, String> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEPTH_MAX {
            return Err("Recursion depth exceeded allowed limit.".to_owned());
        }
        let expr = if self.take_word("not") {
            Expr::Not(Box::new(self.one()?))
        } else if self.peek() == Some(&Token::Open) {
            self.take(&Token::Open)?;
            let expr = self.any()?;
            self.take(&Token::Close)?;
            expr
        } else {
            self.test()?
        };
        self.depth = self.depth.saturating_sub(1);
        Ok(expr)
    }

    fn test(&mut self) -> Result<Expr, String> {
        let operand = self.operand()?;
        if let Operand::Call(name, list) = &operand
            && let Some(test) = self.text_test(name, list)?
        {
            return Ok(test);
        }
        let Token::Word(word) = self.next()? else {
            return Err("An operator was expected.".to_owned());
        };
        let how = match word.as_str() {
            "eq" => Comparison::Eq,
            "ne" => Comparison::Ne,
            "lt" => Comparison::Lt,
            "le" => Comparison::Le,
            "gt" => Comparison::Gt,
            "ge" => Comparison::Ge,
            "in" if self.dialect == Dialect::V4 => {
                return Ok(Expr::In(operand, self.list()?));
            }
            _ => return Err(format!("Syntax error at '{word}'.")),
        };
        Ok(Expr::Compare(operand, how, self.operand()?))
    }

    fn text_test(&self, name: &str, list: &[Operand]) -> Result<Option<Expr>, String> {
        let (test, is_reversed) = match (name, self.dialect) {
            ("startswith", _) => (TextTest::StartsWith, false),
            ("endswith", _) => (TextTest::EndsWith, false),
            ("contains", Dialect::V4) => (TextTest::Contains, false),
            ("substringof", Dialect::V3) => (TextTest::Contains, true),
            ("contains" | "substringof", _) => {
                return Err(format!("An unknown function with name '{name}' was found."));
            }
            _ => return Ok(None),
        };
        let [one, two] = list else { return Err(format!("{name} takes two arguments")) };
        let (whole, part) = if is_reversed { (two, one) } else { (one, two) };
        Ok(Some(Expr::Text(test, whole.clone(), part.clone())))
    }

    fn list(&mut self) -> Result<Vec<Operand>, String> {
        self.take(&Token::Open)?;
        let mut list = vec![self.operand()?];
        loop {
            match self.next()? {
                Token::Comma => list.push(self.operand()?),
                Token::Close => return Ok(list),
                token => return Err(format!("')' or ',' expected, not {token:?}.")),
            }
        }
    }

    fn operand(&mut self) -> Result<Operand, String> {
        match self.next()? {
            Token::Text(text) => Ok(Operand::Text(text)),
            Token::Number(number) => Ok(Operand::Number(number)),
            Token::Word(word) if word == "null" => Ok(Operand::Null),
            Token::Word(word) if self.peek() == Some(&Token::Open) => {
                self.depth = self.depth.saturating_add(1);
                if self.depth > DEPTH_MAX {
                    return Err("Recursion depth exceeded allowed limit.".to_owned());
                }
                let list = self.list()?;
                self.depth = self.depth.saturating_sub(1);
                Ok(Operand::Call(word, list))
            }
            Token::Word(word) => Ok(Operand::Column(word)),
            token => Err(format!("Expression expected, not {token:?}.")),
        }
    }
}
