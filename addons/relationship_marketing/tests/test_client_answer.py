from odoo.fields import Command
from odoo.tests import tagged

from .measure_case import MeasureCase


@tagged("post_install", "-at_install")
class TestClientAnswer(MeasureCase):
    """How long each side waits, from real messages, in the working hours of the side that was asked (R12)."""

    def test_our_priced_offer_in_our_hours(self):
        # Friday 16:00 in Sofia (UTC+2) until Tuesday 10:00 (UTC+3 since Sunday): 1 + 8 + 1 hours.
        lead = self.request("2026-03-27 14:00:00")
        self.offer("2026-03-31 07:00:00", lead)
        self.assertEqual(self.answers()[0], ("ours", "offer", False, 10.0))

    def test_their_reply_in_their_time_zone(self):
        # 16:00 in Novosibirsk on Friday until 11:00 there on Monday.
        order = self.offer("2026-03-20 09:00:00")
        self.letter(order, self.anna, "2026-03-23 04:00:00")
        self.assertEqual(self.answers(), [("theirs", "letter", False, 3.0)])

    def test_our_days_off_are_no_waiting_of_the_client_but_not_theirs(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.company.resource_calendar_id.id,
                "company_id": self.company.id,
                "date_from": "2026-03-22 22:00:00",
                "date_to": "2026-03-23 21:59:59",
            }
        )
        lead = self.request("2026-03-20 14:00:00")
        order = self.offer("2026-03-24 08:00:00", lead)
        self.letter(order, self.anna, "2026-03-25 03:00:00")
        # Ours: 16:00 to 17:00 on Friday and 9:00 to 10:00 on Tuesday. Theirs: 15:00 to 17:00 and 9:00 to 10:00.
        self.assertEqual([row[3] for row in self.answers()], [2.0, 3.0])

    def test_clients_may_have_a_calendar_of_their_own(self):
        self.company.client_calendar_id = self.env["resource.calendar"].create(
            {
                "name": "Clients",
                "tz": "UTC",
                "attendance_ids": [
                    Command.create({"name": "Day", "dayofweek": str(day), "hour_from": 8, "hour_to": 12})
                    for day in range(7)
                ],
            }
        )
        order = self.offer("2026-03-20 09:00:00")
        self.letter(order, self.anna, "2026-03-23 04:00:00")
        # From 16:00 on Friday to 11:00 on Monday: Saturday and Sunday four hours each, three on Monday.
        self.assertEqual(self.answers()[0][3], 11.0)

    def test_where_nobody_is_said_to_work_every_hour_counts(self):
        self.company.resource_calendar_id.attendance_ids.unlink()
        lead = self.request("2026-03-20 14:00:00")
        self.offer("2026-03-21 14:00:00", lead)
        self.assertEqual(self.answers()[0][3], 24.0)

    def test_the_zone_of_whoever_typed_the_client_in_is_not_the_clients(self):
        self.anna.tz = self.plant.tz = "Europe/Sofia"
        self.plant.country_id = self.env.ref("base.uk")
        order = self.offer("2026-03-20 09:00:00")
        self.letter(order, self.anna, "2026-03-20 10:00:00")
        # 9:00 to 10:00 in London.
        self.assertEqual(self.answers()[0][3], 1.0)
        self.anna.tz = self.plant.tz = False
        self.assertEqual(self.answers()[0][3], 1.0)

    def test_machines_do_not_answer(self):
        order = self.offer("2026-03-20 09:00:00")
        self.letter(order, self.anna, "2026-03-20 09:01:00", "out_of_office")
        for minute, subject in enumerate(
            ("Automatic reply: Boards", "Автоответ: меня нет в офисе", "RE: Out of Office", "Извън офиса до 5 май"), 2
        ):
            self.letter(order, self.anna, f"2026-03-20 09:0{minute}:00", subject=subject)
        self.letter(order, self.env.ref("base.partner_root"), "2026-03-20 09:09:00", "comment", to=self.anna)
        self.assertEqual(self.answers()[0][:3], ("theirs", False, True))
        self.letter(order, self.anna, "2026-03-20 10:00:00", subject="Reply to your automatic tester")
        self.assertEqual(self.answers()[0][:3], ("theirs", "letter", False))

    def test_a_question_or_a_quotation_without_a_price_is_no_offer(self):
        lead = self.request("2026-03-02 08:00:00")
        self.letter(lead, self.seller.partner_id, "2026-03-02 09:00:00", "comment", to=self.anna)
        self.offer("2026-03-03 09:00:00", lead, price=0.0)
        draft = self.offer(None, lead, state="draft")
        self.letter(draft, self.seller.partner_id, "2026-03-04 09:00:00", "comment", to=self.anna)
        self.assertEqual(self.answers()[0][:3], ("ours", False, True))

    def test_a_quotation_marked_as_sent_or_confirmed_by_hand_is_dated_by_odoo(self):
        for subtype, day in (("sale.mt_order_sent", "03"), ("sale.mt_order_confirmed", "05")):
            lead = self.request(f"2026-03-{day} 08:00:00")
            order = self.offer(None, lead, state="sale" if day == "05" else "sent")
            note = self.letter(order, self.seller.partner_id, f"2026-03-{day} 10:00:00", "notification")
            note.subtype_id = self.env.ref(subtype)
        ours = [row for row in self.answers() if row[0] == "ours"]
        self.assertEqual(ours, [("ours", "offer", False, 2.0)] * 2)

    def test_a_lead_without_a_letter_of_theirs_is_no_request(self):
        lead = self.request(None)
        self.letter(lead, self.seller.partner_id, "2026-03-02 09:00:00", "comment", to=self.anna)
        self.assertEqual(self.answers(), [])

    def test_their_signature_or_order_is_a_reply(self):
        signed, ordered = self.offer("2026-03-20 04:00:00"), self.offer("2026-03-20 04:30:00")
        signed.signed_on = "2026-03-20 05:00:00"
        ordered.write({"state": "sale", "date_order": "2026-03-20 06:00:00"})
        self.assertEqual(self.answers(), [("theirs", "signature", False, 1.0), ("theirs", "order", False, 1.5)])

    def test_a_lost_request_waited_until_it_was_closed(self):
        lead = self.request("2026-03-02 07:00:00")
        lead.action_set_lost()
        lead.date_closed = "2026-03-03 07:00:00"
        self.assertEqual(self.answers(), [("ours", False, True, 8.0)])

    def test_unanswered_requests_count_as_longer_than(self):
        lead = self.request("2026-03-02 07:00:00")
        self.offer("2026-03-02 08:00:00", lead)
        for day in ("03", "04"):
            self.request(f"2026-03-{day} 07:00:00")
        self.night()
        figure = self.figure("answer_ours")
        self.assertTrue(figure.is_at_least)
        self.assertEqual((figure.cases, figure.counted, figure.state), (3, 1, "not_met"))
        self.assertGreater(figure.value, 100)

    def test_what_is_asked_again_is_not_counted_twice(self):
        lead = self.request("2026-03-02 07:00:00")
        self.letter(lead, self.anna, "2026-03-03 07:00:00")
        first = self.answers()
        kept = self.env["client.answer"].search([("group_id", "=", self.group.id)])
        self.assertEqual(self.answers(), first)
        self.assertEqual(self.env["client.answer"].search([("group_id", "=", self.group.id)]), kept)

    def test_a_deleted_or_moved_lead_is_followed(self):
        lead, gone = self.request("2026-03-02 07:00:00"), self.request("2026-03-03 07:00:00")
        self.assertEqual(len(self.answers()), 2)
        gone.unlink()
        other = self.env["client.group"].create({"name": "Vega"})
        lead.partner_id = self.env["res.partner"].create(
            {"name": "Vega", "is_company": True, "client_group_id": other.id}
        )
        self.assertEqual(self.answers(), [])
        self.night(other)
        self.assertEqual(self.env["client.answer"].search([("group_id", "=", other.id)]).lead_id, lead)

    def test_another_company_of_ours_counts_its_own_only(self):
        self.request("2026-03-02 07:00:00")
        other = self.env["res.company"].create({"name": "Second"})
        self.snapshots.with_context(allowed_company_ids=other.ids)._refresh_groups(self.group)
        self.assertFalse(self.env["client.answer"].search([("company_id", "=", other.id)]))

    def test_the_answer_opens_its_request(self):
        lead = self.request("2026-03-02 07:00:00")
        self.night()
        action = self.env["client.answer"].search([("lead_id", "=", lead.id)]).action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), ("crm.lead", lead.id))
