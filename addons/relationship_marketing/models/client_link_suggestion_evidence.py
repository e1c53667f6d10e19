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
            ("domain", "E-mail domain or website"),
            ("mailbox", "Mailbox"),
            ("phone", "Phone number"),
            ("phone_block", "Phones of one block"),
            ("address", "Address"),
            ("name", "Similar name"),
            ("word", "Rare word in the name"),
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

    @api.depends("kind", "value")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for evidence in self:
            evidence.display_name = f"{kinds[evidence.kind]}: {evidence.value}"
