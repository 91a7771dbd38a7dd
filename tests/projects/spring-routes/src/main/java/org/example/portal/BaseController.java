package org.example.portal;

import org.springframework.stereotype.Controller;

@Controller
abstract class BaseController {

	protected static final String FOLDER = "portal/";
}
