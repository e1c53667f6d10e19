from functools import cached_property
from math import ceil

from .loss_report_format import MINUS
from .loss_report_part import ReportPart

LARGEST_ROWS = 1000  # the XLSX has all
# Heights in ems of the body's font (9 points): the table repeats its head on each page by itself, since the free
# build of wkhtmltopdf does not.
PAGE_HEIGHT, FIRST_PAGE_HEIGHT = 75.0, 71.0
LINE_HEIGHT, ROW_PADDING = 0.98, 0.5
# Widths of the columns in percent of the page; an amount's at least, by the number of years.
LEAST_AMOUNT_WIDTH = {2: 10, 3: 9, 4: 8, 5: 7.3}
CLASS_WIDTH = {2: 15, 3: 14, 4: 14, 5: 12.5}
RANK_WIDTH, CHANGE_WIDTH = 4.5, 8.4
# What a character of an amount takes, and what the cell's sides take.
DIGIT, SEPARATOR, SIGN, SIDES = 0.9, 0.45, 1.15, 1.1
# Characters to each percent of width, for the bold name and for the rest.
BOLD, PLAIN = 1.0, 1.13


class CaseListPart(ReportPart):
    """The table of cases, cut into pages."""

    def pages(self):
        """The rows of the table of cases, cut into pages."""
        pages, room = [[]], FIRST_PAGE_HEIGHT
        for case in self.report.cases[:LARGEST_ROWS]:
            row = self._case_row(case)
            height = self._row_height(row)
            if height > room and pages[-1]:
                pages.append([])
                room = PAGE_HEIGHT
            room -= height
            pages[-1].append(row)
        return pages

    def left_over(self):
        """How many cases the table leaves to the XLSX."""
        return max(len(self.report.cases) - LARGEST_ROWS, 0)

    def _case_row(self, case):
        client = case.client
        return {
            "rank": case.rank,
            "name": client.name,
            "ref": client.ref if client.ref != client.name else "",
            "moves": [self._move_line(move) for move in case.moves if move.state != "rejected"][:3],
            "volumes": [self.form.amount(volume) for volume in reversed(client.volumes)],
            "base": self.form.amount(client.base) if client.base is not None else "–",
            "change": self.form.signed_percent(client.change, 0) if client.change is not None else "–",
            "class": self.wording.class_word(client.classification, client.scope),
            "by_quantity": self.class_words[client.by_quantity],
            "lost": self.form.amount(client.lost),
        }

    def _move_line(self, move):
        return self.env._(
            "%(how)s: %(partner)s (%(state)s)",
            how=self.move_kinds[move.kind],
            partner=move.partner,
            state=self.move_states[move.state].lower(),
        )

    def _row_height(self, row):
        widths = self.widths()
        plain = [row["ref"], *row["moves"]] if row["ref"] else row["moves"]
        client_lines = _lines(row["name"], BOLD * widths["client"]) + sum(
            _lines(text, PLAIN * widths["client"]) for text in plain
        )
        class_lines = sum(_lines(row[text], PLAIN * widths["class"]) for text in ("class", "by_quantity"))
        return max(client_lines, class_lines) * LINE_HEIGHT + ROW_PADDING

    @cached_property
    def _amount_width(self):
        """The width the widest amount of the table takes."""
        amounts = {
            self.form.amount(amount)
            for case in self.report.cases[:LARGEST_ROWS]
            for amount in (*case.client.volumes, case.client.base or 0, case.client.lost)
        }
        return max(
            (
                sum(DIGIT if one.isdigit() else SIGN if one == MINUS else SEPARATOR for one in text) + SIDES
                for text in amounts
            ),
            default=0,
        )

    def widths(self):
        """The widths of the columns of the table of cases, in percent."""
        years = self.analysis.years
        amount, class_width = max(LEAST_AMOUNT_WIDTH[years], self._amount_width), CLASS_WIDTH[years]
        return {
            "rank": RANK_WIDTH,
            "client": 100 - RANK_WIDTH - CHANGE_WIDTH - class_width - (years + 2) * amount,
            "amount": amount,
            "change": CHANGE_WIDTH,
            "class": class_width,
        }


def _lines(text, length):
    """How many lines ``text`` takes at most, in a column of ``length`` lower-case characters."""
    width = sum(1.3 if character.isupper() or ord(character) > 0x2E7F else 1 for character in text)
    return max(ceil(width / (0.86 * length)), 1)
