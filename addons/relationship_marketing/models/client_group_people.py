from odoo import api, fields, models


class ClientGroup(models.Model):
    _inherit = "client.group"

    our_dependence = fields.Char("On our side", compute="_compute_dependence")
    their_dependence = fields.Char("On their side", compute="_compute_dependence")
    functions_without_contact = fields.Char(
        "Our functions without contact",
        compute="_compute_functions_without_contact",
        help="Functions of the client team nobody of which had a two-way contact with this client yet.",
    )

    @api.depends_context("allowed_company_ids", "company")
    def _compute_dependence(self):
        wording = self.env["client.dependence"]._wordings(self)
        unknown = self.env._("Unknown: no contact days in 24 months")
        for group in self:
            group.our_dependence = wording.get((group._origin.id, "ours"), unknown)
            group.their_dependence = wording.get((group._origin.id, "theirs"), unknown)

    @api.depends("member_ids.function", "member_ids.user_id")
    @api.depends_context("allowed_company_ids", "lang")
    def _compute_functions_without_contact(self):
        functions = dict(self.env["client.group.member"]._fields["function"]._description_selection(self.env))
        for group in self:
            met = set(group.member_ids.filtered("last_two_way").mapped("function"))
            group.functions_without_contact = ", ".join(
                label for function, label in functions.items() if function not in met
            )

    def _people_action(self, xmlid, domain, **context):
        action = self.env["ir.actions.actions"]._for_xml_id(f"relationship_marketing.{xmlid}")
        return {**action, "domain": domain, "context": context}

    def action_open_ties(self):
        self.ensure_one()
        return self._people_action("client_tie_action", [("group_id", "=", self.id)])

    def action_open_contacts(self):
        self.ensure_one()
        return self._people_action("client_contact_action", [("group_id", "=", self.id)])

    def action_open_dependence(self):
        self.ensure_one()
        return self._people_action("client_dependence_action", [("group_id", "=", self.id)])

    def action_open_persons(self):
        """The people of this client, each with the answer who of us."""
        self.ensure_one()
        return self._people_action(
            "client_person_action", [("client_group_id", "=", self.id), ("is_company", "=", False)]
        )
