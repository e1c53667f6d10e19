from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

MISSING = ("goods", "service", "hours", "contacts", "complaints")


class ClientNetValue(models.Model):
    """What is left of a client's margin once all that is spent on him is counted (R11; ``003``, ``004``).

    One row for each client, company of ours and period: a calendar year, or twelve complete months, which stay as they
    were once the next month is over. Written by the nightly job only (``engine/net_value_sql.py``). A client is a
    client group, or a company that belongs to none.
    """

    _name = "client.net.value"
    _description = "Net value of a client"
    _order = "is_current DESC, date_to DESC, period, net_value DESC, id"
    _log_access = False

    company_id = fields.Many2one("res.company", string="Our company", required=True, readonly=True, ondelete="cascade")
    group_id = fields.Many2one(
        "client.group", string="Client group", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Client without a group",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    client_name = fields.Char("Client", compute="_compute_client_name")
    is_key_client = fields.Boolean(related="group_id.is_key_client")
    class_id = fields.Many2one(related="group_id.class_id")
    key_account_manager_id = fields.Many2one(related="group_id.key_account_manager_id")
    period = fields.Selection(
        [("rolling", "Twelve complete months"), ("year", "Calendar year")], required=True, readonly=True
    )
    date_from = fields.Date("First day", required=True, readonly=True)
    date_to = fields.Date(
        "Last day", required=True, readonly=True, help="Of the running year the last complete month's."
    )
    is_current = fields.Boolean("Newest", readonly=True, help="Of twelve months: the last ones.")
    currency_id = fields.Many2one("res.currency", related="company_id.currency_id")

    turnover = fields.Monetary(readonly=True)
    margin = fields.Monetary("Known margin", readonly=True, help="From the supply ledger, where the cost is known.")
    unknown_turnover = fields.Monetary(
        "Turnover of unknown cost",
        readonly=True,
        help="Counted in the net value as if these goods had cost nothing: therefore it is at most that.",
    )
    known_share = fields.Float(
        "Cost known, % of turnover", readonly=True, digits=(16, 1), aggregator="avg", help="Empty: no turnover."
    )
    service_cost = fields.Monetary("Service", readonly=True)
    relationship_cost = fields.Monetary(
        "Relationship", readonly=True, help="Contacts at the cost of their channel; visits, gifts and events."
    )
    complaint_cost = fields.Monetary("Complaints", readonly=True)
    discount = fields.Monetary("Discounts outside the invoice", readonly=True)
    investment = fields.Monetary(
        "Invested", readonly=True, help="Shown beside the net value; once its effect did not come it is a cost."
    )
    net_value = fields.Monetary("Net value", readonly=True)
    net_after_investment = fields.Monetary("After what was invested", compute="_compute_net_after_investment")
    hours = fields.Float("Hours spent", readonly=True)
    document_count = fields.Integer("Documents", readonly=True)
    service_count = fields.Integer("Service costs recorded", readonly=True)
    unknown_service_count = fields.Integer("Service costs of unknown amount", readonly=True)
    unknown_contact_count = fields.Integer("Contacts of unknown cost", readonly=True)
    unknown_complaint_count = fields.Integer("Complaints whose costs are not all listed", readonly=True)
    is_at_most = fields.Boolean("At most", readonly=True, help="A part is missing: the true net value may be lower.")
    missing = fields.Text("What is missing", compute="_compute_missing")
    state = fields.Selection(
        [("positive", "Positive"), ("negative", "Not positive"), ("unknown", "Unknown")],
        string="Net value is",
        readonly=True,
        help="Unknown: above zero as far as is known, but a part is missing.",
    )
    is_prestige = fields.Boolean("Prestige client", readonly=True)
    prestige_cost = fields.Monetary(
        "Cost of prestige", readonly=True, help="What is laid out for a prestige client beyond what he brings."
    )

    _key = models.UniqueIndex(
        "(company_id, COALESCE(group_id, 0), COALESCE(partner_id, 0), period, date_from)",
        "A client has one net value for each period.",
    )
    _period_idx = models.Index("(company_id, period, date_from, net_value)")

    @api.depends("group_id", "partner_id")
    def _compute_client_name(self):
        for row in self:
            row.client_name = row.group_id.name or row.partner_id.name

    @api.depends("net_value", "investment")
    def _compute_net_after_investment(self):
        for row in self:
            row.net_after_investment = row.net_value - row.investment

    @api.depends("group_id", "partner_id", "period", "date_from", "date_to")
    def _compute_display_name(self):
        for row in self:
            client = row.group_id.name or row.partner_id.name or ""
            row.display_name = f"{client}, {row._period_name()}" if client else row._period_name()

    def _period_name(self):
        """ "2025", or the last month of the twelve."""
        if not self.date_to:
            return ""
        if self.period == "year":
            return str(self.date_from.year)
        return self.env._("12 months to %(month)s", month=format_date(self.env, self.date_to, date_format="LLLL y"))

    @api.depends("unknown_turnover", "service_count", "unknown_service_count", "unknown_contact_count")
    @api.depends_context("lang")
    def _compute_missing(self):
        for row in self:
            row.missing = "\n".join(row._missing_sentences().values())

    def _missing_sentences(self):
        """{part: what is not known of it, as a sentence}, in the order of ``MISSING``."""
        self.ensure_one()
        sentences = {}
        if self.turnover and self.known_share < 100 or self.unknown_turnover:
            sentences["goods"] = self.env._(
                "The cost of the goods is known for %(share)s %% of the turnover.", share=round(self.known_share, 1)
            )
        if not self.service_count:
            sentences["service"] = self.env._(
                "No service cost is recorded in this period: what was spent on this client? If nothing, record 0."
            )
        if self.unknown_service_count:
            sentences["hours"] = self.env._(
                "Service costs without the cost of an hour, or in a currency without a rate: %(count)s.",
                count=self.unknown_service_count,
            )
        if self.unknown_contact_count:
            sentences["contacts"] = self.env._(
                "Contacts over channels whose cost was not typed in: %(count)s.", count=self.unknown_contact_count
            )
        if self.unknown_complaint_count:
            sentences["complaints"] = self.env._(
                "Complaints whose costs are not all listed: %(count)s.", count=self.unknown_complaint_count
            )
        return sentences

    # What each part is made of

    def _client_domain(self, field="group_id", partner="partner_id"):
        self.ensure_one()
        if self.group_id:
            return Domain(field, "=", self.group_id.id)
        return Domain(partner, "child_of", self.partner_id.id)

    def _open(self, xml_id, domain, date="date", **values):
        domain = Domain("company_id", "=", self.company_id.id) & domain
        domain &= Domain(date, ">=", self.date_from) & Domain(date, "<=", self.date_to)
        action = self.env["ir.actions.actions"]._for_xml_id(f"relationship_marketing.{xml_id}")
        return {**action, "domain": list(domain), "context": {}, **values}

    def action_open_supplies(self):
        return self._open("client_supply_action", self._client_domain(), date="month")

    def action_open_service_costs(self):
        """All but what belongs to the relationship; investments too."""
        kinds = Domain("kind", "!=", "relationship")
        default = self.partner_id or self.group_id.division_ids[:1]
        return self._open(
            "client_service_cost_action", self._client_domain() & kinds, context={"default_partner_id": default.id}
        )

    def action_open_events(self):
        kinds = Domain("kind", "=", "relationship")
        return self._open("client_service_cost_action", self._client_domain() & kinds)

    def action_open_contacts(self):
        action = self._open("client_contact_cost_action", self._client_domain(partner="division_id"))
        return {**action, "views": [(False, "list"), (False, "pivot")], "view_mode": "list,pivot"}

    def action_open_complaints(self):
        action = self._open("client_complaint_action", self._client_domain())
        return {**action, "context": {"active_test": False}}

    def action_open_client(self):
        self.ensure_one()
        return (self.group_id or self.partner_id).get_formview_action()

    def action_name_prestige(self):
        """Have a director say what the name of this client is worth."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Prestige client"),
            "res_model": "client.prestige",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_group_id": self.group_id.id, "default_company_id": self.company_id.id},
        }
