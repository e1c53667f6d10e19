from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

# client: (our product, pieces, who confirmed how many days ago)
ORDERS = (
    ("C101", "VE-01", 60, 26),
    ("C103", "VE-03", 8, 26),
    ("C212", "VE-01", 120, 24),
    ("C215", "VE-02", 90, 22),
)
# (client, step): (verdict, answer)
ANSWERS = {
    ("C212", "contract"): ("good", "Кузьмина: all as agreed, the papers came with the goods this time."),
    ("C103", "satisfaction"): (
        "bad",
        "Юдина: two of the eight boxes came with a loose connector; their fitters tightened it on the spot and ask"
        " why our final check did not see it.",
    ),
    ("C101", "next_need"): ("good", "Ларин: a second navigation unit is on the drawing board, 200 boards in spring."),
}
# email of the person: (days from today, year of birth or None)
BIRTHDAYS = {
    "office@nav.kvarton.example": (3, 1974),
    "office@svyaz.kvarton.example": (12, None),
    "office@energy.kvarton.example": (40, 1981),
    "office@meridian-tm.example": (2, 1966),
    "office@prometron.example": (9, 1970),
    "office@balkantech.example": (25, None),
}
INDUSTRIES = {"D": ("C103", "C208"), "J": ("C102", "C201"), "H": ("C105", "C214"), "C": ("C212", "C215", "C213")}
COSTS = {"visit": 260.0, "meeting": 70.0, "call": 14.0, "mail": 9.0, "mass": 0.4}


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load(self):
        """After all stories are told, what the nightly jobs find on the first evening."""
        is_new = not self.env["client.group"].with_context(active_test=False).search_count([("code", "=", "KVARTON")])
        result = super()._load()
        if is_new:
            self.with_context(tracking_disable=True)._plan_contacts()
        return result

    @api.model
    def _load_stories(self):
        """What is asked after the sale, whose birthday comes, which exhibition is near, and what contacts cost."""
        result = super()._load_stories()
        clients = {client.ref: client for client in self.env["res.partner"].search([("ref", "like", "C___")])}
        self._load_care(clients)
        self._load_days(clients)
        self._load_exhibition(clients)
        self._load_mass_mail(clients)
        for channel in self.env["client.contact.channel"].search([("code", "in", list(COSTS))]):
            channel.cost = COSTS[channel.code]
        return result

    @api.model
    def _load_care(self, clients):
        """Orders of last month, and what their buyers answered."""
        products = self._by_key("product.product", "default_code", {order[1] for order in ORDERS})
        now = fields.Datetime.now()
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": clients[ref].child_ids[:1].id,
                    "user_id": clients[ref].user_id.id,
                    "date_order": now - timedelta(days=days),
                    "order_line": [Command.create({"product_id": products[code].id, "product_uom_qty": quantity})],
                }
                for ref, code, quantity, days in ORDERS
            ]
        )
        for order, (_ref, _code, _quantity, days) in zip(orders, ORDERS, strict=True):
            order.write({"state": "sale", "date_order": now - timedelta(days=days)})
        requests = self.env["client.care.request"]
        requests._start(orders)
        today = fields.Date.context_today(self)
        answered = {}
        for (ref, kind), answer in ANSWERS.items():
            found = requests.search([("partner_id", "=", clients[ref].id), ("kind", "=", kind)])
            found.date = today - timedelta(days=6)
            answered[found] = answer
        requests.search([("state", "=", "planned"), ("date", "<=", today)])._ask(today)
        for request, (rating, answer) in answered.items():
            request.answer = answer
            request._answer(rating)

    @api.model
    def _load_days(self, clients):
        today = fields.Date.context_today(self)
        people = {
            person.email: person
            for person in self.env["res.partner"].search([("email", "in", list(BIRTHDAYS)), ("parent_id", "!=", False)])
        }
        for email, (ahead, born) in BIRTHDAYS.items():
            day = today + timedelta(days=ahead)
            # A leap day would be no day of the year of birth.
            people[email].write(
                {
                    "birthday": day.replace(year=born or 2000, day=min(day.day, 28)),
                    "birthday_without_year": not born,
                }
            )
        for code, refs in INDUSTRIES.items():
            industry = self.env.ref(f"base.res_partner_industry_{code}")
            for ref in refs:
                clients[ref].industry_id = industry
        clients["C212"].founded_on = (today + timedelta(days=20)).replace(year=today.year - 60, day=1)
        clients["C101"].cooperation_since = today.replace(year=today.year - 10, day=min(today.day, 28))

    @api.model
    def _load_exhibition(self, clients):
        """The stand at which two strangers found that their company works with us already has its next turn."""
        today = fields.Date.context_today(self)
        campaign = self.env["utm.campaign"].create({"title": "Electronics for Industry, our stand"})
        self.env["client.occasion"].create(
            [
                {
                    "name": "Electronics for Industry, Санкт-Петербург",
                    "kind": "exhibition",
                    "rule": "once",
                    "start_on": today + timedelta(days=24),
                    "end_on": today + timedelta(days=26),
                    "days_ahead": 30,
                    "campaign_id": campaign.id,
                    "invited_ids": [
                        Command.set([clients[ref].child_ids[:1].id for ref in ("C102", "C104", "C212", "C201")])
                    ],
                    "note": "Show the navigation unit; ask which other divisions should see it.",
                },
                {
                    "name": "Seminar: boards that pass incoming inspection",
                    "kind": "seminar",
                    "rule": "once",
                    "start_on": today + timedelta(days=48),
                    "days_ahead": 30,
                    "functions": "quality, технич, chief engineer",
                },
            ]
        )

    @api.model
    def _load_mass_mail(self, clients):
        """One news letter to everybody: a mass contact, which answers no cadence."""
        message = self.env["mail.message"].create(
            {
                "subject": "Our new X-ray inspection of hidden joints",
                "body": "What the eye does not see under a BGA, we now see before it leaves the house.",
                "message_type": "email_outgoing",
                "model": "res.partner",
                "res_id": clients["C101"].id,
                "date": fields.Datetime.now() - timedelta(days=45),
            }
        )
        people = self.env["res.partner"].concat(*(client.child_ids[:1] for client in clients.values()))
        self.env["mail.notification"].create(
            [
                {
                    "mail_message_id": message.id,
                    "res_partner_id": person.id,
                    "notification_type": "email",
                    "notification_status": "sent",
                }
                for person in people
            ]
        )

    @api.model
    def _plan_contacts(self):
        """A few calls and the greetings of the coming days; the rest of what is due is left for a click."""
        company, today = self.env.company, fields.Date.context_today(self)
        self.env["client.occasion"]._refresh_personal()
        self.env["client.occasion"]._refresh_next_dates(today)
        self.env["client.greeting"]._plan(company, today)
        limit = company.cadence_daily_limit
        company.cadence_daily_limit = 3
        self.env["client.contact.due"]._plan(company)
        company.cadence_daily_limit = limit
