from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..engine.dormancy_sql import dormant


class ClientDormant(models.Model):
    """Old clients that may be new again, with the reason: computed whenever it is read (R3).

    People move, contact lapses, clients lose their good supplier: then one knocks again (000).
    """

    _name = "client.dormant"
    _description = "Client that may be new again"
    _auto = False
    _order = "months, partner_id, id"
    _rec_name = "partner_id"
    _depends = {
        "calendar.event": ["active", "start", "user_id"],
        "client.care.request": ["partner_id", "contact_id"],
        "client.contact": ["company_id", "date", "division_id"],
        "client.dormancy.step": ["active", "months"],
        "client.group": ["active", "class_id", "key_account_manager_id"],
        "client.input.interface": ["active", "answer", "company_id", "partner_id"],
        "client.link": ["active", "date_to", "other_partner_id", "partner_id", "type_id"],
        "client.post": ["active", "date_to", "employer_id", "partner_id"],
        "client.supply": ["amount", "company_id", "month", "partner_id"],
        "client.tie": ["active", "company_id", "is_responsible", "last_two_way", "partner_id"],
        "mail.activity": ["active", "activity_type_id", "date_deadline", "res_id", "res_model", "user_id"],
        "res.company": ["contact_lapse_months"],
        "res.partner": ["active", "client_group_id", "commercial_partner_id", "company_id", "is_company", "user_id"],
    }

    company_id = fields.Many2one("res.company", string="Our company", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Division", readonly=True)
    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    class_id = fields.Many2one("client.class", readonly=True)
    key_account_manager_id = fields.Many2one("res.users", string="Key account manager", readonly=True)
    step_id = fields.Many2one("client.dormancy.step", readonly=True, group_expand="_read_group_step_ids")
    months = fields.Integer("Months without a purchase", readonly=True, aggregator="avg")
    first_month = fields.Date("Bought from", readonly=True)
    last_month = fields.Date("Last bought in", readonly=True)
    last_contact_on = fields.Date("Last two-way contact", readonly=True)
    contact_state = fields.Selection(
        [("unknown", "No contact known"), ("lapsed", "Lapsed"), ("kept", "Kept up")], string="Contact", readonly=True
    )
    left_person_id = fields.Many2one("res.partner", string="Who left", readonly=True)
    left_on = fields.Date("Left on", readonly=True)
    went_to_id = fields.Many2one("res.partner", string="Now works at", readonly=True)
    input_answer = fields.Selection(
        selection=lambda self: self.env["client.input.interface"]._fields["answer"]._description_selection(self.env),
        string="Input interface",
        readonly=True,
    )
    user_id = fields.Many2one("res.users", string="Who of us", readonly=True)
    person_id = fields.Many2one("res.partner", string="Whom to call", readonly=True)
    planned_on = fields.Date("Planned for", readonly=True)
    standing = fields.Selection(
        [
            ("proposed", "May be new again"),
            ("group_buys", "Not proposed: the group buys from another division"),
            ("succeeded", "Not proposed: goes on under another name"),
            ("refused", "Not proposed: client to be refused"),
        ],
        readonly=True,
    )
    successor_id = fields.Many2one("res.partner", string="Goes on as", readonly=True)
    reason = fields.Text("Why", compute="_compute_reason")
    turnover = fields.Monetary("Bought in all", compute="_compute_turnover")
    currency_id = fields.Many2one("res.currency", related="company_id.currency_id")

    @property
    def _table_query(self):
        refused = self.env.ref("relationship_marketing.client_class_refused", raise_if_not_found=False)
        successor = self.env["client.link.type"]._of_code("successor")
        return dormant(
            fields.Date.context_today(self),
            refused.id if refused else None,
            successor.id or None,
        )

    @api.model
    def _read_group_step_ids(self, steps, domain):
        return self.env["client.dormancy.step"].search([("active", "=", True)])

    @api.depends("months", "contact_state", "left_person_id", "went_to_id", "input_answer", "standing")
    @api.depends_context("lang")
    def _compute_reason(self):
        for row in self:
            row.reason = "\n".join(row._reasons())

    def _reasons(self):
        """Why the client may have lost us from sight, each in a sentence; what is unknown is said to be so."""
        self.ensure_one()
        reasons = []
        if self.left_person_id:
            reasons.append(self._reason_left())
        if self.contact_state == "lapsed":
            reasons.append(
                self.env._("The last two-way contact was on %(day)s.", day=format_date(self.env, self.last_contact_on))
            )
        elif self.contact_state == "unknown":
            reasons.append(self.env._("No two-way contact is known."))
        if self.input_answer == "none":
            reasons.append(self.env._("Nobody there takes in what suppliers say."))
        elif self.input_answer == "not_asked":
            reasons.append(self.env._("Who there takes in what suppliers say was not asked yet."))
        if not reasons:
            reasons.append(self.env._("Contact is kept up, yet nothing is bought: ask why."))
        return reasons

    def _reason_left(self):
        values = {"person": self.left_person_id.name, "day": format_date(self.env, self.left_on)}
        if self.went_to_id:
            return self.env._(
                "%(person)s left on %(day)s and now works at %(employer)s.", employer=self.went_to_id.name, **values
            )
        return self.env._("%(person)s left on %(day)s.", **values)

    @api.depends("partner_id", "company_id")
    def _compute_turnover(self):
        amounts = {
            (partner, company): amount
            for partner, company, amount in self.env["client.supply"]._read_group(
                [("partner_id", "in", self.partner_id.ids)], ["partner_id", "company_id"], ["amount:sum"]
            )
        }
        for row in self:
            row.turnover = amounts.get((row.partner_id, row.company_id), 0.0)

    def action_plan(self):
        """Plan the call for whoever of us is to make it; refused where one is planned already."""
        if not self.env["client.activity.planner"]._lock_planning():
            raise UserError(self.env._("Contacts are being planned right now: try again in a moment."))
        self.invalidate_recordset(["planned_on"])
        for row in self:
            if row.planned_on:
                raise UserError(
                    self.env._(
                        "A contact with %(client)s is planned for %(day)s already.",
                        client=row.partner_id.display_name,
                        day=format_date(self.env, row.planned_on),
                    )
                )
        values_list = []
        for company, rows in self.grouped("company_id").items():
            whom = rows.person_id | rows.filtered(lambda row: not row.person_id).partner_id
            responsible = self.env["client.activity.planner"]._responsible_of(whom, company)
            for row in rows:
                user = responsible[row.person_id or row.partner_id] or self.env.user
                values_list.append(row.with_context(lang=user.lang)._prepare_activity(user))
        # Planning a call is no change of the contact, which a user may not write.
        self.env["client.activity.planner"].sudo()._plan_activities(values_list)
        return True

    def _prepare_activity(self, user):
        self.ensure_one()
        lines = [
            self.env._(
                "%(client)s last bought in %(month)s.",
                client=self.partner_id.display_name,
                month=format_date(self.env, self.last_month, date_format="MMMM y"),
            ),
            *self._reasons(),
            self.step_id.what_to_do,
        ]
        return {
            "record": self.person_id or self.partner_id,
            "user": user,
            "type": self.step_id.activity_type_id,
            "deadline": fields.Date.context_today(self),
            "summary": self.env._("May be new again: %(client)s", client=self.partner_id.name),
            "note": Markup().join(Markup("<p>%s</p>") % line for line in lines if line),
        }

    def action_open_client(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }
