# Two commands do all the set-up: `make run` and `make test`.
.PHONY: run test check bench coverage lock styles format clean

run:     ## start the platform on http://127.0.0.1:8000 with the sample province
	@tools/prepare run
	@.venv/bin/ocop serve

test:    ## install what the tests need and run everything, on SQLite and on PostgreSQL
	@tools/test

check:   ## lint, types, import contracts, templates, migrations, documentation
	@tools/check

bench:   ## measure what was promised and write bench/RESULTS.md
	@tools/prepare dev
	@tools/packages bench
	@.venv/bin/python -m bench

coverage: ## write docs/coverage.md: which requirement of the plan is shown by which test
	@tools/coverage

format:  ## put the code into the house's layout
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

lock:    ## pin requirements/*.in anew into requirements/*.txt
	@tools/prepare dev
	@.venv/bin/uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-header requirements/run.in -o requirements/run.txt
	@.venv/bin/uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-header requirements/dev.in -c requirements/run.txt -o requirements/dev.txt

styles:  ## compile the style sheet anew (needs Node.js; the compiled sheet is in the repository)
	@ocop/kit/ui/build

clean:   ## forget the environment and the development data
	rm -rf .venv var
