from odoo import api, fields, models

OPEN_STATES = ("new", "in_work", "answered")
# What is proposed, rejected or withdrawn is no complaint that comes back.
UNCOUNTED_STATES = ("proposed", "rejected", "withdrawn")
SEVERE_LEVELS = ("management", "lawyer")
# In the panel of a client so many are named, the severe and newest first; the rest is a number.
COMPLAINTS_NAMED = 3


class ClientComplaint(models.Model):
    """What a client complains of, and what comes of it (L9).

    The sender of an e-mail may be unknown: then there is no division yet, and the complaint waits to be sorted.
    """

    _name = "client.complaint"
    _description = "Complaint"
    _inherit = ["client.record.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date DESC, id DESC"
    _rec_names_search = ["name", "subject", "partner_id"]

    name = fields.Char("Number", required=True, readonly=True, copy=False, default=lambda self: self.env._("New"))
    subject = fields.Char("Complaint", required=True, tracking=True)
    description = fields.Text("In the client's words", tracking=True)
    date = fields.Date(required=True, default=fields.Date.context_today, tracking=True, index=True)
    state = fields.Selection(
        [
            ("proposed", "Proposed by the system"),
            ("new", "Raised"),
            ("in_work", "In work"),
            ("answered", "Answered"),
            ("closed", "Closed"),
            ("rejected", "Rejected"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="new",
        tracking=True,
        index=True,
        group_expand=True,
    )
    origin = fields.Selection(
        [
            ("colleague", "Heard by a colleague"),
            ("mail", "E-mail to the complaints address"),
            ("client_page", "The client's page"),
            ("credit_note", "Credit note"),
        ],
        string="How it reached us",
        required=True,
        readonly=True,
        default="colleague",
    )
    active = fields.Boolean(tracking=True)
    # The sender of an e-mail may be nobody we know.
    partner_id = fields.Many2one(required=False, tracking=True)
    sender_email = fields.Char("Sender's address", readonly=True)
    person_id = fields.Many2one(
        "res.partner", string="Raised by", index="btree_not_null", ondelete="restrict", tracking=True
    )
    level = fields.Selection(
        [
            ("worker", "Worker, specialist"),
            ("purchasing", "Purchasing"),
            ("management", "Management"),
            ("lawyer", "Lawyer"),
        ],
        string="At the level of",
        tracking=True,
        help="Empty: not known.",
    )
    kind = fields.Selection(
        [("remark", "Remark"), ("product_claim", "Product claim"), ("written_claim", "Written claim")], tracking=True
    )
    answer_by = fields.Date("To be answered by", tracking=True)
    first_answer_by = fields.Date("First to be answered by", readonly=True, copy=False)
    answered_on = fields.Date("Day of the answer", readonly=True, copy=False, tracking=True)
    problem_family_id = fields.Many2one(
        "client.problem.family", string="Problem family", index="btree_not_null", ondelete="set null", tracking=True
    )
    categ_id = fields.Many2one(
        "product.category", string="Product family", index="btree_not_null", ondelete="set null", tracking=True
    )
    product_id = fields.Many2one("product.product", ondelete="set null", check_company=True, tracking=True)
    order_id = fields.Many2one(
        "sale.order", string="Sales order", ondelete="set null", check_company=True, tracking=True
    )
    invoice_id = fields.Many2one(
        "account.move", string="Customer invoice", ondelete="set null", check_company=True, tracking=True
    )
    refund_id = fields.Many2one(
        "account.move",
        string="Credit note",
        readonly=True,
        copy=False,
        ondelete="set null",
        check_company=True,
        index="btree_not_null",
    )

    severity = fields.Selection(
        [
            ("none", "Inconvenience, no loss"),
            ("costs", "Costs"),
            ("stopped", "Line stopped or large loss"),
        ],
        string="Their loss",
        tracking=True,
        help="What it cost the client, not us. Empty: not known.",
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
        tracking=True,
        string="Currency of their loss",
    )
    loss_amount = fields.Monetary("Amount they named", tracking=True, help="Empty: not told.")
    is_severe = fields.Boolean(
        "Severe",
        compute="_compute_is_severe",
        store=True,
        tracking=True,
        help="Their line stopped, or it reached their management or a lawyer.",
    )

    justified = fields.Selection(
        [("open", "Open question"), ("justified", "Justified"), ("not_justified", "Not justified")],
        string="Justified or not",
        required=True,
        default="open",
        tracking=True,
    )
    justified_reason = fields.Text("Why justified or not", tracking=True)
    root_cause = fields.Selection(
        string="Root cause",
        selection=[
            ("unknown", "Not known"),
            ("process", "Our process"),
            ("person", "A person alone"),
            ("misuse", "Use against our instructions"),
            ("outside", "Outside both companies"),
        ],
        required=True,
        default="unknown",
        tracking=True,
    )
    cause_note = fields.Text("What happened", tracking=True)
    corrective_action = fields.Text("Corrective action", tracking=True)
    effect_check_date = fields.Date("Effect to be checked on", tracking=True)
    first_effect_check_date = fields.Date("Effect first to be checked on", readonly=True, copy=False)
    effect_result = fields.Selection(
        [("open", "Not checked yet"), ("passed", "It helped"), ("failed", "It did not help")],
        string="Effect",
        required=True,
        default="open",
        tracking=True,
    )
    cost_ids = fields.One2many("client.complaint.cost", "complaint_id", string="Our costs")
    company_currency_id = fields.Many2one(related="company_id.currency_id", string="Company currency")
    cost_total = fields.Monetary(
        "Our costs in total",
        compute="_compute_cost_total",
        store=True,
        currency_field="company_currency_id",
        tracking=True,
    )
    is_cost_complete = fields.Boolean(
        "All our costs are listed", tracking=True, help="Until then the total is a part of the costs."
    )

    _number_uniq = models.Constraint("UNIQUE (name)", "A complaint with this number already exists.")
    _refund_uniq = models.UniqueIndex(
        "(refund_id) WHERE refund_id IS NOT NULL", "There is already a complaint about this credit note."
    )
    _amounts_not_negative = models.Constraint("CHECK (loss_amount >= 0)", "A loss is not negative.")
    _open_idx = models.Index("(group_id) WHERE state IN ('new', 'in_work', 'answered')")

    @api.depends("severity", "level")
    def _compute_is_severe(self):
        for complaint in self:
            complaint.is_severe = complaint.severity == "stopped" or complaint.level in SEVERE_LEVELS

    @api.depends("cost_ids.amount")
    def _compute_cost_total(self):
        for complaint in self:
            complaint.cost_total = sum(complaint.cost_ids.mapped("amount"))

    @api.depends("name", "subject")
    def _compute_display_name(self):
        for complaint in self:
            complaint.display_name = f"{complaint.name} {complaint.subject or ''}".strip()

    @api.onchange("person_id")
    def _onchange_person_id(self):
        if self.person_id and not self.partner_id:
            self.partner_id = self._division_of(self.person_id)

    def _as_context(self):
        """What the panel of a lead, order or contact says of these open complaints."""
        return {
            "open": len(self),
            "severe": len(self.filtered("is_severe")),
            "repeated": len(self.filtered("is_repeated")),
            "list": [
                {
                    "id": complaint.id,
                    "name": complaint.subject,
                    "date": fields.Date.to_string(complaint.date),
                    "is_severe": complaint.is_severe,
                }
                for complaint in self[:COMPLAINTS_NAMED]
            ],
        }

    def _track_subtype(self, init_values):
        """Followers are told of new states and of what comes back, not of every field."""
        if init_values.get("is_repeated") is False and self.is_repeated:
            return self.env.ref("relationship_marketing.mt_complaint_repeated")
        if "state" in init_values:
            return self.env.ref("relationship_marketing.mt_complaint_state")
        return super()._track_subtype(init_values)
