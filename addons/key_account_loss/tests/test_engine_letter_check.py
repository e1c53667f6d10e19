"""The tone of the letter of 003, in three languages. No database."""

import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.letter_check import (
    EMPTY,
    MANY_QUESTIONS,
    NO_NAME,
    NO_QUESTION,
    check_letter,
)
from odoo.addons.key_account_loss.engine.letter_words import CALL_TO_RETURN, FORGIVING, OFFER, REPROACH

GOOD = (
    "Уважаемый Иван Петрович! Мы долгое время сотрудничали с Вами и считали это взаимовыгодным. Возможно, в какой-то "
    "момент мы допустили нечто, что заставило Вас пересмотреть наши отношения. Помня о времени, когда мы были "
    "партнёрами, не могли бы Вы подсказать, что мы делали не так?",
    "Dear Ivan Petrovich, we worked together for a long time and found it good for both sides. At some point we may "
    "have done something that made you think again about working with us; if so, we are sorry. In memory of the time "
    "when we were partners, would you tell us what we did wrong?",
    "Уважаеми Иван Петрович, дълго време работихме заедно и смятахме, че това е полезно и за двете страни. Може би в "
    "някой момент сме допуснали нещо, което Ви е накарало да преосмислите отношенията ни. В памет на времето, когато "
    "бяхме партньори, бихте ли ни казали какво не направихме както трябва?",
)
BAD = {
    CALL_TO_RETURN: (
        "Вернись — я всё прощу!",
        "Возвращайтесь к нам",
        "Надеемся возобновить сотрудничество",
        "We hope you will come back",
        "Would you work with us again",
        "Моля, върнете се при нас",
        "Искаме отново да работим с вас",
    ),
    FORGIVING: (
        "Мы всё простим",
        "Мы не держим зла",
        "All is forgiven",
        "We’ll forgive you",
        "Ще ви простим",
        "Не ви се сърдим",
    ),
    REPROACH: (
        "Вы нас бросили",
        "Мы разочарованы",
        "Почему вы ушли",
        "After all we did for you",
        "Why did you leave",
        "Защо ни напуснахте",
        "Разочаровани сме",
    ),
    OFFER: (
        "Дарим скидку 10 %",
        "Мы подготовили специальные условия",
        "A 10 % discount",
        "We offer new terms",
        "Имаме отстъпка за вас",
        "Специална оферта",
    ),
}


def kinds(text, name=""):
    return [fault.kind for fault in check_letter(text, name)]


class TestLetterCheck(unittest.TestCase):
    def test_the_letter_of_the_source_may_go(self):
        for letter in GOOD:
            self.assertEqual(check_letter(letter, "Иван Петрович" if "Иван" in letter else "Ivan Petrovich"), [])

    def test_each_tone_is_refused_with_the_words_it_stands_in(self):
        for kind, sentences in BAD.items():
            for letter in GOOD:
                for sentence in sentences:
                    with self.subTest(kind=kind, sentence=sentence):
                        self.assertIn(kind, kinds(f"{letter} {sentence}."))
        (fault,) = [fault for fault in check_letter("Вернись  —\nя ВСЁ прощу! Да?") if fault.kind == FORGIVING]
        self.assertEqual(fault.words, "ВСЁ прощу")

    def test_our_own_apology_is_welcome(self):
        for sentence in (
            "Простите нас.",
            "Приносим извинения, это просто ошибка.",
            "Please forgive us.",
            "Простете ни.",
        ):
            self.assertEqual(kinds(f"{GOOD[0]} {sentence}"), [], sentence)

    def test_written_to_a_person_by_name_in_any_case_of_it(self):
        self.assertIn(NO_NAME, kinds(GOOD[0], "Сергей Кузнецов"))
        self.assertEqual(kinds(GOOD[0], "Петрович Иван"), [])
        self.assertEqual(kinds("Господину Петрову. Что мы делали не так?", "Иван Петров"), [])

    def test_one_question(self):
        self.assertEqual(kinds("Что мы делали не так"), [NO_QUESTION])
        self.assertEqual(kinds("Что? И когда?"), [MANY_QUESTIONS])
        self.assertEqual(kinds("Что мы делали не так?!"), [])
        self.assertEqual(kinds(" \n "), [EMPTY])

    @given(st.text(max_size=300), st.text(max_size=20))
    def test_no_text_breaks_it(self, text, name):
        for fault in check_letter(text, name):
            self.assertTrue(fault.kind)

    @given(
        st.sampled_from([(kind, sentence) for kind, sentences in BAD.items() for sentence in sentences]),
        st.sampled_from([str.upper, str.lower, str.title]),
        st.sampled_from([" ", "\n", "\u00a0", "  "]),
    )
    def test_capitals_and_spaces_hide_nothing(self, bad, written, space):
        kind, sentence = bad
        self.assertIn(kind, kinds(written(sentence).replace(" ", space)))
