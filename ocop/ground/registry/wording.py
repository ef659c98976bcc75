"""Vietnamese words for acts, roles and what follows acts; each room above adds its own when it starts."""

from collections.abc import Mapping

from django.apps import apps

_acts: dict[str, str] = {
    "registry.document_filed": "Tải tệp lên",
    "registry.attached": "Kèm giấy tờ",
    "registry.detached": "Bỏ giấy tờ kèm theo",
    "registry.delivery_retried": "Cho chạy lại việc nền",
}
_kinds: dict[str, str] = {}
_roles: dict[str, str] = {}
_reactions: dict[str, str] = {}


def name_acts(labels: Mapping[str, str]) -> None:
    """Give acts (`dossiers.lodged`) the words the journal shows; an act without words is shown as it is stored."""
    _acts.update(labels)


def name_kinds(labels: Mapping[str, str]) -> None:
    """Give kinds of record that are no more (`markets.sheet`) the words the journal shows."""
    _kinds.update(labels)


def name_roles(labels: Mapping[str, str]) -> None:
    """Give roles their words; a role without words is left out beside its office."""
    _roles.update(labels)


def name_reactions(labels: Mapping[str, str]) -> None:
    """Give reactions (`dossiers.tell_accepted`) the words of the page of failures."""
    _reactions.update(labels)


def act_label(act: str) -> str:
    return _acts.get(act, act)


def reaction_label(reaction: str) -> str:
    """The words of a reaction; one that this version does not have is shown as it is stored."""
    return _reactions.get(reaction, reaction)


def subject_label(subject_type: str) -> str:
    """The Vietnamese name of a kind of record; of one that is no more, the words left for it, or the stored name."""
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return _kinds.get(subject_type, subject_type)


def post_labels(actor_post: str) -> list[str]:
    """The posts of a journal row in words: "Cán bộ OCOP cấp xã, UBND xã Tràm Chim"."""
    pairs = (line.partition("@") for line in actor_post.splitlines())
    return [", ".join(filter(None, (_roles.get(role, ""), office))) for role, _, office in pairs]
