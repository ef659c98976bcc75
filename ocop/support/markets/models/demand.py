"""Buyers who look for products, and products on their way to a marketplace."""

from django.db import models

from ocop.ground.producers.models import Producer, Product
from ocop.support.markets.models.kept import NamedKept
from ocop.support.markets.models.places import Partner
from ocop.support.markets.queries import KeptQuerySet, LeadQuerySet
from ocop.support.markets.states import ItemState, LeadState


class SalesLead(NamedKept):
    """Somebody wants to buy: `name` is who, `wants` is what."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="leads")
    wants = models.TextField("Cần mua gì", max_length=2000)
    quantity = models.CharField("Số lượng", max_length=100, blank=True)
    place = models.CharField("Ở đâu", max_length=150, blank=True)
    contact = models.CharField("Cách liên hệ", max_length=200, blank=True)
    received_on = models.DateField("Ngày nhận")
    answer_by = models.DateField("Cần trả lời trước", null=True, blank=True)
    state = models.CharField("Trạng thái", max_length=10, choices=LeadState.choices, default=LeadState.OPEN)
    closed_because = models.CharField("Kết quả", max_length=300, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = "Nhu cầu mua"
        verbose_name_plural = "Nhu cầu mua"
        ordering = ["-received_on", "-pk"]

    def search_text(self) -> str:
        return f"{self.name} | {self.wants[:240]}"


class LeadAnswer(models.Model):
    """A producer says what it can supply; one answer a producer, which it may write anew."""

    lead = models.ForeignKey(SalesLead, on_delete=models.CASCADE, related_name="answers")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("Trả lời", max_length=1000)
    answered_at = models.DateTimeField("Lúc")

    class Meta:
        verbose_name = "Trả lời nhu cầu mua"
        verbose_name_plural = "Trả lời nhu cầu mua"
        ordering = ["answered_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["lead", "producer"], name="one_answer_per_producer")]

    def __str__(self) -> str:
        return f"{self.producer}: {self.text[:60]}"


class OnboardingList(NamedKept):
    """Products chosen to go on a marketplace together."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="onboarding", verbose_name="Sàn")
    products = models.ManyToManyField(Product, through="OnboardingItem", related_name="+")
    sent_on = models.DateField("Ngày gửi", null=True, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "Danh sách đưa lên sàn"
        verbose_name_plural = "Danh sách đưa lên sàn"
        ordering = ["-created_at", "-pk"]


class OnboardingItem(models.Model):
    list = models.ForeignKey(OnboardingList, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("Trạng thái", max_length=10, choices=ItemState.choices, default=ItemState.CHOSEN)
    settled_on = models.DateField("Sàn trả lời ngày", null=True, blank=True)
    note = models.CharField("Ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "Sản phẩm đưa lên sàn"
        verbose_name_plural = "Sản phẩm đưa lên sàn"
        ordering = ["product__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["list", "product"], name="onboarded_once_in_a_list")]

    def __str__(self) -> str:
        return f"{self.product}: {self.get_state_display()}"
