"""The rules, one file each, strangers to one another; and the order in which they are asked."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pixelgate.findings.exempt import exempt
from pixelgate.findings.mitigation import mitigated
from pixelgate.findings.model import Finding
from pixelgate.findings.originals import traced
from pixelgate.findings.referrer import referred
from pixelgate.findings.suppress import merged, suppress
from pixelgate.rules import (
    advanced_matching,
    automatic_collection,
    container_tag_fires,
    conversion_api,
    csp_allows_tracker,
    data_layer_phi,
    dynamic_loader,
    expired_exemption,
    form_field_to_tracker,
    gate_relaxed,
    guard_removed,
    guarded_route_without_csp,
    login_not_declared,
    opaque_tag_manager,
    phi_in_event_parameter,
    phi_in_page_url,
    readings_disagree,
    session_replay,
    stale_route,
    template_value_to_tracker,
    tracked_mail,
    tracker_event,
    tracker_hint,
    tracker_loaded,
    unknown_third_party,
    unlisted_page,
    unparsable_file,
    unresolved_reference,
    unused_exemption,
    unused_suppression,
)
from pixelgate.rules.base import Context, Rule

__all__ = ["ALL_RULES", "Context", "Rule", "run_rules"]

ALL_RULES: tuple[Rule, ...] = (
    tracker_loaded.RULE,
    tracker_event.RULE,
    advanced_matching.RULE,
    automatic_collection.RULE,
    session_replay.RULE,
    opaque_tag_manager.RULE,
    container_tag_fires.RULE,
    unknown_third_party.RULE,
    conversion_api.RULE,
    tracked_mail.RULE,
    phi_in_event_parameter.RULE,
    form_field_to_tracker.RULE,
    template_value_to_tracker.RULE,
    phi_in_page_url.RULE,
    data_layer_phi.RULE,
    csp_allows_tracker.RULE,
    tracker_hint.RULE,
    guarded_route_without_csp.RULE,
    unlisted_page.RULE,
    stale_route.RULE,
    expired_exemption.RULE,
    unused_exemption.RULE,
    unused_suppression.RULE,
    login_not_declared.RULE,
    gate_relaxed.RULE,
    guard_removed.RULE,
    unparsable_file.RULE,
    unresolved_reference.RULE,
    dynamic_loader.RULE,
    readings_disagree.RULE,
)
"""Every rule, in the order of the codes."""


def run_rules(context: Context, rules: Sequence[Rule] = ALL_RULES) -> tuple[Finding, ...]:
    """Return what the rules find, exemptions and suppressions applied; last ask those that judge the exceptions."""
    early = [finding for rule in rules if not rule.late for finding in rule.check(context)]
    judged, met = exempt(traced(early, context.graph), context.graph, context.today)
    told = mitigated(judged, context.graph, context.catalog)
    told = referred(told, context.graph, context.catalog)
    left, ledger = suppress(told, context.graph)
    informed = msgspec.structs.replace(context, ledger=merged(ledger, met))
    return (*left, *(finding for rule in rules if rule.late for finding in rule.check(informed)))
