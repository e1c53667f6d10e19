from odoo import SUPERUSER_ID, http
from odoo.exceptions import LockError
from odoo.http import request

from odoo.addons.relationship_marketing.controllers.client_page import HEADERS

from ..engine import upload
from ..engine.page_answer import TEXT_LIMIT

BODY_LIMIT = upload.TOTAL_LIMIT + 1024 * 1024
MEGABYTE = 1024 * 1024


class QuestionPage(http.Controller):
    """The page of a letter with questions: behind a signed link, without a login and without scripts.

    It shows the questions of that letter and nothing else of the request: neither verdict nor criteria.
    """

    @http.route("/client/questions/<string:token>", type="http", auth="public", methods=["GET"])
    def questions_form(self, token, lang=None, **_ignored):
        """Shown, and nothing changed: scanners of mail open links too."""
        letter = self._letter(token, lang)
        if not letter:
            return self._page("relationship_marketing.client_page_gone", {}, status=404)
        return self._show(letter)

    @http.route(
        "/client/questions/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        max_content_length=BODY_LIMIT,
    )
    def questions_send(self, token, lang=None, **entered):
        # Counted before the link is looked at: guesses count too.
        if not request.env["client.page.attempt"]._may(request.httprequest.remote_addr):
            return self._page("relationship_marketing.client_page_busy", {}, status=429)
        letter = self._letter(token, lang)
        if not letter:
            return self._page("relationship_marketing.client_page_gone", {}, status=404)
        try:
            letter.lock_for_update()
        except LockError:
            return self._page("relationship_marketing.client_page_busy", {}, status=409)
        if letter._is_closed() or not letter._open_answers():
            return self._show(letter)
        # A file in place of a text is no text.
        entered = {name: value for name, value in entered.items() if isinstance(value, str)}
        answers = letter._open_answers()
        # What follows is the system's doing: nobody is told that the public user did it.
        system = letter.with_user(SUPERUSER_ID).with_company(letter.company_id)
        faults = system._take_page(
            {one.id: (entered.get(f"answer_{one.id}", ""), entered.get(f"words_{one.id}", "")) for one in answers},
            {place: self._files(place) for place in (*answers.ids, 0)},
            entered.get("comment", ""),
        )
        return self._form(letter, entered, faults) if faults else self._show(letter)

    def _letter(self, token, lang):
        letter = request.env["lead.question.sending"]._of_token(token)
        installed = request.env["res.lang"]._get_data
        for code in (lang, letter.lang, letter.person_id.lang, letter.company_id.partner_id.lang):
            if isinstance(code, str) and installed(code=code):
                request.update_context(lang=code)
                break
        return letter.with_env(letter.env(context=request.env.context))

    def _files(self, place):
        """[(name, bytes)] handed in for one answer; of what is too large only so much that it shows."""
        handed_in = request.httprequest.files.getlist(f"files_{place}")
        return [(file.filename, file.read(upload.FILE_LIMIT + 1)) for file in handed_in if file.filename]

    def _show(self, letter):
        is_answered = letter.state == "answered"
        if not is_answered and letter._is_closed():
            return self._page("lead_filter.question_page_closed", {"letter": letter}, status=410)
        if is_answered or not letter._open_answers():
            return self._page("lead_filter.question_page_thanks", {"letter": letter})
        return self._form(letter, {}, {})

    def _form(self, letter, entered, faults):
        values = {
            "letter": letter,
            "answers": letter._open_answers(),
            "entered": {name: value[:TEXT_LIMIT] for name, value in entered.items()},
            "faults": {place: self._sentence(fault) for place, fault in faults.items()},
            "text_limit": TEXT_LIMIT,
            "endings": ",".join(f".{ending}" for ending in upload.TYPES),
            "file_megabytes": upload.FILE_LIMIT // MEGABYTE,
            "file_count": upload.COUNT_LIMIT,
            "languages": request.env["res.lang"].sudo().get_installed(),
        }
        return self._page("lead_filter.question_page_form", values, status=400 if faults else 200)

    def _sentence(self, fault):
        """What is wrong, to the person who wrote it."""
        env = request.env
        match fault:
            case "nothing":
                return env._("Nothing was answered yet: please answer at least one question.")
            case "number":
                return env._("Please write one number here, in digits, or say it in your own words below.")
            case "date":
                return env._("Please write a date of this century here.")
            case "choice":
                return env._("Please choose one of the answers.")
            case "long":
                return env._("This text is too long: at most %(limit)s characters.", limit=TEXT_LIMIT)
            case "empty":
                return env._("A file is empty.")
            case "large":
                return env._(
                    "The files are too large: at most %(one)s MB each, %(all)s MB together.",
                    one=upload.FILE_LIMIT // MEGABYTE,
                    all=upload.TOTAL_LIMIT // MEGABYTE,
                )
            case "many":
                return env._("These are too many files: at most %(limit)s.", limit=upload.COUNT_LIMIT)
            case "content":
                return env._("A file is not what its name says.")
        return env._("Files of this type are not taken. These are: %(types)s.", types=", ".join(sorted(upload.TYPES)))

    def _page(self, template, values, status=200):
        response = request.render(template, values, headers=dict(HEADERS))
        response.status_code = status
        return response
