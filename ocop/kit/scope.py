"""Who is acting, and the answer a policy gives: the two plain values every room passes around."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Post:
    """One role held at one office on the day asked about.

    `role` is a key of `offices.states.POST_NAMES`. `unit_ids` are the administrative units the post reaches: the
    office's own unit, the units below it, and the units that were merged into it.
    """

    role: str
    office_id: int
    office_name: str
    tier: str
    unit_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as they stand on one day: the posts they hold and the producers they represent.

    An anonymous visitor has `user_id` None and neither posts nor producers. The system itself acts with `user_id` None
    and a name that says which task it is.
    """

    user_id: int | None
    name: str
    on: date
    posts: tuple[Post, ...] = ()
    producer_ids: frozenset[int] = frozenset()
    _roles: frozenset[str] = field(init=False, repr=False, compare=False, default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_roles", frozenset(post.role for post in self.posts))

    @property
    def is_known(self) -> bool:
        return self.user_id is not None

    @property
    def is_producer(self) -> bool:
        return bool(self.producer_ids)

    def has_role(self, *roles: str, tier: str = "") -> bool:
        """True if the person holds at least one of the roles on this day, at an office of the tier when one is named.

        A leader, a secretary or a council member may be of a commune or of the province: what is the province's is
        asked with its tier.
        """
        if tier:
            return any(post.role in roles and post.tier == tier for post in self.posts)
        return not self._roles.isdisjoint(roles)

    def office_ids(self, *roles: str) -> frozenset[int]:
        """The offices where the person holds one of the roles (any role when none is named)."""
        return frozenset(post.office_id for post in self.posts if not roles or post.role in roles)

    def unit_ids(self, *roles: str) -> frozenset[int]:
        """The administrative units that the person's posts in these roles reach."""
        return frozenset().union(*(post.unit_ids for post in self.posts if not roles or post.role in roles))


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, or no with the reason in Vietnamese that the screen shows."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)


def no(reason: str) -> Answer:
    """A refusal; the reason is a full Vietnamese sentence that says what would help."""
    return Answer(False, reason)


class Refused(Exception):
    """An act was asked for that a policy or rule does not allow; carries the sentence to show."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def require(answer: Answer) -> None:
    """Raise `Refused` unless the policy said yes."""
    if not answer:
        raise Refused(answer.reason)
