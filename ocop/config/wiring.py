"""One page that says what causes what: which rooms feed the home page, which event sets off which reaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ocop.config.journal_words import ACTS, FORMER_ACTS, FORMER_KINDS
from ocop.config.reaction_words import REACTIONS as REACTION_WORDS
from ocop.cycle.certification.attachments import HOLDERS as CERTIFICATION_HOLDERS
from ocop.cycle.certification.measures import MEASURES as CERTIFICATION_MEASURES
from ocop.cycle.certification.queries import valid_until_of
from ocop.cycle.certification.reactions import REACTIONS as CERTIFICATION_REACTIONS
from ocop.cycle.certification.sheets import TABLES as CERTIFICATION_TABLES
from ocop.cycle.certification.todo import todos_for as certification_todos
from ocop.cycle.dossiers.law import register_expiry_source
from ocop.cycle.dossiers.measures import MEASURES as DOSSIER_MEASURES
from ocop.cycle.dossiers.queries import drafts_of
from ocop.cycle.dossiers.reactions import REACTIONS as DOSSIER_REACTIONS
from ocop.cycle.dossiers.todo import todos_for as dossier_todos
from ocop.cycle.epcis.parts import concerned_by_recall, parts_of_batch
from ocop.cycle.epcis.reactions import REACTIONS as EPCIS_REACTIONS
from ocop.cycle.evaluation.todo import todos_for as evaluation_todos
from ocop.cycle.ideas.measures import MEASURES as IDEA_MEASURES
from ocop.cycle.ideas.placed import PLACED as IDEA_PLACED
from ocop.cycle.ideas.todo import todos_for as idea_todos
from ocop.cycle.scans.product_pages import sale_area_of_product
from ocop.cycle.scans.todo import todos_for as scan_todos
from ocop.cycle.traceability.authorities import offices_to_tell
from ocop.cycle.traceability.elsewhere import register_batch_parts, register_concerned
from ocop.cycle.traceability.todo import todos_for as traceability_todos
from ocop.ground.budget.attachments import HOLDERS as BUDGET_HOLDERS
from ocop.ground.budget.measures import MEASURES as BUDGET_MEASURES
from ocop.ground.budget.placed import PLACED as BUDGET_PLACED
from ocop.ground.budget.proofs import SOURCES as BUDGET_SOURCES
from ocop.ground.budget.sheets import TABLES as BUDGET_TABLES
from ocop.ground.budget.todo import todos_for as budget_todos
from ocop.ground.intake import tables
from ocop.ground.offices import placing
from ocop.ground.offices.attachments import HOLDERS as OFFICE_HOLDERS
from ocop.ground.offices.sheets import TABLES as OFFICE_TABLES
from ocop.ground.offices.states import POST_NAMES
from ocop.ground.offices.todo import todos_for as office_todos
from ocop.ground.planning import proof_sources
from ocop.ground.planning.attachments import HOLDERS as PLANNING_HOLDERS
from ocop.ground.planning.measures import Measure, register
from ocop.ground.planning.proofs import SOURCES as PLAN_SOURCES
from ocop.ground.planning.recipients import offices_with_work
from ocop.ground.planning.sheets import TABLES as PLANNING_TABLES
from ocop.ground.planning.todo import todos_for as planning_todos
from ocop.ground.planning.work_measures import WORK_MEASURES
from ocop.ground.producers.elsewhere import register_product_pages
from ocop.ground.producers.measures import MEASURES as PRODUCER_MEASURES
from ocop.ground.producers.placed import PLACED as PRODUCER_PLACED
from ocop.ground.producers.todo import todos_for as producer_todos
from ocop.ground.programme.attachments import HOLDERS as PROGRAMME_HOLDERS
from ocop.ground.programme.drafts import register_draft_counter
from ocop.ground.programme.recipients import register_recipient_source
from ocop.ground.programme.sheets import TABLES as PROGRAMME_TABLES
from ocop.ground.programme.todo import todos_for as programme_todos
from ocop.ground.registry import holders, outbox, wording
from ocop.kit.sheets.table import SheetTable
from ocop.kit.todo import Todo
from ocop.oversight.figures.codes import register_opener
from ocop.oversight.reporting.attachments import HOLDERS as REPORT_HOLDERS
from ocop.oversight.reporting.codes import page_of_typed
from ocop.oversight.reporting.measures import MEASURES as REPORT_MEASURES
from ocop.oversight.reporting.reactions import REACTIONS as REPORT_REACTIONS
from ocop.oversight.reporting.todo import todos_for as report_todos
from ocop.public.partners.reactions import REACTIONS as PARTNER_REACTIONS
from ocop.public.retail.product_pages import offer_of_product
from ocop.public.stories.attachments import HOLDERS as STORY_HOLDERS
from ocop.public.stories.todo import todos_for as story_todos
from ocop.support.activities.attachments import HOLDERS as ACTIVITY_HOLDERS
from ocop.support.activities.measures import MEASURES as ACTIVITY_MEASURES
from ocop.support.activities.placed import PLACED as ACTIVITY_PLACED
from ocop.support.activities.proofs import SOURCES as ACTIVITY_SOURCES
from ocop.support.activities.sheets import TABLES as ACTIVITY_TABLES
from ocop.support.activities.todo import todos_for as activity_todos
from ocop.support.contribution.measures import MEASURES as CONTRIBUTION_MEASURES
from ocop.support.contribution.sheets import TABLES as CONTRIBUTION_TABLES
from ocop.support.contribution.todo import todos_for as contribution_todos
from ocop.support.funding.attachments import HOLDERS as FUNDING_HOLDERS
from ocop.support.funding.measures import MEASURES as FUNDING_MEASURES
from ocop.support.funding.proofs import SOURCES as FUNDING_SOURCES
from ocop.support.funding.sheets import TABLES as FUNDING_TABLES
from ocop.support.funding.todo import todos_for as funding_todos
from ocop.support.markets.attachments import HOLDERS as MARKET_HOLDERS
from ocop.support.markets.concerned import places_to_tell
from ocop.support.markets.measures import MEASURES as MARKET_MEASURES
from ocop.support.markets.placed import PLACED as MARKET_PLACED
from ocop.support.markets.product_pages import pages_of_product
from ocop.support.markets.proofs import SOURCES as MARKET_SOURCES
from ocop.support.markets.sheets import TABLES as MARKET_TABLES
from ocop.support.markets.todo import todos_for as market_todos
from ocop.support.projects.attachments import HOLDERS as PROJECT_HOLDERS
from ocop.support.projects.measures import PROJECT_MEASURES
from ocop.support.projects.placed import PLACED as PROJECT_PLACED
from ocop.support.projects.proofs import SOURCES as PROJECT_SOURCES
from ocop.support.projects.sheets import TABLES as PROJECT_TABLES
from ocop.support.projects.todo import todos_for as project_todos
from ocop.support.rewards.attachments import HOLDERS as REWARD_HOLDERS
from ocop.support.rewards.sheets import TABLES as REWARD_TABLES
from ocop.support.rewards.todo import todos_for as reward_todos

# Each asks the database a constant number of questions, whatever waits.
TODO_SOURCES: tuple[Callable[..., Iterable[Todo]], ...] = (
    idea_todos,
    dossier_todos,
    evaluation_todos,
    certification_todos,
    traceability_todos,
    scan_todos,
    producer_todos,
    contribution_todos,
    planning_todos,
    report_todos,
    activity_todos,
    story_todos,
    market_todos,
    funding_todos,
    budget_todos,
    project_todos,
    reward_todos,
    programme_todos,
    office_todos,
)

# Event class → what follows it, in each room's own page of reactions.
REACTIONS: tuple[Mapping[Any, Sequence[tuple[str, outbox.Reaction]]], ...] = (
    DOSSIER_REACTIONS,
    CERTIFICATION_REACTIONS,
    EPCIS_REACTIONS,
    REPORT_REACTIONS,
    PARTNER_REACTIONS,
)

# What targets may be judged by, in each room's own page of measures.
MEASURES: tuple[tuple[Measure, ...], ...] = (
    WORK_MEASURES,
    PRODUCER_MEASURES,
    BUDGET_MEASURES,
    IDEA_MEASURES,
    DOSSIER_MEASURES,
    CERTIFICATION_MEASURES,
    ACTIVITY_MEASURES,
    MARKET_MEASURES,
    FUNDING_MEASURES,
    PROJECT_MEASURES,
    CONTRIBUTION_MEASURES,
    REPORT_MEASURES,
)

# The lists that Excel goes out of and comes back into, in each room's own page of sheets.
TABLES: tuple[tuple[type[SheetTable], ...], ...] = (
    OFFICE_TABLES,
    PROGRAMME_TABLES,
    PLANNING_TABLES,
    BUDGET_TABLES,
    CERTIFICATION_TABLES,
    FUNDING_TABLES,
    ACTIVITY_TABLES,
    MARKET_TABLES,
    CONTRIBUTION_TABLES,
    PROJECT_TABLES,
    REWARD_TABLES,
)


# Records that may be shown as the result of an assignment, in each room's own page of sources.
PROOF_SOURCES: tuple[tuple[proof_sources.ProofSource, ...], ...] = (
    ACTIVITY_SOURCES,
    MARKET_SOURCES,
    FUNDING_SOURCES,
    BUDGET_SOURCES,
    PROJECT_SOURCES,
    PLAN_SOURCES,
)

# Records that stand at a place, in each room's own page: those at a commune that was split wait for an officer's word.
PLACED: tuple[tuple[placing.Placed, ...], ...] = (
    PRODUCER_PLACED,
    ACTIVITY_PLACED,
    MARKET_PLACED,
    PROJECT_PLACED,
    BUDGET_PLACED,
    IDEA_PLACED,
)

# Records that papers are attached to, in each room's own page of holders.
HOLDERS: tuple[tuple[holders.Holder, ...], ...] = (
    OFFICE_HOLDERS,
    PROGRAMME_HOLDERS,
    PLANNING_HOLDERS,
    BUDGET_HOLDERS,
    CERTIFICATION_HOLDERS,
    ACTIVITY_HOLDERS,
    MARKET_HOLDERS,
    FUNDING_HOLDERS,
    PROJECT_HOLDERS,
    REWARD_HOLDERS,
    REPORT_HOLDERS,
    STORY_HOLDERS,
)


def connect() -> None:
    """Register reactions with the journal's outbox, the journal's words, measures, lists that Excel fills, and who
    knows what of other rooms.

    Called once at the start.
    """
    register_expiry_source(valid_until_of)
    register_recipient_source(offices_with_work)
    for measures in MEASURES:
        register(*measures)
    for room_tables in TABLES:
        tables.register(*room_tables)
    for kept in HOLDERS:
        holders.register(*kept)
    for placed in PLACED:
        placing.register(*placed)
    for sources in PROOF_SOURCES:
        proof_sources.register(*sources)
    register_product_pages(pages_of_product)
    register_product_pages(sale_area_of_product)
    register_product_pages(offer_of_product)
    register_batch_parts(parts_of_batch)
    register_concerned(concerned_by_recall)
    register_concerned(places_to_tell)
    register_concerned(offices_to_tell)
    register_draft_counter(drafts_of)
    register_opener(page_of_typed)
    wording.name_acts(ACTS | FORMER_ACTS)
    wording.name_kinds(FORMER_KINDS)
    wording.name_roles(POST_NAMES)
    wording.name_reactions(REACTION_WORDS)
    for room in REACTIONS:
        for event, reactions in room.items():
            for name, reaction in reactions:
                outbox.register(event, name, reaction)
