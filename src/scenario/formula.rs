//! Formulas over input names: the syntax tree. [`super::formula_parser`] reads it, the model evaluates it.

use std::collections::BTreeSet;

use super::known::Known;

/// An arithmetic expression over input names.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A literal number.
    Number(f64),
    /// The value of a named input.
    Input(String),
    /// `NAME.PART`: a part of a named input.
    Part {
        /// The input.
        input: String,
        /// Its part.
        part: String,
    },
    /// Unary minus.
    Negate(Box<Expr>),
    /// Operations of one precedence, done from the left: `first op next op next …`. However long, it is one level.
    Chain(Box<Expr>, Vec<(BinaryOp, Expr)>),
    /// `base ^ exponent`.
    Power(Box<Expr>, Box<Expr>),
    /// A function call; the arity has been checked (`min`, `max` take two or more, the others one).
    Call(Function, Vec<Expr>),
    /// `if(left < right, then, otherwise)`: only the branch that is taken must be a number.
    If(Box<Choice>),
    /// `tier(x, t1, y1, t2, y2, …)`: the y of the last listed threshold that x reaches, 0 before the first.
    Tier(Box<(Expr, Vec<(Expr, Expr)>)>),
    /// What is known by the end of a year; in the amount of a payment alone.
    Known(Box<Known>),
}

/// `if(left relation right, then, otherwise)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What is compared.
    pub left: Expr,
    /// How.
    pub relation: Relation,
    /// With what.
    pub right: Expr,
    /// What it is where the comparison holds.
    pub then: Expr,
    /// What it is elsewhere.
    pub otherwise: Expr,
}

/// How two numbers are compared. Numbers that differ by no more than 1e-9 of the larger are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// An operator of a chain, which is all `+` and `-` or all `*` and `/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl BinaryOp {
    /// How tightly it binds.
    pub fn precedence(self) -> u8 {
        match self {
            BinaryOp::Add | BinaryOp::Subtract => 0,
            BinaryOp::Multiply | BinaryOp::Divide => 1,
        }
    }
}

/// A function of the formula language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Function {
    /// Smallest argument.
    Min,
    /// Largest argument.
    Max,
    /// Absolute value.
    Abs,
    /// e to the power of the argument.
    Exp,
    /// Natural logarithm.
    Ln,
    /// Square root.
    Sqrt,
}

impl Function {
    /// Every function.
    pub const ALL: [Function; 6] =
        [Function::Min, Function::Max, Function::Abs, Function::Exp, Function::Ln, Function::Sqrt];

    /// Its name in a formula. No name in a scenario may be one of these.
    pub fn name(self) -> &'static str {
        match self {
            Function::Min => "min",
            Function::Max => "max",
            Function::Abs => "abs",
            Function::Exp => "exp",
            Function::Ln => "ln",
            Function::Sqrt => "sqrt",
        }
    }

    /// The names of all functions, those of choices included, which are such only before a parenthesis.
    pub fn names() -> Vec<&'static str> {
        Function::ALL.map(Function::name).into_iter().chain(["if", "tier"]).collect()
    }

    /// The function of this name.
    pub fn named(name: &str) -> Option<Function> {
        Function::ALL.into_iter().find(|function| function.name() == name)
    }

    /// Whether it takes two or more arguments; the others take exactly one.
    pub fn is_variadic(self) -> bool {
        matches!(self, Function::Min | Function::Max)
    }
}

impl Expr {
    /// The names of the inputs that it reads, or reads a part of, sorted.
    pub fn inputs(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.visit(&mut |expr| {
            if let Expr::Input(name) | Expr::Part { input: name, .. } = expr {
                names.insert(name.as_str());
            }
        });
        names
    }

    /// The parts of inputs that it names, sorted: each an input and its part.
    pub fn parts_of_inputs(&self) -> BTreeSet<[&str; 2]> {
        let mut names = BTreeSet::new();
        self.visit(&mut |expr| {
            if let Expr::Part { input, part } = expr {
                names.insert([input.as_str(), part.as_str()]);
            }
        });
        names
    }

    /// What it reads that is known by the end of a year, sorted.
    pub fn known(&self) -> BTreeSet<&Known> {
        let mut all = BTreeSet::new();
        self.visit(&mut |expr| {
            if let Expr::Known(known) = expr {
                all.insert(known.as_ref());
            }
        });
        all
    }

    /// The expressions that it is made of, from left to right.
    fn parts(&self) -> Vec<&Expr> {
        match self {
            Expr::Number(_) | Expr::Input(_) | Expr::Part { .. } | Expr::Known(_) => Vec::new(),
            Expr::Negate(operand) => vec![operand],
            Expr::Chain(first, rest) => {
                [first.as_ref()].into_iter().chain(rest.iter().map(|(_, next)| next)).collect()
            }
            Expr::Power(base, exponent) => vec![base, exponent],
            Expr::Call(_, arguments) => arguments.iter().collect(),
            Expr::If(choice) => {
                let Choice { left, right, then, otherwise, .. } = choice.as_ref();
                vec![left, right, then, otherwise]
            }
            Expr::Tier(tier) => {
                let (of, steps) = tier.as_ref();
                [of].into_iter().chain(steps.iter().flat_map(|(at, value)| [at, value])).collect()
            }
        }
    }

    fn visit<'a>(&'a self, look: &mut dyn FnMut(&'a Expr)) {
        look(self);
        self.parts().into_iter().for_each(|part| part.visit(look));
    }

    /// The value of a literal, signed or not; `None` for anything that would have to be worked out.
    pub fn literal(&self) -> Option<f64> {
        match self {
            Expr::Number(x) => Some(*x),
            Expr::Negate(operand) => operand.literal().map(|x| -x),
            _ => None,
        }
    }

    /// Levels of the tree, 1 for a number.
    pub fn depth(&self) -> usize {
        1 + self.parts().into_iter().map(Expr::depth).max().unwrap_or(0)
    }
}
