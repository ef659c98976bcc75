from django.urls import path

from ocop.cycle.traceability.views import balance, batches, epochs, printing, recalls, stamps

app_name = "traceability"
urlpatterns = [
    path("", stamps.ranges, name="ranges"),
    path("excel/", stamps.ranges_sheet, name="ranges_sheet"),
    path("lay/", stamps.issue, name="issue"),
    path("dai/<str:public_id>/", stamps.one_range, name="range"),
    path("dai/<str:public_id>/tep-ma/", printing.take_codes, name="take_codes"),
    path("dai/<str:public_id>/in/", printing.labels, name="labels"),
    path("dai/<str:public_id>/kich-hoat/", stamps.activate, name="activate"),
    path("dai/<str:public_id>/bao-mat/", stamps.void, name="void"),
    path("kich-hoat/<str:public_id>/chuyen-lo/", stamps.move, name="move"),
    path("can-doi/", balance.balance, name="balance"),
    path("can-doi/excel/", balance.balance_sheet, name="balance_sheet"),
    path("can-doi/<str:public_id>/", balance.product_balance, name="product_balance"),
    path("can-doi/<str:public_id>/cong-suat/", balance.declare_capacity, name="declare_capacity"),
    path("can-doi/<str:public_id>/<int:year>/xem-xet/", balance.review, name="review"),
    path("khoa/", epochs.epochs, name="epochs"),
    path("khoa/<int:number>/dong/", epochs.close_epoch, name="close_epoch"),
    path("lo/", batches.batches, name="batches"),
    path("lo/excel/", batches.batches_sheet, name="batches_sheet"),
    path("lo/them/", batches.add_batch, name="add_batch"),
    path("lo/<str:public_id>/", batches.batch, name="batch"),
    path("lo/<str:public_id>/sua/", batches.change_batch, name="change_batch"),
    path("lo/<str:public_id>/thu-hoi/", recalls.declare, name="declare_recall"),
    path("thu-hoi/", recalls.recalls, name="recalls"),
    path("thu-hoi/excel/", recalls.recalls_sheet, name="recalls_sheet"),
    path("thu-hoi/<str:public_id>/", recalls.recall, name="recall"),
    path("thu-hoi/<str:public_id>/da-bao/", recalls.tell, name="tell_recall"),
    path("thu-hoi/<str:public_id>/chua-bao/", recalls.untell, name="untell_recall"),
    path("thu-hoi/<str:public_id>/ket-thuc/", recalls.end, name="end_recall"),
    path("thu-hoi/<str:public_id>/thong-bao/", recalls.notice, name="recall_notice"),
]
