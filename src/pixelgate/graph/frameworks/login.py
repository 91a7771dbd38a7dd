"""Signs that Python code asks for a login: names of decorators, mixins, dependencies and middleware."""

from __future__ import annotations

import re

_SUBJECT = (
    r"(?:log(?:ged)?_?in|auth\w*|perm(?:ission)?|staff|superuser|admin|member|patient|user|role|group|otp|mfa|2fa|verif\w*"
    r"|account|session|jwt|token)"
)
_DECORATOR = re.compile(
    rf"(?:\w*_)?{_SUBJECT}s?_(?:\w+_)?(?:required|only|accepted|passes_test)|requires?_\w*{_SUBJECT}\w*|requires_\w*login\w*"
    r"|login_required\w*|user_passes_test|permission_required\w*|roles_(?:required|accepted)|auth_required|protected"
    r"|jwt_required|fresh_login_required|http_auth_required|token_required|requires|secured?",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"login_not_required|(?:\w+_)?(?:anonymous|public)_?(?:allowed|access|view|ok)?|allow_(?:anonymous|any|public)\w*"
    rf"|(?:(?:\w+_)?{_SUBJECT}s?_)?exempt_?(?:view)?",
    re.IGNORECASE,
)
_MIXIN = re.compile(
    r"(?:\w*(?:Login|Auth\w*|Permissions?|Staff|Superusers?|UserPassesTest|Otp|Mfa|Role|Group|Member|Account)Required\w*"
    r"|(?:\w*)(?:LoginRequired|PermissionRequired|UserPassesTest|StaffRequired|SuperuserRequired|AccessMixin|Authenticated)\w*"
    r"|AccessMixin|PermissionListMixin)"
)
_DEPENDENCY = re.compile(
    r"(?:\w*_)?(?:current|active|authenticated|logged_in|signed_in|session)_(?:\w+_)?(?:user|patient|member|account|principal|clinician|provider|staff)\w*"
    r"|(?:require|requires|verify|check|ensure|authenticate|validate)_?\w*(?:auth\w*|login|logged_in|user|token|session|jwt|permission|role|patient|signed_in)?\w*"
    r"|(?:oauth2?|http_?bearer|http_?basic|api_?key|security|jwt)\w*|\w*(?:login|auth)_required\w*|login_manager|manager",
    re.IGNORECASE,
)
_NO_LOGIN = re.compile(
    r"csrf|ajax|require_(?:POST|GET|safe|http_methods|json|htmx)|(?:get_)?db|settings", re.IGNORECASE
)


def is_guard(name: str) -> bool:
    """Tell whether a decorator of this name asks for a login."""
    return _DECORATOR.fullmatch(name) is not None and _NO_LOGIN.search(name) is None


def opens(name: str) -> bool:
    """Tell whether a decorator of this name lets everybody in."""
    return _OPENS.fullmatch(name) is not None and "csrf" not in name


def is_mixin(name: str) -> bool:
    """Tell whether a base class of this name asks for a login."""
    return _MIXIN.fullmatch(name) is not None


def is_dependency(name: str) -> bool:
    """Tell whether what a handler depends on, or what runs before it, asks for a login by its name."""
    return _DEPENDENCY.fullmatch(name) is not None and _NO_LOGIN.search(name) is None
