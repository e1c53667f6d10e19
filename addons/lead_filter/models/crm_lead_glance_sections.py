from odoo import api, fields, models

from ..engine.gate import ROLES


class CrmLead(models.Model):
    """What else the panel of a request tells, below the verdict: each topic adds its section."""

    _inherit = "crm.lead"

    def _glance_sections(self):
        """The sections of one request, by their sequence; extend with super().

        :returns: [{"key", "sequence", "title", "state": "met", "not_met" or "unknown", "headline": one sentence,
            "lines": [{"label", "value", "state", "button"}], "buttons": [button]}], where a button is {"label",
            "method": of crm.lead, called for this request, "kwargs"} or False; what the method returns is opened
        """
        self.ensure_one()
        sections = [self._glance_handover(), self._glance_roles(), self._glance_gates()]
        return [section for section in sections if section]

    @api.model
    def _glance_button(self, label, method, **kwargs):
        return {"label": label, "method": method, "kwargs": kwargs}

    def _glance_handover(self):
        # Where the hand-over stands is seen by whoever reads the request; what is in it, by those concerned.
        latest = self.sudo().handover_ids.sorted("id", reverse=True)[:1]
        if not latest:
            return False
        moment = fields.Datetime.context_timestamp(self, latest.answered_on or latest.proposed_on)
        env, day = self.env, self._day(moment.date())
        giver, taker = latest.from_user_id.name, latest.to_user_id.name
        headlines = {
            "proposed": env._("%(giver)s handed it over to %(taker)s on %(day)s", giver=giver, taker=taker, day=day),
            "accepted": env._("%(taker)s took it over on %(day)s", taker=taker, day=day),
            "returned": env._(
                "%(taker)s returned it on %(day)s: %(reason)s",
                taker=taker,
                day=day,
                reason=latest.return_reason_id.name or "",
            ),
            "withdrawn": env._("%(giver)s took it back on %(day)s", giver=giver, day=day),
        }
        may_open = latest.sudo(False).has_access("read")
        return {
            "key": "handover",
            "sequence": 10,
            "title": env._("Hand-over"),
            "state": {"accepted": "met", "returned": "not_met"}.get(latest.state, "unknown"),
            "headline": headlines[latest.state],
            "lines": [],
            "buttons": [self._glance_button(env._("Look at it"), "action_open_handover")] if may_open else [],
        }

    def _glance_roles(self):
        env = self.env
        stances = dict(env["lead.role"]._fields["stance"]._description_selection(env))
        # Who is known is seen by whoever reads the request.
        roles = self.sudo().role_ids.filtered(lambda role: role.state == "confirmed")
        proposed = self.sudo().role_ids.filtered(lambda role: role.state == "proposed")
        missing = self._missing_roles()[self]
        wanted = missing | roles.type_id.filtered("is_wanted")
        lines = [
            {
                "label": role.type_id.name,
                "value": env._("%(person)s: %(stance)s", person=role.partner_id.name, stance=stances[role.stance]),
                "state": {"for": "met", "against": "not_met"}.get(role.stance, "unknown"),
                "button": False,
            }
            for role in roles
        ]
        lines += [
            {"label": one.name, "value": env._("nobody is known"), "state": "unknown", "button": False}
            for one in missing.sudo()
        ]
        lines += [
            {
                "label": role.type_id.name,
                "value": env._("%(person)s, as in an earlier deal: to confirm", person=role.partner_id.name),
                "state": "unknown",
                "button": False,
            }
            for role in proposed
        ]
        return {
            "key": "roles",
            "sequence": 20,
            "title": env._("Who decides"),
            "state": "unknown" if missing else "met",
            "headline": env._("%(known)s of %(wanted)s roles known", known=len(wanted - missing), wanted=len(wanted)),
            "lines": lines,
            "buttons": [
                self._glance_button(env._("Name a person"), "action_add_role"),
                self._glance_button(env._("As in earlier deals"), "action_propose_roles"),
                self._glance_button(env._("Look at it"), "action_open_roles"),
            ],
        }

    def _glance_gates(self):
        gates = self.env["lead.gate"]._asked_for()._for(self) if self.type == "opportunity" else False
        if not gates:
            return False
        env, labels = self.env, self._gate_labels()
        missing = dict(self._missing_at_gates(ahead=True).get(self, ()))
        behind = gates._up_to(self.stage_id)
        late = [gate for gate in missing if gate in behind]
        words = {gate: ", ".join(labels[thing] for thing in things) for gate, things in missing.items()}
        first = next((gate for gate in gates if gate in missing), None)
        if not first:
            headline = env._("The client has shown all that is asked for")
        elif late:
            headline = env._("Gone on without evidence: %(gate)s: %(things)s", gate=late[0].name, things=words[late[0]])
        else:
            headline = env._("Next to be shown: %(gate)s: %(things)s", gate=first.name, things=words[first])
        return {
            "key": "gates",
            "sequence": 30,
            "title": env._("Gates"),
            "state": "met" if not missing else "not_met" if late else "unknown",
            "headline": headline,
            "lines": [
                {
                    "label": gate.name,
                    "value": env._("missing: %(things)s", things=words[gate]) if gate in missing else env._("shown"),
                    "state": "met" if gate not in missing else "not_met" if gate in late else "unknown",
                    "button": self._glance_button(env._("Note evidence"), "action_show_evidence", gate_id=gate.id)
                    if gate._asks() != {ROLES}
                    else self._glance_button(env._("Name a person"), "action_add_role"),
                }
                for gate in gates
            ],
            "buttons": [self._glance_button(env._("Look at it"), "action_open_gates")],
        }
