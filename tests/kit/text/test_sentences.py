import pytest

from ocop.kit.text.sentences import sentence


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Nấm mốc", "Nấm mốc."), (" Đau bụng. ", "Đau bụng."), ("Đừng dùng!", "Đừng dùng!"), ("  ", "")],
)
def test_words_typed_in_a_box_become_a_sentence(typed: str, said: str) -> None:
    assert sentence(typed) == said
