"""The ids of the tests, as pytest shows them and takes them."""

from tests.ids import LONGEST


def test_ids_are_short_and_printable(request):
    ids = [item.nodeid for item in request.session.items]
    assert [f"{id_[:LONGEST]}..." for id_ in ids if len(id_) > LONGEST] == [], f"longer than {LONGEST} characters"
    assert [ascii(id_) for id_ in ids if not (id_.isascii() and id_.isprintable())] == [], "not printable"
