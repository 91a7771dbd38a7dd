"""Tag-manager containers joined with routes: which tags fire where, and why."""
