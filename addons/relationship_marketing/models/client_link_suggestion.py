from odoo import api, fields, models


class ClientLinkSuggestion(models.Model):
    """Two clients that seem to belong together, and what speaks for it (R1: isolated divisions are found).

    Proposed by the radar, decided by people. A rejected pair stays rejected; rows are kept as evidence of who decided.
    """

    _name = "client.link.suggestion"
    _description = "Suggested link between clients"
    _order = "score DESC, id"

    partner_id = fields.Many2one("res.partner", string="Client", required=True, readonly=True, ondelete="cascade")
    other_partner_id = fields.Many2one(
        "res.partner", string="Other client", required=True, readonly=True, index=True, ondelete="cascade"
    )
    score = fields.Integer(
        readonly=True, aggregator="max", help="0 to 100: how much speaks for one client behind both."
    )
    is_same_entity = fields.Boolean(
        "Same legal entity", readonly=True, help="What was seen speaks for one company entered twice."
    )
    evidence_ids = fields.One2many("client.link.suggestion.evidence", "suggestion_id", readonly=True)
    state = fields.Selection(
        [("proposed", "Proposed"), ("accepted", "Accepted"), ("rejected", "Rejected")],
        required=True,
        readonly=True,
        default="proposed",
    )
    type_id = fields.Many2one(
        "client.link.type",
        string="Relation",
        index="btree_not_null",
        help="How the client that is below stands to the one above.",
    )
    is_reversed = fields.Boolean("Other way round", help="The other client is the one below.")
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False, index="btree_not_null")
    decided_on = fields.Datetime(readonly=True, copy=False)
    reason = fields.Char(help="Why the pair was rejected or accepted.")
    link_id = fields.Many2one("client.link", readonly=True, copy=False, index="btree_not_null")

    _pair_uniq = models.Constraint("UNIQUE (partner_id, other_partner_id)", "These two clients are already proposed.")
    _score_idx = models.Index("(score DESC, id)")
    _pair_in_order = models.Constraint("CHECK (partner_id < other_partner_id)", "A pair is kept in one order only.")

    @api.depends("partner_id", "other_partner_id")
    def _compute_display_name(self):
        for suggestion in self:
            suggestion.display_name = (
                f"{suggestion.partner_id.display_name} – {suggestion.other_partner_id.display_name}"
            )
