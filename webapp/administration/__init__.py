"""Accounts, series and agencies: what an administrator manages, without seeing into workshops."""
