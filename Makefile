# All the set-up is in these targets: people, CI and Read the Docs call the same ones.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONPATH := gate/src
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help venv checks-venv lock html test evidence test-gate test-images test-browser broken benchmark lint format links editions epub offline print markdown live node-image report-failure clean uninstall

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

venv: .venv/stamp  ## create the virtual environment for site and tests
checks-venv: .venv/checks-stamp

.venv/stamp: requirements.lock
	@echo "Installing the packages of requirements.lock into .venv"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv
	@$(call install,requirements.lock)
	@touch $@

.venv/checks-stamp: .venv/stamp requirements-checks.lock
	@echo "Installing the packages of requirements-checks.lock into .venv"
	@$(call install,requirements-checks.lock)
	@touch $@

define install
$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement $(1) || \
  { echo "pip could not install $(1): is there a network, or a package index set for pip?" >&2; exit 1; }
endef

lock: .venv/checks-stamp  ## write the locks anew, after a change of requirements*.txt
	@for name in requirements requirements-checks; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --custom-compile-command "make lock" --output-file $$name.lock $$name.txt; done

html: .venv/stamp  ## build the guide: _build/html/index.html
	@$(BIN)/sphinx-build -q -W -n --keep-going -c . -d _build/doctrees docs _build/html
	@echo "Open _build/html/index.html"

# The same pages in other forms, in _build/editions. A date is an edition's version: that of the last commit.
SPHINX = $(BIN)/sphinx-build -q -W -c .
EDITIONS := _build/editions
NAME := containers-in-practice

epub: .venv/stamp  ## one book for e-readers
	@$(SPHINX) -t epub -D version=$$(git log -1 --format=%cs) -d _build/doctrees-epub -b epub docs _build/epub
	@mkdir -p $(EDITIONS) && cp _build/epub/$(NAME).epub $(EDITIONS)

offline: .venv/stamp  ## one zip of the HTML, to be read without a network
	@rm -rf _build/offline && $(SPHINX) -d _build/doctrees docs _build/offline/$(NAME)
	@mkdir -p $(EDITIONS) && rm -f $(EDITIONS)/$(NAME)-html.zip && cd _build/offline && \
	  $(CURDIR)/$(BIN)/python -m zipfile -c $(CURDIR)/$(EDITIONS)/$(NAME)-html.zip $(NAME)

print: .venv/stamp  ## one page with everything, to print
	@$(SPHINX) -d _build/doctrees -b singlehtml docs $(EDITIONS)/print

markdown: .venv/stamp  ## the pages in Markdown with all files in full, and llms.txt
	@$(SPHINX) -t markdown -d _build/doctrees-markdown -b markdown docs $(EDITIONS)/markdown

editions: epub offline print markdown  ## the HTML with all of these, and links to them
	@$(SPHINX) -n -t editions -d _build/doctrees docs _build/html
	@rm -rf _build/html/editions && cp -r $(EDITIONS) _build/html/editions
	@cp $(EDITIONS)/markdown/llms.txt _build/html/llms.txt && sed -i 's|](|](editions/markdown/|' _build/html/llms.txt
	@echo "Open _build/html/index.html"

test: .venv/stamp  ## prove that the guide is true (starts Docker where none runs)
	@GUIDE_THIS_RUN="make test" $(BIN)/python -m standins run -- $(BIN)/pytest $(ARGS)

evidence:  ## the same, and where all of it is true write record.json: what was run, with which versions
	@$(MAKE) --no-print-directory test ARGS="--evidence $(ARGS)"

test-gate: .venv/stamp  ## the tests of the machinery: the gate, the stand-ins; tests/gate/unit is the quick part
	@$(BIN)/pytest tests/gate tests/standins $(ARGS)

test-images: .venv/stamp  ## what needs an engine: images held against standins/recipes, the gate's proxy
	@GUIDE_WITHOUT=kubernetes $(BIN)/python -m standins run -- $(BIN)/pytest tests/images tests/gate/unit/test_proxy.py $(ARGS)

test-browser: .venv/checks-stamp .venv/nu/stamp  ## the site in a real browser (as root on Debian it installs Chromium)
	@$(BIN)/pytest tests/browser $(ARGS)

# Chromium with the fonts that the compared pictures were made with, a library of Playwright's, Java for the checkers;
# npm brings the Nu checker. They are programs of the system, so root's to install.
BROWSER_PROGRAMS := chromium fonts-dejavu-core fonts-liberation libatomic1 default-jre-headless npm
.venv/nu/stamp: .venv/stamp
	@{ command -v chromium || command -v google-chrome; } >/dev/null && command -v java >/dev/null && command -v npm >/dev/null || \
	  { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && echo "Installing $(BROWSER_PROGRAMS) by apt-get" && \
	    apt-get update -qq && apt-get install --yes --quiet --no-install-recommends $(BROWSER_PROGRAMS) >/dev/null; } || \
	  { echo "make test-browser needs these programs: $(BROWSER_PROGRAMS)" >&2; exit 1; }
	@npm install --silent --no-save --no-package-lock --ignore-scripts --prefix .venv/nu vnu-jar@$(NU_VERSION)
	@echo "$(NU_SHA256)  .venv/nu/node_modules/vnu-jar/build/dist/vnu.jar" | sha256sum --check --quiet
	@touch $@
NU_VERSION := 26.9.27
NU_SHA256 := 22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47

broken: .venv/stamp  ## break the guide on purpose, one change at a time: the gate must notice each
	@$(BIN)/python -m standins run -- $(BIN)/python -m checks.broken $(ARGS)

benchmark: .venv/stamp  ## what the gate costs, against the same commands in a bare script
	@$(BIN)/python -m standins run -- $(BIN)/python -m checks.benchmark $(ARGS)

lint: .venv/checks-stamp  ## style of code, prose and configuration
	@$(BIN)/python -m checks.lint

node-image: .venv/stamp  ## bring kind, kubectl and the Kubernetes node image
	@$(BIN)/python -m standins node-image

format:  ## write Python files in the one style
	@$(MAKE) --no-print-directory checks-venv
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

links: .venv/stamp  ## ask each address that the pages link to whether it still answers (needs the internet)
	@$(BIN)/sphinx-build -q -n -c . -d _build/doctrees -b linkcheck docs _build/linkcheck

live: .venv/checks-stamp  ## show the pages at http://127.0.0.1:8000, rebuilt and reloaded whenever a file changes
	@$(BIN)/sphinx-autobuild -q -c . -d _build/doctrees --watch examples --watch gate/src docs _build/html

report-failure: .venv/stamp
	@$(BIN)/python -m checks.report_failure

clean:  ## remove what was built (_build), not the virtual environment
	@rm -rf _build

uninstall:  ## remove all that these targets brought: engine, images, caches, .venv, _build
	@$(PYTHON) -m standins uninstall
