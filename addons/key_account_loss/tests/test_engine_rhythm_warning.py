"""What alarms are worth, silence by silence. No database."""

import unittest

from odoo.addons.key_account_loss.engine.rhythm_backtest import Case
from odoo.addons.key_account_loss.engine.rhythm_warning import Silence, fixed_days, rhythm_like, silences

# Two losses and two who came back; the rhythm is surer of the losses, and earlier.
LOST = Silence(True, ((30, 0.5), (60, 0.9), (120, 0.95)))
LOST_LATE = Silence(True, ((40, 0.2), (100, 0.6), (150, 0.9)))
BACK = Silence(False, ((50, 0.3), (110, 0.4)))
BACK_SOON = Silence(False, ((20, 0.1),))
FOUND = [LOST, BACK, LOST_LATE, BACK_SOON]


class TestWarning(unittest.TestCase):
    def test_fixed_days_alarm_at_the_first_look_after_them(self):
        warnings = fixed_days(FOUND, 100)
        self.assertEqual((warnings.alarms, warnings.losses, warnings.caught), (3, 2, 2))
        self.assertEqual((warnings.false_alarms, warnings.missed), (1, 0))
        self.assertEqual(warnings.warning_days, (60 + 80) / 2)

    def test_the_rhythm_gets_as_many_alarms(self):
        warnings = rhythm_like(FOUND, 3)
        self.assertEqual((warnings.alarms, warnings.caught, warnings.false_alarms), (3, 2, 1))
        # at 0.4: 30 days after the order for one, 100 for the other
        self.assertEqual(warnings.warning_days, (150 + 80) / 2)
        self.assertEqual(rhythm_like(FOUND, 2).false_alarms, 0)

    def test_no_alarm_is_no_warning(self):
        for warnings in (fixed_days(FOUND, 500), rhythm_like(FOUND, 0)):
            self.assertEqual((warnings.alarms, warnings.missed, warnings.warning_days), (0, 2, None))

    def test_a_silence_ends_with_an_order_or_becomes_a_loss(self):
        def case(client, day, silence):
            return Case(client, day, silence, 0.5, 0.5, False)

        orders = {"gone": [100], "back": [100, 250], "late": [100, 290], "open": [900]}
        cases = [case(client, 130, 30) for client in ("gone", "back", "late")]
        cases += [case("gone", 160, 60), case("back", 260, 10), case("gone", 300, 200), case("open", 930, 30)]
        found = silences(cases, orders, 0, 1000)
        self.assertEqual(
            sorted((silence.is_loss, silence.looks) for silence in found),
            [
                (False, ((30, 0.5),)),
                (True, ((10, 0.5),)),
                (True, ((30, 0.5),)),
                (True, ((30, 0.5), (60, 0.5))),
            ],
        )
        self.assertEqual(silences(cases, orders, 101, 1000), [Silence(True, ((10, 0.5),))])
