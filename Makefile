# make chat and make check do all the set-up; a second run installs nothing.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: chat check coverage format bench pages soak finder questions lock clean
.DEFAULT_GOAL := help

help:
	@echo "make chat       talk with Komek in this terminal"
	@echo "make check      format, lint, types, import rules, tests: what a contribution must pass"
	@echo "make format     put the code in its format"
	@echo "make questions  measure the answers on the questions held in tests/questions"
	@echo "make bench      the answers and the dates beside other ways to find and count them"
	@echo "make pages      every paper as PDF and pictures, read back (needs LibreOffice and poppler-utils)"
	@echo "make coverage   docs/coverage.md anew from the data"
	@echo "make soak       1,000 messages and 10,000 reminders while the program is killed again and again; none may be lost"
	@echo "make finder     make the finder anew from the questions and the lexicon"
	@echo "make lock       choose the newest versions that the ranges in pyproject.toml allow"

chat: .venv/run
	@$(BIN)/komek chat

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache > .venv/imports.txt || (cat .venv/imports.txt; false)
	@rm -f .coverage .coverage.*
	@$(BIN)/coverage run -m pytest --numprocesses=auto --dist=loadfile > .venv/pytest.txt 2>&1; status=$$?; cat .venv/pytest.txt; exit $$status
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report --include='knowledge/*,dialogs/*' --fail-under=100 > .venv/coverage.txt || (cat .venv/coverage.txt; false)
	@$(BIN)/coverage report --include='bot/*,notifier/*,storage/*' --fail-under=95 > .venv/coverage.txt || (cat .venv/coverage.txt; false)
	@tail -n 1 .venv/pytest.txt

format: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

questions: .venv/dev
	@$(BIN)/python -m tests.questions.measure

bench: .venv/dev
	@$(BIN)/python -m tests.bench

soak: .venv/dev
	@$(BIN)/python -m tests.soak updates --number 1000 --kills 20
	@$(BIN)/python -m tests.soak reminders --number 10000 --kills 200 --workers 3

pages: .venv/dev
	@$(BIN)/python -m tests.pages build/pages

coverage: .venv/dev
	@$(BIN)/python -m tests.house.coverage

finder: .venv/dev
	@$(BIN)/python -m knowledge.finding.training

# extras are kept: pip, asked for hashes, takes coverage[toml] for a package without a version as soon as a newer one is out
lock: .venv/dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-header \
	    --no-emit-index-url --no-emit-find-links --no-strip-extras --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-header \
	    --no-emit-index-url --no-emit-find-links --no-strip-extras --extra build --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis

# What is installed is told by these two files; a changed lock installs again.

.venv/run: requirements.lock pyproject.toml | .venv/new
	@$(call install,requirements.lock)
	@touch $@

.venv/dev: requirements-dev.lock pyproject.toml | .venv/new
	@$(call install,requirements-dev.lock)
	@touch .venv/run $@

.venv/new:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    (echo "Komek needs Python 3.11 or newer; name one: make chat PYTHON=python3.12" >&2; exit 1)
	@echo "Setting up, this takes about a minute ..." >&2
	@$(PYTHON) -m venv .venv
	@touch $@

define install
$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(1) >&2 && \
    $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e . >&2
endef
