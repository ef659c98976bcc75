"""Evidence: per criterion what is asked, what is filed, and a file put in right there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.cycle.dossiers import actions, law, policies
from ocop.cycle.dossiers.forms import CiteForm, EvidenceForm
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.reading import CriterionReading, Evidence, Reading, reading_of
from ocop.cycle.dossiers.views.fetch import actor_of, own_dossier
from ocop.ground.producers.actions import PaperFacts, file_paper
from ocop.ground.producers.models import Paper
from ocop.ground.registry.actions import file_document
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.parts import FiledFile


@login_required
@require_safe
def overview(request: HttpRequest, public_id: str) -> HttpResponse:
    """All sections: which criteria ask for papers, which have them."""
    dossier = own_dossier(request, public_id)
    return render(
        request, "dossiers/evidence.html", {"dossier": dossier, "reading": reading_of(dossier, clock.today())}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """One criterion: what is asked in plain words, the files there are, and a box for one more."""
    dossier = own_dossier(request, public_id)
    reading, line = _line(dossier, code)
    form = EvidenceForm(request.POST or None, request.FILES or None, dossier=dossier, reading=reading, line=line)
    if request.method == "POST" and form.is_valid():
        try:
            _file_and_cite(request, dossier, form)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu tệp và viện dẫn vào tiêu chí.")
            return redirect("dossiers:evidence_criterion", dossier.public_id, code)
    return _show(request, dossier, reading, line, form=form)


@login_required
@require_POST
def cite(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """Bring a paper forward that is in the wallet already."""
    dossier = own_dossier(request, public_id)
    reading, line = _line(dossier, code)
    form = CiteForm(request.POST, papers=_wallet(dossier, line))
    if form.is_valid():
        try:
            for paper in form.cleaned_data["papers"]:
                actions.cite_paper(dossier, paper=paper, criteria=[code], by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã viện dẫn giấy tờ có sẵn.")
            return redirect("dossiers:evidence_criterion", dossier.public_id, code)
    return _show(request, dossier, reading, line, cite_form=form)


@login_required
@require_POST
def drop(request: HttpRequest, public_id: str, citation_id: str) -> HttpResponse:
    """Take a paper off one criterion; the paper stays in the wallet."""
    dossier = own_dossier(request, public_id)
    citation = get_object_or_404(dossier.citations.select_related("paper"), public_id=citation_id)
    try:
        actions.drop_citation(dossier, citation=citation, by=actor_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"Đã bỏ “{citation.paper.title}” khỏi tiêu chí. Giấy vẫn còn trong kho giấy tờ.")
    return redirect("dossiers:evidence_criterion", dossier.public_id, citation.criterion_code)


def _line(dossier: Dossier, code: str) -> tuple[Reading, CriterionReading]:
    reading = reading_of(dossier, clock.today())
    line = reading.criterion(code)
    if line is None:
        raise Http404
    return reading, line


def _wallet(dossier: Dossier, line: CriterionReading) -> list[Paper]:
    """The producer's papers not yet brought forward for this criterion, those of this product or of none."""
    cited = {each.paper.pk for each in line.evidence}
    papers = Paper.objects.in_wallet(dossier.producer)
    return [each for each in papers if each.pk not in cited and each.product_id in (None, dossier.product_id)]


def _file_and_cite(request: HttpRequest, dossier: Dossier, form: EvidenceForm) -> None:
    """File the document, put it in the wallet and cite it: all or nothing."""
    actor, at, data = actor_of(request), clock.now(), form.cleaned_data
    with transaction.atomic():
        document = file_document(data["file"], by=actor, at=at)
        facts = PaperFacts(
            kind=data["kind"],
            title=data["title"],
            number=data["number"],
            issued_on=data["issued_on"],
            valid_until=data["valid_until"],
        )
        paper = file_paper(
            dossier.producer, document=document, facts=facts, by=actor, at=at, product=form.product_for(data["kind"])
        )
        actions.cite_paper(dossier, paper=paper, criteria=form.codes(), by=actor, at=at)


def _show(
    request: HttpRequest,
    dossier: Dossier,
    reading: Reading,
    line: CriterionReading,
    *,
    form: EvidenceForm | None = None,
    cite_form: CiteForm | None = None,
) -> HttpResponse:
    form = form or EvidenceForm(dossier=dossier, reading=reading, line=line)
    papers = _wallet(dossier, line)
    context = {
        "dossier": dossier,
        "line": line,
        "section": law.section_of(dossier, line.code),
        "form": form,
        "cite_form": cite_form or (CiteForm(papers=papers) if papers else None),
        "files": [_filed(dossier, each) for each in line.evidence],
        "may": policies.may_edit(actor_of(request), dossier),
        "neighbours": _neighbours(reading, line.code),
    }
    return render(request, "dossiers/evidence_criterion.html", context)


def _filed(dossier: Dossier, each: Evidence) -> FiledFile:
    from django.template.defaultfilters import filesizeformat
    from django.urls import reverse

    paper = each.paper
    return FiledFile(
        name=f"{paper.title}{f', số {paper.number}' if paper.number else ''}",
        url=each.url,
        state="error" if each.state == "expired" else "saved",
        size=filesizeformat(paper.document.size),
        message=each.note if each.state != "valid" else "",
        remove_url=reverse("dossiers:drop", args=[dossier.public_id, each.citation.public_id]),
    )


def _neighbours(reading: Reading, code: str) -> tuple[CriterionReading | None, CriterionReading | None]:
    """The criteria before and after, for the links at the foot of the page."""
    lines = reading.criteria
    at = next(index for index, line in enumerate(lines) if line.code == code)
    return (lines[at - 1] if at else None, lines[at + 1] if at + 1 < len(lines) else None)
