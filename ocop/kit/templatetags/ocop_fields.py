"""Tags for forms: error summary, fields, uploads, buttons that know whether the act is allowed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from ocop.kit.scope import YES, Answer
from ocop.kit.ui.parts import FiledFile, each_form

register = template.Library()


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary."""

    text: str
    anchor: str


def _anchor(bound: BoundField) -> str:
    """The element that the keyboard should land on: the first option of a group, else the control itself."""
    if _is_group(bound.field.widget):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id or ""


def _is_group(widget: forms.Widget) -> bool:
    return isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


def _named(bound: BoundField, message: str) -> str:
    """The message with its field's name, unless the sentence already says it."""
    label = str(bound.label or "")
    if not label or label.casefold() in message.casefold():
        return message
    return f"{label} {message}" if label.endswith("?") else f"{label}: {message}"


def problems(*forms_: Any) -> Iterator[Problem]:
    """Every error of the forms in the order of the fields, those of the whole form first."""
    for form in each_form(*forms_):
        if not form.is_bound:
            continue
        for message in form.non_field_errors():
            yield Problem(message, "")
        for bound in form:
            for message in bound.errors:
                yield Problem(_named(bound, message), _anchor(bound))


@register.inclusion_tag("kit/error_summary.html")
def error_summary(*forms_: Any, extra: Iterable[str] = ()) -> dict[str, Any]:
    """The list of what is wrong, on top of the page, each line linked to its field; nothing when all is well.

    Takes forms, formsets and lists of them; `extra` adds sentences of the view (a refused act).
    """
    lines = [Problem(text, "") for text in ([extra] if isinstance(extra, str) and extra else extra)]
    return {"problems": [*lines, *problems(*forms_)]}


def _control_kind(widget: forms.Widget) -> str:
    if _is_group(widget):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "control"


def _control_class(widget: forms.Widget, width: str) -> str:
    if isinstance(widget, (forms.Select, forms.SelectMultiple)):
        return "govuk-select"
    if isinstance(widget, forms.Textarea):
        return "govuk-textarea"
    if isinstance(widget, forms.FileInput):
        return "ocop-file__input"
    width = width or str(getattr(widget, "width", "") or "")
    return f"govuk-input govuk-input--width-{width}" if width else "govuk-input"


def _control_attrs(bound: BoundField, css: str, hint: str) -> dict[str, Any]:
    """Attributes of the control: class, and what describes it (hint, then error)."""
    described = [f"{bound.auto_id}_hint"] if hint else []
    attrs: dict[str, Any] = {}
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
        css += f" {css.split()[0]}--error"
        attrs["aria-invalid"] = "true"
    if described:
        attrs["aria-describedby"] = " ".join(described)
    own = bound.field.widget.attrs.get("class", "")
    return {**attrs, "class": f"{css} {own}".strip()}


def _options(bound: BoundField) -> list[dict[str, Any]]:
    """The options of a radio or checkbox group, with its id, hint and points where known."""
    widget = bound.field.widget
    hints = getattr(widget, "hints", {})
    points = getattr(widget, "points", {})
    options = []
    for option in bound.subwidgets:
        value = str(option.data["value"])
        options.append(
            {
                "id": option.data["attrs"].get("id", ""),
                "name": option.data["name"],
                "value": value,
                "label": option.data["label"],
                "checked": option.data["selected"],
                "disabled": option.data["attrs"].get("disabled", False),
                "hint": hints.get(value, ""),
                "points": points.get(value, ""),
                "attrs": {key: val for key, val in option.data["attrs"].items() if key.startswith(("hx-", "data-"))},
            }
        )
    return options


def _group_context(bound: BoundField) -> dict[str, Any]:
    widget = bound.field.widget
    many = isinstance(widget, forms.CheckboxSelectMultiple)
    return {
        "options": _options(bound),
        "kind": "checkboxes" if many else "radios",
        "input_type": "checkbox" if many else "radio",
        "inline": getattr(widget, "inline", False),
        "big": getattr(widget, "big", False),
    }


