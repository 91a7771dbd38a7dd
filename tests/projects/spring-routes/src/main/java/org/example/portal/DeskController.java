package org.example.portal;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

@Controller
@PreAuthorize("hasRole('STAFF')")
class DeskController {

	@GetMapping("/staff/desk")
	ModelAndView desk() {
		return new ModelAndView("desk");
	}
}
