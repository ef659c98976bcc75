"""What is known of a producer and a product before anything is typed."""

from datetime import date

from ocop.cycle.dossiers.models import Dossier
from ocop.ground.producers.models import Representative


def known_answers(dossier: Dossier, on: date) -> dict[str, str]:
    """What is known already of the producer and the product, by the source a registration field names."""
    producer, product = dossier.producer, dossier.product
    speaker = Representative.objects.on(on).filter(producer=producer).select_related("user").order_by("pk").first()
    form = producer.legal_form
    return {
        "producer": producer.name,
        "address": producer.address,
        "phone": producer.phone,
        "email": producer.email,
        "registration_number": form.registration_number if form else "",
        "representative": speaker.user.full_name if speaker else "",
        "position": speaker.position if speaker else "",
        "description": product.description,
        "story": product.story,
    }
