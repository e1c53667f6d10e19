from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..engine.proportion import wilson_interval

EXPECTED = 0.05  # 000: missing in 95 % of cases


class ClientInputInterface(models.Model):
    """Whose post or duties it is at a division to take in supplier information (R2, 000).

    A person whose duty it is, somebody who does it without being told to, and nobody are three different answers;
    not asked is none of them.
    """

    _name = "client.input.interface"
    _description = "Input interface of a client"
    _inherit = ["client.record.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "answer, asked_on DESC, id"
    _rec_name = "partner_id"

    answer = fields.Selection(
        [
            ("formal", "A person whose duty it is"),
            ("informal", "Somebody, without being told to"),
            ("none", "Nobody"),
            ("not_asked", "Not asked yet"),
        ],
        "Who takes in supplier information",
        required=True,
        default="not_asked",
        tracking=True,
    )
    person_id = fields.Many2one(
        "res.partner",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=', partner_id)]",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    asked_on = fields.Date(compute="_compute_asked", store=True, readonly=False, tracking=True)
    asked_by_id = fields.Many2one(
        "res.users",
        string="Asked by",
        compute="_compute_asked",
        store=True,
        readonly=False,
        domain=[("share", "=", False)],
    )
    note = fields.Text()

    _one_per_division = models.UniqueIndex(
        "(partner_id, company_id) WHERE active", "This division has a record already: change its answer there."
    )

    @api.depends("answer")
    def _compute_asked(self):
        for record in self:
            if record.answer == "not_asked":
                record.asked_on = record.asked_by_id = False
            else:
                record.asked_on = fields.Date.context_today(record)
                record.asked_by_id = self.env.user

    @api.constrains("answer", "person_id", "partner_id", "asked_on")
    def _check_person_id(self):
        for record in self:
            division, person = record.partner_id.name, record.person_id
            if record.answer in ("formal", "informal") and not person:
                raise ValidationError(
                    self.env._("Say who takes in supplier information at %(division)s.", division=division)
                )
            if record.answer in ("none", "not_asked") and person:
                raise ValidationError(
                    self.env._(
                        "%(division)s cannot have nobody and %(person)s at once: choose another answer.",
                        division=division,
                        person=person.name,
                    )
                )
            if record.asked_on and record.asked_on > fields.Date.context_today(self):
                raise ValidationError(
                    self.env._("%(division)s cannot have been asked in the future.", division=division)
                )

    @api.model
    def _list_missing(self):
        """A row "not asked" for each division of a client group, in each company of ours that it concerns."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO client_input_interface (partner_id, group_id, company_id, answer, active,
                                                    create_uid, write_uid, create_date, write_date)
                SELECT p.id, g.id, c.id, 'not_asked', TRUE, %(uid)s, %(uid)s, %(now)s::timestamp, %(now)s::timestamp
                  FROM res_partner p
                  JOIN client_group g ON g.id = p.client_group_id AND g.active
                  JOIN res_company c ON c.active AND COALESCE(p.company_id, g.company_id, c.id) = c.id
                 WHERE p.active AND p.is_company
                   AND (COALESCE(p.company_id, g.company_id) IS NOT NULL
                        OR (SELECT COUNT(*) FROM res_company WHERE active) = 1
                        OR EXISTS (SELECT FROM client_supply s WHERE s.partner_id = p.id AND s.company_id = c.id)
                        OR EXISTS (SELECT FROM client_contact t WHERE t.division_id = p.id AND t.company_id = c.id))
                   AND NOT EXISTS (SELECT FROM client_input_interface i
                                    WHERE i.partner_id = p.id AND i.company_id = c.id)
                """,
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        self.invalidate_model()

    @api.model
    def get_share(self):
        """Our own share of clients with an input interface beside the source's, as one sentence."""
        counts = dict(self._read_group([], ["answer"], ["__count"]))
        asked = sum(count for answer, count in counts.items() if answer != "not_asked")
        if not asked:
            return self.env._("No client has been asked yet. Practice tells of 95 % that have no input interface.")
        formal = counts.get("formal", 0)
        low, high = wilson_interval(formal, asked)
        figures = {
            "formal": formal,
            "asked": asked,
            "share": round(100 * formal / asked),
            "low": round(100 * low),
            "high": round(100 * high),
        }
        if low > EXPECTED:
            return self.env._(
                "%(formal)s of %(asked)s clients asked have an input interface: %(share)s %% (95 %% interval %(low)s to"
                " %(high)s %%). That is more than the 5 %% known from practice.",
                **figures,
            )
        if high < EXPECTED:
            return self.env._(
                "%(formal)s of %(asked)s clients asked have an input interface: %(share)s %% (95 %% interval %(low)s to"
                " %(high)s %%). That is less than the 5 %% known from practice.",
                **figures,
            )
        return self.env._(
            "%(formal)s of %(asked)s clients asked have an input interface: %(share)s %% (95 %% interval %(low)s to"
            " %(high)s %%). Among so few this may as well be the 5 %% known from practice.",
            **figures,
        )
