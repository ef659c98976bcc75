"""What a form is made of: pages of fields."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the producer types. `source` names a value of the producer or product to begin with.

    `private`: about the person, for the offices that check the dossier only, not for those who judge the product.
    """

    key: str
    label: str
    hint: str = ""
    max_length: int = 200
    required: bool = True
    long: bool = False
    kind: str = "text"  # text, tel, email, number, day, choice
    choices: tuple[tuple[str, str], ...] = ()
    source: str = ""
    only_for: tuple[str, ...] = ()  # kinds of dossier; empty for all
    form: str = ""
    private: bool = False
    minimum: int = 0  # of a number


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the registration, as the producer meets it."""

    slug: str
    title: str
    fields: tuple[Field, ...]
    intro: str = ""
