"""A plausible demand list of thirty items, written for the tests; every organisation is an example."""

import hashlib
import json
from datetime import date

from qiao.reports.rendering.document import Column, EditionChange, EditionDocument, EditionItem

COLUMNS = (
    Column("name", "需求名称", 38),
    Column("field", "技术领域", 20),
    Column("holder", "需求单位", 32),
    Column("content", "需求内容", 52),
    Column("indicators", "主要技术指标", 40, "list"),
    Column("budget_fen", "预算（万元）", 17, "money_wan"),
    Column("ways", "合作方式", 20, "list"),
    Column("deadline_on", "截止日期", 22, "date"),
)
# name | field digit | field | holder | content | (indicator, current, target, unit) | budget in fen
_LINES = """
锂电池极片表面缺陷在线检测|1|电子信息|云桥芯视电子科技有限公司|极片涂布速度提高后，现有相机对划痕、露箔漏检较多，需要在产线速度下实时识别并定位的算法与光学方案。|缺陷检出率,96.5,99.8,%|280000000
车规级功率模块双面散热封装|1|电子信息|江海汉微半导体有限公司|模块结温偏高，需改进烧结与散热结构并通过温度循环考核。|结壳热阻,0.12,0.06,K/W|450000000
多协议工业边缘网关|1|电子信息|云桥智联物联网有限公司|老旧机床协议不统一，需在一个网关内完成解析、断点续传与远程升级。|协议种类,9,40,种|60000000
硅光收发模块自动耦合|1|电子信息|云桥光通信技术有限公司|人工耦合节拍长、一致性差，寻求自动对准与在位固化方法。|单件节拍,180,45,秒|150000000
口服缓释微丸连续包衣工艺|2|生物与新医药|江海诺康制药有限公司|批次间释放度差异大，需要连续包衣与在线近红外监测的成套工艺。|释放度差异,12,4,%|200000000
呼吸道病原体多重快速检测|2|生物与新医药|云桥华诊生物技术有限公司|基层机构需要一次取样、四十分钟内给出六种病原结果的试剂与仪器。|检测时间,120,40,分钟|300000000
钛合金骨科植入物表面处理|2|生物与新医药|江海康骨医疗器械有限公司|提高多孔结构与骨组织的结合速度，并满足无菌包装与有效期验证要求。|结合强度,18,30,MPa|120000000
配方颗粒指纹图谱质量控制|2|生物与新医药|云桥本草中药饮片有限公司|建立二十个品种的指纹图谱与快速放行方法。|放行周期,7,2,天|50000000
长航时无人机混合动力系统|3|航空航天|云桥翼飞无人机有限公司|续航不足，需要油电混合动力与能量管理系统，整机起飞重量不超过二十五千克。|续航时间,2.5,8,小时|500000000
钛合金薄壁件加工变形控制|3|航空航天|江海精铸航空零部件有限公司|薄壁框类零件铣削后变形超差，需要装夹、刀路与残余应力协同控制方案。|变形量,0.35,0.08,mm|180000000
遥感农情监测数据服务|3|航空航天|江海田野农业科技有限公司|按地块给出长势、旱情与估产结果，每周更新一次。|估产误差,15,6,%|80000000
无卤阻燃聚酰胺工程塑料|4|新材料|江海恒塑新材料有限公司|现有配方冲击强度不足且易析出，需满足连接器薄壁制件的阻燃等级。|缺口冲击强度,6,10,kJ/m²|160000000
高导热氮化铝陶瓷基板|4|新材料|云桥精瓷电子材料有限公司|烧结翘曲大、热导率低，寻求粉体与烧结助剂方案。|热导率,170,230,W/(m·K)|350000000
镁合金压铸脱模与表面质量|4|新材料|江海轻合金压铸有限公司|脱模剂残留影响后续涂装，希望减少用量并延长模具寿命。|模具寿命,6,12,万次|70000000
碳纤维快速固化环氧树脂|4|新材料|云桥复合材料股份有限公司|用于汽车结构件，要求五分钟内固化并可常温储运。|固化时间,12,5,分钟|260000000
计量器具在线校准平台|5|高技术服务|江海检测技术服务有限公司|校准记录分散，需要远程校准、证书签发与到期提醒一体化平台。|证书出具时间,5,1,天|40000000
电子产品加速寿命试验方法|5|高技术服务|云桥可靠性实验室有限公司|希望由三个月缩短到三周，并给出寿命分布的置信区间。|试验周期,90,21,天|90000000
馆藏文物三维数字化采集|5|高技术服务|江海博物院|青铜器高反光表面建模精度不足，需兼顾色彩还原与采集效率。|建模精度,0.2,0.05,mm|30000000
液冷储能电站热失控预警|6|新能源与节能|江海储能科技股份有限公司|需要提前三十分钟发现电芯异常并给出处置建议，误报每月不超过一次。|预警提前量,5,30,分钟|600000000
质子交换膜国产化替代|6|新能源与节能|云桥氢能装备有限公司|现用进口膜成本高，寻求厚度十五微米以下的增强复合膜。|膜厚,25,15,μm|800000000
光伏组件无水清洗机器人|6|新能源与节能|江海光能运维有限公司|山地电站坡度大、行距不一，需自动跨排转运。|清洗效率,300,900,块/小时|110000000
空压站群控节能优化|6|新能源与节能|云桥纺织集团有限公司|十二台空压机各自启停，需按用气负荷协同控制。|单位能耗,0.125,0.105,kWh/m³|35000000
高盐废水零排放与结晶盐分质|7|资源与环境|江海化工新材料有限公司|浓水含有机物高、结晶盐杂质多，需降低蒸发结垢并得到工业级氯化钠。|氯化钠纯度,92,98.5,%|420000000
渗滤液膜污染控制|7|资源与环境|云桥环境集团有限公司|反渗透膜三个月即需更换，寻求预处理与清洗组合工艺。|膜更换周期,3,12,月|95000000
建筑垃圾再生骨料强化|7|资源与环境|江海再生建材有限公司|再生骨料吸水率高，需低成本强化工艺用于结构混凝土。|吸水率,7.5,3,%|55000000
喷涂废气催化燃烧节能改造|7|资源与环境|江海船舶重工有限公司|风量大、浓度低，现有设备燃气消耗高。|燃气消耗,85,40,m³/h|130000000
五轴机床热误差实时补偿|8|先进制造与自动化|云桥精密机床股份有限公司|连续加工八小时主轴热伸长影响精度，需建模与控制系统内补偿。|热误差,45,10,μm|220000000
协作机器人力控打磨|8|先进制造与自动化|江海卫浴制造有限公司|水龙头曲面复杂，人工打磨粉尘大，需恒力控制与砂带寿命预测。|力控误差,8,2,N|100000000
船用轴系振动状态监测|8|先进制造与自动化|江海海洋装备有限公司|在噪声强、转速多变的工况下提前发现轴承磨损。|故障提前量,2,15,天|
自动化岸桥小车防摇|8|先进制造与自动化|江海港务集团有限公司|六级风下着箱时间长，需要视觉与控制结合的防摇定位。|着箱时间,25,12,秒|310000000
""".strip()


