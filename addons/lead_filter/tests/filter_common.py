from odoo.fields import Command
from odoo.tests import new_test_user

from .common import LeadFilterCase


class FilterCase(LeadFilterCase):
    """Questions and portraits, on top of the users and requests of all tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketer = new_test_user(cls.env, "lf_marketer", "relationship_marketing.group_marketing")
        cls.ask_documents, cls.ask_lot, cls.ask_date = cls.env["lead.question"].create(
            [
                {"name": "Is the documentation complete?", "answer_type": "yes_no"},
                {"name": "How many pieces a lot?", "answer_type": "number"},
                {"name": "When do you need the first lot?", "answer_type": "date"},
            ]
        )

    @classmethod
    def _make_portrait(cls, *criteria, in_force=True, **values):
        """A portrait of criteria given as values; conditions by their domain alone."""
        portrait = cls.env["lead.portrait"].create(
            {
                "name": "Portrait",
                "criterion_ids": [
                    Command.create(
                        {
                            "name": f"Criterion {place}",
                            **({"domain": criterion} if isinstance(criterion, str) else criterion),
                        }
                    )
                    for place, criterion in enumerate(criteria)
                ],
                **values,
            }
        )
        if in_force:
            portrait.action_put_in_force()
        return portrait

    @classmethod
    def _question(cls, question, **values):
        return {"kind": "question", "question_id": question.id, **values}

    @classmethod
    def _answer(cls, lead, question, **values):
        return cls.env["lead.answer"].create(
            {"lead_id": lead.id, "question_id": question.id, "state": "answered", **values}
        )
