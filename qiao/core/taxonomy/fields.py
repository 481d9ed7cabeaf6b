"""Technical fields and industries; the codes are those of the official classifications."""

from collections.abc import Mapping
from types import MappingProxyType

from qiao.core.taxonomy.labels import Listed


class HiTechField(Listed):
    """The eight 国家重点支持的高新技术领域 (国科发火〔2016〕32号); the code is the digit in item codes."""

    ELECTRONICS = "1", "电子信息", "Electronics and information"
    BIOMEDICINE = "2", "生物与新医药", "Biology and new medicine"
    AEROSPACE = "3", "航空航天", "Aviation and space"
    MATERIALS = "4", "新材料", "New materials"
    SERVICES = "5", "高技术服务", "High-technology services"
    ENERGY = "6", "新能源与节能", "New energy and energy saving"
    ENVIRONMENT = "7", "资源与环境", "Resources and environment"
    MANUFACTURING = "8", "先进制造与自动化", "Advanced manufacturing and automation"


class StrategicIndustry(Listed):
    """The nine 战略性新兴产业 of 2018 (Statistics Bureau order 23), first level."""

    INFORMATION = "1", "新一代信息技术产业", "New-generation information technology", "新一代信息技术"
    EQUIPMENT = "2", "高端装备制造产业", "High-end equipment manufacturing", "高端装备制造"
    MATERIALS = "3", "新材料产业", "New materials", "新材料"
    BIOLOGY = "4", "生物产业", "Biology", "生物"
    VEHICLES = "5", "新能源汽车产业", "New-energy vehicles", "新能源汽车"
    ENERGY = "6", "新能源产业", "New energy", "新能源"
    ENVIRONMENT = "7", "节能环保产业", "Energy saving and environmental protection", "节能环保"
    DIGITAL_CREATIVITY = "8", "数字创意产业", "Digital creativity", "数字创意"
    SERVICES = "9", "相关服务业", "Related services"


class IndustrySection(Listed):
    """The 20 sections (门类) of GB/T 4754-2017."""

    AGRICULTURE = "A", "农、林、牧、渔业", "Agriculture, forestry, animal husbandry and fishery"
    MINING = "B", "采矿业", "Mining"
    MANUFACTURING = "C", "制造业", "Manufacturing"
    UTILITIES = "D", "电力、热力、燃气及水生产和供应业", "Production and supply of power, heat, gas and water"
    CONSTRUCTION = "E", "建筑业", "Construction"
    TRADE = "F", "批发和零售业", "Wholesale and retail trade"
    TRANSPORT = "G", "交通运输、仓储和邮政业", "Transport, storage and post"
    HOSPITALITY = "H", "住宿和餐饮业", "Hotels and catering"
    SOFTWARE = "I", "信息传输、软件和信息技术服务业", "Information transmission, software and IT services"
    FINANCE = "J", "金融业", "Finance"
    REAL_ESTATE = "K", "房地产业", "Real estate"
    BUSINESS = "L", "租赁和商务服务业", "Leasing and business services"
    RESEARCH = "M", "科学研究和技术服务业", "Scientific research and technical services"
    ENVIRONMENT = "N", "水利、环境和公共设施管理业", "Water, environment and public facilities management"
    HOUSEHOLD = "O", "居民服务、修理和其他服务业", "Household services, repair and other services"
    EDUCATION = "P", "教育", "Education"
    HEALTH = "Q", "卫生和社会工作", "Health and social work"
    CULTURE = "R", "文化、体育和娱乐业", "Culture, sports and entertainment"
    PUBLIC = "S", "公共管理、社会保障和社会组织", "Public administration, social security and organisations"
    INTERNATIONAL = "T", "国际组织", "International organisations"


# Divisions (大类) of each section, by their two digits.
SECTION_DIVISIONS: Mapping[IndustrySection, range] = MappingProxyType(
    {
        IndustrySection.AGRICULTURE: range(1, 6),
        IndustrySection.MINING: range(6, 13),
        IndustrySection.MANUFACTURING: range(13, 44),
        IndustrySection.UTILITIES: range(44, 47),
        IndustrySection.CONSTRUCTION: range(47, 51),
        IndustrySection.TRADE: range(51, 53),
        IndustrySection.TRANSPORT: range(53, 61),
        IndustrySection.HOSPITALITY: range(61, 63),
        IndustrySection.SOFTWARE: range(63, 66),
        IndustrySection.FINANCE: range(66, 70),
        IndustrySection.REAL_ESTATE: range(70, 71),
        IndustrySection.BUSINESS: range(71, 73),
        IndustrySection.RESEARCH: range(73, 76),
        IndustrySection.ENVIRONMENT: range(76, 80),
        IndustrySection.HOUSEHOLD: range(80, 83),
        IndustrySection.EDUCATION: range(83, 84),
        IndustrySection.HEALTH: range(84, 86),
        IndustrySection.CULTURE: range(86, 91),
        IndustrySection.PUBLIC: range(91, 97),
        IndustrySection.INTERNATIONAL: range(97, 98),
    }
)
