"""Ideas as the offices and the public ask for them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from ocop.cycle.ideas.states import OPEN, IdeaState
from ocop.ground.offices.queries import words_in
from ocop.ground.offices.states import Role, Tier
from ocop.kit.scope import Actor

# These answer ideas of their own office; the coordination office answers any.
ANSWERERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER)
KEEPERS = (Role.PROVINCE_OFFICER,)
UNIT_READERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.LEADER)


def reads_all(actor: Actor) -> bool:
    """The coordination office, the province's leaders, and agencies, which select start-ups to help (plan IV.4)."""
    return actor.has_role(*KEEPERS, Role.AGENCY_OFFICER) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE)


class IdeaQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """All for the province; else those at the person's units, and those their office was given."""
        if reads_all(actor):
            return self
        units, offices = actor.unit_ids(*UNIT_READERS), actor.office_ids(*ANSWERERS)
        return self.filter(Q(unit_id__in=units) | Q(office_id__in=offices)) if units or offices else self.none()

    def of_author(self, actor: Actor) -> Self:
        """Those a person sent while signed in."""
        return self.filter(author_id=actor.user_id) if actor.is_known else self.none()

    def held_by(self, actor: Actor) -> Self:
        """Those the person's own offices answer."""
        return self.filter(office_id__in=actor.office_ids(*ANSWERERS))

    def shown_to_all(self) -> Self:
        """Ideas everybody may read: the author agreed, and an officer has looked at the words and the picture."""
        return self.filter(may_list=True, shown_at__isnull=False).exclude(state=IdeaState.MERGED)

    def unanswered(self) -> Self:
        return self.filter(state__in=OPEN)

    def search(self, text: str) -> Self:
        """The ideas in whose title or number every word of the text begins a word, whatever marks were typed."""
        return self.filter(words_in("folded", text) | Q(public_id=text.replace("-", "").strip().lower()[:12]))

    def tagged(self, tag: str) -> Self:
        return self.filter(tags__tag=tag)

    def for_list(self) -> Any:
        return self.select_related("unit", "office", "product").prefetch_related("tags")
