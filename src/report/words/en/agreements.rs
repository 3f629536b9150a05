//! Who should pay whom, in English.

use crate::report::document::Text;
use crate::report::names::capitalised;
use crate::report::words::agreements::{Payment, Words};

pub(super) const AGREEMENTS: Words = Words {
    within: |label| match label.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => label.to_owned(),
    },
    row: |payment| match payment {
        Payment::Costs => "share of its costs".to_owned(),
        Payment::Yearly => "each year".to_owned(),
        Payment::Success(outcome) => per_success(outcome.as_deref()),
    },
    done: |payment, amount| match payment {
        Payment::Costs => Text::from("carries ").and_all(amount).and(" of its costs"),
        Payment::Yearly => Text::from("pays it ").and_all(amount).and(" each year"),
        Payment::Success(outcome) => {
            Text::from("pays it ").and_all(amount).and(format!(" {}", per_success(outcome.as_deref())))
        }
    },
    none: |payment| match payment {
        Payment::Costs => "no share of its costs".to_owned(),
        Payment::Yearly => "no equal yearly payment".to_owned(),
        Payment::Success(outcome) => format!("no payment {}", per_success(outcome.as_deref())),
    },
    at: |payment, amount| match payment {
        Payment::Yearly => amount.and(" each year"),
        Payment::Costs => amount,
        Payment::Success(_) => amount.and(" each"),
    },
    to: " to ",
    at_least: "at least ",
    at_most: "at most ",
    any_amount: "any amount",
    others: "all other public payers",
    no_payment: |no| {
        let (payer, funder) = (no.payer, no.funder);
        let text =
            Text::from(format!("No payment from {funder} lets {payer} and {} break even with ", no.others));
        let text = text.and(no.aim).and(" at once");
        let Some((chance, done)) = no.best else { return text.and(".") };
        let text = text.and(": at best they do in ").and_all(chance);
        match done {
            Some(done) => text.and(format!(", if {funder} ")).and_all(done).and("."),
            None => text.and("."),
        }
    },
    works: |of| {
        let text = Text::from(format!("{} breaks even with ", capitalised(of.payer)));
        let mut text = text.and(of.aim).and(format!(" if {} ", of.funder));
        for (at, done) in of.done.into_iter().enumerate() {
            text = text.and(if at > 0 { ", or " } else { "" }).and_all(done);
        }
        text = text.and(match of.others {
            true => ", and so do all other public payers".to_owned(),
            false => format!(", and so does {}", of.funder),
        });
        for (none, chance, at) in of.fails {
            let all = if of.others { "all" } else { "both" };
            text = text.and(format!("; {none} does that for {all} (at best ")).and_all(chance);
            if let Some(at) = at {
                text = text.and(", with ").and_all(at);
            }
            text = text.and(")");
        }
        text.and(".")
    },
    per_success: |paid, needs, affords, not_both| {
        let (payer, funder) = (paid.payer, paid.funder);
        let Payment::Success(outcome) = paid.payment else { return needs };
        let outcome = outcome.as_deref();
        let text = Text::from(format!("Paid {}: {payer} needs ", per_success(outcome))).and_all(needs);
        match affords {
            Some(most) => {
                let text = text.and(format!(", {funder} can afford ")).and_all(most);
                text.and(match not_both {
                    true => ": each by itself, but not both in the same draw so often.",
                    false => ".",
                })
            }
            None => text.and(format!("; {funder} does not break even so often with any such payment.")),
        }
    },
    each_by_itself: |aim| {
        format!("Each public payer by itself breaks even with {aim} as it is: none has to pay another.")
    },
    all_but: |funder, aim| format!("Every public payer but {funder} breaks even with {aim} as it is."),
    no_agreement: |aim, bound| {
        let text = Text::from("No agreement lets every payer break even with ").and(aim);
        text.and(": the public as a whole does in only ").and_all(bound).and(" of all draws.")
    },
    columns: ["on average", "needed", "affordable", "both, from", "to", "at best", "at"],
    who_should_pay: "who should pay",
    paid_by: |currency, funder| format!("{currency}, paid by {funder}"),
    needed_is: |aim, funder| {
        format!(
            "Needed: the least with which the one who is paid breaks even with {aim}; affordable: the most with which {funder} \
             still does; both: with which they and every other public payer do at once, in the same draw."
        )
    },
    from_0: "Where a payment may also be a loss, needed is looked for from 0 on.",
    chosen: |funder| {
        let funder = capitalised(funder);
        format!("{funder} pays, as the public payer likeliest to break even (--funder names another).")
    },
    no_more_than: "No agreement made beforehand lets all break even more often than the public as a whole does.",
};

fn per_success(outcome: Option<&str>) -> String {
    outcome.map_or("per success".to_owned(), |name| format!("per success ({name})"))
}
