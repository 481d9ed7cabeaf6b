"""Marks of state secrecy (forms of GB/T 9704-2012, 7.2.2)."""

import pytest

from qiao.core.secrecy import is_classified


@pytest.mark.parametrize(
    "text",
    [
        "秘密★5年",
        "机密★",
        "绝密★启封前",
        "密级：机密",
        "密级: 秘密",
        "文件首页标有 机密 ★ 10年",
        "秘\u200b密★",
        "密 级：绝密",
        "机密级★",
    ],
)
def test_marked_text_is_classified(text: str) -> None:
    assert is_classified(f"铝合金减重技术 {text} 请勿外传")
    assert is_classified("铝合金减重技术", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "双方签订保密协议",
        "涉及商业秘密的数据不对外提供",
        "商业秘密★3年",
        "密级：公开",
        "机密仪器维护",
        "五★酒店节能改造",
        "高精密★推荐",
    ],
)
def test_talk_about_secrecy_is_not_a_mark(text: str) -> None:
    assert not is_classified(text)