@register.inclusion_tag("kit/field.html")
def field(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    label_size: str = "",
    width: str | int = "",
    prefix: str = "",
    suffix: str = "",
    hide_label: bool = False,
) -> dict[str, Any]:
    """One form field whole: label, hint, error, control.

    `label_size` s, m, l or xl (l or xl makes the label the page's heading, h1); `width` 2, 3, 4, 5, 10 or 20
    characters; `prefix`/`suffix` a unit beside the box; `hide_label` keeps the label for screen readers only.
    """
    widget = bound.field.widget
    hint = hint or str(bound.help_text or "")
    if widget.is_hidden:
        return {"hidden": bound.as_widget()}
    kind = _control_kind(widget)
    context: dict[str, Any] = {
        "field": bound,
        "shape": kind,
        "label": label or bound.label,
        "hint": hint,
        "label_size": label_size,
        "is_heading": label_size in {"l", "xl"},
        "hide_label": hide_label,
        "optional": not bound.field.required and not getattr(bound.field, "optional_is_plain", False),
        "prefix": prefix or getattr(bound.field, "prefix_text", ""),
        "suffix": suffix or getattr(bound.field, "suffix_text", ""),
        "describedby": _control_attrs(bound, "x", hint).get("aria-describedby", ""),
    }
    if kind == "group":
        return context | _group_context(bound)
    if kind == "checkbox":
        return context | {"control": bound.as_widget(attrs=_control_attrs(bound, "govuk-checkboxes__input", hint))}
    return context | {"control": bound.as_widget(attrs=_control_attrs(bound, _control_class(widget, str(width)), hint))}


@register.inclusion_tag("kit/upload_list.html", takes_context=True)
def upload_list(context: Context, files: Iterable[FiledFile]) -> dict[str, Any]:
    """The files already given, each with its own state in words and what can be done with it."""
    return {"files": list(files), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("kit/upload.html")
def upload(bound: BoundField, label: str = "", hint: str = "") -> dict[str, Any]:
    """A file box that says what was chosen, that it is on its way, and when it is too big.

    Put it inside a `multipart/form-data` form. What is filed already goes in `{% upload_list files %}` OUTSIDE
    that form, since each file has its own remove button.
    """
    context = field(bound, label=label, hint=hint)
    return context | {
        "max_bytes": getattr(bound.field, "max_bytes", settings.OCOP_UPLOAD_MAX_BYTES),
        "takes_pictures": "image" in bound.field.widget.attrs.get("accept", "image"),
    }


def _button(text: str, variant: str, name: str, value: str) -> SafeString:
    css = f" govuk-button--{variant}" if variant in {"secondary", "warning", "inverse"} else ""
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button type="submit" class="govuk-button{}"{} data-once>{}</button>', css, named, text)


def refusal(text: str, reason: str) -> SafeString:
    """What stands in the place of a button that may not be pressed: the act and the reason, in words."""
    return format_html(
        '<p class="ocop-refused"><span class="ocop-refused__act">{}</span> {}</p>',
        text,
        conditional_escape(reason or "Anh/chị chưa làm được việc này."),
    )


def _answer(answer: Any) -> Answer:
    """The policy's answer; a template may leave it out (None, or "" for an unknown name)."""
    return answer if isinstance(answer, Answer) else YES


@register.simple_tag
def act_button(
    answer: Answer | None, text: str, variant: str = "", name: str = "", value: str = "", hide: bool = False
) -> SafeString:
    """A submit button that follows a policy's answer: yes, the button; no, the act with the reason in words.

    `variant` "" (main), "secondary" or "warning"; `hide=True` shows nothing at all for a no.
    """
    answer = _answer(answer)
    if answer:
        return _button(text, variant, name, value)
    return SafeString("") if hide else refusal(text, answer.reason)


@register.simple_tag
def act_link(
    answer: Answer | None, text: str, url: str, variant: str = "", hide: bool = False, button: bool = True
) -> SafeString:
    """A link to the page of an act, under a policy's answer; `button=False` for a plain link."""
    answer = _answer(answer)
    if not answer:
        return SafeString("") if hide else refusal(text, answer.reason)
    if not button:
        return format_html('<a class="govuk-link" href="{}">{}</a>', url, text)
    css = f" govuk-button--{variant}" if variant in {"secondary", "warning", "inverse"} else ""
    return format_html('<a class="govuk-button{}" href="{}" role="button" draggable="false">{}</a>', css, url, text)


@register.inclusion_tag("kit/post_button.html", takes_context=True)
def post_button(
    context: Context, answer: Answer | None, text: str, url: str, variant: str = "", hide: bool = False
) -> dict[str, Any]:
    """A little form with one button that posts to `url`, under a policy's answer; never inside a form."""
    answer = _answer(answer)
    control = _button(text, variant, "", "") if answer else ("" if hide else refusal(text, answer.reason))
    return {"allowed": bool(answer), "control": control, "url": url, "csrf_token": context.get("csrf_token")}
