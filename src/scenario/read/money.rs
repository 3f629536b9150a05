//! Discounting, payers and perspectives.

use std::collections::BTreeMap;

use super::super::codes::Code;
use super::super::document::*;
use super::super::keys::{Names, Range, Section};
use super::super::recognise::{fragment, join};
use super::super::tree::{Node, Table};
use super::{Draft, Reader};

impl Reader<'_> {
    pub(super) fn money(&mut self, draft: &mut Draft) {
        draft.discount = self.discount();
        self.payers(draft);
        self.perspectives(draft);
    }

    fn discount(&mut self) -> Option<Discount> {
        let tree = self.tree;
        let node = tree.get("discount")?;
        let table = node.table()?;
        self.require(Section::Discount, table, &node.place, "discount");
        let timing = match self.word(Section::Discount, table, "timing")? {
            "start" => Timing::Start,
            "mid" => Timing::Mid,
            _ => Timing::End,
        };
        let steps = match table.get("steps") {
            Some(steps) => self.rate_steps(steps)?,
            None => {
                let rate = self.quantity(Section::Discount, table, "rate", "discount")?;
                vec![RateStep { from: 0, rate }]
            }
        };
        Some(Discount { steps, timing })
    }

    fn rate_steps(&mut self, node: &Node) -> Option<Vec<RateStep>> {
        let mut steps: Vec<RateStep> = Vec::new();
        let mut complete = true;
        for (i, item) in node.list()?.iter().enumerate() {
            let path = format!("discount.steps[{i}]");
            let table = item.table()?;
            self.require(Section::RateStep, table, &item.place, &path);
            let from = self.whole(Section::RateStep, table, "from");
            let rate = self.quantity(Section::RateStep, table, "rate", &path);
            if let Some(from) = from {
                self.rising(
                    from,
                    (i > 0).then(|| steps.last().map(|step| step.from)),
                    0,
                    &table["from"],
                    &path,
                );
            }
            match (from, rate) {
                (Some(from), Some(rate)) => steps.push(RateStep { from, rate }),
                _ => complete = false,
            }
        }
        (complete && !steps.is_empty()).then_some(steps)
    }

    /// Steps start at `first` and rise. `previous` is `None` for the first step, and holds nothing where the one
    /// before was refused.
    pub(super) fn rising(
        &mut self,
        from: usize,
        previous: Option<Option<usize>>,
        first: usize,
        node: &Node,
        path: &str,
    ) {
        match previous {
            None if from != first => self.error(
                Code::Steps,
                &node.place,
                format!("`{path}` starts at {from}"),
                &format!("expected {first} in the first step"),
                "the first step holds from the first year on",
            ),
            Some(Some(previous)) if from <= previous => self.error(
                Code::Steps,
                &node.place,
                format!("`{path}` starts at {from}, not after the step before it"),
                &format!("expected more than {previous}"),
                "put the steps in order of time",
            ),
            _ => {}
        }
    }

    fn payers(&mut self, draft: &mut Draft) {
        for (name, node, table) in self.entries("payers") {
            let path = join("payers", name);
            self.require(Section::Payer, table, &node.place, &path);
            if name == "public" {
                self.error(
                    Code::NameClash,
                    &node.key,
                    "a payer is called `public`".to_owned(),
                    "expected another name",
                    "`public` is the perspective of all public payers together",
                );
            }
            let label = table.get("label").and_then(Node::text);
            if let (Some(label), Some(public)) = (label, self.boolean(Section::Payer, table, "public")) {
                draft.payers.insert(name.to_owned(), Payer { label: label.to_owned(), public });
            }
        }
        let tree = self.tree;
        if let Some(node) = tree.get("payers").filter(|n| n.table().is_some_and(BTreeMap::is_empty)) {
            let label = "expected at least one, as municipality = \"City of Copenhagen\"";
            self.error(
                Code::MissingKey,
                &node.place,
                "there are no payers".to_owned(),
                label,
                &fragment(Section::Payer.doc()),
            );
        }
    }

    fn perspectives(&mut self, draft: &mut Draft) {
        let public: Vec<String> =
            draft.payers.iter().filter(|(_, payer)| payer.public).map(|(name, _)| name.clone()).collect();
        for (name, node, table) in self.entries("perspectives") {
            let path = join("perspectives", name);
            self.require(Section::Perspective, table, &node.place, &path);
            if self.entries("payers").iter().any(|(payer, ..)| *payer == name) {
                self.error(
                    Code::NameClash,
                    &node.key,
                    format!("`{name}` is a payer and a perspective"),
                    "expected another name",
                    "every payer is reported by itself without a perspective of its own",
                );
            }
            if let Some(perspective) = self.perspective(table, &path, &public) {
                draft.perspectives.insert(name.to_owned(), perspective);
            }
        }
        let tree = self.tree;
        let declared = |section: &str| tree.get(section).and_then(Node::table);
        if declared("perspectives").is_some_and(|table| table.contains_key("public")) {
            return;
        }
        // Only where every payer could be read is it known that none is public.
        if let Some(node) = tree.get("payers")
            && public.is_empty()
            && !draft.payers.is_empty()
            && declared("payers").is_some_and(|table| table.len() == draft.payers.len())
        {
            self.error(
                Code::NoPublicPayer,
                &node.place,
                "no payer is public".to_owned(),
                "expected at least one without `public = false`",
                "or say whose purse counts as public: [perspectives] public = { payers = [\"…\"] }",
            );
        }
        let perspective = Perspective {
            payers: public,
            tax_distortion: Quantity {
                expr: super::super::formula::Expr::Number(0.0),
                path: "perspectives.public.tax_distortion".to_owned(),
                place: None,
                range: Range::ANY,
            },
            taxed: Vec::new(),
        };
        draft.perspectives.insert("public".to_owned(), perspective);
    }

    fn perspective(&mut self, table: &Table, path: &str, public: &[String]) -> Option<Perspective> {
        let tax_distortion = self.quantity(Section::Perspective, table, "tax_distortion", path);
        let payers_node = table.get("payers")?;
        let payers = self.names(Names::Payers, payers_node, &join(path, "payers"));
        if payers.as_ref().is_some_and(Vec::is_empty) {
            let message = format!("`{path}` adds no payers together");
            self.error(Code::EmptyList, &payers_node.place, message, "expected at least one payer", "");
        }
        let taxed = match table.get("taxed") {
            None => None,
            Some(node) => {
                let taxed = self.names(Names::Payers, node, &join(path, "taxed"))?;
                for item in node.list()? {
                    let outside = payers.as_ref().is_some_and(|payers| {
                        item.text().is_some_and(|name| !payers.iter().any(|payer| payer == name))
                    });
                    if outside {
                        self.error(
                            Code::Taxed,
                            &item.place,
                            format!("`{path}` taxes a payer that it does not contain"),
                            "expected one of its `payers`",
                            "add it to `payers`, or take it out of `taxed`",
                        );
                    }
                }
                Some(taxed)
            }
        };
        let payers = payers?;
        let taxed =
            taxed.unwrap_or_else(|| payers.iter().filter(|name| public.contains(name)).cloned().collect());
        Some(Perspective { payers, tax_distortion: tax_distortion?, taxed })
    }
}
