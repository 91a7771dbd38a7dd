"""Draw a report: to people, to machines, to code hosts. Reporters judge nothing and print nothing."""
