from odoo import api, fields, models
from odoo.tools import email_normalize, email_normalize_all

# What a form may know better than the database about whom a document is with.
FORM_FIELDS = ("partner_id", "email_from")


class ClientContextMixin(models.AbstractModel):
    """A record about a client shows whose division that is, since when, and what to know before answering (R1).

    A document of a client says who it is with in ``_client_context_partner``; one known by an e-mail address only,
    in ``_client_context_email``.
    """

    _name = "client.context.mixin"
    _description = "Client context"

    client_context = fields.Json(
        "What we know of this client",
        compute="_compute_client_context",
        groups="relationship_marketing.group_user",
    )

    @api.model
    @api.readonly
    def get_client_context(self, record_id, values):
        """``client_context`` of a record as it stands on a form, asked for by the panel once the form is there.

        :param record_id: id, or False of a new record
        :param values: of the fields that decide who it is about, where the form knows them
        :raises AccessError: where the user may read neither the record nor the partner
        """
        if not self.env.user.has_group("relationship_marketing.group_user"):
            return False
        origin = self.browse(record_id or [])
        origin.check_access("read")
        decisive = {name: values[name] for name in FORM_FIELDS if name in values and name in self._fields}
        self.env["res.partner"].browse(decisive.get("partner_id") or []).check_access("read")
        record = self.new(decisive, origin=origin) if decisive else origin
        return record.client_context

    def _client_context_partner(self):
        """The partner this record is about, or an empty recordset."""
        self.ensure_one()
        return self.partner_id

    def _client_context_email(self):
        """The address of whom we do not know yet, or nothing."""
        self.ensure_one()
        return False

    @api.model
    def _client_context_depends(self):
        """The fields that decide who the record is about."""
        return ["partner_id"]

    @api.depends(lambda self: self._client_context_depends() if not self._abstract else [])
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_client_context(self):
        partners = {record: record._client_context_partner()._origin for record in self}
        contexts = self.env["client.group"]._client_contexts(self.env["res.partner"].union(*partners.values()))
        strangers = self._client_context_strangers(partners, contexts)
        hints = self._client_context_hints(set().union(*strangers.values()))
        for record in self:
            context = dict(contexts.get(partners[record].id) or {})
            known = [context["group"]] if context.get("group") else []
            said = [hints[address] for address in strangers[record] if address in hints]
            if strange := [hint for hint in said if [g["id"] for g in hint["groups"]] != [g["id"] for g in known]]:
                context["strangers"] = strange
            record.client_context = context or False

    def _client_context_strangers(self, partners, contexts):
        """{record: addresses nobody of a client is known by}: its own or its partner's, and of letters of unknown."""
        strangers = {record: set() for record in self}
        for record in self:
            if not (contexts.get(partners[record].id) or {}).get("group"):
                address = record._client_context_email() or partners[record].email
                strangers[record].update(filter(None, [email_normalize(address or "", strict=False)]))
        for record_id, email_from in self._client_context_letters():
            record = self.filtered(lambda record, record_id=record_id: record._origin.id == record_id)
            strangers[record].update(email_normalize_all(email_from))
        return {record: sorted(addresses) for record, addresses in strangers.items()}

    @api.model
    def _client_context_hints(self, addresses):
        """{address: {email, domain, groups}} where its domain is a client's, but the address is no contact of one."""
        domains = {address: address.rpartition("@")[2].lower() for address in addresses}
        groups = self.env["client.group"]._client_groups_of_domains(set(domains.values()) - {""})
        hinted = {address: domain for address, domain in domains.items() if domain in groups}
        contacts = self.env["res.partner"].search_fetch(
            [("email_normalized", "in", sorted(hinted)), ("client_group_id", "!=", False)], ["email_normalized"]
        )
        known = set(contacts.mapped("email_normalized"))
        return {
            address: {"email": address, "domain": domain, "groups": groups[domain]}
            for address, domain in hinted.items()
            if address not in known
        }

    def _client_context_letters(self):
        """[(record id, from)] of the incoming letters whose sender is nobody's contact yet."""
        if not self._origin.ids or "message_ids" not in self._fields:
            return []
        # Whoever reads the record reads its letters; only the address is taken from them.
        letters = (
            self.env["mail.message"]
            .sudo()
            .search_fetch(
                [
                    ("model", "=", self._name),
                    ("res_id", "in", self._origin.ids),
                    ("message_type", "=", "email"),
                    ("author_id", "=", False),
                ],
                ["res_id", "email_from"],
                limit=20 * len(self),
            )
        )
        return [(letter.res_id, letter.email_from) for letter in letters if letter.email_from]
