//! Formulas over input names: the syntax tree. Parsing is here, evaluation belongs to the model.

/// An arithmetic expression over input names.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A literal number.
    Number(f64),
    /// The value of a named input.
    Input(String),
    /// Unary minus.
    Negate(Box<Expr>),
    /// `left op right`.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// A function call; the arity has been checked (`min`, `max` take two or more, the others one).
    Call(Function, Vec<Expr>),
}

/// A binary operator. `^` is right-associative and binds above unary minus.
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
    /// `^`
    Power,
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
