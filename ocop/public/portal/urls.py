from django.urls import path

from ocop.public.portal import news_views, views
from ocop.public.portal.catalogue import product_pages, record_pages, sitemaps
from ocop.public.portal.catalogue import views as window
from ocop.public.portal.news import NewsFeed

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("anh-chia-se.jpg", views.site_card, name="site_card"),
    path("san-pham/", window.catalogue, name="catalogue"),
    path("san-pham/<str:public_id>/", product_pages.product, name="product"),
    path("san-pham/<str:public_id>/anh/", product_pages.photo, name="photo"),
    path("san-pham/<str:public_id>/anh/<str:size>.webp", product_pages.picture, name="picture"),
    path("san-pham/<str:public_id>/anh-chia-se.jpg", product_pages.share_card, name="share_card"),
    path("san-pham/<str:public_id>/ma-vuong.svg", product_pages.product_code, name="product_code"),
    path("san-pham/<str:public_id>/in/", product_pages.product_sheet, name="product_sheet"),
    path("so-sanh/", product_pages.compare, name="compare"),
    path("chu-the-ocop/", window.records, {"pages": "producers"}, name="producers"),
    path("chu-the-ocop/<str:public_id>/", record_pages.record, {"pages": "producers"}, name="producer"),
    path("lang-nghe/", window.records, {"pages": "craft_villages"}, name="craft_villages"),
    path("lang-nghe/<str:public_id>/", record_pages.record, {"pages": "craft_villages"}, name="craft_village"),
    path("diem-du-lich/", window.records, {"pages": "sites"}, name="sites"),
    path("diem-du-lich/<str:public_id>/", record_pages.record, {"pages": "sites"}, name="site"),
    path("diem-ban/", window.records, {"pages": "outlets"}, name="outlets"),
    path("diem-ban/<str:public_id>/", record_pages.record, {"pages": "outlets"}, name="outlet"),
    path("ban-do/", window.province_map, name="map"),
    path("loi-ich/", views.benefits, name="benefits"),
    path("xac-thuc/", views.verification, name="verification"),
    path("xac-thuc/<str:code>/", views.verdict, name="verdict"),
    path("ban-tin/", news_views.news, name="news"),
    path("ban-tin/atom/", NewsFeed(), name="feed"),
    path("ban-tin/<str:public_id>/", news_views.issue, name="issue"),
    path("ban-tin/<str:public_id>/hinh/", news_views.issue_picture, name="issue_picture"),
    path("ban-tin/<str:public_id>/tep/", news_views.issue_file, name="issue_file"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<str:name>.xml", sitemaps.section, name="sitemap_section"),
]
