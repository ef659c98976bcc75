"""A share printed with its base: "62,5 % (5/8)"."""

ONE_LINE = 18  # letters of such a share that a narrow column does not break in two


def share_and_base(text: str) -> tuple[str, str]:
    """ "62,5 %" and "(5/8)"; what is no such text has no base."""
    share, between, base = text.partition(" % (")
    return (f"{share} %", f"({base}") if between else (text, "")


def letters_needed(text: str) -> int:
    """How wide a cell must be, in letters: a share with a long base stands in two lines, its base below it."""
    return len(text) if len(text) <= ONE_LINE else max(map(len, share_and_base(text)))
