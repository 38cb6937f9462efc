# Every target sets up what it needs; nothing has to be done first.
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup demo run test lint bench screens words torture clean

help:
	@echo "make demo     a complete sample plan in build/demo/"
	@echo "make run      the window"
	@echo "make test     all tests"
	@echo "make lint     style, types, who imports whom"
	@echo "make screens  a picture of every page in build/screens/"
	@echo "make bench    speed against other programs and libraries"
	@echo "make words    gather new texts, compile the catalogues"
	@echo "make torture  the long runs: kills, power cuts, hostile files"

setup:
	@packaging/set_up.sh

demo: setup
	@$(PYTHON) -m localplan demo --out build/demo

run: setup
	@$(PYTHON) -m localplan

test: setup
	@$(PYTHON) -m pytest -n 2

lint: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

bench: setup
	@$(PYTHON) -m tests.benchmarks

screens: setup
	@$(PYTHON) -m tests.tools.screens build/screens

words: setup
	@$(PYTHON) packaging/catalogues.py update
	@$(PYTHON) packaging/catalogues.py compile

torture: setup
	@$(PYTHON) -m pytest -q tests/torture -p no:cacheprovider -o norecursedirs=

clean:
	rm -rf build .venv
