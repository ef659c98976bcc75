"""Identifiers that reach a screen."""

from ocop.kit.ids import ALPHABET, looks_public, new_public_id, public_ids


def test_a_new_identifier_can_be_read_out_and_asked_about() -> None:
    made = new_public_id()
    assert len(made) == 12
    assert set(made) <= set(ALPHABET)
    assert looks_public(made)


def test_what_names_no_record_is_never_asked_of_a_database() -> None:
    """PostgreSQL refuses a zero byte inside a query, and prose names nothing."""
    assert public_ids(["k7m2", "\x00", "", "k7m2\n", "khô cá", "x" * 13, "abc-1_Z"]) == ["k7m2", "abc-1_Z"]
