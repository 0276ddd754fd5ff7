# make          builds the shipped edition into exports/, verifies it and says where each file lies
# make test     every test; those of tests/office are skipped where a program is missing
# make quick    the tests that need neither seconds nor outside programs
# make check    ruff, mypy, import-linter
# make pages    every page of the built edition as PNG, in build/pages
# make clean    removes .venv, build and caches; leaves exports alone

PYTHON ?= python3
PYTEST_OPTIONS ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
SOURCES := $(wildcard src tests tools benchmarks)

.PHONY: build test quick check pages clean
.DEFAULT_GOAL := build

build: $(VENV)/run.stamp
	$(BIN)/chipreport build

test: $(VENV)/test.stamp
	$(BIN)/python -m pytest $(PYTEST_OPTIONS)

quick: $(VENV)/test.stamp
	$(BIN)/python -m pytest -m "not slow and not office" $(PYTEST_OPTIONS)

check: $(VENV)/test.stamp
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

pages: build $(VENV)/test.stamp
	$(BIN)/python tools/render.py --sheet --out build/pages exports/latest

clean:
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit( \
	    "chipreport needs Python 3.11 or newer, and $(PYTHON) is %d.%d: name another with make PYTHON=python3.12" % v[:2])'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo '$(PYTHON) cannot make virtual environments: on Debian, apt-get install python3-venv' >&2; exit 1; }
	@echo 'setting up $(VENV) (once)'
	@$(PYTHON) -m venv $(VENV)

# A stamp is older than the project file only when that has changed since the last installation.
$(VENV)/run.stamp: pyproject.toml constraints.txt | $(BIN)/python
	@$(PIP) -e .
	@touch $@

$(VENV)/test.stamp: pyproject.toml constraints.txt | $(BIN)/python
	@$(PIP) -e '.[test]'
	@touch $(VENV)/run.stamp $@
