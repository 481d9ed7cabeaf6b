"""Lists used by application scenarios (新技术应用场景清单)."""

from qiao.core.taxonomy.labels import Listed


class ScenarioSize(Listed):
    """The three sizes of the State Council office opinion of November 2025 (场景规模)."""

    COMPREHENSIVE = "comprehensive", "综合性重大场景", "Major comprehensive scenario"
    INDUSTRY = "industry", "行业领域集成式场景", "Integrated scenario of one industry"
    FOCUSED = "focused", "高价值小切口场景", "Focused scenario of high value"


class ScenarioOpener(Listed):
    """Kind of the unit that opens a scenario (场景主体类型)."""

    GOVERNMENT = "government", "政府部门", "Government department"
    STATE_FIRM = "state_firm", "国企", "State-owned enterprise", "国有企业"
    HOSPITAL = "hospital", "医院", "Hospital"
    SCHOOL = "school", "学校", "School"
    PARK = "park", "园区", "Industrial park"
    ENTERPRISE = "enterprise", "企业", "Enterprise"


class PurchaseWay(Listed):
    """How the opener of a scenario takes the product (采购方式)."""

    TRIAL = "trial", "试用", "Trial use"
    FIRST_PURCHASE = "first_purchase", "首购", "First purchase"
    GOVERNMENT_PROCUREMENT = "government_procurement", "政府采购", "Government procurement"
    OPEN_CHALLENGE = "open_challenge", "揭榜", "Open challenge"
    JOINT_BUILDING = "joint_building", "合作共建", "Joint building"


class FundingSource(Listed):
    """Where the money of a scenario comes from (资金来源)."""

    OWN = "own", "自筹", "Own money"
    FISCAL = "fiscal", "财政", "Fiscal money"
    NONE = "none", "无", "No money"
