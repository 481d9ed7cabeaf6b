"""Marks of state secrecy: material that bears one is outside this platform.

The form of the mark is that of the State Secrecy Marking rules 国家秘密定密管理暂行规定 and GB/T 9704-2012, 7.2.2:
grade, star, period (``机密★5年``). Commercial secrets (商业秘密) are no state secrets and do not count.
"""

import re
import unicodedata

_GRADE = r"(?:绝\s*密|机\s*密|(?<!商业)(?<!商 业)秘\s*密)"
_MARK = re.compile(rf"{_GRADE}\s*级?\s*[★☆✩✭]")
_NOTATION = re.compile(rf"密\s*级\s*(?:[:为是|]|\s)\s*[\[(【〔]?\s*{_GRADE}")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def is_classified(*texts: str) -> bool:
    """Whether any text bears a mark (``秘密★5年``, ``机密★``) or a notation (``密级：机密``) of state secrecy.

    Talk about secrecy without a mark (``保密协议``, ``商业秘密``) does not count.
    """
    return any(_bears_mark(unicodedata.normalize("NFKC", text).translate(_INVISIBLE)) for text in texts)


def _bears_mark(text: str) -> bool:
    return bool(_MARK.search(text) or _NOTATION.search(text))
