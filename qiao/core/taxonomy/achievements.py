"""Lists used by achievements and by customised supply lists."""

from qiao.core.taxonomy.labels import Listed


class AchievementKind(Listed):
    """In what form an achievement exists (成果类型)."""

    PATENT = "patent", "专利", "Patent"
    KNOW_HOW = "know_how", "专有技术", "Know-how"
    SOFTWARE = "software", "软件", "Software"
    NEW_VARIETY = "new_variety", "新品种", "New variety"
    LAYOUT_DESIGN = "layout_design", "集成电路布图", "Integrated circuit layout", "集成电路布图设计"


class IpKind(Listed):
    """Kind of an intellectual property right (知识产权类型)."""

    INVENTION = "invention", "发明专利", "Invention patent"
    UTILITY_MODEL = "utility_model", "实用新型", "Utility model", "实用新型专利"
    DESIGN = "design", "外观设计", "Design", "外观设计专利"
    SOFTWARE_COPYRIGHT = "software_copyright", "软件著作权", "Software copyright", "软著"
    PLANT_VARIETY = "plant_variety", "植物新品种", "New plant variety", "植物新品种权"
    LAYOUT_DESIGN = "layout_design", "集成电路布图设计", "Integrated circuit layout design", "集成电路布图"


class IpLegalStatus(Listed):
    """Legal status of an intellectual property right (法律状态)."""

    PUBLISHED = "published", "公开", "Published"
    UNDER_EXAMINATION = "under_examination", "实质审查", "Under substantive examination"
    GRANTED = "granted", "授权", "Granted"
    REJECTED = "rejected", "驳回", "Rejected"
    WITHDRAWN = "withdrawn", "撤回", "Withdrawn"
    DEEMED_WITHDRAWN = "deemed_withdrawn", "视为撤回", "Deemed withdrawn"
    ABANDONED = "abandoned", "放弃", "Abandoned"
    LAPSED = "lapsed", "权利终止（未缴年费）", "Lapsed for unpaid fees", "权利终止"
    EXPIRED = "expired", "期满终止", "Expired"
    INVALIDATED = "invalidated", "全部无效", "Wholly invalid"
    PARTLY_INVALIDATED = "partly_invalidated", "部分无效", "Partly invalid"
    ASSIGNED = "assigned", "转让", "Assigned"
    LICENCE_RECORDED = "licence_recorded", "许可备案", "Licence recorded"
    PLEDGED = "pledged", "质押登记", "Pledge registered"
    PRESERVED = "preserved", "保全", "Under preservation"


class PriceMode(Listed):
    """How the price is found (促进科技成果转化法, art. 18)."""

    NEGOTIATED = "negotiated", "协议定价", "Negotiated price", "面议"
    LISTED = "listed", "挂牌交易", "Listing on a technology market", "技术交易市场挂牌交易"
    AUCTION = "auction", "拍卖", "Auction"


class SupportKind(Listed):
    """What the holder of an achievement still needs (所需支持)."""

    FUNDS = "funds", "资金", "Funds"
    SITE = "site", "场地", "Site"
    PILOT = "pilot", "中试", "Pilot test"
    PERMIT = "permit", "许可证", "Permit"


class SourceProgramme(Listed):
    """The programme that paid for the work behind an achievement (来源计划)."""

    KEY_RESEARCH = "key_research", "国家重点研发计划", "National key research programme"
    NATURAL_SCIENCE = "natural_science", "国家自然科学基金", "National natural science foundation"
    GUIDED_INNOVATION = (
        "guided_innovation",
        "技术创新引导专项（基金）",
        "Special fund for guided innovation",
        "技术创新引导专项",
        "技术创新引导基金",
    )
    OTHER = "other", "其他", "Other"


class GapLevel(Listed):
    """How much a link of the industry chain misses technology (缺口程度)."""

    HIGH = "high", "高", "High"
    MEDIUM = "medium", "中", "Medium"
    LOW = "low", "低", "Low"
