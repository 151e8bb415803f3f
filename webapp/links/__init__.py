"""Complaints, and whole categories of them, linked with the problems and cards that they have to do with."""
