from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.relationship_marketing.models.client_complaint import UNCOUNTED_STATES

# What happened before the loss is looked for in the last year and in the one before it.
MONTHS_BEFORE = 24


class LossCase(models.Model):
    """What our own data say about the cause (003, stage 3): proposed, never more than a guess or likely."""

    _inherit = "loss.case"

    cause_ids = fields.One2many("loss.cause", "case_id", string="Possible causes")
    cause_names = fields.Char("Causes", compute="_compute_cause_names")

    @api.depends("cause_ids.kind_id.name", "cause_ids.state")
    @api.depends_context("lang")
    def _compute_cause_names(self):
        for case in self:
            held = case.cause_ids.filtered(lambda cause: cause.state != "refuted")
            case.cause_names = ", ".join(dict.fromkeys(held.mapped("kind_id.name")))

    def _propose_causes(self):
        """Add the causes our data speak for, where nobody named them yet; returns those added."""
        if not self:
            return self.env["loss.cause"]
        divisions = self._divisions()
        kinds = {kind.code: kind for kind in self.env["loss.cause.kind"].search([("code", "!=", False)])}
        named = {(cause.case_id, cause.kind_id, cause.family_id) for cause in self.cause_ids if cause.said_by == "data"}
        values = []
        for case, code, confidence, evidence, family in self._causes_in_data(divisions):
            kind = kinds.get(code)
            if kind and (case, kind, family) not in named:
                named.add((case, kind, family))
                values.append(
                    {
                        "case_id": case.id,
                        "kind_id": kind.id,
                        "said_by": "data",
                        "user_id": False,
                        "confidence": confidence,
                        "evidence": evidence,
                        "family_id": family.id,
                    }
                )
        return self.env["loss.cause"].create(values)

    def _causes_in_data(self, divisions):
        """(case, code of the cause, confidence, evidence, product family) of all that is found; topics add theirs."""
        found = self._causes_in_complaints(divisions)
        found += self._causes_in_promises(divisions)
        found += self._causes_in_changes(divisions)
        found += self._causes_in_families()
        return found

    def _since(self):
        month = max(self.analysis_id.mapped("month"))
        return month + relativedelta(months=1 - MONTHS_BEFORE), month + relativedelta(months=1, days=-1)

    def _by_case(self, model, divisions, domain, *aggregates):
        """{case: [(row of aggregates)…]}: what is recorded about the divisions of each case, in one query."""
        # sudo: an analyst is told how much was recorded about a client in the analysis, not what it says
        rows = (
            self.env[model]
            .sudo()
            ._read_group(
                [("partner_id", "in", [division.id for division in divisions]), *domain], ["partner_id"], aggregates
            )
        )
        found = defaultdict(list)
        for division, *values in rows:
            found[divisions[division.sudo(False)]].append(values)
        return found

    def _causes_in_complaints(self, divisions):
        first, last = self._since()
        domain = [
            ("date", ">=", first),
            ("date", "<=", last),
            ("company_id", "in", self.company_id.ids),
            ("state", "not in", UNCOUNTED_STATES),
            ("justified", "!=", "not_justified"),
        ]
        found = []
        for case, rows in self._by_case("client.complaint", divisions, domain, "__count", "date:max").items():
            count = sum(row[0] for row in rows)
            text = self.env._(
                "%(count)s complaints in the two years, the last on %(day)s, none of them found unjustified.",
                count=count,
                day=max(row[1] for row in rows),
            )
            found.append((case, "own_failure", "medium" if count > 1 else "low", text, self._no_family()))
        return found

    def _causes_in_promises(self, divisions):
        first, last = self._since()
        domain = [
            ("side", "=", "ours"),
            ("broken_on", ">=", first),
            ("broken_on", "<=", last),
            ("company_id", "in", self.company_id.ids),
        ]
        found = []
        for case, rows in self._by_case("client.promise", divisions, domain, "__count", "broken_on:max").items():
            count = sum(row[0] for row in rows)
            text = self.env._(
                "%(count)s promises of ours broken in the two years, the last on %(day)s.",
                count=count,
                day=max(row[1] for row in rows),
            )
            found.append((case, "broken_promises", "medium" if count > 1 else "low", text, self._no_family()))
        return found

    def _causes_in_changes(self, divisions):
        first, last = self._since()
        domain = [
            ("company_id", "in", self.company_id.ids),
            ("known_on", "<=", last),
            "|",
            ("effective_on", ">=", first),
            ("known_on", ">=", first),
        ]
        found = []
        for case, rows in self._by_case("client.change", divisions, domain, "__count", "known_on:max").items():
            text = self.env._(
                "%(count)s changes at the client heard of, the last on %(day)s.",
                count=sum(row[0] for row in rows),
                day=max(row[1] for row in rows),
            )
            found.append((case, "change_of_theirs", "low", text, self._no_family()))
        return found

    def _causes_in_families(self):
        """A family cut of which we sell nothing any more: the product ended, with us."""
        cut = self.family_ids.filtered(lambda family: family.is_cut and family.categ_id)
        sold = dict(
            self.env["product.template"]
            .with_context(active_test=True)
            ._read_group([("categ_id", "child_of", cut.categ_id.ids)], ["categ_id"], ["__count"])
        )
        ended = dict(
            self.env["product.template"]._read_group(
                [("categ_id", "in", cut.categ_id.ids), ("active", "=", False)], ["categ_id"], ["__count"]
            )
        )
        found = []
        for family in cut:
            is_sold = any(family.categ_id in (one, *self._parents(one)) for one in sold)
            if not is_sold and ended.get(family.categ_id):
                text = self.env._("All products of the family %(family)s are archived.", family=family.categ_id.name)
                found.append((family.case_id, "product_ended", "medium", text, family.categ_id))
        return found

    @staticmethod
    def _parents(category):
        while category.parent_id:
            category = category.parent_id
            yield category

    def _no_family(self):
        return self.env["product.category"]
