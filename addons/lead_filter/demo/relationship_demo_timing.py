from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

TEAM = "Repeat orders and repairs"
# Small deals of the last two years that slept: (subject, company, asleep days ago, slept days, why, what came of it).
SLEPT = (
    ("Ремонт плат весового терминала", "ООО «Тензоприбор»", 690, 170, "bought_elsewhere", "won"),
    ("Replacement display boards", "Marlow Weighing Ltd", 655, 80, "date", "won"),
    ("Платы счётчика, двадцать штук", "АО «Водоприбор-Юг»", 610, 168, "bought_elsewhere", "lost"),
    ("Жгуты для щита, повторно", "ООО «Щитмонтаж»", 560, 60, "date", "won"),
    ("Пробни платки за термостат", "«Тундза Терм» ООД", 540, 90, "date", "lost"),
    ("Plates for a lab shaker", "Harrow Labware Ltd", 500, 172, "bought_elsewhere", "lost"),
    ("Блок питания, ремонтная партия", "ООО «Сигнал-Сервис»", 470, 75, "date", "won"),
    ("Платы пульта, запас на год", "ООО «Кранавтоматика»", 420, 165, "bought_elsewhere", "won"),
    ("Cable sets for service vans", "Corrigan Lifts Ltd", 390, 100, "date", "won"),
    ("Замена контроллера сушилки", "ООО «Агросушка»", 300, 160, "bought_elsewhere", "lost"),
    ("Spare boards, thirty pieces", "Ashby Controls Ltd", 240, 90, "date", "won"),
)
# (subject, company, contact, address, asleep days ago, why, needed in days, what the client said)
SLEEPING = (
    (
        "Платы манометра, пятьдесят штук",
        "ООО «Манотех»",
        "Павел Игнатов",
        "ignatov@manotech.example",
        12,
        "bought_elsewhere",
        168,
        "Вчера оплатили счёт прежнего поставщика, запаса на полгода.",
    ),
    (
        "Repair boards for ticket gates",
        "Norwell Gates Ltd",
        "Peter Lane",
        "lane@norwellgates.example",
        30,
        "date",
        75,
        "The service season begins in spring.",
    ),
    (
        "Кабелни снопове за асансьори",
        "«Искър Лифт» ЕООД",
        "Цветан Диков",
        "dikov@iskarlift.example",
        45,
        "date",
        27,
        "Договорът за поддръжка започва тогава.",
    ),
    (
        "Платы сигнализатора газа",
        "ООО «Газконтроль-М»",
        "Ирина Шубина",
        "shubina@gazcontrol.example",
        80,
        "bought_elsewhere",
        200,
        "Купили партию на год в другом месте.",
    ),
)
WOKEN = (
    "Платы частотомера, повтор",
    "ООО «Частотник»",
    "Роман Левин",
    "levin@chastotnik.example",
    183,
    "Запас кончится к зиме.",
)
FORMING = ("Контроллеры для линии розлива, проект", "АО «Розлив-Инжиниринг»", "Степан Ким", "kim@rozliv.example")
ROUTED = ("Ещё партия плат монитора пациента", "office@med.kvarton.example")
# Division: days from today to the lock, days the framework offer ends before the lock (below 0: after), None: none.
BUDGETS = {
    "АО «Квартон-Энергия»": (
        21,
        40,
        "manager",
        "Цеха подают заявки в августе, свыше двух миллионов утверждает правление.",
    ),
    "ООО «Сибтермоконтроль»": (33, -60, "manager", "Бюджет на год делит главный инженер."),
    "Halden Sensors GmbH": (26, None, "development", "Purchasing collects needs in September; the board approves."),
    "Kestrel Rail Signalling Ltd": (120, 60, "development", "Their year begins in April."),
    "АО «Завод Прометрон»": (-15, -100, "manager", ""),
}


