"""The verdict in SQL against the verdict in Python, on the same requests."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from ..engine.verdict import judge
from ..engine.verdict_sql import verdicts
from .test_engine_verdict import portraits


@tagged("post_install", "-at_install")
class TestFilterProperty(TransactionCase):
    @given(portraits(), st.booleans(), st.data())
    def test_sql_says_what_python_says(self, portrait, has_conditions, data):
        size = len(portrait.criteria)
        rows = data.draw(
            st.lists(
                st.tuples(
                    *(
                        st.tuples(st.sampled_from("0123" if has_conditions else "012"), st.booleans())
                        for _ in range(size)
                    )
                ),
                min_size=1,
            )
        )
        outcomes = SQL(" UNION ALL ").join(
            SQL("SELECT %s", SQL(", ").join([SQL("%s AS id", number), *_columns(row)]))
            for number, row in enumerate(rows)
        )
        found = self.env.execute_query_dict(verdicts(portrait, 1, outcomes, has_conditions))
        self.assertEqual([row["id"] for row in found], list(range(len(rows))))
        for row, sql in zip(rows, found, strict=True):
            asked = {
                criterion.question
                for criterion, (_outcome, is_asked) in zip(portrait.criteria, row, strict=True)
                if is_asked
            }
            verdict = judge(portrait, [outcome for outcome, _is_asked in row], asked)
            self.assertEqual(
                (sql["state"], sql["low"], sql["high"], sql["decisive"], sql["question"]),
                (verdict.state, verdict.low, verdict.high, verdict.decisive, verdict.question),
            )
            self.assertEqual(sql["outcomes"], "".join(outcome for outcome, _is_asked in row))


def _columns(row):
    for place, (outcome, is_asked) in enumerate(row):
        yield SQL("%s AS %s", int(outcome), SQL.identifier(f"c{place}"))
        yield SQL("%s AS %s", is_asked, SQL.identifier(f"q{place}"))
