from odoo import api, models

from .relationship_demo_clients import _rows


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_stories(self):
        result = super()._load_stories()
        self._load_unlinked()
        return result

    @api.model
    def _load_unlinked(self):
        """Divisions that nobody has linked yet; one namesake, that was looked at and has nothing to do with ours."""
        clients = self._lasting_records(
            "res.partner",
            "ref",
            [
                {
                    "is_company": True,
                    "country_id": self.env.ref(f"base.{row['country']}").id,
                    **{name: row[name] for name in ("name", "ref", "city", "street", "vat", "email", "phone")},
                    "website": row["website"],
                }
                for row in _rows("unlinked.csv")
            ],
        )
        suggestions = self.env["client.link.suggestion"]
        suggestions._scan()
        namesake = clients["C404"]
        pairs = suggestions.search(["|", ("partner_id", "=", namesake.id), ("other_partner_id", "=", namesake.id)])
        pairs.write({"reason": "Boatbuilders; asked at the exhibition, they do not know each other."})
        pairs.with_user(self._record("user_manager")).action_reject()
