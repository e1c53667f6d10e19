from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

POST_FIELDS = {"parent_id", "function", "is_company", "type"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    who_of_us_id = fields.Many2one(
        "res.users",
        string="Our colleague",
        compute="_compute_who_of_us_id",
        search="_search_who_of_us_id",
        groups="relationship_marketing.group_user",
        help="The colleague who answers for this person; empty: unknown.",
    )

    who_of_us_state = fields.Selection(
        [("known", "Known"), ("unknown", "Unknown")],
        string="Whether a colleague is known",
        compute="_compute_who_of_us_id",
        groups="relationship_marketing.group_user",
    )

    @api.depends_context("company")
    def _compute_who_of_us_id(self):
        owners = self._tie_owners()
        for partner in self:
            partner.who_of_us_id = owners.get(partner._origin)
            partner.who_of_us_state = "known" if partner.who_of_us_id else "unknown"

    def _search_who_of_us_id(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        domain = Domain("is_responsible", "=", True) & Domain("company_id", "=", self.env.company.id)
        domain &= Domain("user_id.active", "=", True)
        ties = self.env["client.tie"]

        def persons(condition):
            query = ties._search(domain & condition)
            return query.subselect(ties._field_to_sql(ties._table, "partner_id", query))

        if operator == "any":
            return Domain("id", "in", persons(Domain("user_id", "any", value)))
        users = [user_id for user_id in value if user_id]
        found = Domain("id", "in", persons(Domain("user_id", "in", users)))
        if len(users) < len(value):
            found |= Domain("id", "not in", persons(Domain.TRUE))
        return found

    def _tie_owners(self):
        """{person: the active colleague who answers for them in this company}"""
        ties = self.env["client.tie"].search_fetch(
            [
                ("partner_id", "in", self._origin.ids),
                ("is_responsible", "=", True),
                ("company_id", "=", self.env.company.id),
                ("user_id.active", "=", True),
            ],
            ["partner_id", "user_id"],
        )
        return {tie.partner_id: tie.user_id for tie in ties}

    def _who_of_us(self):
        """Whom of us an activity about each partner goes to (R7).

        The colleague who answers for the person, after hand-overs; else the key account manager of the client group;
        else the salesperson of the person or the company; else nobody.

        :returns: {partner: user}
        """
        owners = self._tie_owners()
        answer = {}
        for partner in self:
            choices = (
                owners.get(partner),
                partner.client_group_id.key_account_manager_id,
                partner.user_id,
                partner.commercial_partner_id.user_id,
            )
            answer[partner] = next((user for user in choices if user and user.active), self.env["res.users"])
        return answer

    @api.model_create_multi
    def create(self, vals_list):
        """The first post of a person begins with the record."""
        partners = super().create(vals_list)
        partners._follow_posts({})
        return partners

    def write(self, vals):
        """A change of employer or function is kept as posts; whoever left is asked about (R3)."""
        is_bounce = vals.get("message_bounce", 0) > 0
        is_leaving = "active" in vals and not vals["active"]
        if POST_FIELDS.isdisjoint(vals) and not is_bounce and not is_leaving:
            return super().write(vals)
        people = self.filtered(lambda partner: not partner.is_company)
        leaving = people.filtered("active") if is_leaving else self.browse()
        before = people._places()
        leaves_all = "parent_id" in vals and not vals["parent_id"] and "client_group_id" not in vals
        on_their_own = people.filtered("parent_id") if leaves_all else self.browse()
        result = super().write(vals)
        if on_their_own := on_their_own.filtered(lambda partner: not partner.is_company):
            # Who works nowhere any more does not belong to the former client.
            on_their_own.client_group_id = False
        if is_bounce:
            people._review_ties("bounced")
        if leaving:
            leaving._end_posts()
            leaving._review_ties("archived")
        if not POST_FIELDS.isdisjoint(vals):
            people._follow_posts(before)
        return result

    def _places(self):
        """{person: (employer, function)} of today; the employer is empty where there is none or it is ours."""
        employers = self.commercial_partner_id.filtered("is_company")
        # Which companies are ours does not depend on who looks.
        employers -= self.env["res.company"].sudo().search([("partner_id", "in", employers.ids)]).partner_id
        return {
            person: (person.commercial_partner_id & employers, person.function or False)
            for person in self
            if not person.is_company and person.type == "contact"
        }

    def _follow_posts(self, before):
        people = self.filtered(lambda partner: partner in before or not partner.is_company and partner.parent_id)
        if not people:
            return
        nothing = (self.browse(), False)
        places = people._places()
        moves = []
        for person in people:
            was, place = before.get(person, nothing), places.get(person, nothing)
            if was != place and (was[0] or place[0]):
                moves.append((person, was, place))
        if moves:
            # Whoever may write the contact makes the system keep its posts.
            left = self.env["client.post"].sudo()._follow(moves)
            left._review_ties("moved")

    def _end_posts(self):
        """The post of who is archived ends today."""
        # Whoever may archive the contact makes the system keep its posts.
        posts = self.env["client.post"].sudo().search([("partner_id", "in", self.ids), ("date_to", "=", False)])
        today = fields.Date.context_today(self)
        for start, begun in posts.grouped("date_from").items():
            begun.write({"date_to": max(today, start), "gap": "open"})

    def _review_ties(self, reason):
        # The question goes to whom it concerns, whoever archives or moves the contact.
        self.env["client.tie"].sudo()._review(self, reason)

    def _change_employer(self, employer, function, since):
        """Have this person work for ``employer`` from the day ``since`` on.

        :raises UserError: ``since`` lies in the future or before the present post began
        """
        self.ensure_one()
        if self.is_company:
            raise UserError(self.env._("%(client)s is a company: only people change employer.", client=self.name))
        # As in _follow_posts: the posts follow whoever may write the contact.
        posts = self.env["client.post"].sudo()
        old = posts.search([("partner_id", "=", self.id), ("date_to", "=", False)])
        if since > fields.Date.context_today(self):
            raise UserError(self.env._("%(day)s is still to come: say it when it has happened.", day=since))
        if old and since < old.date_from:
            raise UserError(
                self.env._(
                    "%(person)s began at %(employer)s on %(day)s: the new post cannot begin before that.",
                    person=self.name,
                    employer=old.employer_id.name,
                    day=old.date_from,
                )
            )
        self.write({"parent_id": employer.id, "function": function})
        new = posts.search([("partner_id", "=", self.id), ("date_to", "=", False)])
        if new != old:
            old.date_to = since
            new.date_from = since

    def _known_elsewhere(self):
        """{person: people of the same name who may be the same one: the same number, or the same name before the @}"""
        self.flush_model(["name", "email_normalized", "phone_sanitized", "is_company", "type"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT new.id, known.id
                  FROM res_partner new
                  JOIN res_partner known ON LOWER(known.name) = LOWER(new.name) AND known.id <> new.id
                 WHERE new.id = ANY(%s) AND known.is_company IS NOT TRUE AND known.type = 'contact'
                   AND (RIGHT(REGEXP_REPLACE(known.phone, '\\D', '', 'g'), 7)
                          = RIGHT(REGEXP_REPLACE(new.phone, '\\D', '', 'g'), 7)
                        AND LENGTH(REGEXP_REPLACE(new.phone, '\\D', '', 'g')) >= 7
                        OR SPLIT_PART(known.email_normalized, '@', 1) = SPLIT_PART(new.email_normalized, '@', 1)
                        AND SPLIT_PART(new.email_normalized, '@', 1) NOT IN ('info', 'office', 'mail', 'sales'))
                """,
                self.ids,
            )
        )
        # Only people whom this user may see.
        seen = self.with_context(active_test=False).search([("id", "in", [known for _new, known in rows])])
        found = dict.fromkeys(self, self.browse())
        for new_id, known_id in rows:
            found[self.browse(new_id)] |= self.browse(known_id) & seen
        return found

    def action_find_known_person(self):
        """People whom this contact may be: known from another employer."""
        self.ensure_one()
        known = self._known_elsewhere()[self]
        if not known:
            raise UserError(self.env._("Nobody else is called %(name)s with this number or address.", name=self.name))
        action = self.env["ir.actions.actions"]._for_xml_id("contacts.action_contacts")
        return {
            **action,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", (known | self).ids)],
            "context": {"active_test": False},
        }

    def action_open_posts(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_post_action")
        field = "employer_id" if self.is_company else "partner_id"
        return {**action, "domain": [(field, "=", self.id)], "context": {f"default_{field}": self.id}}

    def action_open_ties(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_tie_action")
        return {
            **action,
            "domain": [("partner_id", "child_of", self.id)],
            "context": {} if self.is_company else {"default_partner_id": self.id},
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_known(self):
        """Who was met is evidence, as is where people worked before."""
        # Evidence of all companies counts, also what the user may not see.
        for model, name in (
            ("client.contact", "partner_id"),
            ("client.contact", "division_id"),
            ("client.tie", "partner_id"),
        ):
            record = self.env[model].sudo().with_context(active_test=False).search([(name, "in", self.ids)], limit=1)
            if record:
                raise UserError(
                    self.env._(
                        "%(client)s is known to us, with dates of contact: archive it instead.",
                        client=record[name].display_name,
                    )
                )
        # As above.
        post = (
            self.env["client.post"].sudo().search([("employer_id", "in", self.ids), ("date_to", "!=", False)], limit=1)
        )
        if post:
            raise UserError(
                self.env._(
                    "%(person)s worked at %(client)s: archive it instead.",
                    person=post.partner_id.name,
                    client=post.employer_id.name,
                )
            )
