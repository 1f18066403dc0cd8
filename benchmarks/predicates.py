"""Compare the predicates with the expressions in upstream's functions."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.project import in_process
from benchmarks.timing import Row, calls, compared


def rows() -> Iterator[Row]:
    """Measure both predicates for a provider with the option, without it, and for an unknown provider."""
    in_process()
    from django.conf import settings

    from proctoring_config import requires_escalation_email, show_review_rules

    def upstream_email(provider: str) -> object:
        return settings.PROCTORING_BACKENDS.get(provider, {}).get("requires_escalation_email", False)

    def upstream_rules(provider: str) -> object:
        return settings.PROCTORING_BACKENDS.get(provider, {}).get("show_review_rules", True)

    for predicate, upstream in ((requires_escalation_email, upstream_email), (show_review_rules, upstream_rules)):
        for provider, case in (("provider_0", "with the option"), ("null", "without it"), ("unknown", "unknown")):
            what = f"{predicate.__name__}, provider {case}"
            yield compared(what, *calls(predicate, upstream, provider), target=1.1)
