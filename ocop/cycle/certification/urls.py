from django.urls import path

from ocop.cycle.certification.views import deciding, decisions, national, referrals, referred, register

app_name = "certification"
urlpatterns = [
    path("", register.recognitions, name="recognitions"),
    path("tai-bang/", register.export, name="export"),
    path("phan-mem-quoc-gia/", national.results, name="national_results"),
    path("phan-mem-quoc-gia/tai-bang/", national.results_sheet, name="national_results_sheet"),
    path("cho-quyet-dinh/", deciding.to_decide, name="to_decide"),
    path("cho-quyet-dinh/<str:public_id>/khong-cong-nhan/", deciding.refuse, name="refuse"),
    path("cho-quyet-dinh/<str:public_id>/trinh-trung-uong/", referrals.refer, name="refer"),
    path("quyet-dinh/", decisions.decisions, name="decisions"),
    path("quyet-dinh/<str:public_id>/", decisions.decision, name="decision"),
    path("quyet-dinh/<str:public_id>/ban-quet/", decisions.scan, name="decision_scan"),
    path("trung-uong/", referrals.referrals, name="referrals"),
    path("trung-uong/<str:public_id>/", referrals.referral, name="referral"),
    path("trung-uong/<str:public_id>/ho-so/", referred.dossier, name="referred_dossier"),
    path("trung-uong/<str:public_id>/tep/<str:citation_id>/", referred.file, name="referred_file"),
    path("trung-uong/<str:public_id>/ket-qua/", referred.result, name="referred_result"),
    path("trung-uong/<str:public_id>/bien-ban/", referred.minutes, name="referred_minutes"),
    path("<str:public_id>/", register.recognition, name="recognition"),
    path("<str:public_id>/hieu-luc/", register.change_standing, name="change_standing"),
    path("<str:public_id>/giay-chung-nhan.pdf", register.certificate, name="certificate"),
]
