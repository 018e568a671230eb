PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETTINGS := pyproject.toml constraints.txt

# It knows its own place: where the folder was moved, or its Python is gone, it is made anew.
AS_MADE := $(shell [ -x $(BIN)/python ] && \
  grep -sF -e "$$(pwd -P)/$(VENV)" -e "$$(cd $(VENV) && pwd -P)" $(VENV)/pyvenv.cfg)

.DEFAULT_GOAL := help
.PHONY: help play test test-web check lint types imports banks spelling audit blind format bench bench-learners bench-weeks faults pictures clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

play: $(VENV)/.playable ## set up if needed, and play (ARGS="play --section 5")
	@$(BIN)/weakspot $(ARGS)

# One worker more than cores: some tests wait for other processes. Each costs three seconds of its own.
test: $(VENV)/.workable ## set up if needed, and run the tests
	@$(BIN)/python -m pytest -q -n 3 $(ARGS)

test-web: $(VENV)/.browsable ## play in a real browser (Debian's chromium, or Chrome)
	@$(BIN)/python -m pytest -q tests/web/play_in_chromium.py $(ARGS)

check: lint types imports banks spelling ## lint, types, import rules, our banks, spelling

lint: $(VENV)/.workable
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/.workable
	@$(BIN)/mypy

imports: $(VENV)/.workable
	@$(BIN)/lint-imports

banks: $(VENV)/.playable
	@$(BIN)/weakspot check --strict questions
	@$(BIN)/python -m tools.reviews questions

spelling: $(VENV)/.workable
	@$(BIN)/python -m tools.spelling

audit: $(VENV)/.playable ## guess answers from the form of our questions alone, and say where that pays
	@$(BIN)/python -m tools.audit $(ARGS)

blind: $(VENV)/.playable ## print questions without answers, to be read (ARGS="questions/05-model-adaptation.yaml")
	@$(BIN)/python -m tools.blind $(ARGS)

format: $(VENV)/.workable ## format the code
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: $(VENV)/.workable ## measure speed, as ratios to comparable programs
	@$(BIN)/python -m benchmarks.run $(ARGS)

bench-learners: $(VENV)/.workable ## teach simulated learners with our rules and with others
	@$(BIN)/python -m benchmarks.learners $(ARGS)

bench-weeks: $(VENV)/.workable ## play three weeks as four players, and print what was promised, repaired and called weak
	@$(BIN)/python -m benchmarks.weeks $(ARGS)

faults: $(VENV)/.workable ## break it in every way that must do no harm, and print what came of it
	@PYTHONPATH=tests:tests/store:tests/bank $(BIN)/python -m faults.run $(ARGS)

pictures: $(VENV)/.workable ## draw the screens into docs/pictures
	@$(BIN)/python docs/draw_pictures.py && $(BIN)/python docs/draw_kinds.py && PYTHONPATH=. $(BIN)/python docs/draw_walkthrough.py && $(BIN)/python docs/draw_lab.py

clean: ## remove what was set up and cached
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

ifeq ($(AS_MADE),)
.PHONY: $(VENV)/.made
endif
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "weakspot needs Python 3.11 or newer: make PYTHON=python3.12 play"; exit 1; }
	@$(PYTHON) -m venv $(if $(wildcard $@),--clear) $(VENV) || \
	  { echo "No virtual environment could be made: is the venv module installed (python3-venv)?"; exit 1; }
	@touch $@

$(VENV)/.playable: $(VENV)/.made $(SETTINGS)
	@echo "Setting up weakspot in $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . || \
	  { echo "weakspot could not be set up: it needs the network for that"; exit 1; }
	@touch $@

$(VENV)/.workable: $(VENV)/.playable
	@echo "Setting up what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

$(VENV)/.browsable: $(VENV)/.workable
	@echo "Setting up what the tests in a browser need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev,web]"
	@touch $@
