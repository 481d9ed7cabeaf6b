"""What happened in the catalogue. Each event names the record; readers look up the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemandEvent:
    """Something happened to a demand."""

    demand_id: int


class DemandSubmitted(DemandEvent):
    """A demand waits for screening."""


class DemandPublished(DemandEvent):
    """A demand is open to everybody who may see it."""


class DemandMatchingStarted(DemandEvent):
    """Somebody works on finding a partner for the demand."""


class DemandReopened(DemandEvent):
    """The demand is looking for a partner again."""


class DemandContracted(DemandEvent):
    """A contract was made on the demand."""


class DemandSolved(DemandEvent):
    """The demand has been met."""


class DemandWithdrawn(DemandEvent):
    """The demand is no longer asked for."""


class DemandReviewOverdue(DemandEvent):
    """The review period ended and nobody has screened the demand."""


class DemandExpired(DemandEvent):
    """The validity of the demand is over."""


class DemandDrafted(DemandEvent):
    """A demand was written down."""


class DemandRevised(DemandEvent):
    """The content of the demand changed."""


class DemandManagerAssigned(DemandEvent):
    """A technology manager was put in charge of the demand."""


class DemandDisclosed(DemandEvent):
    """Other organisations may see the demand from now on."""


class DemandRenewed(DemandEvent):
    """The demand is open again for a new period."""


class DemandScreened(DemandEvent):
    """The demand passed the screening and waits for its diagnosis."""


class DemandDiagnosed(DemandEvent):
    """The demand was diagnosed and waits for publication."""


class DemandReturned(DemandEvent):
    """The firm must work on the demand again."""


@dataclass(frozen=True)
class DemandMerged(DemandEvent):
    """The demand was merged into another."""

    into_id: int


@dataclass(frozen=True)
class AchievementEvent:
    """Something happened to an achievement."""

    achievement_id: int


class AchievementSubmitted(AchievementEvent):
    """An achievement waits for review."""


class AchievementPublished(AchievementEvent):
    """An achievement is open to everybody who may see it."""


class AchievementReturned(AchievementEvent):
    """The holder must work on the achievement again."""


class AchievementConverted(AchievementEvent):
    """The achievement is in use."""


class AchievementWithdrawn(AchievementEvent):
    """The achievement is no longer offered."""


class AchievementReviewOverdue(AchievementEvent):
    """The review period ended and nobody has decided on the achievement."""


class AchievementExpired(AchievementEvent):
    """The validity of the achievement is over."""


class AchievementDrafted(AchievementEvent):
    """An achievement was written down."""


class AchievementRevised(AchievementEvent):
    """The content of the achievement changed."""


class AchievementManagerAssigned(AchievementEvent):
    """A technology manager was put in charge of the achievement."""


class AchievementDisclosed(AchievementEvent):
    """Other organisations may see the achievement from now on."""


class AchievementRenewed(AchievementEvent):
    """The achievement is open again for a new period."""


@dataclass(frozen=True)
class ScenarioEvent:
    """Something happened to a scenario."""

    scenario_id: int


class ScenarioReviewed(ScenarioEvent):
    """The scenario has passed its review."""


class ScenarioPublished(ScenarioEvent):
    """A scenario is open to everybody who may see it."""


class ScenarioReturned(ScenarioEvent):
    """The opener must work on the scenario again."""


class ScenarioTestStarted(ScenarioEvent):
    """The selected organisation tests its technology."""


class ScenarioScaled(ScenarioEvent):
    """The technology is used beyond the scenario."""


class ScenarioVerified(ScenarioEvent):
    """The test met the success criteria."""


class ScenarioFailed(ScenarioEvent):
    """The test did not meet the success criteria."""


class ScenarioClosed(ScenarioEvent):
    """The scenario is over."""


class ScenarioReviewOverdue(ScenarioEvent):
    """The review period ended and nobody has reviewed the scenario."""


class ScenarioExpired(ScenarioEvent):
    """The validity of the scenario is over."""


class ScenarioDrafted(ScenarioEvent):
    """A scenario was written down."""


class ScenarioRevised(ScenarioEvent):
    """The content of the scenario changed."""


class ScenarioManagerAssigned(ScenarioEvent):
    """A technology manager was put in charge of the scenario."""


class ScenarioDisclosed(ScenarioEvent):
    """Other organisations may see the scenario from now on."""


@dataclass(frozen=True)
class ScenarioApplied(ScenarioEvent):
    """An organisation applied to test its technology."""

    organisation_id: int


@dataclass(frozen=True)
class ScenarioSelected(ScenarioEvent):
    """One applicant was selected."""

    organisation_id: int
