"""Vietnamese words for what follows an event, as the page of failed work shows them."""

REACTIONS: dict[str, str] = {
    "dossiers.tell_first_reader": "Báo cho nơi nhận có hồ sơ mới",
    "dossiers.tell_producer_returned": "Báo cho chủ thể hồ sơ cần bổ sung",
    "dossiers.tell_forwarded": "Báo hồ sơ đã chuyển lên cấp trên",
    "dossiers.tell_accepted": "Báo tỉnh đã tiếp nhận hồ sơ",
    "dossiers.tell_withdrawn": "Báo hồ sơ đã được rút",
    "dossiers.tell_concluded": "Báo kết luận của Hội đồng",
    "dossiers.tell_refused": "Báo sản phẩm chưa đạt hạng được công nhận",
    "dossiers.tell_intake_stopped": "Báo đợt đánh giá đã thôi nhận hồ sơ",
    "certification.tell_recognised": "Báo sản phẩm được công nhận",
    "certification.tell_standing": "Báo tình trạng công nhận thay đổi",
    "certification.tell_ministry": "Báo hồ sơ đã chuyển Bộ",
    "reporting.freeze": "Chốt số liệu báo cáo tổng hợp",
    "reporting.make_docx": "Dựng bản Word của báo cáo tổng hợp",
    "reporting.make_pdf": "Dựng bản PDF của báo cáo tổng hợp",
    "reporting.make_xlsx": "Dựng bản Excel của báo cáo tổng hợp",
    "reporting.refill_word": "Thay số mới vào bản Word đã sửa lời",
}
