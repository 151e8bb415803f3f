"""Agencies, people, accounts, sessions and seats; joining by code and QR."""
