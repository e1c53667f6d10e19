from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..engine.months import add_months, month_of

KEY_DECISION_FIELDS = ("is_key_client", "key_reason")


class ClientGroup(models.Model):
    """The whole client, apart from its legal entities (R1)."""

    _name = "client.group"
    _description = "Client group"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name, id"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    name = fields.Char(required=True, index="trigram", tracking=True)
    code = fields.Char(required=True, copy=False, readonly=False, default=lambda self: self.env._("New"))
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null", help="Empty: shared by all companies.")
    class_id = fields.Many2one("client.class", index="btree_not_null", tracking=True)
    partner_ids = fields.One2many("res.partner", "client_group_id", string="Divisions and legal entities")
    division_ids = fields.One2many(
        "res.partner", "client_group_id", string="Divisions", domain=[("is_company", "=", True)]
    )
    key_account_manager_id = fields.Many2one(
        "res.users", string="Key account manager", domain=[("share", "=", False)], index="btree_not_null", tracking=True
    )
    member_ids = fields.One2many("client.group.member", "group_id", string="Client team")

    is_key_client = fields.Boolean("Key client", tracking=True, index=True)
    key_decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    key_decided_on = fields.Date("Decided on", readonly=True, copy=False)
    key_reason = fields.Text("Why", tracking=True)
    can_decide_key = fields.Boolean(compute="_compute_can_decide_key")

    currency_id = fields.Many2one("res.currency", compute="_compute_turnover")
    turnover = fields.Monetary("Turnover, last 12 months", compute="_compute_turnover")
    turnover_before = fields.Monetary("Turnover, 12 months before", compute="_compute_turnover")
    active_division_count = fields.Integer("Active divisions", compute="_compute_turnover")
    family_count = fields.Integer("Product families bought", compute="_compute_turnover")
    division_count = fields.Integer("Number of divisions", compute="_compute_division_count")

    _code_uniq = models.Constraint("UNIQUE (code)", "A client group with this code already exists.")

    @api.depends_context("uid")
    def _compute_can_decide_key(self):
        self.can_decide_key = self.env.user.has_group("relationship_marketing.group_director")

    @api.depends_context("allowed_company_ids")
    def _compute_turnover(self):
        """Complete months only, summed per allowed company; amounts in the current company's currency."""
        this_month = month_of(fields.Date.context_today(self))
        start = add_months(this_month, -12)
        totals, before = self._supply_totals(add_months(start, -12), start, this_month)
        for group in self:
            group.currency_id = self.env.company.currency_id
            group.turnover, partners, families = totals.get(group.id, (0.0, (), ()))
            group.active_division_count, group.family_count = len(partners), len(families)
            group.turnover_before = before.get(group.id, (0.0,))[0]

    def _supply_totals(self, first, middle, end):
        """Two dicts {group id: (amount, ids of buying partners, ids of families)}, read together: of the months
        from ``middle`` to before ``end``, and of those from ``first`` to before ``middle``."""
        # Turnover does not depend on which contacts the reader sees. Named one by one, so that PostgreSQL looks up
        # their rows instead of reading the whole ledger.
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        buyers = partners.search([("client_group_id", "in", self.ids)], order="id").ids
        rows = self.env["client.supply"]._read_group(
            [("partner_id", "in", buyers), ("month", ">=", first), ("month", "<", end)],
            ["group_id", "company_id", "month:month"],
            ["amount:sum", "partner_id:array_agg_distinct", "categ_id:array_agg_distinct"],
        )
        today = fields.Date.context_today(self)
        currency = self.env.company.currency_id
        rates = {
            company: company.currency_id._get_conversion_rate(company.currency_id, currency, company, today)
            for company in {row[1] for row in rows}
        }
        totals, before = {}, {}
        for group, company, month, amount, partners, families in rows:
            period = totals if month >= middle else before
            total, seen_partners, seen_families = period.get(group.id, (0.0, set(), set()))
            period[group.id] = (
                total + (amount or 0.0) * rates[company],
                seen_partners.union(partners),
                seen_families.union(families) - {None},
            )
        return totals, before

    @api.depends("partner_ids.is_company")
    def _compute_division_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("client_group_id", "in", self.ids), ("is_company", "=", True)], ["client_group_id"], ["__count"]
            )
        )
        for group in self:
            group.division_count = counts.get(group, 0)

    @api.constrains("is_key_client", "key_reason")
    def _check_key_reason(self):
        """Whoever decides says why; history is loaded as it is found."""
        if self.env.uid == SUPERUSER_ID:
            return
        for group in self:
            if group.is_key_client and not (group.key_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say why %(group)s is a key client: the decision is kept with its reason.", group=group.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("code") in (None, False, "", self.env._("New")):
                vals["code"] = self.env["ir.sequence"].next_by_code("client.group")
            if vals.get("is_key_client"):
                vals.update(self._prepare_key_decision_values())
        return super().create(vals_list)

    def write(self, vals):
        if any(name in vals for name in KEY_DECISION_FIELDS):
            vals = {**vals, **self._prepare_key_decision_values()}
        return super().write(vals)

    def _prepare_key_decision_values(self):
        """Who decides on a key client, and when; only a director may (R8).

        :raises AccessError: for anybody else
        """
        if not (self.env.su or self.env.user.has_group("relationship_marketing.group_director")):
            raise AccessError(self.env._("Only a director decides who is a key client."))
        return {"key_decided_by_id": self.env.uid, "key_decided_on": fields.Date.context_today(self)}

    def action_open_supplies(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_supply_action")
        return {**action, "domain": [("group_id", "=", self.id)], "context": {}}

    def action_open_divisions(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("contacts.action_contacts")
        return {
            **action,
            "domain": [("client_group_id", "=", self.id), ("is_company", "=", True)],
            "context": {"default_client_group_id": self.id, "default_is_company": True},
        }
