# Every target does its own set-up. All paths are relative, so that the checkout may lie in a folder
# whose name has spaces.
#
#   make demo PYTHON=python3.12     another Python (3.11 or newer) for .venv
#   make test TEST_WORKERS=4        so many test processes
#   make test TESTS=tests/unit      some of the tests

PYTHON ?= python3
# Many tests wait for others' work: one process more than there are processors.
TEST_WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1 )))
# Tests sync files thousands of times; in memory, where there is plenty, that costs nothing. What a
# power cut leaves is tested with tests/faulty_storage.py, never with the disk itself.
TEST_FOLDER ?= $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 {print $$6}')
TESTS ?=
# A file for pytest's exit code, of which make's own says nothing.
TEST_CODE ?=

# Tests and checks start Python hundreds of times: what it has compiled is to be kept.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
STAMP := .venv/.installed
TRANSLATIONS := resources/translations
CACHES := .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

NEEDS_PYTHON := import sys; sys.exit(None if sys.version_info >= (3, 11) else \
	"Python 3.11 or newer is needed. Name one: make PYTHON=python3.12")

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test check bench soak translations screenshots clean distclean

help:
	@echo 'make demo       kill an export, resume it, and compare the result'
	@echo 'make test       run the tests'
	@echo 'make check      style, types and the rules on imports'
	@echo 'make bench      measure speed and size (minutes)'
	@echo 'make soak       run the long tests (minutes)'
	@echo 'make translations  collect texts of the window, compile their translations'
	@echo 'make screenshots   draw the pictures of the window in docs/images'
	@echo 'make setup      only make .venv'
	@echo 'make clean      remove caches; make distclean removes .venv as well'

setup: $(STAMP)

$(STAMP): pyproject.toml
	@$(PYTHON) -c '$(NEEDS_PYTHON)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(STAMP)
	$(BIN)/reprise demo

# More processes than 4 gain little: the tests' encoders use the processors already. Small chunks: the
# long tests come first, and would all be one process's.
test: $(STAMP)
	$(if $(TEST_FOLDER),TMPDIR=$(TEST_FOLDER)) $(BIN)/python -m pytest -n $(TEST_WORKERS) --maxprocesses 4 --maxschedchunk 8 $(TESTS)$(if $(TEST_CODE), || { code=$$?; echo $$code >'$(TEST_CODE)'; exit $$code; })

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.speed --seconds 192 --encoders prores_ks,ffv1
	$(BIN)/python -m benchmarks.journal
	$(BIN)/python -m benchmarks.scaling
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.bookkeeping
	$(BIN)/python -m benchmarks.checkpoints
	$(BIN)/python -m benchmarks.window
	$(BIN)/python -m benchmarks.queue
	$(BIN)/python -m benchmarks.edits
	$(BIN)/python -m benchmarks.smart
	$(BIN)/python -m benchmarks.interchange

# The texts of app/gui for the translators, and what the window loads of their work.
translations: $(STAMP)
	$(BIN)/pyside6-lupdate $$(find app/gui -name '*.py' | sort) -ts $(TRANSLATIONS)/reprise_zh_CN.ts -no-obsolete
	$(BIN)/pyside6-lupdate -pluralonly $$(find app/gui -name '*.py' | sort) -ts $(TRANSLATIONS)/reprise_en.ts -no-obsolete
	for language in en zh_CN; do \
		$(BIN)/pyside6-lrelease $(TRANSLATIONS)/reprise_$$language.ts -qm $(TRANSLATIONS)/reprise_$$language.qm; \
	done

# Into memory; no screen is needed.
screenshots: $(STAMP)
	$(BIN)/python -m tests.screenshots

soak: $(STAMP)
	REPRISE_EXAMPLES=0.1 $(BIN)/python -m pytest -m soak $(TESTS)
	REPRISE_EXAMPLES=1 $(BIN)/python -m pytest tests/unit/exporters/timeline tests/unit/exporters/interchange

clean:
	rm -rf $(CACHES) build dist
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	rm -rf .venv reprise_export.egg-info
