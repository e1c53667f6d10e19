from datetime import timedelta

from odoo import api, fields, models

# client: (kind of cause, who says so, how sure, what speaks for it, what the interview made of it)
CAUSES = {
    "MERIDIAN": (
        ("price", "seller", "medium", "They asked for a discount twice in the spring.", "refuted"),
        ("own_failure", "client", "high", "Cold joints came back four times; each time we sent a letter.", "survived"),
        ("treatment", "client", "high", "Order handling: a dispatcher shouted at their engineer.", "survived"),
    ),
    "TECHNO": (
        ("other_supplier", "seller", "medium", "A rival's boards were seen on their line.", "survived"),
        ("closed", "register", "low", "One of their two legal entities is being closed.", "refuted"),
    ),
    "SIBTERM": (("change_of_theirs", "seller", "low", "A new buyer since last year.", "open"),),
    "BRIAR": (("product_ended", "data", "medium", "Their old controller is not made any more.", "survived"),),
    "LUMEN": (("own_failure", "data", "medium", "Three late deliveries in a quarter.", "open"),),
}
# client: (outcome, days since the letter, words, cause they are about, released)
INTERVIEWS = {
    "MERIDIAN": (
        "in_person",
        40,
        (
            ("We wrote to you four times about the same joint. Four times you thanked us for our letter.", True),
            ("Your dispatcher shouted at my engineer. After that nobody wanted to call you.", False),
        ),
    ),
    "TECHNO": ("phone", 35, (("The others asked what our board was for. You sent a price.", True),)),
    "SIBTERM": ("silent", 30, ()),
    "BRIAR": ("phone", 33, (("We simply stopped making the instrument.", True),)),
    "LUMEN": ("refused", 31, ()),
}
# client: (investment at least, at most, what for, net value a year, decision, reason)
FIGURES = {
    "MERIDIAN": (
        40000,
        70000,
        "A soldering station with inspection; a technologist at their works for a month.",
        150000,
        "keep",
        "What drove them away is ours to mend, and they said so themselves.",
    ),
    "TECHNO": (
        90000,
        140000,
        "An engineer who asks before he prices; three pilot batches.",
        60000,
        "keep",
        "The pilot batches teach us what other clients need too.",
    ),
    "SIBTERM": (
        5000,
        15000,
        "A meeting of our director with the new buyer.",
        90000,
        "keep",
        "A meeting costs little; nobody has spoken to the new buyer yet.",
    ),
    "BRIAR": (
        60000,
        90000,
        "A new board for an instrument they may never make.",
        20000,
        "neither",
        "Their product ended; there is nothing to come back to.",
    ),
    "LUMEN": (
        20000,
        40000,
        "A buffer stock for their two boards.",
        120000,
        "later",
        "First we see whether deliveries are in time for a quarter.",
    ),
}
# (measure, cause, clients, who, days from today, cost, effect a year)
MEASURES = (
    (
        "Inspect every joint of serial boards before packing",
        "own_failure",
        ("MERIDIAN", "LUMEN"),
        "analyst",
        45,
        38000,
        400000,
    ),
    (
        "Every second complaint about the same defect opens a process action",
        "own_failure",
        ("MERIDIAN",),
        "manager",
        30,
        0,
        0,
    ),
    (
        "Rules of conversation for order handling, and who calls back after a quarrel",
        "treatment",
        ("MERIDIAN",),
        "marketing",
        20,
        4000,
        0,
    ),
    ("Three counter-questions before any price leaves us", "other_supplier", ("TECHNO",), "manager", 60, 12000, 150000),
)

