.DEFAULT_GOAL := help
PORT ?= 8000

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 14

demo: ## Set everything up, fill a made-up partnership and serve it
	@scripts/bootstrap base
	@scripts/assets
	@.venv/bin/waylight demo --port $(PORT)

demo-reset: ## Start the demonstration again from the beginning
	@scripts/bootstrap base
	@scripts/assets
	@.venv/bin/waylight demo --port $(PORT) --reset

test: ## Set everything up and run every test, on SQLite and PostgreSQL, in a real browser
	@scripts/test

check: ## Quick check while you work: lint, types, layers, tests of what you changed
	@scripts/bootstrap dev
	@scripts/check

bench: ## Measure; figures go to docs/performance.md
	@scripts/bootstrap dev
	@.venv/bin/python bench/run.py

lock: ## Write the lock files again from requirements/*.in
	@uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header requirements/base.in -o requirements/base.lock
	@uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header -c requirements/base.lock requirements/dev.in -o requirements/dev.lock

assets: ## Build the styles and scripts
	@scripts/bootstrap base
	@scripts/assets

.PHONY: help demo demo-reset test check bench lock assets
