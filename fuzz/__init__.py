"""Coverage-guided fuzzing of every parser; see the README of this folder."""
