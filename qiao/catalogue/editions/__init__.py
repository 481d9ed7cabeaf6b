"""List editions: their columns, snapshots, criteria, wording and digests."""
