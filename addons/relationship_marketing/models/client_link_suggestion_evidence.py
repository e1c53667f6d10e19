from odoo import api, fields, models


class ClientLinkSuggestionEvidence(models.Model):
    """One thing seen on both sides of a suggested link, or one that speaks against it."""

    _name = "client.link.suggestion.evidence"
    _description = "Evidence for a suggested link"
    _order = "weight DESC, id"
    _log_access = False

    suggestion_id = fields.Many2one(
        "client.link.suggestion", required=True, readonly=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("tax_id", "Tax ID"),
            ("bank_account", "Bank account"),
            ("domain", "Domain"),
            ("mailbox", "Mailbox"),
            ("phone", "Phone number"),
            ("phone_block", "Phones of one block"),
            ("address", "Address"),
            ("name", "Similar name"),
            ("word", "Rare word"),
            ("person", "Person who moved"),
        ],
        required=True,
        readonly=True,
    )
    value = fields.Char("On the one side", readonly=True)
    other_value = fields.Char("On the other side", readonly=True)
    share_count = fields.Integer("Clients with it", readonly=True, aggregator=None)
    similarity = fields.Integer("Similarity, %", readonly=True, aggregator=None)
    weight = fields.Integer(readonly=True, aggregator=None, help="0 to 100: the score if nothing else was seen.")

    @api.depends("kind", "value", "similarity")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for evidence in self:
            # Short enough for a tag: a mailbox stands for its domain, two names for how alike they are.
            seen = evidence.value or ""
            if evidence.kind == "domain":
                seen = seen.rpartition("@")[2]
            elif evidence.kind == "name":
                seen = f"{evidence.similarity} %"
            evidence.display_name = f"{kinds[evidence.kind]}: {seen}" if evidence.kind else seen
