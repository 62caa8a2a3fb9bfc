# What a person or a machine does with this project. Nothing but Python 3.11 (or newer) and make is needed.
#   make PYTHON=python3.12 demo    takes another Python

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
GOLD := evaluation/gold
DEV := ../shared/gold/dev
READINGS := build/readings
PEER := build/peer-env
CORPORA := ../shared/corpora/anercorp_train.txt ../shared/corpora/newsfane_train.txt

.DEFAULT_GOAL := help
.PHONY: help demo test check bench bench-archive bench-screening survive docs evaluate errors floors peers compare-names compare-screening refresh-docs clean

help:  ## tell what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(VENV)/.khabar  ## read the example report
	@$(BIN)/khabar read examples/kim-putin.txt --published 2023-09-05 --format table

test: $(VENV)/.khabar-dev  ## run the tests
	$(BIN)/python -m pytest

check: $(VENV)/.khabar-dev  ## style, types, tables, floors of the own gold, rules of the house
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest tests/lexicon tests/test_house.py
	$(BIN)/python -m evaluation.floors --only own

docs: $(VENV)/.khabar-dev  ## run the examples of README, docs and docstrings, and compare the docs with the code
	$(BIN)/python -m pytest tests/docs
	$(BIN)/python -m pytest --doctest-modules --ignore-glob='*/migrations/*' src evaluation

refresh-docs: $(VENV)/.khabar-dev  ## rewrite the parts of README and docs that are made from the code
	$(BIN)/python -m tools.refresh_docs

bench: $(VENV)/.khabar-dev  ## measure the speed of reading
	$(BIN)/python -m evaluation.benchmarks.reading_speed

bench-archive: $(VENV)/.khabar-dev  ## measure filling an archive and finding in it
	$(BIN)/python -m evaluation.benchmarks.archive_fill
	$(BIN)/python -m evaluation.benchmarks.archive_find

bench-screening: $(VENV)/.khabar-dev  ## measure screening: many names against two lists, one against a million
	$(BIN)/python -m evaluation.benchmarks.screening_speed

survive: $(VENV)/.khabar-dev  ## kill the filling of an archive fifty times and compare the rows
	$(BIN)/python -m evaluation.benchmarks.archive_killed

evaluate: $(VENV)/.khabar-dev  ## score readings of the gold
	@rm -rf $(READINGS)
	$(BIN)/python -m evaluation $(GOLD) $(READINGS)/own
	$(BIN)/python -m evaluation.scorer $(GOLD) $(READINGS)/own
	@if [ -d $(DEV) ]; then \
	  $(BIN)/python -m evaluation $(DEV) $(READINGS)/dev && \
	  $(BIN)/python -m evaluation.scorer $(DEV) $(READINGS)/dev; \
	else echo "$(DEV) is not there: only the own gold was scored"; fi

errors: evaluate  ## write pages that show what was missed and invented on the gold, in context
	$(BIN)/python -m evaluation.errors $(GOLD) $(READINGS)/own build/errors/own.html
	@if [ -d $(DEV) ]; then $(BIN)/python -m evaluation.errors $(DEV) $(READINGS)/dev build/errors/dev.html; fi

floors: $(VENV)/.khabar-dev  ## compare the figures of every gold with their floors
	$(BIN)/python -m evaluation.floors

peers: $(VENV)/.khabar-dev  ## compare the figures on other systems' test cases with their bounds
	$(BIN)/python -m evaluation.peers

compare-names: $(VENV)/.khabar-dev  ## names on two annotated corpora, beside a CRF trained on them
	@$(PIP) install --editable '.[dev,peer]'
	$(BIN)/python -m evaluation.peer_names $(CORPORA)

compare-screening: $(VENV)/.khabar-dev  ## names across scripts, beside nomenklatura where it can be installed
	@$(PIP) install --editable '.[dev,peer-screening]'
	@[ -x $(PEER)/bin/python ] || $(PYTHON) -m venv $(PEER)
	@$(PEER)/bin/python -m pip --disable-pip-version-check --quiet install 'nomenklatura==4.17.4' || \
	  echo "nomenklatura: not installed: its pyicu needs a C++ compiler and libicu-dev" >&2
	nice $(BIN)/python -m evaluation.two_scripts

clean:  ## remove what was made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The environment is made anew only when pyproject.toml changes: the package is installed to be read from src.

$(VENV)/.khabar: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Khabar needs Python 3.11 or newer; $(PYTHON) is missing or older. Name another: make PYTHON=python3.12 demo" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.khabar-dev: $(VENV)/.khabar
	@$(PIP) install --editable '.[dev]'
	@touch $@
