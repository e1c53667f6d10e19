from .filter_common import FilterCase


class LetterCase(FilterCase):
    """A request with a portrait of three questions, and the letter that asks them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portrait = cls._make_portrait(
            cls._question(cls.ask_documents, is_knock_out=True),
            cls._question(cls.ask_lot, wanted_number=300.0, weight=2.0),
            cls._question(cls.ask_date, within_days=180),
        )
        cls.person = cls.env["res.partner"].create({"name": "Valery Zotov", "email": "zotov@gidropost.example"})
        cls.lead = cls._make_request("Level meter", cls.telemarketer, partner_id=cls.person.id)

    @classmethod
    def _draft(cls, lead=None, user=None):
        lead = (lead or cls.lead).with_user(user or cls.telemarketer)
        return cls.env["lead.question.sending"].with_user(lead.env.user).browse(lead.action_ask_by_letter()["res_id"])

    @classmethod
    def _sent(cls, lead=None):
        letter = cls._draft(lead)
        letter.action_write_letter()
        letter.action_send()
        return letter.sudo()

    @classmethod
    def _mails(cls, lead):
        """Letters to clients, without the notices to colleagues."""
        return cls.env["mail.mail"].search(
            [("model", "=", "crm.lead"), ("res_id", "=", lead.id), ("message_type", "=", "email_outgoing")], order="id"
        )
