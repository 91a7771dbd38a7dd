from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.coded import told

SECURITY = """security:
  access_control:
    - { path: ^/(p|q)/open$, roles: PUBLIC_ACCESS }
    - { path: ^/p, roles: [ROLE_A, ROLE_B] }
    - { path: /deep, roles: ROLE_C }
"""
TEMPLATES = ("templates/a.html.twig", "templates/b/index.html.twig", "templates/b/index.xml.twig")


def routes(body: str, marks: str = "") -> list[str]:
    files = {
        "src/C.php": f"<?php {marks} class CController {{ {body} }}",
        "config/packages/security.yaml": SECURITY,
    }
    return told("symfony", files, *TEMPLATES)


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/x/{id}", "/x/:id"),
        (r"/x/{page<\d+>?1}", "/x/:page?"),
        ("/x/{slug:post}", "/x/:slug"),
        ("/x/{rest<.+>}", "/x/:rest*"),
    ],
)
def test_patterns(path: str, pattern: str) -> None:
    body = f"#[Route('{path}')] function y() {{ return $this->render('a.html.twig'); }}"
    assert routes(body) == [f"{pattern} page: a.html.twig"]


@pytest.mark.parametrize(
    ("path", "guard"),
    [
        ("/p/open", " [-access_control_PUBLIC_ACCESS]"),
        ("/q/open", " [-access_control_PUBLIC_ACCESS]"),
        ("/p/open/x", " [access_control_ROLE_A,_ROLE_B]"),
        ("/q/shut", ""),
        ("/very/deep/down", " [access_control_ROLE_C]"),
    ],
)
def test_the_first_rule_that_matches_counts(path: str, guard: str) -> None:
    body = f"#[Route('{path}')] function y() {{ return $this->render('a.html.twig'); }}"
    assert routes(body) == [f"{path} page: a.html.twig{guard}"]


def test_a_name_of_which_parts_are_known_is_all_that_it_may_be() -> None:
    body = "#[Route('/y')] function y($f) { return $this->render('b/index.'.$f.'.twig'); }"
    assert routes(body) == ["/y page: index.html.twig index.xml.twig"]


def test_guards_of_class_and_method_and_in_the_code() -> None:
    body = (
        "#[Route('/y')] function y() { $this->denyAccessUnlessGranted('EDIT'); return $this->render('a.html.twig'); }"
    )
    assert routes(body, "#[Route('/x')] #[IsGranted('ROLE_X')]") == [
        "/x/y page: a.html.twig [IsGranted denyAccessUnlessGranted]"
    ]


def test_what_shows_no_page() -> None:
    body = "#[Route('/y', methods: ['POST'])] function y() { return $this->redirectToRoute('x'); }"
    assert routes(body) == ["/y data: (answers with data or a redirect)"]
    assert routes("#[Route('/y')] function y($t) { return $this->render($t); }") == [
        "/y page: (the name of its template is computed)"
    ]
