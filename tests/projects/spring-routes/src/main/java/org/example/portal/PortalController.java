package org.example.portal;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

@Controller
@RequestMapping("/portal")
public class PortalController extends BaseController {

	private static final String RESULTS = FOLDER + "results";

	@GetMapping("/results")
	public String results(Model model) {
		model.addAttribute("results", results.all());
		return RESULTS;
	}

	@GetMapping("/visits/{id:\\d+}")
	public String visit(@PathVariable("id") long id, Model model) {
		return visits.has(id) ? "portal/visit" : "redirect:/portal/results";
	}

	@PostMapping("/visits")
	public String book() {
		return "redirect:/portal/results";
	}
}
