import csv
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import file_open

QUESTIONS = {
    "documents": ("Are Gerber files, list of parts and assembly drawing complete?", "yes_no"),
    "lot": ("How many pieces a lot?", "number"),
    "people": ("Who will answer our technologist's questions?", "text"),
    "supplier": ("What do you miss at those who make it now?", "choice"),
    "date": ("When do you need the first lot?", "date"),
}
CHOICES = {
    "quality": "Quality",
    "time": "Keeping dates",
    "price": "Only a lower price",
    "nobody": "Nobody makes it yet",
}
TEAM = "Contract manufacturing"
WHOM_WE_WANT = (
    "Makers of instruments who need series of boards assembled and tested, with documents that a technologist can"
    " read. What they find nowhere else: every board is tested, and a technologist answers within a day."
)
# A client with a series, and one with nine versions of twenty sensors each (002).
NEW_REQUESTS = {
    36: {
        "name": "Платы уровнемера, серия",
        "partner_name": "АО «Гидропост»",
        "contact_name": "Валерий Зотов",
        "email_from": "zotov@gidropost.example",
        "description": "Нужна серийная сборка плат уровнемера с испытаниями. Комплект документации приложен.",
        "expected_revenue": 84000.0,
    },
    37: {
        "name": "Sensors with changes for nine lines",
        "partner_name": "Wetherby Process Control",
        "contact_name": "Helen Marsh",
        "email_from": "helen.marsh@wetherbyprocess.example",
        "description": "We need your standard sensor with changes for our tasks: nine versions, a few of each.",
        "expected_revenue": 31000.0,
    },
    38: {
        "name": "Vibration monitor, pilot and series",
        "partner_name": "Corrigan Vibration Ltd",
        "contact_name": "Aidan Corrigan",
        "email_from": "aidan@corriganvibration.example",
        "description": "A pilot of 50, then 800 a year. Our present supplier is two months late.",
        "expected_revenue": 61000.0,
    },
    39: {
        "name": "Платы для теплиц",
        "partner_name": "ООО «Агросвет»",
        "contact_name": "Инна Мельник",
        "email_from": "melnik@agrosvet.example",
        "description": "Нужно 40 плат, схему нарисуем, когда узнаем цену.",
    },
    40: {
        "name": "Табло за спирки, контролер",
        "partner_name": "«Транс Инфо» АД",
        "contact_name": "Пламен Йотов",
        "email_from": "yotov@transinfo.example",
        "description": "Серия от 500 контролера. Търсим по-ниска цена от сегашния производител.",
        "expected_revenue": 38000.0,
    },
    41: {
        "name": "Плата расходомера, 400 шт. в квартал",
        "user_id": False,
        "partner_name": "НПП «Поток»",
        "contact_name": "Анатолий Рябов",
        "email_from": "ryabov@npp-potok.example",
        "description": "Серийная плата расходомера. Gerber и перечень вышлем.",
        "expected_revenue": 47000.0,
    },
}
DAYS_AGO = {36: 9, 37: 16, 38: 2, 39: 5, 40: 7, 41: 3}


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_portraits(self):
        """The company's portrait, its counter-questions, and what came of them on the requests of the year."""
        if self.env.ref("lead_filter.demo_portrait", raise_if_not_found=False):
            return
        demo = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        questions = demo._create_questions()
        demo._create_portrait(questions)
        requests = demo._create_new_requests()
        demo._create_answers(questions, requests)
        demo._create_conditions(requests)

    @api.model
    def _create_questions(self):
        questions = self._records(
            "lead.question",
            {
                f"question_{key}": {
                    "name": text,
                    "answer_type": kind,
                    "sequence": place,
                    **({"unit": "pieces"} if key == "lot" else {}),
                }
                for place, (key, (text, kind)) in enumerate(QUESTIONS.items())
            },
            "lead_filter",
        )
        self._records(
            "lead.question.choice",
            {
                f"choice_{key}": {"name": name, "question_id": questions["question_supplier"].id}
                for key, name in CHOICES.items()
            },
            "lead_filter",
        )
        return questions

    @api.model
    def _create_portrait(self, questions):
        wanted = [self._record(f"choice_{key}", "lead_filter").id for key in ("quality", "time")]
        criteria = (
            {
                "name": "We can answer him",
                "domain": "['|', ('email_from', '!=', False), ('phone', '!=', False)]",
                "is_knock_out": True,
                "refusal_reason": "The request came without an address to answer to.",
            },
            {
                "name": "Complete documents",
                "kind": "document",
                "question_id": questions["question_documents"].id,
                "is_knock_out": True,
                "refusal_reason": "Without complete documents an offer would be a guess.",
            },
            {
                "name": "Series of 300 pieces and more",
                "kind": "question",
                "question_id": questions["question_lot"].id,
                "wanted_number": 300.0,
                "weight": 3.0,
                "refusal_reason": "Our lines are set up for series of 300 pieces and more.",
            },
            {
                "name": "Misses quality or dates, not only a lower price",
                "half": "receptive",
                "kind": "question",
                "question_id": questions["question_supplier"].id,
                "choice_ids": [Command.set(wanted)],
                "weight": 2.0,
            },
            {
                "name": "Their engineer speaks to ours",
                "half": "receptive",
                "kind": "question",
                "question_id": questions["question_people"].id,
                "weight": 2.0,
            },
            {"name": "A company, not a person", "domain": "[('partner_name', '!=', False)]", "weight": 1.0},
            {
                "name": "Needed within half a year",
                "kind": "timing",
                "question_id": questions["question_date"].id,
                "within_days": 182,
                "weight": 1.0,
            },
        )
        portrait = self._records(
            "lead.portrait",
            {
                "portrait": {
                    "name": "Series of instrument boards",
                    "note": WHOM_WE_WANT,
                    "owner_id": self._record("user_marketing").id,
                    "criterion_ids": [
                        Command.create({"sequence": place, **values}) for place, values in enumerate(criteria)
                    ],
                }
            },
            "lead_filter",
        )["portrait"]
        portrait.action_put_in_force()

    @api.model
    def _create_new_requests(self):
        """{number: request} of those with answers."""
        telemarketer = self._record("user_telemarketer", "lead_filter")
        # Instruments are large projects: handed over with a meeting, and not put to sleep (002).
        team = self._records("crm.team", {"team": {"name": TEAM, "sequence": 0, "sale_kind": "complex"}}, "lead_filter")
        requests = self._records(
            "crm.lead",
            {
                f"request_{number}": {
                    "type": "lead",
                    "team_id": team["team"].id,
                    "user_id": telemarketer.id,
                    **values,
                }
                for number, values in NEW_REQUESTS.items()
            },
            "lead_filter",
        )
        self._set_dates({requests[f"request_{number}"]: days for number, days in DAYS_AGO.items()})
        numbers = {int(row["request"]) for row in self._answer_rows()}
        return {number: self._record(f"request_{number}", "lead_filter") for number in sorted(numbers)}

    @api.model
    def _answer_rows(self):
        with file_open("lead_filter/demo/answers.csv", filter_ext=(".csv",)) as file:
            return list(csv.DictReader(file))

    @api.model
    def _create_answers(self, questions, requests):
        telemarketer = self._record("user_telemarketer", "lead_filter")
        values_list = []
        for row in self._answer_rows():
            request = requests[int(row["request"])]
            asked_on = request.create_date + timedelta(days=int(row["days_after"]))
            values_list.append(
                {
                    "lead_id": request.id,
                    "question_id": questions[f"question_{row['question']}"].id,
                    "state": row["state"],
                    "asked_on": asked_on,
                    "asked_by_id": telemarketer.id,
                    "answered_on": asked_on + timedelta(days=1) if row["state"] == "answered" else False,
                    "judgement": row["judgement"] or False,
                    "text": row["words"],
                    **self._said(row, asked_on),
                }
            )
        self.env["lead.answer"].create(values_list)

    @api.model
    def _said(self, row, asked_on):
        answer = row["answer"]
        match row["question"]:
            case "documents":
                return {"yes_no": answer or False}
            case "lot" if answer:
                return {"number": float(answer)}
            case "supplier" if answer:
                return {"choice_id": self._record(f"choice_{answer}", "lead_filter").id}
            case "date" if answer:
                return {"date": asked_on + timedelta(days=int(answer))}
        return {}

    @api.model
    def _create_conditions(self, requests):
        """The sensors of nine versions would be ours as a series product; the drawings of two versions were refused."""
        portrait = self._record("portrait", "lead_filter")
        question = self._record("question_lot", "lead_filter")
        lot = portrait.criterion_ids.filtered(lambda criterion: criterion.question_id == question)
        today = fields.Date.context_today(self)
        self.env["lead.condition"].create(
            [
                {
                    "lead_id": requests[37].id,
                    "criterion_id": lot.id,
                    "kind": "product",
                    "offer": "180 standard sensors of one version, with an adapter for your lines",
                    "sent_on": today - timedelta(days=4),
                    "deadline": today + timedelta(days=10),
                },
                {
                    "lead_id": requests[23].id,
                    "criterion_id": lot.id,
                    "kind": "lot",
                    "offer": "300 boards of one version instead of 45 of three",
                    "sent_on": requests[23].create_date.date() + timedelta(days=8),
                    "deadline": requests[23].create_date.date() + timedelta(days=22),
                    "state": "refused",
                    "answered_on": requests[23].create_date.date() + timedelta(days=12),
                    "note": "Nobody needs so many of one version.",
                },
            ]
        )
