from __future__ import annotations

from tests.unit.graph.frameworks.coded import told

CONTROLLER = """
@Controller @RequestMapping({"/p", "/q"})
class C {
  @GetMapping("/{id}") String show() { return "a"; }
  @RequestMapping(value = "/form", method = RequestMethod.POST) String save() { return "redirect:/p"; }
  @GetMapping("/data") @ResponseBody String data() { return "a"; }
  @GetMapping("/other") String other(String view) { return view; }
}
"""
SECURITY = """
class S {
  SecurityFilterChain chain(HttpSecurity http) {
    http.authorizeHttpRequests(a -> a.requestMatchers("/q/**").permitAll().anyRequest().hasRole("X"));
  }
}
"""


def test_mappings_views_and_the_first_rule_that_matches() -> None:
    files = {"src/C.java": CONTROLLER, "src/S.java": SECURITY}
    assert told("spring", files, "src/main/resources/templates/a.html") == [
        "/p/:id page: a.html [hasRole]",
        "/q/:id page: a.html [-permitAll]",
        "/p/form data: (answers with data or a redirect) [hasRole]",
        "/q/form data: (answers with data or a redirect) [-permitAll]",
        "/p/data data: (answers with data or a redirect) [hasRole]",
        "/q/data data: (answers with data or a redirect) [-permitAll]",
        "/p/other page: (the name of its view is computed) [hasRole]",
        "/q/other page: (the name of its view is computed) [-permitAll]",
    ]


def test_rules_of_xml() -> None:
    xml = (
        '<http><intercept-url pattern="/p/**" access="permitAll"/><intercept-url pattern="/**" access="ROLE_X"/></http>'
    )
    files = {"src/C.java": CONTROLLER, "src/main/webapp/WEB-INF/spring-security.xml": xml}
    assert told("spring", files, "src/main/webapp/WEB-INF/jsp/a.jsp")[:2] == [
        "/p/:id page: a.jsp [-intercept-url_permitAll]",
        "/q/:id page: a.jsp [intercept-url_ROLE_X]",
    ]
