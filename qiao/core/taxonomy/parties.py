"""Lists used by organisations and people."""

from qiao.core.taxonomy.labels import Listed


class OrganisationKind(Listed):
    """Kind of an organisation (机构类型)."""

    ENTERPRISE = "enterprise", "企业", "Enterprise"
    UNIVERSITY = "university", "高等学校", "University or college", "高校", "大专院校"
    RESEARCH_INSTITUTE = "research_institute", "科研院所", "Research institute"
    TRANSFER_ORGANISATION = "transfer_organisation", "技术转移机构", "Technology transfer organisation"
    HOSPITAL = "hospital", "医院", "Hospital"
    FINANCIAL_INSTITUTION = "financial_institution", "金融机构", "Financial institution"
    GOVERNMENT = "government", "政府部门", "Government department"
    PARK = "park", "园区平台", "Industrial park or platform"


class OrganisationSize(Listed):
    """Size of an enterprise (规模)."""

    LARGE = "large", "大型", "Large"
    MEDIUM = "medium", "中型", "Medium"
    SMALL = "small", "小型", "Small"
    MICRO = "micro", "微型", "Micro"


class Qualification(Listed):
    """Recognised standing of an enterprise (资质)."""

    HI_TECH = "hi_tech", "高新技术企业", "High-technology enterprise"
    TECH_SME = "tech_sme", "科技型中小企业", "Technology-based small or medium enterprise"
    SPECIALISED = "specialised", "专精特新企业", "Specialised and innovative enterprise"
    GAZELLE = "gazelle", "瞪羚企业", "Gazelle enterprise"


class PersonKind(Listed):
    """In what capacity a person is known to the zone (角色)."""

    EXPERT = "expert", "专家", "Expert"
    TECHNOLOGY_MANAGER = "technology_manager", "技术经理人", "Technology manager"
    CONTACT = "contact", "单位联系人", "Contact of an organisation"
