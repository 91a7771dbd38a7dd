# Two commands on a fresh machine (Python 3.11 with venv and pip, make): `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CODE := src tests benchmarks scripts fuzz

.PHONY: help demo test lint bench update clean

help:  ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile

demo: $(VENV)/.installed  ## show a red build: the gate on a hospital portal built after a published breach
	@cd examples/novant && ../../$(BIN)/pixelgate check; code=$$?; \
	echo; echo "exit code $$code: this build is red. The repaired twin, examples/novant-repaired, passes."; test $$code -eq 1

test: lint  ## run the linters and all tests
	$(BIN)/pytest -n auto --dist loadgroup

lint: $(VENV)/.tested  ## check style, types, import contracts, workflows and generated files
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/vendor_pages.py --check
	bash scripts/lint_workflows.sh $(BIN)

corpus: $(VENV)/.tested  ## fetch real packages (40 of 78, 150 MB), print what is found in them, and check it
	$(BIN)/python tests/corpus/fetch.py .corpus --core
	$(BIN)/pytest tests/corpus -s

bench: $(VENV)/.tested  ## compare with ripgrep on the same trees; prints a table
	$(BIN)/python -m benchmarks

update: $(VENV)/.tested  ## rewrite generated files and expected output; read the diff before you commit it
	$(BIN)/python scripts/hook_files.py --write
	$(BIN)/python scripts/vendor_pages.py --write
	$(BIN)/pytest -q tests/spec tests/projects tests/examples tests/integration/test_readme.py --update

clean:  ## remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
