package org.example.portal;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

@Controller
class HomeController {

	@RequestMapping(path = "/")
	String home() {
		return "home";
	}
}
