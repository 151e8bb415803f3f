"""What administrators do happens outside of workshops: no open page is redrawn by it."""

from webapp.live.registry import redraws

redraws(
    "account.made",
    "account.renamed",
    "account.link_made",
    "account.password_set",
    "account.disabled",
    "account.enabled",
    "series.made",
    "series.facilitator_named",
    "series.facilitator_dismissed",
    "agency.made",
    "agency.changed",
)
