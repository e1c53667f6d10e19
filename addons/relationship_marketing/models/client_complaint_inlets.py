from odoo import api, fields, models
from odoo.tools import email_normalize, html2plaintext

from odoo.addons.iap.tools.iap_tools import mail_prepare_for_domain_search

TEXT_LIMIT = 20_000


class ClientComplaint(models.Model):
    """Ways in that bypass the account's owner: e-mail and credit notes."""

    _inherit = "client.complaint"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """An e-mail to the complaints address; an unknown sender is kept for quality to sort out."""
        company = self.env["res.company"].browse((custom_values or {}).get("company_id")) or self.env.company
        sender = self._sender_of(msg_dict.get("email_from"), company)
        values = {
            "company_id": company.id,
            "origin": "mail",
            "subject": (msg_dict.get("subject") or "").strip()[:200] or self.env._("Complaint by e-mail"),
            "description": html2plaintext(msg_dict.get("body") or "")[:TEXT_LIMIT],
            "sender_email": msg_dict.get("email_from"),
            "owner_id": False,
            **sender,
        }
        complaint = super().message_new(msg_dict, {**(custom_values or {}), **values})
        complaint._give_to_bypass_owner()
        return complaint

    @api.model
    def _sender_of(self, email, company):
        """{person and division} of an e-mail address: by the address, else by a domain only one client has.

        A colleague who forwards what he heard is its first owner; whose complaint it is, is still to be said.
        """
        address = email_normalize(email or "")
        if not address:
            return {}
        partners = self.env["res.partner"].search(
            [("email_normalized", "=", address), ("company_id", "in", (False, company.id))], order="is_company, id"
        )
        # All users count, also those of other companies: none of us is a client.
        colleague = partners.sudo().user_ids.filtered(lambda user: not user.share)[:1]
        if colleague:
            return {"owner_id": colleague.id}
        partners -= self._our_own(partners)
        if partners:
            person = partners[0]
            return {
                "person_id": not person.is_company and person.id,
                "partner_id": person.commercial_partner_id.id,
            }
        domain = mail_prepare_for_domain_search(address)
        if not domain or not domain.startswith("@"):
            return {}
        colleagues = self.env["res.partner"].search(
            [("email_normalized", "=like", f"%{domain}"), ("company_id", "in", (False, company.id))], limit=100
        )
        divisions = (colleagues - self._our_own(colleagues)).commercial_partner_id
        return {"partner_id": divisions.id} if len(divisions) == 1 else {}

    @api.model
    def _file_from_page(self, person, company, entered):
        """What a person of the client wrote on their page; what is not one of our values is left open."""
        severities = dict(self._fields["severity"].selection)
        family = entered.get("problem_family_id") or ""
        family = self.env["client.problem.family"].browse(
            int(family) if family.isdecimal() and len(family) < 10 else []
        )
        complaint = self.create(
            {
                "company_id": company.id,
                "origin": "client_page",
                "person_id": person.id,
                "subject": entered["subject"],
                "description": entered["description"],
                "severity": entered["severity"] if entered.get("severity") in severities else False,
                "problem_family_id": family.exists().id,
                "owner_id": False,
            }
        )
        complaint._give_to_bypass_owner()
        return complaint

    @api.model
    def _our_own(self, partners):
        """Those of ``partners`` that are one of our companies or work there: they are no clients."""
        companies = self.env["res.company"].sudo().search([("partner_id", "in", partners.commercial_partner_id.ids)])
        return partners.filtered(lambda partner: partner.commercial_partner_id in companies.partner_id)

    def _give_to_bypass_owner(self):
        unowned = self.filtered(lambda complaint: not complaint.owner_id)
        for complaint, owner in unowned._bypass_owner().items():
            complaint.owner_id = owner

    @api.model
    def _propose(self, values_list):
        """Complaints the system proposes, each to be confirmed or set aside with a reason.

        :param values_list: create values; what they are about must carry a unique key of its own
        """
        complaints = self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True).create(
            [{"state": "proposed", "owner_id": False, **values} for values in values_list]
        )
        complaints._give_to_bypass_owner()
        for complaint in complaints:
            if complaint.owner_id:
                complaint.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("Is this a complaint?"),
                    user_id=complaint.owner_id.id,
                )
        return complaints

    def action_confirm(self):
        """A proposal is a complaint: whoever says so has heard of it."""
        for complaint in self.filtered(lambda complaint: complaint.state == "proposed"):
            complaint.state = "new"
        self.activity_feedback(["mail.mail_activity_data_todo"])
        self._tell_of_new()

    @api.model
    def _prepare_refund_values(self, refund):
        invoice = refund.reversed_entry_id
        return {
            "origin": "credit_note",
            "partner_id": refund.commercial_partner_id.id,
            "company_id": refund.company_id.id,
            "date": refund.invoice_date or fields.Date.context_today(refund),
            "subject": self._refund_subject(refund),
            "description": refund.ref or False,
            "refund_id": refund.id,
            "invoice_id": invoice.id,
            "categ_id": self._only(refund.invoice_line_ids.product_id.categ_id),
            "product_id": self._only(refund.invoice_line_ids.product_id),
            "cost_ids": [
                fields.Command.create(
                    {"kind": "credit_note", "amount": abs(refund.amount_untaxed_signed), "note": refund.name}
                )
            ],
        }

    def _refund_subject(self, refund):
        invoice = refund.reversed_entry_id
        if not invoice:
            return self.env._("Credit note %(refund)s", refund=refund.name)
        if refund.currency_id.compare_amounts(refund.amount_total, invoice.amount_total) >= 0:
            return self.env._(
                "Invoice %(invoice)s was reversed as a whole by credit note %(refund)s",
                invoice=invoice.name,
                refund=refund.name,
            )
        return self.env._(
            "Part of invoice %(invoice)s was credited by %(refund)s", invoice=invoice.name, refund=refund.name
        )

    @staticmethod
    def _only(records):
        return records.id if len(records) == 1 else False
