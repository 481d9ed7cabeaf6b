"""Marks of state secrecy: material that bears one is outside this platform.

The form of the mark is that of the State Secrecy Marking rules 国家秘密定密管理暂行规定 and GB/T 9704-2012, 7.2.2:
grade, star, period (``机密★5年``). People write it in many ways: another sign for the star, the star in front, the
grade in brackets, the grade with 级. Commercial secrets (商业秘密) are no state secrets and do not count.
"""

import re
import unicodedata

_GRADE = r"(?<!商业)(?<!商 业)(?:绝\s*密|机\s*密|秘\s*密)"
_STAR = r"[★☆✩✭✪✮⭐⋆]"
# Signs typed for the star count only where a period follows: ``**秘密**`` is a word in bold type.
_SIGN = r"[*∗※|¦•·●・/_—–-]"
_PERIOD = r"(?:[0-9〇一二三四五六七八九十]{1,3}\s*(?:年|个?月)|长\s*期|启封|解密前)"
_MARKS = re.compile(
    "|".join(
        (
            rf"{_GRADE}\s*级?\s*{_SIGN}?\s*{_STAR}",
            rf"{_GRADE}\s*级?\s*(?:{_SIGN}\s*)+{_PERIOD}",
            rf"^\s*{_GRADE}\s*{_PERIOD}",
            rf"{_STAR}\s*{_GRADE}(?![\u4e00-\u9fff])",
            rf"{_STAR}\s*{_GRADE}\s*(?:级|{_PERIOD})",
            # ``机密级别`` talks of grades.
            rf"(?<!技术){_GRADE}\s*级(?!\s*别)",
            rf"[【\[〔〖({{「]\s*{_GRADE}\s*级?\s*(?:{_PERIOD})?\s*[】\]〕〗)}}」]",
            rf"密\s*级\s*[:为是|]?\s*[\[(【〔]?\s*{_GRADE}(?!\s*计算)",
            rf"内\s*部\s*{_SIGN}?\s*{_STAR}",
        )
    ),
    re.MULTILINE,
)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0f\u00ad"))


def is_classified(*texts: str) -> bool:
    """Whether any text bears a mark of state secrecy (``秘密★5年``, ``【机密】``, ``绝密级``) or says ``密级：机密``.

    Talk about secrecy without a mark (``保密协议``, ``商业秘密``, ``机密计算``) does not count.
    """
    return any(_MARKS.search(unicodedata.normalize("NFKC", text).translate(_INVISIBLE)) for text in texts)
