from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_amount, formatLang

from ..engine.net_value_levers import Situation, gap, levers

OTHER_WORK = ("rush", "handling", "relationship", "discount")


class ClientNetValue(models.Model):
    """ "What would turn this client": named levers with their amounts (R11)."""

    _inherit = "client.net.value"

    def get_levers(self):
        """What would turn this client, for the form.

        :returns: ``{"headline": one sentence, "missing": [sentence], "levers": [{"key", "name", "sentence", "amount",
            "amount_text", "suffices", "action": method of this model that opens what it was read from}]}``
        """
        self.ensure_one()
        self.check_access("read")
        situation = self._situation()
        missing = gap(situation)
        return {
            "headline": self._levers_headline(missing),
            "missing": list(self._missing_sentences().values()),
            "levers": [self._describe_lever(lever, situation) for lever in levers(situation)],
        }

    def _levers_headline(self, missing):
        amount = self._money(missing)
        if self.net_value > 0:
            if self.is_at_most:
                return self.env._("Above zero as far as is known. Each lever brings, at most:")
            return self.env._("The net value is positive. Each lever would still bring, at most:")
        if self.is_at_most:
            return self.env._("At least %(amount)s is missing to a net value above zero.", amount=amount)
        return self.env._("%(amount)s is missing to a net value above zero.", amount=amount)

    def _situation(self):
        """What the levers are computed from: his own supplies, hours, complaints and contacts of the period."""
        period = [("date", ">=", self.date_from), ("date", "<=", self.date_to)]
        ours = Domain("company_id", "=", self.company_id.id)
        values = {
            "net_value": self.net_value,
            "turnover": self.turnover,
            "margin": self.margin,
            "margin_turnover": self.turnover * self.known_share / 100,
            "price_rise_limit": self.company_id.price_rise_limit / 100,
            "discount": self.discount,
        }
        values.update(self._supply_situation(ours))
        values.update(self._service_situation(ours & self._client_domain() & Domain(period)))
        values.update(self._complaint_situation(ours & self._client_domain() & Domain(period)))
        values.update(self._contact_situation(ours & self._client_domain(partner="division_id") & Domain(period)))
        return Situation(**values)

    def _supply_situation(self, ours):
        months = Domain("month", ">=", self.date_from) & Domain("month", "<=", self.date_to)
        rows = self.env["client.supply"]._read_group(
            ours & self._client_domain() & months, ["categ_id"], ["margin:sum"]
        )
        return {"family_losses": {family.id: -margin for family, margin in rows if (margin or 0.0) < 0}}

    @api.model
    def _service_situation(self, domain):
        services = self.env["client.service.cost"]
        domain &= Domain("nature", "=", "cost") | Domain("effect", "=", "failed")
        spent = {
            kind: (cost or 0.0, count)
            for kind, cost, count in services._read_group(domain, ["kind"], ["cost:sum", "__count"])
        }
        # Hours of known cost alone, without the money spent beside them: fewer hours bring no less of that.
        work = services.search_fetch(
            domain
            & Domain("kind", "not in", OTHER_WORK)
            & Domain("hours", ">", 0)
            & Domain("is_cost_unknown", "=", False),
            ["hours", "cost", "amount", "currency_id", "company_id", "date"],
        )
        rate = services._currency_lookup()
        return {
            "hours": sum(work.mapped("hours")),
            "hours_cost": sum(
                row.cost - (row.amount and row.amount * rate(row.company_id, row.currency_id, row.date)) for row in work
            ),
            "rush_cost": spent.get("rush", (0.0, 0))[0],
            "handling_cost": spent.get("handling", (0.0, 0))[0],
            "handling_count": spent.get("handling", (0.0, 0))[1],
        }

    @api.model
    def _complaint_situation(self, domain):
        complaints = (
            self.env["client.complaint"]
            .with_context(active_test=False)
            .search_fetch(domain & Domain("cost_total", ">", 0), ["justified", "root_cause", "cost_total"])
        )
        others = complaints.filtered(lambda one: one.justified == "not_justified" or one.root_cause == "misuse")
        return {
            "own_complaint_cost": sum((complaints - others).mapped("cost_total")),
            "other_complaint_cost": sum(others.mapped("cost_total")),
        }

    @api.model
    def _contact_situation(self, domain):
        """Personal contacts over the dearest channel, and what one costs over the cheapest other one."""
        rows = self.env["client.contact.cost"]._read_group(
            domain & Domain("is_mass", "=", False) & Domain("cost", ">", 0),
            ["channel_id"],
            ["cost:sum", "res_id:count_distinct"],
        )
        if not rows:
            return {}
        dearest, cost, count = max(rows, key=lambda row: row[1] / row[2])
        channels = self.env["client.contact.channel"].search([("is_mass", "=", False), ("id", "!=", dearest.id)])
        prices = [channel.cost for channel in channels if channel.cost]
        return {"personal_cost": cost, "personal_count": count, "cheaper_cost": min(prices, default=None)}

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    def _describe_lever(self, lever, situation):
        is_gap = self.net_value <= 0
        name, sentence, action = getattr(self, f"_lever_{lever.key}")(lever, situation, is_gap)
        return {
            "key": lever.key,
            "name": name,
            "sentence": sentence,
            "amount": lever.amount,
            "amount_text": self._money(lever.amount),
            "suffices": is_gap and lever.suffices,
            "action": action,
        }

    def _number(self, value, digits=1):
        return formatLang(self.env, value, digits=digits)

    def _percent(self, share):
        return self._number(100 * share)

    def _lever_price(self, lever, situation, is_gap):
        limit = self._percent(situation.price_rise_limit)
        if is_gap:
            sentence = self.env._(
                "Needed: prices higher by %(needed)s %%. A rise of %(limit)s %% is thought possible.",
                needed=self._percent(lever.needed),
                limit=limit,
            )
        else:
            sentence = self.env._("At a rise of %(limit)s %%, the highest thought possible.", limit=limit)
        return self.env._("Raise the price"), sentence, "action_open_supplies"

    def _lever_volume(self, lever, situation, is_gap):
        if is_gap:
            sentence = self.env._(
                "Needed: %(amount)s more turnover at his margin of today, with no more service. Counted: as much"
                " again as he buys now.",
                amount=self._money(lever.needed),
            )
        else:
            sentence = self.env._("If he bought as much again at his margin of today, with no more service.")
        return self.env._("Win more volume"), sentence, "action_open_supplies"

    def _lever_families(self, lever, situation, _is_gap):
        families = self.env["product.category"].browse(key for key in situation.family_losses if key)
        names = ", ".join(families.mapped("name")) or self.env._("Without a family")
        sentence = self.env._("Supplied below cost: %(families)s.", families=names)
        return self.env._("Stop supplying below cost"), sentence, "action_open_supplies"

    def _lever_discount(self, lever, _situation, _is_gap):
        sentence = self._share_sentence(lever, self.env._("Bonuses and discounts paid beside the invoice."))
        return self.env._("No discount outside the invoice"), sentence, "action_open_service_costs"

    def _lever_hours(self, lever, situation, is_gap):
        spent = self.env._("Hours spent: %(hours)s.", hours=self._number(situation.hours))
        if is_gap and lever.suffices:
            spent = self.env._(
                "Needed: %(needed)s of %(hours)s hours fewer.",
                needed=self._number(lever.needed),
                hours=self._number(situation.hours),
            )
        return self.env._("Spend fewer hours"), spent, "action_open_service_costs"

    def _lever_rush(self, lever, _situation, _is_gap):
        sentence = self._share_sentence(lever, self.env._("Rush orders avoided, or charged for."))
        return self.env._("No rush orders"), sentence, "action_open_service_costs"

    def _lever_lot(self, lever, situation, is_gap):
        sentence = self.env._("Orders handled: %(count)s; at most all in one lot.", count=situation.handling_count)
        if is_gap and lever.suffices:
            sentence = self.env._(
                "Needed: lots %(times)s times as large as now (orders handled: %(count)s).",
                times=self._number(lever.needed),
                count=situation.handling_count,
            )
        return self.env._("Larger lots, fewer orders"), sentence, "action_open_service_costs"

    def _lever_own_complaints(self, lever, _situation, _is_gap):
        sentence = self._share_sentence(lever, self.env._("Complaints with a cause, or not decided: our own process."))
        return self.env._("Remove the causes of complaints"), sentence, "action_open_complaints"

    def _lever_other_complaints(self, lever, _situation, _is_gap):
        sentence = self._share_sentence(
            lever, self.env._("Complaints without cause, or from use against instructions.")
        )
        return self.env._("Charge for complaints without cause"), sentence, "action_open_complaints"

    def _lever_contacts(self, lever, situation, is_gap):
        sentence = self.env._("Contacts over the dearest channel: %(count)s.", count=situation.personal_count)
        if is_gap and lever.suffices:
            sentence = self.env._(
                "Needed: %(needed)s of %(count)s contacts over the cheaper channel.",
                needed=self._number(lever.needed),
                count=situation.personal_count,
            )
        return self.env._("Keep contact over a cheaper channel"), sentence, "action_open_contacts"

    def _share_sentence(self, lever, what):
        if lever.needed:
            needed = self.env._("Needed: %(share)s %% of it gone.", share=self._percent(lever.needed))
            return f"{what} {needed}"
        return what
