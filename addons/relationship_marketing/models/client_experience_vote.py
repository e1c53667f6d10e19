from odoo import api, fields, models


class ClientExperienceVote(models.Model):
    """ "This helped": one vote a colleague."""

    _name = "client.experience.vote"
    _description = "Vote for an experience record"
    _order = "id"
    _rec_name = "user_id"

    experience_id = fields.Many2one(
        "client.experience", string="Experience record", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", string="Colleague", required=True, readonly=True, index=True)

    _one_vote = models.Constraint("UNIQUE (experience_id, user_id)", "You have said so already.")

    @api.model_create_multi
    def create(self, vals_list):
        """A vote is one's own."""
        return super().create([{**vals, "user_id": self.env.uid} for vals in vals_list])
