from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..engine import tie_sql

# In days, a hundred years: beyond the calendar the nightly job could not count.
LONGEST_GAP = 36_525
# What a colleague may say of a tie; the rest is read from contacts or follows from hand-overs.
SAID = {"desired_gap", "maximal_gap", "active", "review_reason", "review_on"}


class ClientTie(models.Model):
    """A business contact: one of our users and one person of theirs (R2, R5, R7).

    Made by the nightly job from contacts, or by hand. The days, the last contact and the strength are read from
    ``client.contact``; who answers for the person is the strongest tie, until it is handed over.
    """

    _name = "client.tie"
    _description = "Business contact"
    _order = "last_two_way DESC NULLS LAST, id DESC"
    _check_company_auto = True

    user_id = fields.Many2one(
        "res.users",
        string="Who of us",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Who of theirs",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_company", "=", False)],
        check_company=True,
    )
    employer_id = fields.Many2one(related="partner_id.commercial_partner_id", string="Employer")
    function = fields.Char(related="partner_id.function")
    group_id = fields.Many2one(
        "client.group", string="Client group", related="partner_id.client_group_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    is_responsible = fields.Boolean(
        "Answers for the person", readonly=True, help="Activities for this person go to this colleague."
    )
    strength = fields.Selection(
        [("none", "None"), ("weak", "Weak"), ("fair", "Fair"), ("strong", "Strong")],
        required=True,
        default="none",
        readonly=True,
        help="Strong: six days with two-way contact in 24 months, the last within half a year. Fair: two days, the"
        " last within a year. Weak: one day.",
    )
    contact_days = fields.Integer("Contact days, 24 months", readonly=True)
    last_two_way = fields.Date("Last two-way contact", readonly=True)
    desired_gap = fields.Integer("Desired gap, days", help="Empty: as for the class of the client.")
    maximal_gap = fields.Integer("Maximal gap, days", help="Empty: as for the class of the client.")
    desired_on = fields.Date(
        "Next contact desired by", compute="_compute_due_on", store=True, help="Last contact and desired gap."
    )
    due_on = fields.Date(
        "Next contact due by", compute="_compute_due_on", store=True, help="Last contact and maximal gap."
    )
    contact_state = fields.Selection(
        [("in_time", "In time"), ("overdue", "Overdue"), ("unknown", "Unknown")],
        string="Cadence",
        compute="_compute_contact_state",
        search="_search_contact_state",
        help="Unknown: no two-way contact was ever recorded, or no gap is set for the class of the client.",
    )
    next_activity_on = fields.Date("Next activity", compute="_compute_next_activity_on")
    active = fields.Boolean(default=True)

    _one_tie = models.Constraint(
        "UNIQUE (user_id, partner_id, company_id)", "This colleague already has a tie with this person."
    )
    _one_responsible = models.UniqueIndex(
        "(partner_id, company_id) WHERE is_responsible", "Somebody else already answers for this person."
    )
    _order_idx = models.Index("(company_id, last_two_way DESC NULLS LAST, id DESC) WHERE active IS TRUE")
    _gaps_positive = models.Constraint(
        "CHECK (COALESCE(desired_gap, 0) >= 0 AND COALESCE(maximal_gap, 0) >= 0)", "A gap in days is not negative."
    )

    @api.depends("user_id", "partner_id")
    def _compute_display_name(self):
        for tie in self:
            tie.display_name = f"{tie.user_id.name} – {tie.partner_id.name}"

    @api.constrains("user_id", "partner_id")
    def _check_sides(self):
        for tie in self:
            if tie.user_id.share:
                raise ValidationError(self.env._("%(user)s is no colleague of ours.", user=tie.user_id.name))
            if tie.partner_id.is_company:
                raise ValidationError(
                    self.env._(
                        "%(client)s is a company: a business contact is with a person of theirs.",
                        client=tie.partner_id.display_name,
                    )
                )

    @api.depends("last_two_way", "desired_gap", "maximal_gap", "group_id.class_id", "group_id.is_key_client")
    def _compute_due_on(self):
        dates = self._due_dates()
        for tie in self:
            tie.desired_on, tie.due_on = dates[tie]

    def _due_dates(self):
        """{tie: (next contact desired by, due by)}"""
        dates = {}
        for tie, gaps in self._gaps().items():
            last = tie.last_two_way
            dates[tie] = tuple(last + gap if last and gap else False for gap in gaps)
        return dates

    def _gaps(self):
        """{tie: (desired, maximal)}: its own in days, else those of the client's class; None where nothing is said."""
        by_class = self._class_gaps()
        key_class = self.env.ref("relationship_marketing.client_class_key", raise_if_not_found=False)
        gaps = {}
        for tie in self:
            group = tie.group_id
            client_class = group.class_id or (key_class if group.is_key_client else None)
            class_id = client_class.id if client_class else False
            of_class = by_class.get((class_id, tie.company_id.id)) or by_class.get((class_id, False), (None, None))
            own = (tie.desired_gap, tie.maximal_gap)
            gaps[tie] = tuple(
                timedelta(days=min(days, LONGEST_GAP)) if days else general
                for days, general in zip(own, of_class, strict=True)
            )
        return gaps

    @api.model
    def _class_gaps(self):
        """{(class id, company id or False): (desired, maximal)} from the cadences."""
        # A cadence is no secret, and gaps are stored for all companies.
        rows = self.env["client.cadence"].sudo().search_fetch([("class_id", "!=", False)])
        return {
            (row.class_id.id, row.company_id.id): (
                relativedelta(months=row.desired_gap),
                relativedelta(months=row.maximal_gap),
            )
            for row in rows
        }

    @api.depends("due_on")
    def _compute_contact_state(self):
        today = fields.Date.context_today(self)
        for tie in self:
            tie.contact_state = "unknown" if not tie.due_on else "overdue" if tie.due_on < today else "in_time"

    def _search_contact_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domains = {
            "overdue": Domain("due_on", "<", today),
            "in_time": Domain("due_on", ">=", today),
            "unknown": Domain("due_on", "=", False),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    def _compute_next_activity_on(self):
        rows = self.env["mail.activity"]._read_group(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", self.partner_id.ids),
                ("user_id", "in", self.user_id.ids),
            ],
            ["user_id", "res_id"],
            ["date_deadline:min"],
        )
        planned = {(user.id, partner_id): day for user, partner_id, day in rows}
        for tie in self:
            tie.next_activity_on = planned.get((tie.user_id.id, tie.partner_id.id))

    @api.model_create_multi
    def create(self, vals_list):
        """What is read from contacts is not typed; the first tie with a person answers for him."""
        allowed = SAID | {"user_id", "partner_id", "company_id"}
        if not self.env.su:
            vals_list = [{name: value for name, value in vals.items() if name in allowed} for vals in vals_list]
        ties = super().create(vals_list)
        measured = [tie for tie, vals in zip(ties, vals_list, strict=True) if "last_two_way" not in vals]
        ties.browse(tie.id for tie in measured)._measure()
        # Whose tie answers for a person follows from all ties, also those of other companies' users.
        ties.sudo()._name_responsible()
        return ties

    def write(self, vals):
        if not self.env.su and (forbidden := (set(vals) & self._fields.keys()) - SAID):
            names = ", ".join(sorted(self._fields[name]._description_string(self.env) for name in forbidden))
            raise UserError(
                self.env._(
                    "%(fields)s of a tie cannot be changed: make a new tie, or hand this one over.", fields=names
                )
            )
        result = super().write(vals)
        if vals.get("active") is False:
            # Nobody answers for a person by an archived tie.
            self.sudo().filtered("is_responsible").is_responsible = False
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("%(tie)s is evidence: archive it instead.", tie=self[:1].display_name))

    @api.model
    def _start(self):
        """Contacts of the last 24 months count."""
        return fields.Date.context_today(self) - relativedelta(months=24)

    @api.model
    def _refresh(self):
        """Make, measure and assign all ties after the contacts were read; a constant number of queries."""
        self.env.flush_all()
        now = fields.Datetime.now()
        self.env.cr.execute(tie_sql.make_ties(self._start(), self.env.uid, now))
        self._measure(all_ties=True)
        self._name_responsible()

    def _measure(self, all_ties=False):
        """Read days, last contact and strength from the contacts."""
        self.env.flush_all()
        today = fields.Date.context_today(self)
        self.env.cr.execute(tie_sql.measure_ties(self._start(), today, None if all_ties else self.ids))
        self.invalidate_model()
        ties = self.with_context(active_test=False).search([("last_two_way", "!=", False)]) if all_ties else self
        # The dates follow the class's gaps, which may have changed too.
        dates = ties._due_dates()
        late = ties.filtered(lambda tie: (tie.desired_on, tie.due_on) != dates[tie])
        for name in ("desired_on", "due_on"):
            self.env.add_to_compute(self._fields[name], late)
        late.flush_recordset(["desired_on", "due_on"])

    @api.model
    def _name_responsible(self):
        self.env.flush_all()
        self.env.cr.execute(tie_sql.name_responsible())
        self.invalidate_model(["is_responsible"])

    def action_hand_over(self):
        """Propose a colleague who takes this person over."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand over"),
            "res_model": "client.tie.transfer",
            "view_mode": "form",
            "views": [(self.env.ref("relationship_marketing.client_tie_transfer_view_form").id, "form")],
            "target": "new",
            "context": {"default_tie_id": self.id},
        }

    def action_open_contacts(self):
        """The contacts behind the figures."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_contact_action")
        return {
            **action,
            "domain": [("user_id", "=", self.user_id.id), ("partner_id", "=", self.partner_id.id)],
            "context": {},
        }

    def action_open_person(self):
        self.ensure_one()
        return self.partner_id.get_formview_action()
