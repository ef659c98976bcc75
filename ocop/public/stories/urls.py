from django.urls import path

from ocop.public.stories.feeds import ArticleFeed, json_feed
from ocop.public.stories.views import calendar, reading

app_name = "stories"
urlpatterns = [
    path("bai-viet/", reading.articles, name="articles"),
    path("bai-viet/atom/", ArticleFeed(), name="feed"),
    path("bai-viet/atom/<slug:kind>/", ArticleFeed(), name="feed_of_kind"),
    path("bai-viet/feed.json", json_feed, name="json_feed"),
    path("bai-viet/<slug:kind>/feed.json", json_feed, name="json_feed_of_kind"),
    path("bai-viet/<str:public_id>/", reading.article, name="article"),
    path("bai-viet/<str:public_id>/hinh/<str:picture_id>/", reading.picture, name="picture"),
    path("bai-viet/<str:public_id>/ban-phat/", reading.broadcast, name="broadcast"),
    path("bai-viet/<str:public_id>/loa.txt", reading.speech_file, name="speech_file"),
    path("bai-viet/<str:public_id>/bang-chu.txt", reading.board_file, name="board_file"),
    path("lich/", calendar.month, name="calendar"),
    path("lich/ocop.ics", calendar.icalendar_feed, name="icalendar"),
]
