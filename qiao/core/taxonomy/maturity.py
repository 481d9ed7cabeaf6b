"""Technology readiness and the stage of an achievement."""

from qiao.core.taxonomy.labels import Listed


class Maturity(Listed):
    """Technology readiness level 1 to 9 (GB/T 22900); the code is the digit."""

    PRINCIPLE = "1", "报告级", "Principle observed and reported", "TRL1", "1级"
    CONCEPT = "2", "方案级", "Technical concept formulated", "TRL2", "2级"
    PROOF = "3", "功能级", "Key function proved in the laboratory", "TRL3", "3级"
    SIMULATION = "4", "仿真级", "Components checked in the laboratory", "TRL4", "4级"
    FIRST_PROTOTYPE = "5", "初样级", "First prototype in a relevant setting", "TRL5", "5级"
    QUALIFIED_PROTOTYPE = "6", "正样级", "Qualified prototype demonstrated", "TRL6", "6级"
    ENVIRONMENT = "7", "环境级", "Pilot passed in the real setting", "TRL7", "7级"
    PRODUCT = "8", "产品级", "Small batch made and certified", "TRL8", "8级"
    SYSTEM = "9", "系统级", "Mass production and use", "TRL9", "9级"

    @property
    def level(self) -> int:
        """The level as a number from 1 to 9."""
        return int(self.value)

    @property
    def stage(self) -> "AchievementStage":
        """The stage of the registration form: 1 to 4 early, 5 to 7 middle, 8 and 9 mature."""
        if self.level <= 4:
            return AchievementStage.EARLY
        return AchievementStage.MIDDLE if self.level <= 7 else AchievementStage.MATURE


class AchievementStage(Listed):
    """Stage of an achievement on the registration form (成果所处阶段)."""

    EARLY = "early", "初期", "Early", "初期阶段"
    MIDDLE = "middle", "中期", "Middle", "中期阶段"
    MATURE = "mature", "成熟应用", "Mature", "成熟应用阶段"
