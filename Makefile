# `make help` lists what there is to make.
.DEFAULT_GOAL := help
.PHONY: help build test lint contracts readme shell clean FORCE

# The table of models, and the folder that the outputs go to.
SOURCE ?= $(or $(wildcard data/ai_ecosystem.csv),data/sample.csv)
OUT ?= data
PYTHON ?= python3
export SOURCE OUT

bin := .venv/bin
space := $(subst ,, )
escape = $(subst $(space),\ ,$(1))
out := $(call escape,$(OUT))
source := $(call escape,$(SOURCE))
database := $(out)/ecograph.duckdb
pickles := $(addprefix $(out)/ai_ecosystem_graph,.pkl _finetune.pkl _nomerges.pkl)

help: ## list what there is to make
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 17

build: $(database) ## build the sample, or SOURCE=models.csv, into data, or OUT=folder

# Another source than last time, or a missing output, is a reason to build too.
made_from := $(shell cat $(out)/.source 2>/dev/null)
missing := $(shell for file in $(database) $(pickles); do test -e "$$file" || echo missing; done)
ifneq ($(made_from) $(missing),$(SOURCE) )
$(database): FORCE
endif
$(database): $(source) $(bin)/ecograph $(wildcard sql/*/*.sql ecograph/*.py)
	$(bin)/ecograph build "$$SOURCE" --out "$$OUT"
	@printf '%s\n' "$$SOURCE" > $(out)/.source

# A source that is not there is for ecograph to explain.
$(source):

test: .venv/dev ## run the tests
	$(bin)/pytest

lint: .venv/dev ## check the style and the types
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/sqlfluff lint sql
	$(bin)/mypy

contracts: .venv/dev ## accept changed columns of the SQL, once their version is raised
	$(bin)/python tests/contracts.py

readme: .venv/dev ## write the made parts of the README anew
	$(bin)/python tests/readme.py

shell: $(bin)/duckdb build ## open the database in the DuckDB shell, read-only
	$(bin)/duckdb -readonly "$$OUT/ecograph.duckdb"

clean: ## delete what build and test made, and the virtual environment
	rm -rf .venv .pytest_cache .hypothesis .mypy_cache .ruff_cache
	rm -f data/.source data/ecograph.duckdb data/ai_ecosystem_graph*.pkl

$(bin)/python:
	$(PYTHON) -m venv .venv

$(bin)/ecograph: pyproject.toml | $(bin)/python
	$(bin)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(bin)/duckdb: | $(bin)/ecograph
	$(bin)/pip install --quiet --disable-pip-version-check --editable '.[shell]'

.venv/dev: pyproject.toml | $(bin)/python
	$(bin)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
