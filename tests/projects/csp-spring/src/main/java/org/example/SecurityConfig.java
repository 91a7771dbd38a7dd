package org.example;

class SecurityConfig {
    SecurityFilterChain labs(HttpSecurity http) throws Exception {
        return http.securityMatcher("/portal/labs").headers(headers -> headers
            .contentSecurityPolicy(csp -> csp.policyDirectives("script-src 'self'"))).build();
    }

    SecurityFilterChain visits(HttpSecurity http) throws Exception {
        return http.securityMatcher("/portal/visits/**").headers(headers -> headers
            .contentSecurityPolicy(csp -> csp.policyDirectives("script-src 'self' https://static.hotjar.com"))).build();
    }
}
