"""Who may read, answer, merge and show an idea."""

from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.queries import ANSWERERS, KEEPERS, UNIT_READERS, reads_all
from ocop.cycle.ideas.states import IDEA_WORKFLOW, IdeaState
from ocop.kit.scope import YES, Actor, Answer, no


def may_list(actor: Actor) -> Answer:
    """Whether the person has use for the officers' list at all."""
    if reads_all(actor) or actor.has_role(*UNIT_READERS):
        return YES
    return no("Danh sách này dành cho cán bộ. Anh/chị xem ý tưởng của mình ở “Ý tưởng của tôi”.")


def holds(actor: Actor, idea: Idea) -> bool:
    """Whether it is the person's to answer: at their own office, or anywhere for the coordination office."""
    return actor.has_role(*KEEPERS) or idea.office_id in actor.office_ids(*ANSWERERS)


def may_see_author(actor: Actor, idea: Idea) -> bool:
    """Name, telephone and mail are for those who answer; a name that may be shown is everybody's."""
    return holds(actor, idea)


def may(actor: Actor, idea: Idea, act: str) -> Answer:
    """Whether an officer may do an act of the workflow to an idea now."""
    if not holds(actor, idea):
        return no(f"Ý tưởng này do {idea.office} trả lời.")
    return _is_its_turn(idea, act)


def may_answer_question(actor: Actor, idea: Idea) -> Answer:
    """The author, known by the link or by being signed in: which of the two was asked by whoever fetched the idea."""
    return _is_its_turn(idea, "answer_question")


def may_hand_on(actor: Actor, idea: Idea) -> Answer:
    if not holds(actor, idea):
        return no(f"Ý tưởng này do {idea.office} trả lời.")
    if idea.state not in (IdeaState.SENT, IdeaState.ASKED, IdeaState.ACCEPTED):
        return no("Ý tưởng đã có kết quả nên không chuyển nữa.")
    return YES


def may_take_in(actor: Actor, idea: Idea, head: Idea) -> Answer:
    """Whether `idea` may be merged into `head`."""
    if head.pk == idea.pk:
        return no("Không gộp ý tưởng vào chính nó được. Chọn ý tưởng khác.")
    if head.state == IdeaState.MERGED:
        return no("Ý tưởng được chọn đã gộp vào ý tưởng khác. Chọn ý tưởng đó.")
    return YES


def may_show(actor: Actor, idea: Idea) -> Answer:
    if not holds(actor, idea):
        return no(f"Ý tưởng này do {idea.office} trả lời.")
    if not idea.may_list:
        return no("Tác giả chưa đồng ý cho hiện ý tưởng ở trang công khai.")
    return YES


def _is_its_turn(idea: Idea, act: str) -> Answer:
    if IDEA_WORKFLOW.allowed(act, idea.state):
        return YES
    return no(f"Ý tưởng đang ở trạng thái “{idea.get_state_display()}”, có thể vừa được xử lý. Hãy tải lại trang.")
