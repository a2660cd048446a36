# The tasks of this project. `make` lists them; each sets up what it needs, so the first run takes a minute or two.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
PY := $(VENV)/bin/python
# The first interpreter that is new enough; name another with PYTHON=...
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$python >/dev/null && $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# Where a shell forbids it, each of the many processes that the tests start would compile all that it imports anew.
export PYTHONDONTWRITEBYTECODE :=
ARGS ?=
CASES ?= 100000
# One or two of each kind: a lesson in a kernel, the client and its tables, forms, the service over HTTP, pages.
LOWEST_TESTS := tests/course/lessons/test_lesson_00.py tests/toolkit/client/test_session.py tests/toolkit/client/test_faces.py tests/toolkit/tables/test_replies.py \
	tests/toolkit/widgets/test_form.py tests/toolkit/widgets/test_upload.py tests/emulator/test_ways_in.py tests/course/teaching/test_pages.py

.PHONY: help lab test lowest soak csharp bench docs routes minutes pictures axe pages pins clean-notebooks lint clean houses drawings

help:  ## This list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

lab: $(VENV)/.lab  ## Open JupyterLab on the first lesson (ARGS="--no-browser" etc.)
	$(VENV)/bin/kaizala-nb lab $(ARGS)

test: $(VENV)/.test  ## Run everything: lint, walls, unit tests, lessons, a real browser (BROWSER=skip leaves it out), the lowest versions (LOWEST=skip)
	@$(MAKE) --no-print-directory -j 2 lint $$(test "$$LOWEST" = skip || echo lowest) ARGS=
	@# three at a time, also on two cores: half of the time a test waits for a server, a kernel or a page
	@$(PY) -m pytest -n 3 --ignore=tests/browser $(ARGS)
	@# in the order of their names: the longest are among the first, and no core waits for them at the end
	@browser=$$($(PY) -m tests.browser.executable) && BROWSER="$$browser" $(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder tests/browser

lowest: $(VENV)/.test  ## Lesson 00 and a part of the tests with the lowest versions that pyproject.toml allows
	@rm -rf build/lowest
	@$(VENV)/bin/uv venv --quiet --python $(PY) build/lowest
	@$(VENV)/bin/uv pip install --quiet --python build/lowest/bin/python --resolution lowest-direct --editable ".[test]"
	@build/lowest/bin/python -m pytest -n 2 $(LOWEST_TESTS) $(ARGS)

houses: $(VENV)/.test  ## Lesson 00 in Notebook 7, Voilà, marimo and with ipywidgets 7, in a real browser (downloads them)
	@browser=$$($(PY) -m tests.browser.executable) && HOUSES=1 BROWSER="$$browser" $(PY) -m pytest tests/browser/test_houses.py $(ARGS)

soak: $(VENV)/.test  ## At length: CASES=100000 generated cases (make test runs 2,000), 200 kills, a class of fifty for a minute
	SOAK=$(CASES) $(PY) -m pytest -n 2 tests/emulator/test_generated.py tests/emulator/test_model.py \
		tests/emulator/test_webhook_model.py tests/emulator/test_state.py tests/toolkit/stand_in/test_model.py $(ARGS)
	SOAK=$(CASES) $(PY) -m pytest tests/emulator/test_soak.py $(ARGS)

csharp: $(VENV)/.test  ## Compile and run the C# that is shown for each request (Mono; make test does without)
	@$(PY) -m tests.course.postman.mono && CSHARP=1 $(PY) -m pytest -n 2 -k csharp tests/course/postman/test_programs.py tests/toolkit/collection/test_snippets.py $(ARGS)

lint: $(VENV)/.test  ## Formatting, lint, types (of the JavaScript too), and the walls between the packages
	$(VENV)/bin/ruff format --check --quiet . && $(VENV)/bin/ruff format --check --quiet --line-length 88 notebooks/*.ipynb && $(VENV)/bin/ruff check --quiet . && $(VENV)/bin/mypy && $(VENV)/bin/lint-imports --no-cache
	@$(PY) -m tests.javascript

bench: $(VENV)/.bench  ## Speed, as ratios to named baselines
	$(PY) -m benchmarks $(ARGS)

docs: $(VENV)/.test  ## Write the pages that are made from the code
	$(PY) -m kaizala_nb.emulator.evidence docs/evidence.md
	$(PY) -m tests.course.lessons.storyboard docs/lessons.md

pictures: $(VENV)/.test  ## The README's picture; with ARGS=FOLDER all lessons to be looked at, light and dark (ARGS="FOLDER 04 05": those)
	$(PY) -m tests.browser.pictures $(ARGS)

axe: $(VENV)/.test  ## What breaks a rule of accessibility in all lessons, light and dark (ARGS="04 05": in those)
	$(PY) -m tests.browser.axe $(ARGS)

drawings: $(VENV)/.test  ## Draw docs/drawings/*.svg anew, where they have changed, and attach them to the lessons
	@$(PY) -m tests.browser.drawings

routes: $(VENV)/.lab  ## Every path that the local Kaizala answers: method, path, permission, and the function that answers
	@$(PY) -m kaizala_nb.emulator.rooms

minutes: $(VENV)/.test  ## How long the lessons take, part by part, by their size
	$(PY) -m tests.course.lessons.minutes

pages: $(VENV)/.lab  ## The lessons as pages to read, with what their cells show: build/pages, or ARGS=FOLDER
	$(VENV)/bin/kaizala-nb lessons pages $(or $(ARGS),build/pages)

clean-notebooks: $(VENV)/.lab  ## Take outputs, counts and the state of widgets out of the lessons
	$(VENV)/bin/kaizala-nb lessons clean notebooks/*.ipynb

pins: $(VENV)/.test  ## The versions that Binder installs, worked out anew
	$(PY) -m tests.packaging.binder

.PHONY: address
address: $(VENV)/.test  ## Write the repository's address from pyproject.toml into the README
	$(PY) -m tests.packaging.address

clean:  ## Forget what was set up
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis

# A stamp says what was installed; it is written last, so a set-up that was interrupted is done again.
$(VENV)/.lab $(VENV)/.test $(VENV)/.bench: $(VENV)/.%: $(VENV)/.python pyproject.toml
	@echo "Installing kaizala_nb for '$*'. The first time this takes a minute or two."
	@# uv does in 10 seconds what takes pip 70; where it cannot be had, or does not find the packages, pip does it
	$(PY) -m pip install --quiet --disable-pip-version-check uv && $(VENV)/bin/uv pip install --quiet --python $(PY) --editable ".[$*]" \
		|| $(PY) -m pip install --quiet --disable-pip-version-check --editable ".[$*]"
	@touch $@

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python3"; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@