def sample_items() -> tuple[EditionItem, ...]:
    """The thirty frozen items, coded XQ + year + field digit + serial."""
    return tuple(_item(position, line) for position, line in enumerate(_LINES.splitlines(), 1))


def item_of(position: int, code: str, values: dict[str, object]) -> EditionItem:
    """One frozen item with the digest of its values."""
    digest = hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"))
    return EditionItem(position, code, values, digest.hexdigest())  # type: ignore[arg-type]


def sample_edition(**changes: object) -> EditionDocument:
    """The first demand list of 2026; keyword arguments replace its fields."""
    zone = "江海国家科技成果转移转化示范区（示例）"
    items = sample_items()
    values: dict[str, object] = {
        "number": "XQ-2026-01",
        "kind": "demands",
        "title": f"{zone}2026年第一批技术需求清单",
        "zone_name": zone,
        "issuer": f"{zone}建设工作办公室",
        "addressees": "各高等学校、科研院所，各有关企业、技术转移机构",
        "document_number": "江海转办〔2026〕3号",
        "issued_on": date(2026, 3, 5),
        "approved_by": "办公室主任会议",
        "compiled_by": "示范区技术需求工作组",
        "opening": (
            "为推动科技成果供给与产业技术需求精准对接，我办面向示范区内企业公开征集技术需求，经形式审查、"
            "专家诊断和单位确认，形成2026年第一批技术需求清单，共30项，现予发布。",
            "一、请组织专家对接。各高等学校、科研院所请组织相关团队对照清单提出解决方案，于2026年5月31日前通过"
            "示范区平台提交；技术转移机构可代为提交并跟踪。",
            "（一）方案应当逐条回应主要技术指标。不能达到目标值的，应当说明可以达到的数值和所需条件。",
            "二、请保守商业秘密。清单中标明脱敏的需求，经需求单位同意后方可提供详细资料。",
        ),
        "columns": COLUMNS,
        "items": items,
        "changes": (
            EditionChange("added", items[0].code, "锂电池极片表面缺陷在线检测"),
            EditionChange("changed", items[1].code, "车规级功率模块双面散热封装", ("budget_fen", "deadline_on")),
            EditionChange("removed", "XQ202580007", "纺织布面瑕疵快速识别"),
        ),
        "previous_number": "XQ-2025-04",
        "digest": hashlib.sha256("".join(item.digest for item in items).encode()).hexdigest(),
        "contact": "需求服务专员，电话0000-00000000，电子邮箱xuqiu@example.org",
        "copies_to": "江海省科学技术厅（示例），云桥市人民政府办公室（示例）",
        "verification_url": "https://qiao.example.org/editions/XQ-2026-01",
        "is_example": True,
    }
    return EditionDocument(**{**values, **changes})  # type: ignore[arg-type]


def _item(position: int, line: str) -> EditionItem:
    name, digit, field, holder, content, indicator, budget = line.split("|")
    label, current, target, unit = indicator.split(",")
    return item_of(
        position,
        f"XQ2026{digit}{position:04d}",
        {
            "name": name,
            "field": field,
            "holder": f"{holder}（示例）",
            "content": content,
            "indicators": [{"name": label, "current": current, "target": target, "unit": unit}],
            "budget_fen": int(budget) if budget else None,
            "ways": ["联合开发", "委托研发"] if position % 3 else ["技术许可"],
            "deadline_on": "2026-12-31" if position % 2 else "2026-09-30",
        },
    )
