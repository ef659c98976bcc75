"""Small questions about accounts; who may invite whom is asked of the room that knows the person's posts."""

from ocop.ground.accounts.models import User
from ocop.kit.scope import YES, Actor, Answer, no


def needs_second_factor(actor: Actor) -> bool:
    """Officers and council members hold posts and must use a second factor; producers need none."""
    return bool(actor.posts)


def may_open_account(user: User) -> Answer:
    """Whether an invitation may be made for this person."""
    if not user.is_active:
        return no("Tài khoản này đã bị khoá. Hãy mở lại tài khoản trước khi gửi lời mời.")
    return YES


def may_close_account(actor: Actor, user: User) -> Answer:
    if actor.user_id == user.pk:
        return no("Anh/chị không tự khoá tài khoản của mình được.")
    return YES
