"""The standing words of a notice that publishes a list; an edition keeps them as they were at its issue."""

from qiao.catalogue.editions.columns import LIST_NAMES
from qiao.catalogue.lifecycles.edition import EditionKind
from qiao.core.editions import batch_name

ADDRESSEES = "各高等学校、科研院所，各有关企业、技术转移机构"
_PURPOSES = {
    EditionKind.DEMANDS: "为推动科技成果供给与产业技术需求精准对接，我办公开征集技术需求，经审核、诊断和单位确认，形成",
    EditionKind.SCENARIOS: "为推动新技术新产品在真实场景中验证和应用，我办公开征集应用场景，经审核和单位确认，形成",
    EditionKind.SUPPLY: "为使科技成果供给贴合重点产业链需要，我办委托专业机构遴选科技成果并逐项核验，形成",
}
_REQUESTS = {
    EditionKind.DEMANDS: "请有关单位组织专家对照清单提出解决方案，通过示范区平台提交。脱敏条目由示范区办公室转接。",
    EditionKind.SCENARIOS: "请有关单位对照清单提出应用方案，通过示范区平台提交。脱敏条目由示范区办公室转接。",
    EditionKind.SUPPLY: "请有关单位对照清单联系对接，并将采纳情况通过示范区平台反馈。",
}
_WHOLE_LIST = "附件为清单主要内容，全部字段见示范区平台同号发布的电子表格。"


def list_title(kind: str, zone_name: str, year: int, serial: int) -> str:
    """江海…示范区2026年第一批技术需求清单."""
    return f"{zone_name}{year}年{batch_name(serial)}{LIST_NAMES[kind]}"


def opening_of(kind: str, year: int, serial: int, item_count: int) -> list[str]:
    """The paragraphs before the attachment: why, what, what to do, where the rest is."""
    name = f"{year}年{batch_name(serial)}{LIST_NAMES[kind]}"
    published = f"{_PURPOSES[EditionKind(kind)]}{name}，共{item_count}项，现予发布。"
    return [published, _REQUESTS[EditionKind(kind)], _WHOLE_LIST]
