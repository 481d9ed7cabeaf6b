"""What an access token may be used for: less than its holder may do, never more."""

from enum import StrEnum


class Scope(StrEnum):
    """One use of the interface for programs; what is done in it is still decided by the rights of the holding."""

    CATALOGUE_READ = "catalogue:read"
    CATALOGUE_WRITE = "catalogue:write"
    MATCHES_READ = "matches:read"
    EDITIONS_READ = "editions:read"
    EDITIONS_WRITE = "editions:write"
    INTRODUCTIONS_READ = "introductions:read"
    INTRODUCTIONS_WRITE = "introductions:write"
    COMMISSIONS_READ = "commissions:read"
    COMMISSIONS_WRITE = "commissions:write"
    IMPORTS_READ = "imports:read"
    IMPORTS_WRITE = "imports:write"
    ORGANISATIONS_READ = "organisations:read"
    CHANGES_READ = "changes:read"
