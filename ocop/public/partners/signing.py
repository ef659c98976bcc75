"""How a partner knows that a message is ours: the Standard Webhooks signature, HMAC-SHA256 over id, time and body."""

import base64
import hashlib
import hmac
from datetime import datetime

from django.utils.crypto import salted_hmac

from ocop.public.partners.models import Hook

PREFIX = "whsec_"


def secret_of(hook: Hook) -> str:
    """The secret shared with the partner, as its program takes it; the same each time, and kept nowhere."""
    return PREFIX + base64.b64encode(_key(hook)).decode()


def headers_of(hook: Hook, message_id: str, body: bytes, at: datetime) -> dict[str, str]:
    """The three headers that say which message it is, when it was sent, and that it is ours."""
    moment = str(int(at.timestamp()))
    signed = b".".join((message_id.encode(), moment.encode(), body))
    signature = base64.b64encode(hmac.new(_key(hook), signed, hashlib.sha256).digest()).decode()
    return {"webhook-id": message_id, "webhook-timestamp": moment, "webhook-signature": f"v1,{signature}"}


def _key(hook: Hook) -> bytes:
    return salted_hmac("ocop.partners.hook", hook.public_id, algorithm="sha256").digest()
