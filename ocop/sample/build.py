"""The whole sample province, step by step; each step is safe to run again."""

from collections.abc import Callable, Iterator
from datetime import datetime
from time import monotonic

from ocop.sample.activities import load_activities
from ocop.sample.budget import load_budget
from ocop.sample.chain import load_chain
from ocop.sample.checking import load_checking
from ocop.sample.contribution import load_contribution
from ocop.sample.funding import load_funding
from ocop.sample.history import load_history
from ocop.sample.ideas import load_ideas
from ocop.sample.library import load_library
from ocop.sample.live import load_live_round
from ocop.sample.live_plan import load_live_plan
from ocop.sample.market import load_markets
from ocop.sample.outreach import load_outreach
from ocop.sample.people import load_people
from ocop.sample.places import load_offices, load_places
from ocop.sample.plans import load_plan_124
from ocop.sample.projects import load_projects, load_sample_spaces
from ocop.sample.real_products import load_real_products
from ocop.sample.reporting import load_reporting
from ocop.sample.rewards import load_sample_rewards
from ocop.sample.scans import load_scans
from ocop.sample.split_communes import load_split_communes
from ocop.sample.stamps import load_stamps
from ocop.sample.stories import load_stories


def build_province(*, at: datetime) -> Iterator[tuple[str, float]]:
    """Run every step, yielding its name and how many seconds it took."""
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("đơn vị hành chính trước và sau 1/7/2025", load_places),
        ("cơ quan của kế hoạch", load_offices),
        ("văn bản", load_library),
        ("kế hoạch 124/KH-UBND", load_plan_124),
        ("mô hình điểm, trung tâm thiết kế", load_projects),
        ("kinh phí của kế hoạch", load_budget),
        ("sản phẩm thật và nguồn", lambda: load_real_products(at)),
        ("hai đợt 2019 và 2020", lambda: load_history(at=at)),
        ("người mẫu", lambda: load_people(at=at)),
        ("bản ghi ở xã bị tách", lambda: load_split_communes(at=at)),
        ("đợt đang chạy", lambda: load_live_round(at=at)),
        ("chuỗi mẫu từ sen đến sữa", lambda: load_chain(at=at)),
        ("tem, lô hàng mẫu", lambda: load_stamps(at=at)),
        ("kế hoạch mẫu của năm", lambda: load_live_plan(at=at)),
        ("không gian mẫu và lượt đặt", lambda: load_sample_spaces(at=at)),
        ("đợt khen thưởng mẫu", lambda: load_sample_rewards(at=at)),
        ("hỗ trợ, tín dụng mẫu", lambda: load_funding(at=at)),
        ("nhãn, kết quả năm mẫu", lambda: load_contribution(at=at)),
        ("ý tưởng mẫu", lambda: load_ideas(at=at)),
        ("thị trường", lambda: load_markets(at=at)),
        ("hoạt động 2018-2020 và hoạt động mẫu", lambda: load_activities(at=at)),
        ("bản tin và lời mời mẫu", lambda: load_outreach(at=at)),
        ("bài viết mẫu", lambda: load_stories(at=at)),
        ("kỳ báo cáo mẫu", lambda: load_reporting(at=at)),
        ("kiểm tra số liệu của kế hoạch", lambda: load_checking(at=at)),
        ("lượt quét tem mô phỏng", lambda: load_scans(at=at)),
    )
    for name, step in steps:
        started = monotonic()
        step()
        yield name, monotonic() - started
