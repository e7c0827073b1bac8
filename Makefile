# Everything a person or CI runs. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := bash
PY := .venv/bin/python
READY := .venv/ready

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

run: $(READY) ## start the whole centre in demo mode (DEMO_VISITORS=1 adds a day of visitors)
	@$(PY) -m tools.run

test: $(READY) ## run every test
	$(PY) -m pytest -n auto --dist loadscope $(ARGS)

check: $(READY) ## format, lint and type-check
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy

bench: $(READY) ## measure speed and memory, as ratios against a baseline in the same run
	$(PY) -m tests.bench

shots: $(READY) ## a picture of every screen, page and ticket into shots/
	$(PY) -m tests.shots shots

mutants: $(READY) ## change core/ in many small ways and list what no test notices
	$(PY) -m tests.core.mutants

lock: $(READY) ## write requirements.lock anew from pyproject.toml
	.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	    --python-version 3.11 --extra dev pyproject.toml -o requirements.lock

$(READY): requirements.lock tools/install
	tools/install
	@touch $(READY)

.PHONY: help run test check bench shots mutants lock
