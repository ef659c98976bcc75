"""Self-assessment: one section of the sheet per page, saved at every touch, total and stars updating as they go."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ocop.cycle.dossiers import actions, policies
from ocop.cycle.dossiers.forms import MarksForm
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.reading import Reading, SectionReading, reading_of
from ocop.cycle.dossiers.views.fetch import actor_of, own_dossier
from ocop.kit import clock
from ocop.kit.scope import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, public_id: str, section: str) -> HttpResponse:
    """Radios of one section. A touch saves by itself and answers with the new total; the button does the same."""
    dossier = own_dossier(request, public_id)
    reading = reading_of(dossier, clock.today())
    current = reading.section(section)
    if current is None:
        raise Http404
    form = MarksForm(request.POST if request.method == "POST" else None, section=current)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_marks(dossier, answers=form.answers(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            if request.htmx:  # type: ignore[attr-defined]
                return _summary(request, dossier)
            return _next(dossier, reading, current)
    if request.method == "POST" and request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=422)
    context = {
        "dossier": dossier,
        "reading": reading,
        "current": current,
        "form": form,
        "lines": [(line, form[form.name_of(line.code)]) for line in current.criteria],
        "number": [each.slug for each in reading.sections].index(section) + 1,
        "count": len(reading.sections),
        "may": policies.may_edit(actor_of(request), dossier),
        "last_saved": max((line.mark.saved_at for line in current.criteria if line.mark), default=None),
    }
    return render(request, "dossiers/marks.html", context)


def _summary(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    reading = reading_of(dossier, clock.today())
    return render(request, "dossiers/_saved.html", {"dossier": dossier, "reading": reading})


def _next(dossier: Dossier, reading: Reading, current: SectionReading) -> HttpResponse:
    """The next section, or the task list after the last."""
    slugs = [each.slug for each in reading.sections]
    following = slugs.index(current.slug) + 1
    if following < len(slugs):
        return redirect("dossiers:marks", dossier.public_id, slugs[following])
    return redirect("dossiers:dossier", dossier.public_id)
