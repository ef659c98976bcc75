"""What happened to consolidated reports. Names stand in the journal and never change."""

from dataclasses import dataclass

from ocop.kit.events import Event, event


@event("reporting.papers_asked")
@dataclass(frozen=True)
class PapersAsked(Event):
    """Somebody asked for a report's figures to be frozen and its papers made, at a moment (ISO text)."""

    report_id: int
    asked_at: str = ""


@event("reporting.figures_frozen")
@dataclass(frozen=True)
class FiguresFrozen(Event):
    """The figures of a report are frozen as of a moment (ISO text); its papers are made from them."""

    report_id: int
    figures: int
    frozen_at: str
