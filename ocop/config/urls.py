"""Every address of the platform, room by room. Those for everybody also stand under `/en/`, in English."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ocop.config import health, home

urlpatterns = [
    *i18n_patterns(
        path("", include("ocop.public.portal.urls")),
        path("", include("ocop.public.retail.urls")),
        path("", include("ocop.public.scans.urls")),
        path("", include("ocop.public.stories.urls")),
        path("", include("ocop.public.api.urls")),
        path("", include("ocop.public.doubts.urls")),
        path("", include("ocop.public.resolver.urls")),
        path("", include("ocop.public.transparency.urls")),
        path("y-tuong/", include("ocop.public.ideabox.urls")),
        prefix_default_language=False,
    ),
    path("api/v1/", include("ocop.public.api.service_urls")),
    path("epcis/v2/", include("ocop.public.epcis_api.service_urls")),
    path("", include("ocop.ground.registry.urls")),
    path("", include("ocop.kit.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("viec-can-lam/", home.home, name="home"),
    path("nhap-bang/", include("ocop.ground.intake.urls")),
    path("tai-khoan/", include("ocop.ground.accounts.urls")),
    path("tai-khoan/", include("ocop.ground.accounts.sign_in_urls")),
    path("don-vi/", include("ocop.ground.offices.urls")),
    path("chuong-trinh/", include("ocop.ground.programme.urls")),
    path("ke-hoach/", include("ocop.ground.planning.urls")),
    path("chu-the/", include("ocop.ground.producers.urls")),
    path("kinh-phi/", include("ocop.ground.budget.urls")),
    path("y-tuong-san-pham/", include("ocop.cycle.ideas.urls")),
    path("ho-so/", include("ocop.cycle.dossiers.urls")),
    path("hoi-dong/", include("ocop.cycle.evaluation.urls")),
    path("cong-nhan/", include("ocop.cycle.certification.urls")),
    path("tem/", include("ocop.cycle.traceability.urls")),
    path("chuoi/", include("ocop.cycle.epcis.urls")),
    path("quet-tem/", include("ocop.cycle.scans.urls")),
    path("hoat-dong/", include("ocop.support.activities.urls")),
    path("bien-tap/", include("ocop.public.stories.desk_urls")),
    path("thi-truong/", include("ocop.support.markets.urls")),
    path("ho-tro/", include("ocop.support.funding.urls")),
    path("du-an/", include("ocop.support.projects.urls")),
    path("ket-qua-chung/", include("ocop.support.contribution.urls")),
    path("bang-dieu-hanh/", include("ocop.oversight.dashboards.urls")),
    path("so-lieu/", include("ocop.oversight.figures.urls")),
    path("kiem-tra-so-lieu/", include("ocop.oversight.checking.urls")),
    path("bao-cao/", include("ocop.oversight.reporting.urls")),
    path("khen-thuong/", include("ocop.support.rewards.urls")),
    path("chao-hang/", include("ocop.public.retail.desk_urls")),
    path("doi-tac/", include("ocop.public.partners.urls")),
]

handler400 = "ocop.kit.views.bad_request"
handler403 = "ocop.kit.views.permission_denied"
handler404 = "ocop.kit.views.page_not_found"
handler500 = "ocop.kit.views.server_error"
