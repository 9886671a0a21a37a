.DEFAULT_GOAL := help
PORT ?= 8000

help: ## Show these commands
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 14

demo: ## Set everything up, fill a made-up partnership and serve it
	@scripts/bootstrap base
	@scripts/assets
	@.venv/bin/waylight demo --port $(PORT)

demo-reset: ## Start the demonstration over
	@scripts/bootstrap base
	@scripts/assets
	@.venv/bin/waylight demo --port $(PORT) --reset

test: ## Set everything up and run every test, on SQLite and PostgreSQL, in a real browser
	@scripts/test

check: ## The quick inner loop: lint, types, layers, tests of what changed
	@scripts/bootstrap dev
	@scripts/check

bench: ## Measure; figures go to docs/performance.md
	@scripts/bootstrap dev
	@.venv/bin/python bench/run.py

lock: ## Lock the libraries again
	@uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header requirements/base.in -o requirements/base.lock
	@uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header -c requirements/base.lock requirements/dev.in -o requirements/dev.lock

assets: ## Build styles and scripts
	@scripts/bootstrap base
	@scripts/assets

.PHONY: help demo demo-reset test check bench lock assets
