from __future__ import annotations

from tests.unit.parse.backend.spelled import outline, spelled

CODE = """\
package org.x.web;
import org.a.B;
import static org.a.C.*;
@Controller
@RequestMapping(value = {"/a", "/b"}, method = RequestMethod.GET)
public class Visits<T> extends Base<T> implements Baz {
  private static final String VIEW = "visits/" + "form";
  @GetMapping("/x/{id}")
  public String show(@PathVariable("id") int id, Model model) {
    if (x) { return VIEW; }
    ModelAndView page = new ModelAndView("visits/details");
    return cond ? "a" : "redirect:/b";
  }
  @Bean SecurityFilterChain chain(HttpSecurity http) {
    http.authorizeHttpRequests(a -> a.requestMatchers("/x/**", "/y").permitAll().anyRequest().authenticated())
        .formLogin(withDefaults());
    return http.build();
  }
}
"""


def test_annotations_returns_and_chains() -> None:
    found = outline("Visits.java", CODE)
    assert found.package == "org.x.web"
    assert [(one.name, one.target) for one in found.imports] == [("B", "org.a.B"), ("*", "org.a.C")]
    assert spelled(found) == [
        "class Visits < Base, Baz",
        "  @Controller()",
        "  @RequestMapping(value=['/a', '/b'], method=<RequestMethod.GET>)",
        "variable Visits.VIEW = 'visits/form'",
        "function Visits.show(id=<int>, model=<Model>)",
        "  @if(<(x)>, <{ return VIEW; }>)",
        "  @GetMapping('/x/{id}')",
        "  return(<VIEW>)",
        "  ModelAndView('visits/details')",
        "  return('a'|'redirect:/b')",
        "function Visits.chain(http=<HttpSecurity>)",
        "  @Bean()",
        "  withDefaults()",
        "  http.authorizeHttpRequests(function)",
        "    a.requestMatchers('/x/**', '/y')",
        "    .permitAll()",
        "    .anyRequest()",
        "    .authenticated()",
        "  .formLogin(<withDefaults()>)",
        "  http.build()",
    ]
