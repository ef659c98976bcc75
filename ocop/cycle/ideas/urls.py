from django.urls import path

from ocop.cycle.ideas.views import answers, candidates, ideas, lists, mine

app_name = "ideas"
urlpatterns = [
    path("", lists.ideas, name="ideas"),
    path("excel/", lists.ideas_sheet, name="ideas_sheet"),
    path("in/", lists.ideas_print, name="ideas_print"),
    path("cua-toi/", mine.mine, name="mine"),
    path("cua-toi/<str:public_id>/", mine.mine_one, name="mine_one"),
    path("cua-toi/<str:public_id>/anh/", mine.mine_picture, name="mine_picture"),
    path("<str:public_id>/", ideas.idea, name="idea"),
    path("<str:public_id>/anh/", ideas.picture, name="picture"),
    path("<str:public_id>/nhan/", answers.accept, name="accept"),
    path("<str:public_id>/hoi/", answers.ask, name="ask"),
    path("<str:public_id>/chua-nhan/", answers.refuse, name="refuse"),
    path("<str:public_id>/gop/", answers.merge, name="merge"),
    path("<str:public_id>/xem-lai/", answers.reopen, name="reopen"),
    path("<str:public_id>/chuyen/", answers.hand_on, name="hand_on"),
    path("<str:public_id>/tien-san-pham/", candidates.candidate, name="candidate"),
    path("<str:public_id>/hien/", ideas.show, name="show"),
    path("<str:public_id>/an/", ideas.hide, name="hide"),
]
