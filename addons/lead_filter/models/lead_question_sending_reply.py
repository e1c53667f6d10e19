from markupsafe import Markup

from odoo import fields, models

from ..engine import upload
from ..engine.page_answer import TEXT_LIMIT, clean, read_answer

NOTICE = "mail.mail_activity_data_todo"


class LeadQuestionSending(models.Model):
    """What the person wrote on the page, taken into the request once."""

    _inherit = "lead.question.sending"

    def _is_closed(self):
        """Whether nothing can be answered on the page any more."""
        lead = self.lead_id
        return (
            self.state not in ("waiting", "silent", "replied")
            or self._is_expired()
            or lead.won_status != "pending"
            or not (lead.active or lead.filter_outcome)
            or (self.person_id and not self.person_id.active)
        )

    def _take_page(self, entered, files, comment=""):
        """Take the answers of the page; nothing of it where something is wrong.

        :param entered: {answer id: (what was entered, in their words)}
        :param files: {answer id, or 0 for the whole letter: [(name, bytes)]}
        :param comment: what they wrote besides
        :returns: {answer id or 0: fault}, faults as ``engine.page_answer`` and ``engine.upload`` name them, ``nothing``
            where nothing was said at all; empty once the answers are taken
        """
        self.ensure_one()
        answers = self._open_answers()
        comment = clean(comment)
        readings, faults = {}, _faults_of_files(files)
        for answer in answers:
            value, words = entered.get(answer.id, ("", ""))
            choice_ids = answer.question_id.choice_ids.ids
            reading = read_answer(answer.answer_type, value, words, choice_ids, bool(files.get(answer.id)))
            readings[answer] = reading
            if reading.fault:
                faults[answer.id] = reading.fault
        if len(comment) > TEXT_LIMIT:
            faults[0] = "long"
        if not faults and not comment and not any(files.values()):
            if all(reading.state == "evaded" and not reading.values for reading in readings.values()):
                faults[0] = "nothing"
        if not faults:
            self._take(readings, files, comment)
        return faults

    def _take(self, readings, files, comment):
        now = fields.Datetime.now()
        self._take_up_again()
        attachments = self._attach(files)
        for answer, reading in readings.items():
            values = {"state": reading.state, **reading.values}
            if answer.id in attachments:
                values["attachment_ids"] = [fields.Command.link(one.id) for one in attachments[answer.id]]
            answer.write(values)
        self.write({"state": "answered", "answered_on": now, "next_step_on": False})
        self._tell_answers(readings, attachments.get(0), comment)

    def _attach(self, files):
        """{answer id or 0: attachments} of the request, handed on as what they are and never as a page."""
        made = {}
        for place, named in files.items():
            if named:
                # As they came: no picture is converted on the way.
                made[place] = (
                    self.env["ir.attachment"]
                    .with_context(image_no_postprocess=True)
                    .create(
                        [
                            {
                                "name": upload.plain_name(name),
                                "raw": content,
                                "mimetype": upload.mimetype_of(name),
                                "res_model": "crm.lead",
                                "res_id": self.lead_id.id,
                            }
                            for name, content in named
                        ]
                    )
                )
        return made

    def _take_up_again(self):
        """A request that was put aside for its silence is not silent any more, and who slept is awake."""
        lead = self.lead_id
        if lead.filter_outcome == "asleep":
            lead._wake("client")
        if lead.filter_outcome == "empty":
            lead._clear_filter_outcome()
        if lead.request_class_proposed == "empty":
            lead._propose_request_class(False, False)

    def _tell_answers(self, readings, attachments, comment):
        """Keep the whole reply with the request, and tell who asked."""
        user = self.user_id if self.user_id.active else self.lead_id.user_id
        letter = self.with_context(lang=user.lang or self.company_id.partner_id.lang)
        lead = letter.lead_id
        rows = Markup().join(
            Markup("<li>%s<br/><b>%s</b></li>") % (answer.question_id.name, answer.said or letter.env._("no answer"))
            for answer in letter.answer_ids.sorted("id")
            if answer.id in {one.id for one in readings}
        )
        said = Markup("<p>%s</p>") % Markup("<br/>").join(comment.split("\n")) if comment else ""
        lead.message_post(
            body=Markup("<p>%s</p><ul>%s</ul>%s") % (letter.env._("Answered on the page:"), rows, said),
            author_id=letter.person_id.id,
            email_from=letter.person_id.email_formatted or letter.email or letter.company_id.email_formatted,
            # A letter of theirs, shown to us alone.
            message_type="comment",
            subtype_xmlid="mail.mt_note",
            attachment_ids=attachments.ids if attachments else [],
        )
        answered = sum(reading.state == "answered" for reading in readings.values())
        if user:
            lead.activity_schedule(
                NOTICE,
                user_id=user.id,
                summary=letter.env._(
                    "The client answered %(answered)s of %(asked)s questions",
                    answered=answered,
                    asked=len(readings),
                ),
            )


def _faults_of_files(files):
    faults = {}
    for place, named in files.items():
        for name, content in named:
            if fault := upload.fault_of(name, content):
                faults.setdefault(place, fault)
    contents = [content for named in files.values() for _name, content in named]
    if len(contents) > upload.COUNT_LIMIT:
        faults[0] = "many"
    elif sum(map(len, contents)) > upload.TOTAL_LIMIT:
        faults[0] = "large"
    return faults
