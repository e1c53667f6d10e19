from odoo import fields, http
from odoo.exceptions import LockError
from odoo.http import request

SUBJECT_LIMIT = 200
TEXT_LIMIT = 10_000
BODY_LIMIT = 256 * 1024
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class ClientPage(http.Controller):
    """Pages for one person of a client, behind a signed link; nothing is told of anybody else."""

    @http.route("/client/complaint/<string:token>", type="http", auth="public", methods=["GET"])
    def complaint_form(self, token):
        """Shown, and nothing changed: scanners of mail open links too."""
        link = self._link(token)
        if not link:
            return self._gone()
        return self._thanks(link) if link.used_on else self._form(link, {})

    @http.route(
        "/client/complaint/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        max_content_length=BODY_LIMIT,
    )
    def complaint_send(self, token, **entered):
        # Counted before the link is looked at: guesses count too.
        if not request.env["client.page.attempt"]._may(request.httprequest.remote_addr):
            return self._page("client_page_busy", {}, status=429)
        link = self._link(token)
        if not link:
            return self._gone()
        try:
            link.lock_for_update()
        except LockError:
            return self._page("client_page_busy", {}, status=409)
        if link.used_on:
            return self._thanks(link)
        # A file or a zero byte in place of a text is no text.
        entered = {name: value.replace("\0", "") for name, value in entered.items() if isinstance(value, str)}
        error = self._check(entered)
        if error:
            return self._form(link, entered, error)
        self._file(link, entered)
        return self._thanks(link)

    def _link(self, token):
        link = request.env["client.page.link"]._of_token(token, "complaint")
        lang = link.person_id.lang or link.company_id.partner_id.lang
        if lang and request.env["res.lang"]._get_data(code=lang):
            request.update_context(lang=lang)
        return link.with_env(link.env(context=request.env.context))

    def _check(self, entered):
        """What is wrong with what was entered, in one sentence; nothing if it is fine."""
        subject, text = (entered.get(name, "").strip() for name in ("subject", "description"))
        if not subject or not text:
            return request.env._("Please say in a few words what is wrong, and then what happened.")
        if len(subject) > SUBJECT_LIMIT:
            return request.env._("The first line is too long: at most %(limit)s characters.", limit=SUBJECT_LIMIT)
        if len(text) > TEXT_LIMIT:
            return request.env._("The description is too long: at most %(limit)s characters.", limit=TEXT_LIMIT)
        return None

    def _file(self, link, entered):
        # The visitor has no rights of his own; the signed link lets him file one complaint.
        complaints = request.env["client.complaint"].sudo().with_company(link.company_id)
        complaint = complaints._file_from_page(
            link.person_id,
            link.company_id,
            {
                "subject": entered["subject"].strip(),
                "description": entered["description"].strip(),
                "severity": entered.get("severity"),
                "problem_family_id": entered.get("problem_family_id"),
            },
        )
        link.write({"used_on": fields.Datetime.now(), "complaint_id": complaint.id})

    def _form(self, link, entered, error=None):
        families = request.env["client.problem.family"].sudo().search([("parent_id", "=", False)])
        values = {
            "link": link,
            "entered": entered,
            "error": error,
            "families": families.with_context(**request.env.context),
        }
        return self._page("client_page_complaint", values, status=400 if error else 200)

    def _thanks(self, link):
        return self._page("client_page_thanks", {"link": link})

    def _gone(self):
        return self._page("client_page_gone", {}, status=404)

    def _page(self, template, values, status=200):
        values = {"subject_limit": SUBJECT_LIMIT, "text_limit": TEXT_LIMIT, **values}
        response = request.render(f"relationship_marketing.{template}", values, headers=dict(HEADERS))
        response.status_code = status
        return response
