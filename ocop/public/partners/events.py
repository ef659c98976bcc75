"""What happened with partners' programs. Names stand in the journal and never change."""

from dataclasses import dataclass

from ocop.kit.events import Event, event


@event("partners.message_written")
@dataclass(frozen=True)
class MessageWritten(Event):
    message_id: int
