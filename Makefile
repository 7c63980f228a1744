# Every target works as the first command on a fresh Debian 12 with Swift 6.3: what is missing is installed first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# For instance `make test FILTER=Sale`, `make run ARGUMENTS=--once`, `make bench BENCH=journal`.
FILTER ?=
ARGUMENTS ?=
BENCH ?=
FUZZ_SECONDS ?= 600
FUZZ_TARGET ?=
SOAK_SECONDS ?= 600
SOAK_SEED ?= 1
bench_arguments = $(if $(BENCH),--only $(BENCH))
swift_test = swift test --skip-build --disable-xctest
# Hundreds of tests at once on two threads would each take as long as all of them, whatever their time limit.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 4
# An emulated machine wants the computer for itself.
one_by_one = SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=1
# The suites that write docs/generated: each in a file with its own name.
generators = $(shell grep -rlE 'GeneratedFile' Tests --include='*Tests.swift' \
	| xargs -r -n1 basename -s .swift | sort -u | paste -sd '|')

.PHONY: help
help: ## Say what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: run
run: build ## Build and run the demo; Ctrl-C stops everything
	@exec .build/debug/mintmark demo $(ARGUMENTS)

.PHONY: build
build: prepare-build ## Build the three programs into .build/debug
	@swift build

.PHONY: test
test: prepare-test check build-tests ## Check the style, build, run every test
ifneq ($(FILTER),)
	@$(swift_test) --filter '$(FILTER)'
else
	@echo "== whole deployments, process by process"
	@$(swift_test) --filter '^EndToEndTests\.'
	@echo "== the agent and its supervisor, who live in real time"
	@$(swift_test) --filter '^(EdgeAgent|Supervision)Tests\.'
	@echo "== the coordinator"
	@$(swift_test) --filter '^CoordinatorTests\.'
	@echo "== everything else"
	@$(swift_test) --skip '^(EndToEnd|EdgeAgent|Supervision|Coordinator)Tests\.'
endif

.PHONY: check
check: ## Check the format of the sources and the scripts; fast, builds nothing
	@swift format lint --strict -p -r Sources Tests Benchmarks Fuzz Package.swift
	@for script in scripts/prepare .ci/run Fuzz/run packaging/deb hardware/{arm64/check,rig/{build,contract,rig}} hardware/rig/guest/* systemd/slots/slots; do \
		case "$$script" in *.c) ;; *) bash -n "$$script" ;; esac; done

.PHONY: format
format: ## Rewrite the sources in the house's format
	@swift format -i -p -r Sources Tests Benchmarks Fuzz Package.swift

.PHONY: docs
docs: prepare-test build-tests ## Write the generated tables of docs/generated anew
	@MINTMARK_REGENERATE=1 $(swift_test) --filter '\.($(generators))/'
	@git status --short docs/generated

.PHONY: agent
agent: prepare-build ## Build the agent as machines get it: one file, the Swift runtime inside, in .build/shipped/release
	@swift build -c release --static-swift-stdlib --scratch-path .build/shipped --product mintmark-agent

.PHONY: deb
deb: prepare-deb agent ## Make the Debian packages, in release, with the Swift runtime inside, into .build/packages
	@for product in mintmark-coordinator mintmark; do \
		swift build -c release --static-swift-stdlib --scratch-path .build/shipped --product $$product || exit 1; done
	@packaging/deb .build/shipped/release .build/packages

.PHONY: rig
rig: prepare-rig build-tests ## Prove on emulated Debian machines that the packages vend, stamp and stay safe, on kernel lines
	@MINTMARK_RIG_TESTS=full $(one_by_one) $(swift_test) --filter '\.(Rig(Smoke|Fault|Stamp|Debian|Doctor|Power)|Flash|FlashObstacle)Tests/'

.PHONY: rig-smoke
rig-smoke: prepare-rig build-tests ## The same in short: a sale, a kill and a power cut on one emulated machine
	@MINTMARK_RIG_TESTS=smoke $(one_by_one) $(swift_test) --filter '\.RigSmokeTests/'

.PHONY: arm64
arm64: ## Compile the C shims for 64-bit Arm and run their test under emulation
	@scripts/prepare arm64
	@hardware/arm64/check

.PHONY: bench
bench: build-bench ## Measure, side by side in one run; medians and ratios. BENCH=journal,vend for some
	@.build/release/mintmark-benchmarks --json .build/bench.json $(bench_arguments)

.PHONY: bench-rig
bench-rig: prepare-rig build-tests ## Measure flashes and starts on an emulated machine; best on an idle computer
	@MINTMARK_RIG_TESTS=figures $(one_by_one) $(swift_test) --filter '\.RigFiguresTests/'

.PHONY: performance
performance: build-bench ## Measure and write docs/performance.md, with BENCH=log only its sections; best on an idle machine
	@.build/release/mintmark-benchmarks --json .build/bench.json --page docs/performance.md $(bench_arguments)
	@git status --short docs/performance.md

.PHONY: soak
soak: build-soak ## Overload a deployment with everything failing, SOAK_SECONDS=600, SOAK_SEED=1; writes docs/soak.md
	@.build/release/mintmark-benchmarks --soak $(SOAK_SECONDS) --seed $(SOAK_SEED) --page docs/soak.md
	@git status --short docs/soak.md

.PHONY: proof
proof: prepare-test build-tests ## Run the tests with forty times the seeds; slow
	@MINTMARK_SEED_FACTOR=40 $(swift_test) $(if $(FILTER),--filter '$(FILTER)')

.PHONY: simulate
simulate: prepare-build ## Simulate sales with everything failing, out of seeds that nobody tried, SIMULATE_SECONDS=60
	@swift build --product mintmark-simulate
	@.build/debug/mintmark-simulate --fresh-seconds $(or $(SIMULATE_SECONDS),60)

# The one build in which guards can be taken away, beside all others.
mutants_build = swift build -Xswiftc -DMUTANTS --scratch-path .build/mutants --product mintmark-simulate

.PHONY: mutants
mutants: prepare-build ## Take one guard after the other away, see the simulation notice, and write docs/generated/mutants.md
	@$(mutants_build)
	@.build/mutants/debug/mintmark-simulate mutants --page docs/generated/mutants.md
	@git status --short docs/generated/mutants.md

.PHONY: fuzz
fuzz: prepare-build ## Search for inputs that break what must hold, FUZZ_SECONDS=600 for each target; FUZZ_TARGET=yaml for one
	@FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZ_TARGET="$(FUZZ_TARGET)" Fuzz/run

.PHONY: prepare-build prepare-test prepare-bench prepare-deb prepare-rig build-tests build-bench build-soak
prepare-build:
	@scripts/prepare build
prepare-test:
	@scripts/prepare test
prepare-bench:
	@scripts/prepare bench
prepare-deb:
	@scripts/prepare deb
prepare-rig:
	@scripts/prepare rig
build-tests:
	@swift build --build-tests
# One after another: SwiftPM builds one product of a name at a time, and all of them would build the tests' too.
build-bench: prepare-bench agent
	@for product in mintmark-coordinator mintmark mintmark-benchmarks; do \
		swift build -c release --product $$product || exit 1; done
build-soak: prepare-build
	@for product in mintmark-agent mintmark-coordinator mintmark mintmark-benchmarks; do \
		swift build -c release --product $$product || exit 1; done
