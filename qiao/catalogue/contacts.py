"""Contacts, addresses on the web, credit codes and people with their titles, as they stand in folded text. Pure."""

import re

_GAP = r"[ \t\-‐‑‒–—_.·]{0,2}"
_CODE = "[0-9A-HJ-NPQRTUWXY]"
_MOBILE = "|".join(
    (
        rf"1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}",
        rf"1[3-9]\d{_GAP}\d{{3}}{_GAP}\d{{5}}",
        rf"1[3-9]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{4}}",
        rf"1[3-9]\d{{3}}{_GAP}\d{{6}}",
        r"1[ -][3-9](?:[ -]\d){9}",
    )
)
_TOP_LEVEL = "com|cn|net|org|gov|edu|top|xyz|vip|info|biz|tech|ltd|group|shop|site|online|cloud"
_SPELT = "[零〇一二三四五六七八九幺]"
_WECHAT = "(?:微信|薇信|weixin|wechat|vx|v信)"
CONTACTS = re.compile(
    "|".join(
        (
            # mail, also with (at) for @
            r"[A-Za-z0-9._%+-]+ ?(?:@|[(\[]at[)\]]) ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
            r"(?:https?|ftp)://[A-Za-z0-9\-._~:/?#@&=%+$*]+",
            r"(?<![A-Za-z0-9@.])www\.[A-Za-z0-9\-._~:/?#@&=%+$*]+",
            rf"(?<![A-Za-z0-9@.-])(?!(?:asp|vb|ado|ml)\.net)(?:[A-Za-z0-9-]+\.)+(?:{_TOP_LEVEL})(?![A-Za-z0-9])"
            r"(?:/[A-Za-z0-9\-._~:/?#@&=%+$*]*)?",
            rf"(?<![A-Za-z0-9]){_CODE}{{2}}[ -]?\d{{6}}[ -]?{_CODE}{{9}}[ -]?{_CODE}(?![A-Za-z0-9])",
            rf"(?<![A-Za-z0-9]){_CODE}{{2}}\d\d[ -]\d{{4}}(?:[ -]{_CODE}{{4}}){{2}}[ -]{_CODE}{{2}}(?![A-Za-z0-9])",
            rf"(?<!\d)(?<!\d\.)(?:\+?(?:00)?86{_GAP})?(?:{_MOBILE})(?!\d)",
            rf"(?<!{_SPELT})[一幺][三四五六七八九]{_SPELT}{{9}}(?!{_SPELT})",
            r"(?<!\d)(?<!\d\.)(?:\+?86[- ]?)?\(?0\d{2,3}\)?[-–—‐ ]{0,2}\d{3,4}[- ]?\d{4}"
            r"(?:(?:[-转]|ext\.?)\s?\d{1,6})?(?!\d)",
            r"(?<!\d)(?<!\d\.)[48]00(?:[- ]\d{3}[- ]\d{4}|[- ]\d{4}[- ]\d{3}|[- ]?\d{7})(?!\d)",
            r"(?:电话|座机|热线|传真|手机|tel|fax)号?码?[:.\s]*\d{3,4}[- ]?\d{4}(?!\d)",
            rf"{_WECHAT}\s*(?:公众)?(?:账号|号码|号|id)?\s*[:是为]\s*[A-Za-z0-9][A-Za-z0-9_-]{{2,29}}",
            rf"{_WECHAT}\s*(?:账号|号码|号|id)\s*[A-Za-z0-9][A-Za-z0-9_-]{{2,29}}",
            rf"{_WECHAT}\s*(?=[A-Za-z_-]*[\d_])[A-Za-z][A-Za-z0-9_-]{{5,19}}",
            r"(?:qq|扣扣|企鹅)\s*(?:交流)?群?(?:号码|号)?\s*[:是为]?\s*[1-9](?:[ -]?\d){4,11}(?!\d)",
        )
    ),
    re.IGNORECASE,
)

