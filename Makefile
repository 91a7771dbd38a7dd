# Two commands on a fresh machine (Python 3.11 with venv and pip, make): `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint bench clean

demo: $(VENV)/.installed  ## show a red build: the gate on a hospital portal built after a published breach
	@cd examples/novant && ../../$(BIN)/pixelgate check; code=$$?; \
	echo; echo "exit code $$code: this build is red. The repaired twin, examples/novant-repaired, passes."; test $$code -eq 1

test: $(VENV)/.tested lint  ## run linters, types, import contracts and all tests
	$(BIN)/pytest -n auto

lint: $(VENV)/.tested
	$(BIN)/ruff check src tests benchmarks scripts
	$(BIN)/ruff format --check src tests benchmarks scripts
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --no-progress --quiet action.yml .github/workflows

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

bench: $(VENV)/.tested  ## compare with ripgrep on the same trees; prints a table
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
