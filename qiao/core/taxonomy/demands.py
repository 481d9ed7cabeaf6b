"""Lists used by technology demands (技术需求清单), some of them by achievements and scenarios too."""

from collections.abc import Mapping
from types import MappingProxyType

from qiao.core.taxonomy.labels import Listed

_FEN_PER_WAN = 1_000_000


class DemandKind(Listed):
    """What a demand asks for (需求类型)."""

    TECHNOLOGY_RESEARCH = "technology_research", "技术研发", "Technology research"
    PRODUCT_DEVELOPMENT = "product_development", "产品研发", "Product development"
    TECHNICAL_RENEWAL = "technical_renewal", "技术改造", "Technical renewal"
    TECHNICAL_SUPPLY = "technical_supply", "技术配套", "Technical supply"


class CooperationWay(Listed):
    """How two parties may work together (合作方式); a demand may name any of them."""

    TRANSFER = "transfer", "技术转让", "Transfer"
    LICENCE = "licence", "技术许可", "Licence"
    EQUITY = "equity", "技术入股", "Technology as equity"
    JOINT_DEVELOPMENT = "joint_development", "联合开发", "Joint development"
    COMMISSIONED_RESEARCH = "commissioned_research", "委托研发", "Commissioned research"
    LONG_TERM_SERVICE = "long_term_service", "委托团队或专家长期服务", "Long-term service by a team or expert"
    JOINT_ENTITY = "joint_entity", "共建研发或生产实体", "Joint research or production entity"


# The ways that the holder of an achievement may offer.
ACHIEVEMENT_WAYS: tuple[CooperationWay, ...] = (
    CooperationWay.TRANSFER,
    CooperationWay.LICENCE,
    CooperationWay.EQUITY,
    CooperationWay.JOINT_DEVELOPMENT,
    CooperationWay.COMMISSIONED_RESEARCH,
)


class BudgetBand(Listed):
    """Budget of a demand (预算区间)."""

    NEGOTIABLE = "negotiable", "面议", "Negotiable"
    UNDER_50 = "under_50", "50万元以下", "Under CNY 500,000"
    FROM_50_TO_100 = "from_50_to_100", "50-100万元", "CNY 500,000 to 1 million"
    FROM_100_TO_500 = "from_100_to_500", "100-500万元", "CNY 1 to 5 million"
    FROM_500_TO_1000 = "from_500_to_1000", "500-1000万元", "CNY 5 to 10 million"
    OVER_1000 = "over_1000", "1000万元以上", "CNY 10 million and over"


# Lowest amount of each band (included) and first amount beyond it, in fen; None where there is no bound.
BUDGET_BOUNDS_FEN: Mapping[BudgetBand, tuple[int | None, int | None]] = MappingProxyType(
    {
        BudgetBand.NEGOTIABLE: (None, None),
        BudgetBand.UNDER_50: (0, 50 * _FEN_PER_WAN),
        BudgetBand.FROM_50_TO_100: (50 * _FEN_PER_WAN, 100 * _FEN_PER_WAN),
        BudgetBand.FROM_100_TO_500: (100 * _FEN_PER_WAN, 500 * _FEN_PER_WAN),
        BudgetBand.FROM_500_TO_1000: (500 * _FEN_PER_WAN, 1000 * _FEN_PER_WAN),
        BudgetBand.OVER_1000: (1000 * _FEN_PER_WAN, None),
    }
)


class Urgency(Listed):
    """How soon a demand must be met (紧迫程度)."""

    URGENT = "urgent", "紧急", "Urgent"
    ORDINARY = "ordinary", "一般", "Ordinary"
    LONG_TERM = "long_term", "长期", "Long-term"


class DisclosureLevel(Listed):
    """To whom a record may be shown (公开级别)."""

    PUBLIC = "public", "公开", "Public"
    MASKED = "masked", "脱敏", "Without the names"
    TARGETED = "targeted", "定向", "To chosen parties only"
