"""What people type of periods, returns and reports."""

from ocop.oversight.reporting.forms.periods import (
    AddOfficeForm,
    PeriodChangeForm,
    PeriodFilter,
    PeriodForm,
    ReturnFilter,
    ShortWhyForm,
    WhyForm,
)
from ocop.oversight.reporting.forms.writing import (
    EditedWordForm,
    ReportForm,
    ReturnForm,
    StartReportForm,
    SubmitReportForm,
)

__all__ = [
    "AddOfficeForm",
    "EditedWordForm",
    "PeriodChangeForm",
    "PeriodFilter",
    "PeriodForm",
    "ReportForm",
    "ReturnFilter",
    "ReturnForm",
    "ShortWhyForm",
    "StartReportForm",
    "SubmitReportForm",
    "WhyForm",
]
