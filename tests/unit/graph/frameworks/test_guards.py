"""Names that tell of a login, and those that only sound like it."""

from __future__ import annotations

import pytest

from pixelgate.graph.frameworks import guards
from pixelgate.graph.model import Guard
from pixelgate.source import Location

AT = Location("a.ts", 3)


@pytest.mark.parametrize(
    "name",
    [
        "RequireAuth",
        "<RequireAuth>",
        "PrivateRoute",
        "<ProtectedRoute>",
        "ensureLoggedIn",
        "requiresAuth",
        "passport.authenticate",
        "checkJwt",
        "verifyToken",
        "authGuard",
        "withAuth",
        "withAuthenticationRequired",
        "requireUser",
        "verifySession",
        "unauthorized",
        "auth.protect",
        "AccessGuardWrapper",
        "RequiredLoginView",
        "withPageAuthRequired",
        "requireSession",
        "loginRequired",
        "requireAdmin",
        "roleGuard",
    ],
)
def test_guards(name: str) -> None:
    assert guards.named(name, AT) == Guard(name.strip("<>"), AT)


@pytest.mark.parametrize(
    "name",
    [
        "auth",
        "getServerSession",
        "useSession",
        "<AuthProvider>",
        "<SessionProvider>",
        "useUser",
        "express.json",
        "authRouter",
        "authReducer",
        "author",
        "loginPage",
        "<Login>",
        "AuthContext",
        "userRoutes",
        "accessToken",
        "tokenService",
        "<AuthLayout>",
        "isLoggedIn",
        "<Route>",
        "withRouter",
        "authenticatePublic",
        "optionalAuth",
    ],
)
def test_no_guards(name: str) -> None:
    assert guards.named(name, AT) is None


@pytest.mark.parametrize("name", ["isLoggedIn", "auth", "authMiddleware", "auth.user", "mw.authAdminApi"])
def test_where_guards_stand_less_tells(name: str) -> None:
    assert guards.named(name, AT) is None
    assert guards.named(name, AT, placed=True) == Guard(name, AT)


@pytest.mark.parametrize("name", ["session", "passport.session", "cookieSession", "expressSession", "sessionParser"])
def test_who_keeps_sessions_keeps_those_of_guests_too(name: str) -> None:
    assert guards.named(name, AT, placed=True) is None


@pytest.mark.parametrize("name", ["hasSession", "sessionCheck", "checkSession"])
def test_who_asks_for_a_session_asks_for_a_login(name: str) -> None:
    assert guards.named(name, AT, placed=True) == Guard(name, AT)


@pytest.mark.parametrize("name", ["guestOnly", "redirectIfAuthenticated", "<GuestRoute>", "ensureLoggedOut"])
def test_the_opposite_opens(name: str) -> None:
    assert guards.named(name, AT) == Guard(name.strip("<>"), AT, opens=True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/login", True),
        ("/auth/sign-in?from=/x", True),
        ("https://id.example.org/signin", True),
        ("login", True),
        ("/", False),
        ("/portal", False),
        ("/authors", False),
    ],
)
def test_pages_for_signing_in(path: str, expected: object) -> None:
    assert guards.is_login(path) is expected
