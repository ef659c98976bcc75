"""What kinds of events there are, and why one is declared to be wrong."""

from django.db import models

from ocop.rules.epcis import Kind as Shape
from ocop.rules.epcis import Role as Part


class Kind(models.TextChoices):
    """The five shapes of EPCIS 2.0."""

    OBJECT = Shape.OBJECT.value, "Ghi nhận"
    AGGREGATION = Shape.AGGREGATION.value, "Đóng gói chung"
    TRANSACTION = Shape.TRANSACTION.value, "Gắn chứng từ"
    TRANSFORMATION = Shape.TRANSFORMATION.value, "Chế biến"
    ASSOCIATION = Shape.ASSOCIATION.value, "Gắn cố định"


class Role(models.TextChoices):
    """As what a thing takes part in an event."""

    EPC = Part.EPC.value, "Vật"
    QUANTITY = Part.QUANTITY.value, "Lượng"
    PARENT = Part.PARENT.value, "Kiện chứa"
    CHILD = Part.CHILD.value, "Trong kiện"
    INPUT = Part.INPUT.value, "Đưa vào"
    OUTPUT = Part.OUTPUT.value, "Làm ra"


class ErrorReason(models.TextChoices):
    """Why an event is taken back, as the core business vocabulary names it."""

    DID_NOT_OCCUR = "did_not_occur", "Việc này không xảy ra"
    INCORRECT_DATA = "incorrect_data", "Ghi sai, có dòng ghi lại"
