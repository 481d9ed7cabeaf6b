"""What an edition says about itself, in Chinese labels, for the sheets and tables."""

from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.labels import CHANGE_NAMES, EXAMPLE_MARK, IN_FORCE_NAME, KIND_NAMES, long_date


def metadata_rows(document: EditionDocument) -> tuple[tuple[str, str], ...]:
    """Label and value of everything a reader needs to cite and verify the edition."""
    withdrawn = f"已于{long_date(document.withdrawn_on)}撤回" if document.withdrawn_on else IN_FORCE_NAME
    rows = [
        ("清单编号", document.number),
        ("清单类别", KIND_NAMES[document.kind]),
        ("清单名称", document.title),
        ("示范区", document.zone_name),
        ("发布机关", document.issuer),
        ("发文字号", document.document_number),
        ("发布日期", document.issued_on.isoformat()),
        ("批准", document.approved_by),
        ("编制", document.compiled_by),
        ("条目数", str(len(document.items))),
        ("上一期", document.previous_number or "无（首期）"),
        ("状态", withdrawn),
        ("摘要（SHA-256）", document.digest),
        *((("核验地址", document.verification_url),) if document.verification_url else ()),
        ("联系方式", document.contact),
    ]
    if document.withdrawn_on:
        rows.insert(12, ("撤回原因", document.withdrawal_reason))
    if document.is_example:
        rows.append(("数据性质", EXAMPLE_MARK.strip("（）")))
    return tuple(rows)


def change_rows(document: EditionDocument) -> tuple[tuple[str, str, str, str], ...]:
    """Kind of change, code, title and the headings of the changed columns."""
    return tuple(
        (
            CHANGE_NAMES[change.kind],
            change.code,
            change.title,
            "、".join(document.heading_of(key) for key in change.fields),
        )
        for change in document.changes or ()
    )
