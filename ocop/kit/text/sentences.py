"""What people type in a box, made into sentences that may stand one after another."""

_ENDS = (".", "!", "?", "…")


def sentence(words: str) -> str:
    """The words with a full stop, unless they are none or end in a mark of their own: "Nấm mốc" → "Nấm mốc."."""
    plain = words.strip()
    return plain if not plain or plain.endswith(_ENDS) else f"{plain}."