# Surnames, each with the characters before it with which it makes a word: 桥梁 in 桥梁工程师 is no person.
_SURNAMES = (
    "李 王皇 张扩一纸主 刘 陈 杨 赵 黄 周四每一两上下首本各半 吴 徐 孙 胡 朱 郭 何任如为几 林园森农造竹 罗"
    " 梁桥栋 宋 唐 许允或 郑 谢 韩 冯 邓 曹 彭 曾 肖 田油农气 董 袁 潘 蒋 蔡 余其业剩富多 杜 叶茶树 魏 苏江 吕"
    " 丁园 沈 姜 崔 钟分时 谭 陆大登着 汪 范规示师模防 廖 贾 夏大华 韦 傅 邹 孟 熊 秦 邱 侯 顾回照 薛 雷 龚"
    " 史历 陶 黎 贺 毛 郝 邵 钱 武 戴 莫 孔 汤 尹 葛 倪 严 温高低常保 牛 樊 翁 殷 耿 欧阳 上官 诸葛 司马"
)
_CLEAR = "|".join(
    f"(?<![{entry[1:]}]){entry[0]}" if len(entry) > 1 and entry not in ("欧阳", "上官", "诸葛", "司马") else entry
    for entry in _SURNAMES.split()
)
# Surnames that are words of their own (方工艺, 由于): a person only where a text begins or somebody is pointed to.
_UNCLEAR = (
    "[高方于向常任石龙段安程江成金马万白齐康易文章伍庞颜华洪尚柳卢鲁岳包左费柯"
    "蓝童关焦纪项路骆祝詹管盛柴覃单施季申闵卓游]"
)
_POINTED = (
    r"(?:(?<![\u4e00-\u9fffA-Za-z0-9])|(?<=[由与及系请者人找])"
    "|(?<=某企业|某高校|某医院|某园区|某单位)|(?<=某科研院所|某金融机构|某政府部门)|(?<=某技术转移机构))"
)
_NO_NAME = "级部门校院所系项目组室科处办公司厂店市县区省课题类的和与及等总副主任后前某一"
_LEADERS = (
    "总经理|总裁|总监|副总|总工程师|总工|总师|董事长|董事|经理|厂长|院长|所长|处长|科长|部长|局长|校长|会长|主席|书记|主任|主管|秘书长|行长"
    "|站长|老板|先生|女士|秘书|专员|联系人"
)
_SCHOLARS = "研究员|教授|博士后|博士|院士|高级工程师|高工|工程师|老师|讲师|医师|医生|硕士|师傅"
_TITLES = f"(?:副|执行|常务|首席|高级)*(?:{_LEADERS}|{_SCHOLARS})(?:医师|工程师)?"
_NO_TOTAL = "(?![量体成数额计线长产重功和价投共是装图控监部站库机局公工程路有面含收氮磷碳氧硬酸糖分热压排能电质时效])"
_NO_WORK = "(?![作程艺业序况件具厂位资人匠期时段装学科商会房龄集地种量大区矿团效])"
_SHORT_END = r"(?=[^\u4e00-\u9fff]|$|联系|说|介绍|负责|提出|的)"
_GIVEN = rf"(?:(?![{_NO_NAME}])[\u4e00-\u9fff]){{1,2}}"
PEOPLE = re.compile(
    "|".join(
        (
            rf"{_POINTED}(?:{_CLEAR}){_GIVEN}(?:{_TITLES}|总{_NO_TOTAL}|工{_NO_WORK})",
            rf"(?:{_CLEAR})(?:{_TITLES}|总{_NO_TOTAL}|工{_NO_WORK})",
            rf"{_POINTED}{_UNCLEAR}{_TITLES}",
            rf"{_POINTED}(?![高施金石单]工){_UNCLEAR}(?:总|工){_SHORT_END}",
        )
    )
)
_SCHOLARLY = re.compile(f"(?<!总)(?:{_SCHOLARS}|工)$")
_PERSON = re.compile(rf"(?<![\u4e00-\u9fff])(?:(?:{_CLEAR})|{_UNCLEAR})[\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])")
_OFFICE_END = "处科部室办区局厅院所厂司心组校会街路号"
TITLE = f"(?:{_TITLES}|总{_NO_TOTAL}|工{_NO_WORK})"


def is_scholar(person: str) -> bool:
    """Whether a person is called by a title of research or engineering (陈教授, 张工), not of management (李总)."""
    return bool(_SCHOLARLY.search(person))


def people_in_contact(contact: str) -> tuple[str, ...]:
    """The full names in a contact (``李明远 0512-88886666``): pieces of two or three characters after a surname."""
    bare = re.sub(rf"联系人|负责人|电话|手机|{_TITLES}", " ", contact)
    return tuple(name for name in _PERSON.findall(bare) if name[-1] not in _OFFICE_END)
