from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class ClientPost(models.Model):
    """Who worked where, as what, from and to (R3): a person who changes employer stays one person.

    Kept by the system from the company and function of the person; a post that ended on a day does not overlap one
    that begins on that day.
    """

    _name = "client.post"
    _description = "Post"
    _order = "date_from DESC, id DESC"
    _rec_names_search = ["partner_id", "employer_id", "function"]

    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("is_company", "=", False)],
    )
    employer_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("is_company", "=", True)],
    )
    group_id = fields.Many2one(
        "client.group", related="employer_id.client_group_id", store=True, index="btree_not_null", string="Client group"
    )
    function = fields.Char("Job position")
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To", help="Empty: works there today.")
    previous_id = fields.Many2one("client.post", string="Came from", index="btree_not_null", ondelete="set null")
    gap = fields.Selection(
        [("open", "Successor unknown"), ("filled", "Successor known"), ("closed", "Post no longer exists")],
        string="Gap they left",
        index="btree_not_null",
        help="Whether we know who does this work since the person left this employer.",
    )
    successor_id = fields.Many2one(
        "res.partner",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=', employer_id)]",
        index="btree_not_null",
        ondelete="set null",
    )
    active = fields.Boolean(default=True)

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from <= date_to)", "The post ends before it begins."
    )
    _one_open = models.UniqueIndex(
        "(partner_id) WHERE date_to IS NULL AND active",
        "This person already has a post today: end that one first.",
    )

    @api.depends("partner_id", "employer_id", "function")
    def _compute_display_name(self):
        for post in self:
            parts = (post.partner_id.name, post.function, post.employer_id.name)
            post.display_name = ", ".join(part for part in parts if part)

    @api.constrains("partner_id")
    def _check_person(self):
        for post in self:
            if post.partner_id.is_company:
                raise ValidationError(
                    self.env._(
                        "%(client)s is a company: only people change employer.", client=post.partner_id.display_name
                    )
                )

    @api.constrains("partner_id", "date_from", "date_to", "active")
    def _check_no_overlap(self):
        persons = self.filtered("active").partner_id
        by_person = self.search([("partner_id", "in", persons.ids)], order="date_from, date_to NULLS LAST, id")
        for posts in by_person.grouped("partner_id").values():
            for earlier, later in zip(posts, posts[1:], strict=False):
                if not earlier.date_to or earlier.date_to > later.date_from:
                    raise ValidationError(
                        self.env._(
                            "Two posts of %(person)s overlap: %(one)s and %(other)s.",
                            person=earlier.partner_id.name,
                            one=earlier._wording(),
                            other=later._wording(),
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        """Who knows since when a person works where he is entered puts that in the place of the day of entry."""
        today = fields.Date.context_today(self)
        persons = [vals.get("partner_id") for vals in vals_list if not vals.get("date_to")]
        open_posts = self.search([("partner_id", "in", persons), ("date_to", "=", False)]).grouped("partner_id")
        replaced, new_list = self.browse(), []
        for vals in vals_list:
            post = open_posts.get(self.env["res.partner"].browse(vals.get("partner_id")))
            if post and not vals.get("date_to") and post._says_no_more_than(vals, today):
                replaced |= post
                vals = {"previous_id": post.previous_id.id, **vals}
            new_list.append(self._with_gap(vals))
        if replaced:
            replaced.active = False
            replaced.flush_recordset()  # before the rows that take their place
        return super().create(new_list)

    def _says_no_more_than(self, vals, today):
        """Whether this open post is at the same employer, of no other function, and begins no earlier than ``vals``."""
        return (
            self.employer_id.id == vals.get("employer_id")
            and self.function in (False, vals.get("function") or False)
            and self.date_from >= (fields.Date.to_date(vals.get("date_from")) or today)
        )

    def write(self, vals):
        return super().write(self._with_gap(vals))

    @staticmethod
    def _with_gap(vals):
        """Who names the successor says that there is one."""
        return {**vals, "gap": "filled"} if vals.get("successor_id") else vals

    def _wording(self):
        self.ensure_one()
        if self.date_to:
            return self.env._(
                "%(employer)s (%(start)s to %(end)s)",
                employer=self.employer_id.name,
                start=self.date_from,
                end=self.date_to,
            )
        return self.env._("%(employer)s (since %(start)s)", employer=self.employer_id.name, start=self.date_from)

    @api.model
    def _begin_missing(self):
        """A first post for each person who works somewhere and has none yet, from the day on which he was entered."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO client_post (partner_id, employer_id, group_id, function, date_from, active,
                                         create_uid, write_uid, create_date, write_date)
                SELECT p.id, employer.id, employer.client_group_id, p.function,
                       COALESCE(p.create_date, %(now)s::timestamp)::date, TRUE,
                       %(uid)s, %(uid)s, %(now)s::timestamp, %(now)s::timestamp
                  FROM res_partner p
                  JOIN res_partner employer ON employer.id = p.commercial_partner_id AND employer.is_company
                 WHERE p.active AND p.is_company IS NOT TRUE AND p.type = 'contact' AND p.id <> employer.id
                   AND NOT EXISTS (SELECT FROM client_post post WHERE post.partner_id = p.id)
                   AND NOT EXISTS (SELECT FROM res_company ours WHERE ours.partner_id = employer.id)
                """,
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        self.invalidate_model()

    @api.model
    def _follow(self, moves):
        """Write down that people changed employer or function today.

        :param moves: [(person, (employer, function) before, (employer, function) now)]; the employer may be empty
        :returns: the persons who left an employer
        """
        today = fields.Date.context_today(self)
        persons = self.env["res.partner"].union(*(person for person, _before, _now in moves))
        open_posts = {
            post.partner_id: post for post in self.search([("partner_id", "in", persons.ids), ("date_to", "=", False)])
        }
        known = self.search([("partner_id", "in", persons.ids)]).partner_id
        begun, left = [], self.env["res.partner"]
        for person, (old_employer, old_function), (employer, function) in moves:
            post = open_posts.get(person, self.browse())
            if post and employer == post.employer_id and not post.function:
                post.function = function
                continue
            if not post and old_employer and person not in known:
                post = self.create(self._prepare_first(person, old_employer, old_function))
            if post:
                has_left = post.employer_id != employer
                post.write({"date_to": max(today, post.date_from), "gap": "open" if has_left else post.gap})
                left |= person if has_left else left.browse()
            if employer:
                start = max(today, post.date_to) if post else today
                begun.append(
                    {
                        "partner_id": person.id,
                        "employer_id": employer.id,
                        "function": function,
                        "date_from": start,
                        "previous_id": post.id,
                    }
                )
        self.create(begun)
        return left

    @api.model
    def _prepare_first(self, person, employer, function):
        return {
            "partner_id": person.id,
            "employer_id": employer.id,
            "function": function,
            "date_from": person.create_date.date() if person.create_date else fields.Date.context_today(self),
        }

    def action_open_tie(self):
        """Who of us knows this person."""
        self.ensure_one()
        return self.partner_id.action_open_ties()
