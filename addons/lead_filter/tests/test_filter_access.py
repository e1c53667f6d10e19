from lxml import etree

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .filter_common import FilterCase

# model: {role: what it may do, of read, write, create, unlink}
RIGHTS = {
    "lead.question": {"telemarketer": "r", "developer": "r", "seller": "r", "marketer": "rwc", "director": "rwcu"},
    "lead.question.choice": {"telemarketer": "r", "seller": "r", "marketer": "rwcu", "director": "rwcu"},
    "lead.portrait": {"telemarketer": "r", "developer": "r", "seller": "r", "marketer": "rwcu", "director": "rwcu"},
    "lead.criterion": {"telemarketer": "r", "developer": "r", "seller": "r", "marketer": "rwcu", "director": "rwcu"},
    "lead.question.worth": {"telemarketer": "r", "developer": "r", "seller": "r", "marketer": "r", "director": "r"},
    "lead.question.place": {"telemarketer": "r", "developer": "r", "seller": "r", "marketer": "r", "director": "r"},
    "lead.answer": {"telemarketer": "rwc", "developer": "rwc", "seller": "rwc", "marketer": "r", "director": "rwc"},
    "lead.question.sending": {"telemarketer": "rwcu", "seller": "rwcu", "marketer": "r", "director": "rwcu"},
    "lead.condition": {"telemarketer": "rwc", "developer": "rwc", "seller": "rwc", "director": "rwc"},
    "lead.disqualification.reason": {
        "telemarketer": "r",
        "developer": "r",
        "seller": "r",
        "marketer": "rwc",
        "director": "rwcu",
    },
    "lead.role": {"telemarketer": "rwc", "developer": "rwc", "seller": "rwc", "marketer": "r", "director": "rwc"},
    "lead.role.type": {"telemarketer": "r", "developer": "r", "seller": "r", "marketer": "r", "director": "rwcu"},
    "lead.gate": {"telemarketer": "r", "developer": "r", "seller": "r", "marketer": "r", "director": "rwcu"},
    "lead.gate.evidence": {
        "telemarketer": "rwc",
        "developer": "rwc",
        "seller": "rwc",
        "marketer": "r",
        "director": "rwc",
    },
    "lead.handover": {"telemarketer": "rwc", "developer": "rwc", "seller": "rwc", "marketer": "r", "director": "rwc"},
    "lead.handover.reason": {"telemarketer": "r", "developer": "r", "seller": "r", "marketer": "r", "director": "rwcu"},
    "lead.handover.proposal": {"telemarketer": "rwc", "developer": "rwc", "seller": "rwc", "director": "rwc"},
    "lead.handover.return": {"telemarketer": "rwc", "developer": "rwc", "seller": "rwc", "director": "rwc"},
    "lead.yearly.sheet": {"telemarketer": "r", "marketer": "r", "director": "rw", "developer": "", "seller": ""},
    "lead.yearly.sheet.line": {"telemarketer": "r", "marketer": "r", "director": "r", "developer": "", "seller": ""},
    "lead.yearly.sheet.reason": {"telemarketer": "r", "marketer": "r", "director": "r", "developer": "", "seller": ""},
    "lead.refusal": {"telemarketer": "rwc", "developer": "rwc", "seller": "rwc", "director": "rwc"},
    "lead.second.look": {"telemarketer": "rwc", "developer": "rwc", "seller": "rwc", "director": "rwc"},
    "lead.decision": {"telemarketer": "rwc", "developer": "rwc", "seller": "rwc", "director": "rwc"},
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


@tagged("post_install", "-at_install")
class TestFilterAccess(FilterCase):
    def test_what_each_role_may_do(self):
        for model, roles in RIGHTS.items():
            for role, rights in {**roles, "clerk": ""}.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(model=model, role=role, operation=operation):
                        records = self.env[model].with_user(getattr(self, role))
                        self.assertEqual(records.has_access(operation), letter in rights)

    def test_answers_are_seen_by_those_who_see_the_request(self):
        answers = {
            lead: self._answer(lead, self.ask_lot, number=5.0)
            for lead in (self.request_of_seller, self.request_of_nobody)
        }
        seen = self.env["lead.answer"].with_user(self.developer).search([])
        self.assertEqual(seen, answers[self.request_of_nobody])
        self.assertEqual(len(self.env["lead.answer"].with_user(self.telemarketer).search([])), 2)

    def test_marketing_makes_a_portrait_of_the_requests_it_reads(self):
        portrait = (
            self.env["lead.portrait"]
            .with_user(self.marketer)
            .create(
                {
                    "name": "Series",
                    "criterion_ids": [
                        Command.create({"name": "Large", "domain": "[('expected_revenue', '>', 1)]", "weight": 1.0})
                    ],
                }
            )
        )
        portrait.action_put_in_force()
        lead = self.request_of_seller.with_user(self.marketer)
        self.assertEqual((lead.filter_verdict, lead.filter_portrait_id), ("open", portrait))
        self.assertTrue(lead.get_filter_glance(lead.id))
        with self.assertRaises(AccessError):
            lead.write({"priority": "2"})

    def test_marketing_opens_the_list_and_the_form_of_requests(self):
        tag = self.env["crm.tag"].create({"name": "Exhibition"})
        self.request_of_seller.tag_ids = tag
        leads = self.env["crm.lead"].with_user(self.marketer)
        views = {
            "list": "lead_filter.crm_lead_view_list",
            "kanban": "lead_filter.crm_lead_view_kanban",
            "form": "crm.crm_lead_view_form",
        }
        for kind, view in views.items():
            arch = etree.fromstring(leads.get_view(self.env.ref(view).id, kind)["arch"])
            names = arch.xpath("//field[not(ancestor::field)]/@name")
            asked = {name: {"fields": {"display_name": {}}} if leads._fields[name].relational else {} for name in names}
            with self.subTest(view=kind):
                self.assertEqual(len(leads.browse(self.request_of_seller.id).web_read(asked)), 1)
        self.assertEqual(leads.browse(self.request_of_seller.id).tag_ids.name, "Exhibition")

    def test_two_companies_do_not_see_each_others_portraits_and_answers(self):
        other = self.env["res.company"].create({"name": "Another company"})
        theirs = self._make_portrait("[('name', '!=', False)]", company_id=other.id)
        self.request_of_nobody.company_id = other
        answer = self._answer(self.request_of_nobody, self.ask_lot, number=5.0)
        self.assertFalse(theirs.with_user(self.director).search([("id", "=", theirs.id)]))
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            theirs.with_user(self.director).read(["name"])
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            answer.with_user(self.director).read(["number"])

    def test_a_glance_is_for_who_reads_the_request(self):
        self._make_portrait("[('name', '!=', False)]")
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            self.env["crm.lead"].with_user(self.developer).get_filter_glance(self.request_of_seller.id)
