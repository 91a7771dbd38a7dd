package org.example;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
public class Portal {
    @GetMapping("/results")
    public String results() {
        return "results.page";
    }

    @GetMapping("/notes")
    public String notes() {
        return "notes.page";
    }

    @GetMapping("/visits/{id}")
    public String visit() {
        return "visit";
    }

    @GetMapping("/print")
    public String print() {
        return "print";
    }
}
