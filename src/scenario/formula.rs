//! Formulas over input names: the syntax tree. [`super::formula_parser`] reads it, the model evaluates it.

use std::collections::BTreeSet;

/// An arithmetic expression over input names.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A literal number.
    Number(f64),
    /// The value of a named input.
    Input(String),
    /// Unary minus.
    Negate(Box<Expr>),
    /// Operations of one precedence, done from the left: `first op next op next …`. However long, it is one level.
    Chain(Box<Expr>, Vec<(BinaryOp, Expr)>),
    /// `base ^ exponent`.
    Power(Box<Expr>, Box<Expr>),
    /// A function call; the arity has been checked (`min`, `max` take two or more, the others one).
    Call(Function, Vec<Expr>),
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
    /// The names of the inputs that it reads, sorted.
    pub fn inputs(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.collect_inputs(&mut names);
        names
    }

    fn collect_inputs<'a>(&'a self, names: &mut BTreeSet<&'a str>) {
        match self {
            Expr::Number(_) => {}
            Expr::Input(name) => {
                names.insert(name);
            }
            Expr::Negate(operand) => operand.collect_inputs(names),
            Expr::Chain(first, rest) => {
                first.collect_inputs(names);
                rest.iter().for_each(|(_, next)| next.collect_inputs(names));
            }
            Expr::Power(base, exponent) => {
                base.collect_inputs(names);
                exponent.collect_inputs(names);
            }
            Expr::Call(_, arguments) => arguments.iter().for_each(|a| a.collect_inputs(names)),
        }
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
        1 + match self {
            Expr::Number(_) | Expr::Input(_) => 0,
            Expr::Negate(operand) => operand.depth(),
            Expr::Chain(first, rest) => {
                rest.iter().map(|(_, next)| next.depth()).fold(first.depth(), usize::max)
            }
            Expr::Power(base, exponent) => base.depth().max(exponent.depth()),
            Expr::Call(_, arguments) => arguments.iter().map(Expr::depth).max().unwrap_or(0),
        }
    }
}
