"""The author's answer to a question, by the link or signed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.kit import forms as kit


class AnswerForm(kit.OcopForm):
    text = forms.CharField(label=_("Câu trả lời của anh/chị"), max_length=1500, widget=kit.TextArea(rows=4))
