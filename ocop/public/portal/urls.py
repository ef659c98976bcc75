from django.urls import path

from ocop.public.portal import news_views, views
from ocop.public.portal.news import NewsFeed

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("san-pham/", views.catalogue, name="catalogue"),
    path("san-pham/<str:public_id>/", views.product, name="product"),
    path("san-pham/<str:public_id>/anh/", views.photo, name="photo"),
    path("loi-ich/", views.benefits, name="benefits"),
    path("xac-thuc/", views.verification, name="verification"),
    path("xac-thuc/<str:code>/", views.verdict, name="verdict"),
    path("ban-tin/", news_views.news, name="news"),
    path("ban-tin/atom/", NewsFeed(), name="feed"),
    path("ban-tin/<str:public_id>/", news_views.issue, name="issue"),
    path("ban-tin/<str:public_id>/hinh/", news_views.issue_picture, name="issue_picture"),
    path("ban-tin/<str:public_id>/tep/", news_views.issue_file, name="issue_file"),
    path("lang-nghe/", news_views.craft_villages, name="craft_villages"),
    path("robots.txt", views.robots, name="robots"),
]
