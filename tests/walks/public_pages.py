"""Where every page that answers everybody stands in the sample province, in the states that look different.

No link leads to some of them: a stamp is scanned, a recall is told of, an author keeps the address of an idea.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import translation

from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.states import Standing
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.states import IdeaState
from ocop.cycle.scans.models import Doubt
from ocop.cycle.traceability.actions import declare_recall
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import Activation, Batch, Recall, StampRange
from ocop.ground.accounts.models import User
from ocop.ground.accounts.tokens import digest
from ocop.ground.producers.models import Product
from ocop.kit import clock
from ocop.kit.languages import language_of
from ocop.public.portal.catalogue import kinds
from ocop.public.portal.news import issues
from ocop.public.stories.models import Article
from ocop.public.stories.states import SLUGS
from ocop.public.transparency.register import register
from ocop.rules.stamps import Stamp, code_of
from ocop.sample import journey
from ocop.support.activities.models import Activity
from ocop.support.markets import actions as markets
from ocop.support.markets.models import Community
from tests.walks.routes import ROUTES

# What it is to a visitor, its route, the arguments of that, and what stands behind the question mark.
Page = tuple[str, str, tuple[Any, ...], str]
SECRET, DOOR = "theo-doi-mot-y-tuong-mau", "diem-danh-mau"
# Files, pictures, feeds and answers to programs: nothing to look at.
NO_PAGES = {
    *(
        "portal:photo",
        "portal:picture",
        "portal:share_card",
        "portal:site_card",
        "portal:product_code",
        "portal:robots",
        "portal:feed",
    ),
    *("portal:issue_picture", "portal:issue_file", "portal:sitemap", "portal:sitemap_section", "healthz"),
    *("stories:feed", "stories:feed_of_kind", "stories:json_feed", "stories:json_feed_of_kind", "stories:picture"),
    *("stories:speech_file", "stories:board_file", "stories:icalendar", "ideabox:picture", "ideabox:own_picture"),
    *(
        "rewards:rewarded_sheet",
        "transparency:translation",
        "api:dictionary",
        "transparency:dcat",
        "transparency:dataset",
        "transparency:register_sheet",
    ),
    *("v1:api-root", "v1:openapi-json", "v1:products", "v1:product", "v1:register", "v1:certificate", "v1:stamp"),
    *("v1:indicators", "v1:indicator", "v1:places", "v1:offers", "resolver:description"),
    *("retail:pack_file", "retail:bars", "portal:site_card"),
    *(name for name in ROUTES if name.startswith("epcis_v2:")),
}
# Pages of a sign-in that has begun elsewhere, and of a developer's machine.
NOT_HERE = {
    *("kit:gallery", "kit:gallery_paper", "kit:gallery_public", "account_logout", "account_inactive"),
    *("mfa_authenticate", "socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup"),
    *("openid_connect_login", "openid_connect_callback"),
}
# How a page answers that has nothing to show.
SAYS_NO = {
    "invitation that is over": 410,
    "certificate, mistyped": 404,
    "barcode nobody has": 404,
    "address that is no page": 404,
    "stamp, mistyped": 404,
}


def happen_now() -> None:
    """What the sample leaves out: a lot called back, a craft village, the door of a class, what an author keeps."""
    lot = Batch.objects.get(lot="TTS-01")
    by, office = (
        journey.actor(User.objects.get(login=who), clock.today()) for who in ("0900000001", "tinh@mau.example")
    )
    village = {"name": "Làng sen mẫu", "kind": "craft_village", "producers": [lot.product.producer]}
    markets.enter(Community, village | {"unit": lot.product.producer.unit}, by=office, at=clock.now())
    said = {
        "reason": "Nấm mốc ở mẻ sấy đầu (mẫu)",
        "danger": "Có thể đau bụng",
        "advice": "Đừng uống, mang trả nơi mua",
    }
    if not Recall.objects.binding().filter(batch=lot).exists():
        declare_recall(lot, **said, by=by, at=clock.now())
    Idea.objects.filter(pk=Idea.objects.exclude(state=IdeaState.MERGED).earliest("pk").pk).update(secret=digest(SECRET))
    Activity.objects.filter(pk=Activity.objects.filter(is_sample=True).latest("pk").pk).update(sign_in_key=DOOR)


def public_pages(language: str) -> Iterator[tuple[str, str]]:
    """What a page is to a visitor, and its address in a language it is written in; `happen_now` comes first."""
    for name, route, args, tail in every_page():
        with translation.override(language):
            address = reverse(route, args=args) + tail
        if language_of(address) == language:
            yield name, address


def every_page() -> Iterator[Page]:
    for name in (
        *("portal:front", "portal:catalogue", "portal:compare", "portal:producers", "portal:verification"),
        *("portal:benefits", "portal:news", "portal:craft_villages", "portal:sites", "portal:outlets", "portal:map"),
        *("stories:articles", "stories:calendar", "ideabox:front", "ideabox:offer", "api:open_data", "api:reference"),
        *("transparency:results", "transparency:register", "transparency:decisions", "transparency:take_part"),
        *("rewards:rewarded", "account_login", "account_reset_password"),
    ):
        yield name, name, (), ""
    yield "catalogue, nothing found", "portal:catalogue", (), "?tim=khong+co+san+pham+nao"
    yield "catalogue, narrowed", "portal:catalogue", (), "?tim=sen&sao=3&trang=1"
    yield "invitation that is over", "accounts:invitation", ("khong-con-hieu-luc",), ""
    yield "door of a class", "activities:sign_in", (DOOR,), ""
    yield from _of_products()
    yield from _of_stamps()
    yield from _of_records()


def _of_products() -> Iterator[Page]:
    by_product = Recognition.objects.order_by("pk")
    standing = by_product.get(product__name="Trà tim sen Tháp Mười")
    ended = register(clock.today()).filter(standing=Standing.EXPIRED)[0]
    trial = by_product.filter(is_trial=True, certificate__isnull=False)[0]
    rebuilt = by_product.filter(is_reconstructed=True)[0]
    for name, star in (("standing", standing), ("ended", ended), ("trial", trial), ("rebuilt", rebuilt)):
        yield f"product, {name}", "portal:product", (star.product.public_id,), ""
        yield f"sheet of a product, {name}", "portal:product_sheet", (star.product.public_id,), ""
    for name, star in (("standing", standing), ("ended", ended)):
        yield f"retailers' pack, {name}", "retail:pack", (star.product.public_id,), ""
        yield f"recognition, {name}", "transparency:recognition", (star.public_id,), ""
    compared = "&".join(f"sp={star.product.public_id}" for star in (standing, ended, trial))
    yield "products side by side", "portal:compare", (), f"?{compared}"
    yield "certificate, standing", "portal:verdict", (standing.certificate.code,), ""
    yield "certificate, trial", "portal:verdict", (trial.certificate.code,), ""
    yield "certificate, mistyped", "portal:verdict", ("2345-6789-ABCD",), ""
    yield "barcode nobody has", "resolver:resolve", ("08938500000010",), ""
    yield "address that is no page", "portal:product", ("zzzzzzzzzzzz",), ""


def _of_stamps() -> Iterator[Page]:
    standing = Activation.objects.filter(batch__lot="TTS-02").earliest("pk")
    recalled = Activation.objects.filter(batch__lot="TTS-01").earliest("pk")
    scratched = StampRange.objects.get(has_pin=True)
    stamps = {
        "standing": Stamp(standing.range.epoch_id, standing.first),
        "called back": Stamp(recalled.range.epoch_id, recalled.first),
        "spoiled": Stamp(standing.range.epoch_id, standing.range.first + 2000),
        "not activated": Stamp(standing.range.epoch_id, standing.range.last),
        "to scratch": Stamp(scratched.epoch_id, scratched.first),
    }
    codes = {name: code_of(keys_of(stamp.epoch), stamp) for name, stamp in stamps.items()}
    for name, code in codes.items():
        yield f"stamp, {name}", "public_scans:stamp", (code,), ""
    slip = codes["standing"][:-1] + str((int(codes["standing"][-1]) + 1) % 10)
    yield "stamp, mistyped", "public_scans:stamp", (slip,), ""
    yield "number under a scratch", "public_scans:scratch", (codes["to scratch"],), ""
    yield "doubt", "doubts:report", (codes["standing"],), ""
    yield "doubt, sent", "doubts:sent", (Doubt.objects.earliest("pk").public_id,), ""
    yield "recall", "resolver:recall", (Recall.objects.earliest("pk").public_id,), ""


def _of_records() -> Iterator[Page]:
    on, at = clock.today(), clock.now()
    producer = Product.objects.get(name="Trà tim sen Tháp Mười").producer
    yield "producer", "portal:producer", (producer.public_id,), ""
    yield "craft village", "portal:craft_village", (kinds.craft_villages(on)[0].public_id,), ""
    yield "tourist site", "portal:site", (kinds.sites(on)[0].public_id,), ""
    yield "point of sale", "portal:outlet", (kinds.outlets(on)[0].public_id,), ""
    yield "issue", "portal:issue", (issues(on)[0].public_id,), ""
    for article in Article.objects.public(at).order_by("pk"):
        yield f"article, {SLUGS[article.kind]}", "stories:article", (article.public_id,), ""
    yield "article for loudspeakers", "stories:broadcast", (article.public_id,), ""
    yield "idea", "ideabox:idea", (Idea.objects.shown_to_all().earliest("pk").public_id,), ""
    yield "idea, followed", "ideabox:follow", (SECRET,), ""
    yield "idea, sent", "ideabox:sent", (SECRET,), ""
