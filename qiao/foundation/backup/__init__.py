"""One file that holds everything an installation needs to come back: database, stored files, signing key."""
