from odoo import api, models

# (client group, indicator, value, said by the person of this client, days ago, how he counts, his words)
STANDARDS = [
    (None, "on_time", 95, None, 0, {"count_by": "line"}, None),
    (None, "returns", 3, None, 0, {}, None),
    (None, "defects", 5, None, 0, {}, None),
    (None, "answer", 24, None, 0, {}, "Three working days from the request to the first priced offer."),
    (
        "KESTREL",
        "on_time",
        98,
        "C214",
        60,
        {"count_by": "order", "transit_days": 0},
        "Helen Marsh: an order is on time when all of it is at the depot on the day you named. We do not count halves.",
    ),
    (
        "KVARTON",
        "defects",
        500,
        "C101",
        200,
        {"quality_by": "ppm"},
        "Ларин: входной контроль считает в штуках на миллион, не в рекламациях.",
    ),
    (
        "SIBTERM",
        "on_time",
        90,
        "C203",
        120,
        {"tolerance_days": 2},
        "Бойко: два дня погрешности нас не останавливают, если предупредили.",
    ),
    ("BRIAR", "answer", 16, "C204", 90, {}, "Ackroyd: two days, then we ask somebody else."),
]
# Of whom the client said how many pieces were faulty.
FAULTY = {"Loose connector in two of the eight boxes": 2}
# They let us take part when they plan their next product.
PLANNING = {"BRIAR": "yes", "PROMETRON": "yes", "KVARTON": "yes", "LUMEN": "no"}


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_stories(self):
        """What clients may expect of us, in their words; who of them plans with us."""
        result = super()._load_stories()
        groups = self.env["client.group"].search([("active", "=", True)]).grouped("code")
        clients = self.env["res.partner"].search([("ref", "like", "C___")]).grouped("ref")
        self.env["client.performance.standard"].create(
            [
                {
                    "indicator": indicator,
                    "value": value,
                    "group_id": code and groups[code].id,
                    "said_by_id": ref and clients[ref].child_ids[:1].id,
                    "said_on": ref and self._on_day(days),
                    "note": words,
                    **how,
                }
                for code, indicator, value, ref, days, how, words in STANDARDS
            ]
        )
        for subject, pieces in FAULTY.items():
            self.env["client.complaint"].search([("subject", "=", subject)]).faulty_quantity = pieces
        return result

    @api.model
    def _have_value_worked_out(self):
        """Levels ask what only a colleague can answer: some have."""
        result = super()._have_value_worked_out()
        checks = self.env["client.level.check"].search([("rule", "=", "asked")])
        manager = self._record("user_manager")
        for check in checks.filtered(lambda check: check.group_id.code in PLANNING):
            check.with_user(manager)._answer(PLANNING[check.group_id.code])
        return result
