"""The ids of the tests, as pytest prints them and takes them."""

from unittest import TestCase

from tests.ids import LONGEST, add_test_with_short_name


def test_ids_are_short_and_printable(request):
    """Check the ids of all tests that run together with this one."""
    ids = [item.nodeid for item in request.session.items]
    assert [f"{id_[:LONGEST]}..." for id_ in ids if len(id_) > LONGEST] == [], f"longer than {LONGEST} characters"
    assert [ascii(id_) for id_ in ids if not (id_.isascii() and id_.isprintable())] == [], "not printable"


class ShortNamesTest(TestCase):
    """The names that ddt gives to tests."""

    def add(self, case):
        """Return the name that a test gets."""

        class Example:
            pass

        def test_it(self, value):
            """Do nothing."""

        add_test_with_short_name(Example, f"test_it_1_{case}", None, test_it, "value")
        (name,) = (name for name in vars(Example) if name.startswith("test"))
        return name

    def test_a_short_name_stays(self):
        self.assertEqual(self.add("the_default"), "test_it_1_the_default")

    def test_what_is_not_a_letter_separates_words(self):
        self.assertEqual(self.add("__a____b__é_c_"), "test_it_1_a_b_c")

    def test_a_long_name_ends_with_a_whole_word(self):
        self.assertEqual(self.add("words_" * 20_000), "test_it_1" + "_words" * 10)

    def test_a_name_may_consist_of_its_number(self):
        self.assertEqual(self.add("x" * 100), "test_it_1")
