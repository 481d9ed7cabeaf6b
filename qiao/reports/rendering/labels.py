"""Fixed Chinese words of the published files: kinds of list, kinds of change, marks and dates."""

from datetime import date

EXAMPLE_MARK = "（示例数据）"
CHANGE_NAMES = {"added": "新增", "changed": "变更", "removed": "移出"}
KIND_NAMES = {
    "demands": "技术需求清单",
    "scenarios": "新技术应用场景清单",
    "supply": "“定制化”技术成果供给清单",
}
WITHDRAWN_NAME, IN_FORCE_NAME = "已撤回", "有效"


def long_date(day: date) -> str:
    """成文日期: Arabic, whole year, no leading zero (2026年3月5日)."""
    return f"{day.year}年{day.month}月{day.day}日"
