from odoo import api, fields, models

# By the number of the request: what the director found of those the draw picked; two still wait.
LOOKED_AT = {
    2: "The drawings never came",
    4: False,
    10: False,
    16: "Asked three makers for the same price list",
}
WAIT_FOR_A_LOOK = (21, 28)
# Vague ones that were refused for something else than their documents.
OTHER_REASONS = {20: "technology", 27: "not_series"}
# What they were about, and what they would have been worth where they named a lot.
ASKED_FOR = {
    2: ("PCB assembly", 18000.0),
    7: ("PCB assembly", 0.0),
    16: ("PCB assembly", 9000.0),
    20: ("PCB assembly", 4000.0),
    27: ("Box build", 12000.0),
    30: ("Prototypes", 0.0),
    32: ("Prototypes", 25000.0),
}
LINES = {line for line, _value in ASKED_FOR.values()}
HOURS = {2: 3.5, 8: 2.0, 12: 9.0, 23: 6.5, 28: 4.0}
CONCLUSION = (
    "Nobody answers an empty request any more. A vague one gets the list of documents at once, and no hour of a"
    " technologist before they are here."
)


class RelationshipDemo(models.AbstractModel):
    """What the year's requests took, and what a second look at the refused ones found (F1, 000)."""

    _inherit = "relationship.demo"

    @api.model
    def _load_outcomes(self):
        if self.env.ref("lead_filter.demo_sheet", raise_if_not_found=False):
            return
        demo = self.with_context(tracking_disable=True)
        company = demo.env.company
        company.write({"request_hours": 0.5, "request_hour_cost": 25.0})
        telemarketer, director = demo._record("user_telemarketer", "lead_filter"), demo._record("user_director")
        requests = {number: demo._record(f"request_{number}", "lead_filter") for number in range(1, 36)}
        for number, hours in HOURS.items():
            requests[number].request_hours = hours
        for number, reason in OTHER_REASONS.items():
            if requests[number].filter_outcome == "disqualified":
                requests[number].disqualification_reason_id = self.env.ref(
                    f"lead_filter.disqualification_reason_{reason}"
                )
        lines = {name: self.env["product.category"].search([("name", "=", name)], limit=1) for name in LINES}
        for number, (line, value) in ASKED_FOR.items():
            requests[number].write({"product_line_id": lines[line].id, "expected_revenue": value})
        aside = self.env["crm.lead"].union(*requests.values()).filtered("filter_outcome")
        aside.write({"filter_outcome_by_id": telemarketer.id, "second_look": False})
        for number, note in LOOKED_AT.items():
            if requests[number] in aside:
                requests[number].second_look = "due"
                requests[number].with_user(director)._look_again("right", note)
        for number in WAIT_FOR_A_LOOK:
            if requests[number] in aside:
                requests[number].second_look = "due"
        year = fields.Date.context_today(self).year
        demo._records(
            "lead.yearly.sheet",
            {"sheet": {"company_id": company.id, "year": year, "conclusion": CONCLUSION}},
            "lead_filter",
        )
        demo.env["lead.yearly.sheet"]._make_missing()
        demo.env["crm.lead"]._propose_classes(0, 2**31 - 1)
