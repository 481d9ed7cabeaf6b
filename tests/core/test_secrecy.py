"""Marks of state secrecy (forms of GB/T 9704-2012, 7.2.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.secrecy import is_classified


@pytest.mark.parametrize(
    "text",
    [
        "秘密★5年",
        "机密★",
        "绝密★启封前",
        "密级：机密",
        "密级: 秘密",
        "密级：秘密",
        "密级秘密",
        "密级｜【机密】",
        "文件首页标有 机密 ★ 10年",
        "秘\u200b密★",
        "密 级：绝密",
        "机密级★",
        "秘密*5年",
        "秘密＊５年",
        "机密 * 10 年",
        "绝密级",
        "秘密级",
        "机密级",
        "【秘密】",
        "[机密]",
        "（绝密）",
        "【秘密 5年】",
        "秘密｜5年",
        "秘密|长期",
        "秘密·3年",
        "秘密•★长期",
        "机密—十年",
        "★秘密",
        "★机密级",
        "☆绝密5年",
        "秘密⭐5年",
        "秘密★\ufe0f5年",
        "内部★",
        "内部 ★ 1年",
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
        "【商业秘密】",
        "商业秘密*3年",
        "商业机密★",
        "密级：公开",
        "密级：无",
        "机密仪器维护",
        "五★酒店节能改造",
        "高精密★推荐",
        "新材料是提高续航的秘密武器",
        "★秘密武器",
        "**秘密**武器",
        "双方负有保守技术秘密的义务",
        "技术秘密许可5年",
        "保守秘密5年以上",
        "基于机密计算的隐私保护平台",
        "★机密计算芯片",
        "机密计算*5年路线图",
        "机密级别划分方法",
        "内部结构★优化",
        "内部资料管理系统",
        "保密等级评估",
        "精密*5年质保",
        "紧密★合作",
    ],
)
def test_talk_about_secrecy_is_not_a_mark(text: str) -> None:
    assert not is_classified(text)


@given(
    grade=st.sampled_from(("绝密", "机密", "秘密", "绝 密", "秘密级")),
    sign=st.sampled_from(("★", "☆", "*", "＊", "｜", "•", " ★ ", "•★", "·")),
    period=st.sampled_from(("5年", "１０年", "长期", "6个月", "三十年")),
    around=st.sampled_from(("", "减重工艺", "\n", " — ")),
)
def test_grade_sign_and_period_are_a_mark_wherever_they_stand(grade: str, sign: str, period: str, around: str) -> None:
    assert is_classified(f"{around}{grade}{sign}{period}{around}")
    assert not is_classified(f"{around}商业{grade}{sign}{period}{around}")
