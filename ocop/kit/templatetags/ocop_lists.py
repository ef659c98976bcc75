"""Tags for what a page lists: tasks, summary rows, time lines, crumbs, filters, pages of a long list."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.template.context import Context
from django.utils.translation import gettext as _

from ocop.kit.ui.parts import Happening, Row, Task

register = template.Library()

FOLDED_FROM = 3


@register.inclusion_tag("kit/task_list.html")
def task_list(tasks: Iterable[Task | Mapping[str, Any]], prefix: str = "viec") -> dict[str, Any]:
    """Long work as a list of tasks with few states. `prefix` keeps ids of several lists apart."""
    return {"tasks": [task if isinstance(task, Task) else Task(**task) for task in tasks], "prefix": prefix}


def _row(row: Row | tuple[Any, ...]) -> Row:
    return row if isinstance(row, Row) else Row(*row)


@register.inclusion_tag("kit/summary_list.html")
def summary_list(rows: Iterable[Row | tuple[Any, ...]], bordered: bool = True) -> dict[str, Any]:
    """Facts line by line. A row is `Row(key, value, url, action)` or a tuple of the same; a list value is one
    per line; an empty value shows "Chưa có"."""
    return {"rows": [_row(row) for row in rows], "bordered": bordered}


@register.inclusion_tag("kit/timeline.html")
def timeline(happenings: Iterable[Happening], lang: str = "") -> dict[str, Any]:
    """What happened, newest first as given: when, what, by whom, and the words (in `lang`, if not the page's)."""
    return {"happenings": list(happenings), "lang": lang}


@register.inclusion_tag("kit/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, Any]:
    """Where the page stands: pairs of label and address: `{% breadcrumbs "Hồ sơ" list_url dossier.number %}`.

    A last label without an address is the page itself.
    """
    labels, urls = parts[0::2], [*parts[1::2], *[""] * (len(parts) % 2)]
    return {"crumbs": list(zip(labels, urls, strict=True))}


@register.inclusion_tag("kit/back_link.html")
def back_link(url: str, text: str = "") -> dict[str, Any]:
    """The link above the heading that goes back one step."""
    return {"url": url, "text": text or _("Quay lại")}


@register.inclusion_tag("kit/filter_bar.html", takes_context=True)
def filter_bar(
    context: Context,
    form: forms.Form,
    *,
    export_url: str = "",
    count: int | None = None,
    noun: str = "",
    button: str = "",
) -> dict[str, Any]:
    """The filters of a list, kept in the address (a GET form), with the count and the Excel of the same list.

    The export address gets the same query string. From `FOLDED_FROM` fields on they are folded on a phone.
    """
    query = context["request"].GET.urlencode() if "request" in context else ""
    if export_url and query:
        export_url = f"{export_url}?{query}"
    set_count = sum(bool(form.data.get(form.add_prefix(name))) for name in form.fields) if form.is_bound else 0
    said = {
        "count": count,
        "noun": noun or _("kết quả"),
        "button": button or _("Lọc danh sách"),
        "set_count": set_count,
    }
    return {"form": form, "export_url": export_url, "folded": len(form.visible_fields()) >= FOLDED_FROM, **said}


def _page_address(context: Context, number: int, parameter: str) -> str:
    query = context["request"].GET.copy()
    query[parameter] = str(number)
    return f"?{query.urlencode()}"


@register.inclusion_tag("kit/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "trang") -> dict[str, Any]:
    """Links to a list's other pages; the rest of the address is kept. `parameter` names the page number."""
    paginator = page.paginator
    items = [
        (
            number,
            "" if str(number) == str(paginator.ELLIPSIS) else _page_address(context, int(number), parameter),
        )
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "items": items,
        "previous": _page_address(context, page.number - 1, parameter) if page.has_previous() else "",
        "next": _page_address(context, page.number + 1, parameter) if page.has_next() else "",
        "several": paginator.num_pages > 1,
    }