class RelationshipDemo(models.AbstractModel):
    """Small deals that sleep and wake up, a large one whose need is formed, and clients' budgets (002)."""

    _inherit = "relationship.demo"

    @api.model
    def _load_timing(self):
        if self.env.ref("lead_filter.demo_team_repeat", raise_if_not_found=False):
            return
        demo = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        values = {"name": TEAM, "sequence": 1, "sale_kind": "quick", "need_period": 6}
        team = demo._records("crm.team", {"team_repeat": values}, "lead_filter")["team_repeat"]
        demo._create_slept(team)
        demo._create_sleeping(team)
        demo._create_woken(team)
        demo._create_forming()
        demo._create_routed()
        demo._create_budgets()

    @api.model
    def _timing_request(self, name, subject, company, team, days_ago, **values):
        """A request received some days before it fell asleep."""
        lead = self._records(
            "crm.lead",
            {
                name: {
                    "type": "lead",
                    "name": subject,
                    "partner_name": company,
                    "team_id": team.id,
                    "user_id": self._record("user_telemarketer", "lead_filter").id,
                    **values,
                }
            },
            "lead_filter",
        )[name]
        self._set_dates({lead: days_ago + 4})
        return lead

    @api.model
    def _create_slept(self, team):
        today = fields.Date.context_today(self)
        won_stage = self.env["crm.stage"].search([("is_won", "=", True)], limit=1)
        for place, (subject, company, asleep, slept, why, result) in enumerate(SLEPT, start=1):
            lead = self._timing_request(f"slept_{place}", subject, company, team, asleep, need_timing=why)
            asleep_on, woken_on = today - timedelta(days=asleep), today - timedelta(days=asleep - slept)
            self._past_sleep(lead, asleep_on, woken_on, result_on=woken_on + timedelta(days=20), result=result == "won")
            if result == "won":
                lead.write({"type": "opportunity", "stage_id": won_stage.id, "probability": 100})
            else:
                lead.action_set_lost()
            self._set_dates({lead: asleep - slept - 20}, "date_closed")

    @api.model
    def _past_sleep(self, lead, asleep_on, woken_on, result_on=False, result=None, reason=False):
        # A log is written by nobody, and by the demo company as if by the days that passed.
        self.env["lead.sleep"].sudo().create(
            {
                "lead_id": lead.id,
                "company_id": self.env.company.id,
                "team_id": lead.team_id.id,
                "user_id": lead.user_id.id,
                "asleep_on": asleep_on,
                "need_timing": lead.need_timing,
                "need_date": woken_on + timedelta(days=14),
                "wake_date": woken_on,
                "reason": reason,
                "woken_on": woken_on,
                "woken_by": "date",
                "result": "open" if result is None else "hit" if result else "miss",
                "result_on": result_on,
            }
        )

    @api.model
    def _create_sleeping(self, team):
        today = fields.Date.context_today(self)
        for place, (subject, company, contact, address, asleep, why, needed_in, reason) in enumerate(SLEEPING, start=1):
            asleep_on = today - timedelta(days=asleep)
            lead = self._timing_request(
                f"sleeping_{place}", subject, company, team, asleep, contact_name=contact, email_from=address
            )
            need_date = today + timedelta(days=needed_in)
            bought = {"bought_elsewhere_on": asleep_on - timedelta(days=1)} if why == "bought_elsewhere" else {}
            lead.write({"need_timing": why, "need_date": need_date, **bought})
            lead._let_sleep(need_date - timedelta(days=14), reason)
            lead.sleep_ids.sudo().asleep_on = asleep_on
            self._set_dates({lead: asleep}, "filter_outcome_on")

    @api.model
    def _create_woken(self, team):
        subject, company, contact, address, asleep, reason = WOKEN
        today = fields.Date.context_today(self)
        lead = self._timing_request(
            "woken", subject, company, team, asleep, contact_name=contact, email_from=address, need_timing="date"
        )
        lead.write({"need_date": today + timedelta(days=13)})
        self._past_sleep(lead, today - timedelta(days=asleep), today - timedelta(days=1), reason=reason)
        lead.sudo().woken_on = today - timedelta(days=1)

    @api.model
    def _create_forming(self):
        subject, company, contact, address = FORMING
        team = self._record("team", "lead_filter")
        lead = self._timing_request(
            "forming", subject, company, team, 25, contact_name=contact, email_from=address, need_timing="date"
        )
        lead.write({"need_date": fields.Date.context_today(self) + relativedelta(months=14), "is_forming_need": True})

    @api.model
    def _create_routed(self):
        """A letter of a known client goes to whom of us its sender knows."""
        subject, address = ROUTED
        person = self.env["res.partner"].search([("email", "=", address)], limit=1)
        team = self._record("team", "lead_filter")
        lead = self._timing_request(
            "routed", subject, person.commercial_partner_id.name, team, 0, partner_id=person.id, user_id=False
        )
        lead._route_by_tie()

    @api.model
    def _create_budgets(self):
        today = fields.Date.context_today(self)
        for place, (division, (days, ends_before, user, note)) in enumerate(BUDGETS.items(), start=1):
            client = self.env["res.partner"].search([("name", "=", division), ("is_company", "=", True)], limit=1)
            lock_on = today + timedelta(days=days)
            self._records(
                "client.budget.calendar",
                {
                    f"budget_{place}": {
                        "partner_id": client.id,
                        "budget_year": (lock_on + timedelta(days=120)).year,
                        "collect_on": lock_on - timedelta(days=100),
                        "approve_on": lock_on - timedelta(days=30),
                        "lock_on": lock_on,
                        "responsible_id": self._record(f"user_{user}").id,
                        "note": note,
                    }
                },
                "lead_filter",
            )
            if ends_before is not None:
                orders = [("partner_id", "child_of", client.id), ("state", "in", ["sent", "sale"])]
                latest = self.env["sale.order"].search(orders, order="date_order DESC", limit=1)
                latest.write({"is_framework_offer": True, "validity_date": lock_on - timedelta(days=ends_before)})
        calendars = self.env["client.budget.calendar"]
        for step in (calendars._make_next_years, calendars._remind_of_locks):
            while step(today):
                pass
