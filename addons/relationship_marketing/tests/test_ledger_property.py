from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.fields import Date
from odoo.tests import tagged

from .common import LedgerCase, ledger_rows

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["post", "refund", "draft", "cancel", "quantity", "partner", "day", "categ", "order", "cost"]),
        st.integers(0, 5),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=8,
)


@tagged("post_install", "-at_install")
class TestLedgerProperty(LedgerCase):
    """After any sequence of changes, working off the queue gives what a full rebuild gives."""

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],
    )
    @given(changes=CHANGES)
    def test_step_equals_rebuild(self, changes):
        savepoint = self.env.cr.savepoint()
        moves = self.invoice([(self.board, 2, 10), (self.cable, 1, 7)])
        moves |= self.invoice([(self.cable, 3, 5)], partner=self.other_client, day="2024-04-02")
        self.refresh()
        for kind, pick, number in changes:
            moves |= self._change(kind, moves[pick % len(moves)], number)
            if number % 3 == 0:
                self.refresh()
        self.refresh()
        stepwise = ledger_rows(self.env, self.company)
        self.ledger._rebuild(self.company)
        rebuilt = ledger_rows(self.env, self.company)
        savepoint.rollback()
        savepoint.close(rollback=True)
        self.env.invalidate_all()
        self.assertEqual(stepwise, rebuilt)

    def _change(self, kind, move, number):
        """One change of a document or of what it refers to; the documents it adds."""
        if kind == "post":
            return self.invoice([(self.board, number, 10)], day=f"2024-0{number}-15")
        if kind == "refund":
            return self.invoice([(self.cable, 1, number)], move_type="out_refund")
        if kind == "order":
            order = self.order([(self.board, number, 20)])
            invoice = order._create_invoices()
            invoice.invoice_date = "2024-02-02"
            invoice.action_post()
            return invoice
        if kind == "cost":
            move.invoice_line_ids.sale_line_ids.purchase_price = number
        elif kind == "categ":
            self.board.categ_id = self.cables if self.board.categ_id == self.boards else self.boards
        else:
            self._edit(kind, move, number)
        return move.browse()

    def _edit(self, kind, move, number):
        was_posted = move.state == "posted"
        if was_posted:
            move.button_draft()
        if kind == "cancel" and move.state == "draft":
            move.button_cancel()
            return
        if move.state != "draft" or kind == "draft":
            return
        if kind == "quantity":
            move.invoice_line_ids[:1].quantity = number
        elif kind == "partner":
            move.partner_id = self.other_client if move.partner_id == self.client else self.client
        elif kind == "day":
            move.invoice_date = move.date = Date.to_date(f"2024-0{number}-28")
        if was_posted:
            move.action_post()
