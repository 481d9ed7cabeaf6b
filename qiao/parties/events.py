"""What happens in the parties room, for whoever listens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ZoneRenamed:
    """The names or the address of a zone have changed."""

    zone_code: str


@dataclass(frozen=True)
class OrganisationRegistered:
    """The zone's register has a new organisation."""

    organisation_id: int


@dataclass(frozen=True)
class OrganisationRevised:
    """Facts of an organisation have changed."""

    organisation_id: int


@dataclass(frozen=True)
class OrganisationsMerged:
    """Everything that pointed at the duplicate points at the record that is kept."""

    merge_id: int
    kept_id: int
    dropped_id: int


@dataclass(frozen=True)
class OrganisationMergeUndone:
    """The two organisations are apart again."""

    merge_id: int
    kept_id: int
    dropped_id: int


@dataclass(frozen=True)
class PersonRegistered:
    """The zone knows a new person."""

    person_id: int


@dataclass(frozen=True)
class PersonRevised:
    """Facts of a person have changed."""

    person_id: int


@dataclass(frozen=True)
class PeopleMerged:
    """Everything that pointed at the duplicate points at the person that is kept."""

    merge_id: int
    kept_id: int
    dropped_id: int


@dataclass(frozen=True)
class PersonMergeUndone:
    """The two people are apart again."""

    merge_id: int
    kept_id: int
    dropped_id: int


@dataclass(frozen=True)
class HoldingGranted:
    """A person may act in a role from a day on."""

    holding_id: int
    person_id: int
    role: str


@dataclass(frozen=True)
class HoldingEnded:
    """A person's role has its last day."""

    holding_id: int
    person_id: int
    role: str


@dataclass(frozen=True)
class UserOpened:
    """A person has an account: by an invitation with a password, otherwise without one yet."""

    user_id: int
    person_id: int


@dataclass(frozen=True)
class PersonInvited:
    """A person may open an account. The secret of the link is in no event."""

    invitation_id: int
    person_id: int


@dataclass(frozen=True)
class InvitationRevoked:
    """The link of an invitation leads nowhere any more."""

    invitation_id: int
    person_id: int


@dataclass(frozen=True)
class UserClosed:
    """Nobody may use the account any more."""

    user_id: int


@dataclass(frozen=True)
class UserReopened:
    """The account may be used again."""

    user_id: int


@dataclass(frozen=True)
class TokenIssued:
    """A program may act for a person."""

    token_id: int
    person_id: int


@dataclass(frozen=True)
class TokenRevoked:
    """A token works no longer."""

    token_id: int
    person_id: int


@dataclass(frozen=True)
class UserEmailChanged:
    """The owner of an account has another e-mail address; the former one is told."""

    user_id: int
    former: str
