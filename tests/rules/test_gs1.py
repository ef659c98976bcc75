"""GTINs and Digital Link addresses, by the examples of the standards and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules.digital_link import BadLink, DigitalLink, check_attributes, read_parts
from ocop.rules.gs1 import (
    CSET_82,
    check_digit,
    container_in,
    gtin14,
    gtin_in,
    is_gtin,
    lot_in,
    written_forms,
)

GTIN = "09506000134352"


@pytest.mark.parametrize("gtin", ["9506000134352", "09506000134352", "614141007349", "10614141543219", "95012346"])
def test_examples_of_the_standards_hold(gtin: str) -> None:
    assert is_gtin(gtin)
    assert not is_gtin(f"{gtin[:-1]} ")


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 12), st.integers(1, 9))
def test_every_single_wrong_digit_is_caught(body: str, place: int, change: int) -> None:
    gtin = body + check_digit(body)
    wrong = gtin[:place] + str((int(gtin[place]) + change) % 10) + gtin[place + 1 :]
    assert is_gtin(gtin)
    assert not is_gtin(wrong)


def test_a_gtin_is_found_however_it_was_written_down() -> None:
    assert gtin14("9506000134352") == GTIN
    assert written_forms(GTIN) == [GTIN, "9506000134352"]
    assert written_forms("00614141007349") == ["00614141007349", "0614141007349", "614141007349"]
    assert written_forms("00000012345670") == ["00000012345670", "0000012345670", "000012345670", "12345670"]


def test_a_lot_is_known_by_its_address_and_by_its_urn() -> None:
    gtin = "70614141123451"  # the example of the EPC Tag Data Standard, 7.2
    assert gtin_in("urn:epc:id:sgtin:0614141.712345.32a%2Fb") == gtin
    assert lot_in("urn:epc:class:lgtin:0614141.712345.L%2F26") == (gtin, "L/26")
    assert lot_in(f"https://a.example/01/{gtin}/10/L26?11=261120") == (gtin, "L26")
    assert lot_in(f"https://a.example/01/{gtin}/10/L%2F26%2b") == (gtin, "L/26+")
    assert lot_in(f"https://a.example/01/{gtin}/10/L26/21/7") is None  # one packet of it
    assert gtin_in(f"https://a.example/kho/01/{gtin}/21/5") == gtin
    for nobody in (
        "urn:epc:id:sgtin:0614141.7123451.3",
        "urn:epc:id:sscc:0614141.1234567890",
        "https://a.example/01/1",
    ):
        assert (gtin_in(nobody), lot_in(nobody)) == ("", None)
    assert lot_in("urn:epc:id:sgtin:0614141.712345.32") is None
    for hidden in ("%00", "\x00", "%0A"):
        assert lot_in(f"urn:epc:class:lgtin:0614141.712345.L{hidden}") is None
        assert lot_in(f"https://a.example/01/{gtin}/10/L26{hidden}") is None


def test_a_whole_address_is_read_in_the_order_of_the_standard() -> None:
    found = read_parts(["01", GTIN, "22", "2A", "10", "L2611", "21", "12345"])
    assert (found.gtin, found.get("22"), found.get("10"), found.get("21")) == (GTIN, "2A", "L2611", "12345")
    assert [len(level.qualifiers) for level in found.levels] == [3, 2, 1, 0]
    assert read_parts(["01", GTIN, "235", "ABC"]).get("235") == "ABC"


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (["01"], "từng cặp"),
        ([], "từng cặp"),
        (["01", GTIN, "foo"], "từng cặp"),
        (["gtin", GTIN], "từng cặp"),
        (["01", "9506000134352"], "14 chữ số"),
        (["01", "09506000134353"], "không khớp"),
        (["01", "٠٩٥٠٦٠٠٠١٣٤٣٥٢"], "14 chữ số"),
        (["01", GTIN, "21", "1", "10", "L"], "thứ tự"),
        (["01", GTIN, "10", "L", "10", "L"], "thứ tự"),
        (["01", GTIN, "10", "L", "235", "X"], "235"),
        (["01", GTIN, "99", "L"], "thứ tự"),
        (["01", GTIN, "lot", "L"], "thứ tự"),
        (["01", GTIN, "10", ""], "/10/"),
        (["01", GTIN, "10", "x" * 21], "/10/"),
        (["01", GTIN, "10", "lô 1"], "/10/"),
    ],
)
def test_what_the_syntax_does_not_allow_is_told(parts: list[str], says: str) -> None:
    with pytest.raises(BadLink, match=says):
        read_parts(parts)


def test_dates_behind_the_question_mark_are_dates_and_keys_stand_in_the_path() -> None:
    check_attributes([("17", "261231"), ("17", "261200"), ("utm_source", "zalo"), ("3103", "000500")])
    for bad in [("17", "261331"), ("11", "x"), ("10", "L"), ("01", GTIN)]:
        with pytest.raises(BadLink):
            check_attributes([bad])


@given(st.text(sorted(CSET_82), min_size=1, max_size=20), st.text(sorted(CSET_82), min_size=1, max_size=20))
def test_lots_and_serials_of_all_allowed_signs_are_read(lot: str, serial: str) -> None:
    assert read_parts(["01", GTIN, "10", lot, "21", serial]) == DigitalLink(GTIN, (("10", lot), ("21", serial)))


def test_a_logistic_unit_is_known_by_its_eighteen_digits_however_it_is_addressed() -> None:
    """The example of the EPC Tag Data Standard 2.0, 7.3.2; other keys and odd lengths are none."""
    assert container_in("urn:epc:id:sscc:0614141.1234567890") == "106141412345678908"
    assert container_in("https://a.example/00/106141412345678908") == "106141412345678908"
    assert container_in("https://a.example/00/106141412345678908?4300=x") == "106141412345678908"
    for other in (
        "https://a.example/00/1061414",
        "urn:epc:id:sscc:0614141.12345",
        "urn:epc:id:grai:0614141.12345.6",
        "",
    ):
        assert container_in(other) == ""