WHOSE = {"analyst": "key_account_loss"}


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_loss_analysis(self):
        super()._load_loss_analysis()
        if self.env.ref("key_account_loss.demo_analysis_plan", raise_if_not_found=False):
            return
        demo = self.with_context(mail_create_nolog=True, mail_notrack=True, mail_create_nosubscribe=True)
        heads = demo._record("user_director") | demo._record("user_marketing")
        values = {**demo._prepare_analysis_values(heads, "group"), "name": "Key clients lost, and what we change"}
        analysis = demo._records("loss.analysis", {"analysis_plan": values}, "key_account_loss")["analysis_plan"]
        analysis.with_user(demo._record("user_analyst", "key_account_loss")).action_compute()
        demo._work_through(analysis)

    @api.model
    def _work_through(self, analysis):
        """An analysis from its volumes to a plan that waits for its signatures."""
        for _stage in ("volumes", "list"):
            for head in analysis.sales_head_id | analysis.marketing_head_id:
                analysis.with_user(head).action_confirm()
        cases = {case.ref: case for case in analysis.case_ids}
        self._load_causes(cases)
        analysis.action_go_on()  # the questionnaire comes by itself
        analysis.action_go_on()
        self._load_interviews(cases)
        analysis.action_go_on()
        self._load_figures(analysis, cases)
        analysis.action_go_on()
        self._load_measures(analysis, cases)

    @api.model
    def _load_causes(self, cases):
        values = []
        for ref, causes in CAUSES.items():
            for code, said_by, confidence, evidence, state in causes:
                kind = self.env.ref(f"key_account_loss.loss_cause_kind_{code}")
                if not cases[ref].cause_ids.filtered(
                    lambda one, k=kind, s=said_by: one.kind_id == k and one.said_by == s
                ):
                    values.append(
                        {
                            "case_id": cases[ref].id,
                            "kind_id": kind.id,
                            "said_by": said_by,
                            "confidence": confidence,
                            "evidence": evidence,
                            "state": state,
                            "user_id": self._record("user_manager").id if said_by == "seller" else False,
                        }
                    )
        self.env["loss.cause"].create(values)

    @api.model
    def _load_interviews(self, cases):
        interviewer = self._record("user_interviewer", "key_account_loss")
        today = fields.Date.context_today(self)
        for ref, (outcome, days, quotes) in INTERVIEWS.items():
            person = (
                self.env["res.partner"]
                .union(*cases[ref]._divisions())
                .child_ids.filtered(lambda one: not one.is_company)[:1]
            )
            interview = self.env["loss.interview"].create(
                {
                    "case_id": cases[ref].id,
                    "person_id": person.id,
                    "interviewer_id": interviewer.id,
                    "letter_sent_on": today - timedelta(days=days),
                    "outcome": outcome,
                    "place": "theirs" if outcome == "in_person" else "phone",
                    "interviewed_on": outcome in ("in_person", "phone") and today - timedelta(days=days - 14),
                }
            )
            for words, is_released in quotes:
                quote = self.env["loss.quote"].create({"interview_id": interview.id, "text": words})
                if is_released:
                    quote._release("Agreed at the end of the interview.")

    @api.model
    def _load_figures(self, analysis, cases):
        director = self._record("user_director")
        # What is recorded of two small exhibitions would tell of clients unlike these: stated by hand.
        analysis.write(
            {
                "has_winning": True,
                "winning_low": 55000,
                "winning_high": 80000,
                "winning_source": "Two years of exhibitions and development hours, by the three large clients won.",
            }
        )
        for ref, (low, high, what, value, decision, reason) in FIGURES.items():
            figures = cases[ref].economics_ids
            figures.write(
                {
                    "has_investment": True,
                    "investment_low": low,
                    "investment_high": high,
                    "investment_in": what,
                }
            )
            if not figures.has_value:
                figures.write(
                    {
                        "has_value": True,
                        "value_low": value,
                        "value_high": value,
                        "value_source": "The key account manager's estimate",
                    }
                )
            figures.with_user(director).write({"decision": decision, "decision_reason": reason})

    @api.model
    def _load_measures(self, analysis, cases):
        today = fields.Date.context_today(self)
        self.env["loss.measure"].create(
            [
                {
                    "analysis_id": analysis.id,
                    "name": name,
                    "kind_id": self.env.ref(f"key_account_loss.loss_cause_kind_{code}").id,
                    "case_ids": [(6, 0, [cases[ref].id for ref in refs])],
                    "user_id": self._record(f"user_{who}", WHOSE.get(who, "relationship_marketing")).id,
                    "deadline": today + timedelta(days=days),
                    "is_cost_known": True,
                    "cost": cost,
                    "is_effect_expected": bool(effect),
                    "effect_expected": effect,
                }
                for name, code, refs, who, days, cost, effect in MEASURES
            ]
        )
