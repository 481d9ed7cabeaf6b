"""Demands of the third quarter of 2026; the year ends before all of them are through."""

from demo.story.needs import Need, Quarter, Returned
from qiao.catalogue.contents import IndicatorContent

# fmt: off
NEEDS = (
    Need("XQ-D-013", "蔡雨桐", "尤思齐",
         "连接子稳定性与胞内释放须一并优化，自由实施分析先行；里程碑付款可行，建议先签材料转移协议。"),
    Need("XQ-D-017", "温若溪", "",
         "孔隙梯度设计可兼顾疲劳与骨长入，残粉检验须建立方法学；动物试验由医科大学平台承担。"),
    Need("XQ-D-025", "薛田野", "葛庆原",
         "企业有灭活苗车间和营销队伍，适合受让亚单位疫苗；须核实新兽药注册阶段后再谈价。"),
    Need("XQ-D-029", "季云帆", "卞晓峰",
         "剥落始于粘结层氧化，修理件基体清理不彻底是诱因；先对120块报废壁板分龄分析。"),
    Need("XQ-D-039", "戴景和", "",
         "延伸率离散主要来自含氢与夹杂，在线测氢先行，回炉料比例放宽须配合金窗口试验。"),
    Need("XQ-D-056", "程慕白", "",
         "薄膜须带增强骨架并改边框设计，国产样品湿胀需降到4%；考核方法可与用户共同起草。"),
    Need("XQ-D-057", "鲍启明", "",
         "波动工况下的反向电流须由电极结构承受，自支撑电极优于喷涂；1.8米尺寸的均匀性要单独验收。"),
    Need("XQ-D-071", "翁舒然", "",
         "电子鼻须补充走航质谱校准，气味指纹库先覆盖23家企业；误差范围写入值班规程。"),
    Need("XQ-D-074", "季云帆", "鲁承岱",
         "轴上扭振与油膜状态结合可提前发现，海上断网自持60天可行；船级社认可宜提前半年沟通。"),
)

RETURNED = (
    Returned("XQ-D-025", "请说明企业产能、已有批文、希望的疫苗方向和可接受的转让方式，避免来人空谈", {
        "content": "园内一家兽用生物制品企业，现有猪用灭活苗批文5个、年产能1.2亿头份，近两年销量下滑34%，"
                   "养殖场反映免疫次数多、应激大。希望引进圆环或支原体方向的亚单位或二联疫苗，"
                   "已取得临床试验批件或新兽药证书均可，接受里程碑付款。",
        "indicators": (
            IndicatorContent(name="免疫次数", current="2", target="1", unit="次/头"),
            IndicatorContent(name="免疫后应激反应比例", current="9", target="2", unit="%"),
        ),
        "budget_band": "over_1000",
        "foundation_now": "细胞悬浮培养与乳化车间均通过验收，销售网点覆盖6省。",
        "rights_wish": "批文归我方，原研方按销售额提成。",
    }),
    Returned("XQ-D-018", "部位、术式和已有条件均未明确，请先完成院内调研，答复导航精度、配套设备和注册计划三项"),
)

AUTUMN = Quarter(
    sheet="2026年第三季度",
    collected="2026-08-04 14:00",
    first_day="2026-08-05",
    published="2026-09-21",
    needs=NEEDS,
    returned=RETURNED,
    unfinished=("XQ-D-004", "XQ-D-042", "XQ-D-053", "XQ-D-077"),
)
