"""What a text claims of its numbers, proposed from the turns of Vietnamese official prose for a person to confirm.

"63 chủ thể, trong đó: 28 doanh nghiệp (chiếm 41,54%), 6 hợp tác xã…" is a total and three shares; "tăng 25% so với năm
2019" a growth. A text does not say whether a list is whole, so every claim is a proposal with the words it comes from.
"""

from collections.abc import Callable

from ocop.rules.consistency.finding_numbers import find_numbers
from ocop.rules.consistency.paragraphs import paragraphs_of
from ocop.rules.consistency.prose import Reading, Text
from ocop.rules.consistency.turns_of_parts import crossed, parts_and_wholes
from ocop.rules.consistency.turns_of_shares import growths, multiples, one_by_one, repeated, shares_of_a_list

# In this order: a share looks for the whole its part was found in.
_TURNS: tuple[Callable[[Text], None], ...] = (
    parts_and_wholes,
    crossed,
    one_by_one,
    shares_of_a_list,
    growths,
    multiples,
    repeated,
)


MOST_NUMBERS = 2000


def read_text(text: str) -> Reading:
    """The numbers of a text and the claims it seems to make about them, none of them checked yet.

    Raises ValueError for a text with more than `MOST_NUMBERS` numbers.
    """
    paragraphs = paragraphs_of(text)
    found = find_numbers(paragraphs)
    if len(found) > MOST_NUMBERS:
        raise ValueError(f"Văn bản có {len(found)} số, nhiều hơn {MOST_NUMBERS}. Dán từng phần một.")
    read = Text(paragraphs, found)
    for turn in _TURNS:
        turn(read)
    return Reading({each.id: each.number for each in read.found} | read.invented, read.proposals)
