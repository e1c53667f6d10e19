from odoo import api, fields, models
from odoo.tools import format_date, format_datetime

from ..engine import kleene
from ..engine.verdict import CONDITIONAL, MET, NOT_MET, UNKNOWN

STATES = {UNKNOWN: "unknown", MET: "met", NOT_MET: "not_met", CONDITIONAL: "conditional"}


class CrmLead(models.Model):
    """The verdict at one glance: what it is, why, what each criterion rests on, and what to ask."""

    _inherit = "crm.lead"

    filter_reason = fields.Char("Why", compute="_compute_filter_reason", help="What the verdict rests on, in words.")

    @api.depends("filter_verdict", "filter_outcomes", "filter_criterion_id", "filter_portrait_id")
    @api.depends_context("lang")
    def _compute_filter_reason(self):
        for lead in self:
            lead.filter_reason = lead._reason() or False

    def _reason(self):
        """Why the verdict is what it is, as one sentence."""
        self.ensure_one()
        env = self.env
        # Why is told to whoever reads the request, also where he may not read portraits.
        lead = self.sudo()
        if not lead.filter_verdict:
            return ""
        outcomes = lead.filter_outcomes or ""
        against, unknown = lead.filter_criterion_id, outcomes.count(UNKNOWN)
        low, high = round(lead.filter_score_min), round(lead.filter_score_max)
        match lead.filter_verdict:
            case "not_ours" if against.is_knock_out:
                return env._("Not met, and decides alone: %(criterion)s.", criterion=against.name)
            case "not_ours":
                return env._(
                    "At best %(high)s of 100, less than %(threshold)s; most of it lost on: %(criterion)s.",
                    high=high,
                    threshold=round(lead.filter_portrait_id.lower_threshold),
                    criterion=against.name or "",
                )
            case "ours":
                return env._("All knock-outs are met, and the score is at least %(low)s of 100.", low=low)
            case "conditions":
                waiting = lead.filter_condition_ids.filtered(lambda one: one.state == "waiting").mapped("offer")
                return env._("Ours if the client accepts: %(offers)s.", offers="; ".join(waiting))
            case "decide":
                return env._("All is known, and it does not decide: a person does.")
        return env._(
            "Between %(low)s and %(high)s of 100: not known yet of %(unknown)s of %(all)s criteria.",
            low=low,
            high=high,
            unknown=unknown,
            all=len(outcomes),
        )

    @api.model
    @api.readonly
    def get_filter_glance(self, lead_id):
        """The panel on a request's form, asked for once the form is there.

        :returns: {"verdict", "label", "low", "high", "reason", "portrait": {id, name}, "decision": {label, reason, by,
            on} or False, "criteria": [{id, name, state, is_knock_out, share, evidence: [text], warning}],
            "question": {id, name, note} or False, "asked", "answered", "evaded": counts,
            "exchange": [{"side", "label", "kinds": [{key, label, count}]}], "letter": one line or False, "sections": as
            ``_glance_sections``}
        """
        lead = self.browse(lead_id)
        lead.check_access("read")
        sections = sorted(lead._glance_sections(), key=lambda section: section["sequence"])
        # Who reads the request sees why it was judged so, by a portrait that is not for everybody to read.
        sudo = lead.sudo()
        labels = dict(self._fields["filter_verdict"]._description_selection(self.env))
        portrait = sudo.filter_portrait_id
        return {
            "verdict": lead.filter_verdict,
            "label": labels.get(lead.filter_verdict, ""),
            "low": round(lead.filter_score_min),
            "high": round(lead.filter_score_max),
            "has_score": any(not criterion.is_knock_out for criterion in portrait.criterion_ids),
            "reason": lead.filter_reason or "",
            "portrait": {"id": portrait.id, "name": portrait.display_name} if portrait else False,
            "decision": bool(sudo.filter_decision)
            and {
                "label": labels[sudo.filter_decision],
                "reason": sudo.filter_decision_reason,
                "by": sudo.filter_decided_by_id.name or "",
                "on": fields.Datetime.to_string(sudo.filter_decided_on) or False,
            },
            "criteria": sudo._criteria_at_a_glance(),
            "question": bool(sudo.next_question_id)
            and {
                "id": sudo.next_question_id.id,
                "name": sudo.next_question_id.name,
                "note": sudo.next_question_id.note or "",
            },
            **sudo._exchange_counts(),
            "sections": sections,
        }

    def _criteria_at_a_glance(self):
        criteria = self.filter_portrait_id.criterion_ids
        total = sum(criterion._counted_weight() for criterion in criteria)
        outcomes = (self.filter_outcomes or "").ljust(len(criteria), UNKNOWN)
        return [
            {
                "id": criterion.id,
                "name": criterion.name,
                "state": STATES.get(outcome, "unknown"),
                "is_knock_out": criterion.is_knock_out,
                "share": round(100 * criterion._counted_weight() / total) if total else 0,
                "evidence": self._evidence(criterion),
                "question_id": criterion.question_id.id,
                "warning": criterion.warning or "",
            }
            for criterion, outcome in zip(criteria, outcomes, strict=False)
        ]

    def _evidence(self, criterion):
        """What the outcome of a criterion rests on, as lines of text with dates where there are any."""
        lines = self._evidence_of_fields(criterion)
        answers = self.filter_answer_ids.filtered(
            lambda answer: answer.question_id == criterion.question_id and answer.side == "ours"
        )
        for answer in answers[:1] if criterion.question_id else ():
            lines.append(answer._in_words())
        sent = self.filter_condition_ids.filtered(
            lambda one: one.criterion_id._origin_criterion() == criterion._origin_criterion()
        )
        states = dict(sent._fields["state"]._description_selection(self.env))
        for condition in sent[:1]:
            lines.append(
                self.env._(
                    "Condition sent on %(day)s: %(offer)s (%(state)s)",
                    day=self._day(condition.sent_on),
                    offer=condition.offer,
                    state=states[condition.state],
                )
            )
        return lines

    def _evidence_of_fields(self, criterion):
        """ "Field: value" of what the condition asks about."""
        asked = criterion._asked_domain()
        if not asked:
            return []
        try:
            paths = kleene.paths(criterion._parse_domain(asked))
        except kleene.DomainError:
            return []
        if criterion.kind == "timing":
            # How the team sells decides whether a day is asked about; it is no evidence for it.
            paths = [path for path in paths if path.startswith("need_") and self[path]]
        lines = []
        for path in paths:
            # That a criterion asks about it may be known, what is in it only by those who may read it.
            owners, found, is_visible = self, None, True
            for name in path.split("."):
                found = owners._fields.get(name)
                if not found:
                    break
                is_visible = is_visible and _may_read(owners, found)
                values = owners.mapped(name) if found.relational else owners
                last, owners = owners, values if found.relational else owners
                if not found.relational:
                    break
            if found:
                label = found.get_description(self.env, ["string"])["string"]
                value = _shown(self.env, last, found) if is_visible else self.env._("not visible to you")
                lines.append(self.env._("%(field)s: %(value)s", field=label, value=value))
        return lines

    def _exchange_counts(self):
        """How many questions were put to the client, answered and evaded; and what was exchanged, by side and kind."""
        asked = self.filter_answer_ids.filtered(lambda answer: answer.side == "ours" and answer.exchange == "question")
        states = asked.mapped("state")
        return {
            "asked": len(states),
            "answered": states.count("answered"),
            "evaded": states.count("evaded"),
            "exchange": self._exchange_by_side(),
        }

    def _exchange_by_side(self):
        """[{"side", "label", "kinds": [{"key", "label", "count"}]}], sides and kinds that there are."""
        answers = self.filter_answer_ids
        kinds = answers._fields["exchange"]._description_selection(self.env)
        found = []
        for side, label in answers._fields["side"]._description_selection(self.env):
            said = answers.filtered(lambda answer, side=side: answer.side == side).mapped("exchange")
            counts = [{"key": key, "label": name, "count": said.count(key)} for key, name in kinds if key in said]
            if counts:
                found.append({"side": side, "label": label, "kinds": counts})
        return found

    def _day(self, day):
        return self.env["ir.qweb.field.date"].value_to_html(day, {}) if day else ""


def _may_read(records, field):
    """Whether the user himself may read the field of all these records, and the records it leads to."""
    own = records.sudo(False)
    if not own._has_field_access(field, "read") or own._filtered_access("read") != own:
        return False
    if not field.relational:
        return True
    found = records.mapped(field.name).sudo(False)
    return found._filtered_access("read") == found


def _shown(env, records, field):
    """The value of a field as a person reads it."""
    if field.relational:
        return ", ".join(records.mapped(field.name).mapped("display_name")[:5]) or env._("not known")
    values = [record[field.name] for record in records[:5]]
    if field.type == "boolean":
        return ", ".join(env._("yes") if value else env._("no") for value in values) or env._("not known")
    if field.type in ("date", "datetime"):
        form = format_date if field.type == "date" else format_datetime
        values = [form(env, value) for value in values if value]
    if field.type == "selection":
        labels = dict(field._description_selection(env))
        values = [labels.get(value, value) for value in values]
    return ", ".join(f"{value:g}" if isinstance(value, float) else str(value) for value in values if value) or env._(
        "not known"
    )
