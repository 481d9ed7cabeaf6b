"""Accounts: signing in and out, second factors, sessions, invitations, and the account's own page."""
