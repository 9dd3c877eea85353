# SPDX-License-Identifier: GPL-2.0-only
# What a user does: build, install, load, demonstrate, test. `make help` lists
# it. What the module is made of stands in Kbuild, how the tool is built in
# userspace/Makefile, the test machine in tests/vm.

KDIR ?= /lib/modules/$(shell uname -r)/build
PREFIX ?= /usr/local
DESTDIR ?=
KERNEL ?=
SMP ?= 2
SUITE ?=
REPEAT ?= 100
SOAK_TIME ?= 3600
O ?= $(CURDIR)/build/tools

# O is the directory for the tool; kbuild would take it for its own, as it would these.
KBUILD = $(MAKE) -C $(KDIR) M=$(CURDIR) O=
unexport KBUILD_OUTPUT KBUILD_EXTMOD
# A relative path, so that the dependencies in a copied checkout are its own.
TOOL = $(MAKE) -C userspace O=$(patsubst $(CURDIR)/%,../%,$(O)) PREFIX=$(PREFIX) \
	DESTDIR=$(DESTDIR)
HEADER = $(DESTDIR)$(PREFIX)/include/linux/syncdemo.h
# Where modules_install puts modules that are not the kernel's own.
MODULE_DIRS = $(addprefix $(DESTDIR)/lib/modules/$(RELEASE)/,updates extra)
RELEASE = $(shell $(MAKE) -s --no-print-directory -C $(KDIR) kernelrelease)
MACHINE = --module --smp $(SMP) $(if $(KERNEL),--kernel $(KERNEL)) \
	--file $(O)/syncdemo:/bin/syncdemo

# $(call package,DEBIAN,FEDORA,ARCH): the command that installs it here
package = $(shell . /etc/os-release 2>/dev/null; case " $$ID $$ID_LIKE " in \
	(*" debian "*|*" ubuntu "*) echo "apt install $(1)" ;; \
	(*" fedora "*|*" rhel "*) echo "dnf install $(2)" ;; \
	(*" arch "*) echo "pacman -S $(3)" ;; \
	(*) echo "install $(1) on Debian, $(2) on Fedora, $(3) on Arch" ;; esac)

ifneq ($(words $(CURDIR)),1)
$(error "$(CURDIR)": neither make nor the kernel's build can work in a path with \
	a blank; move or rename it)
endif

.PHONY: all modules tools docs install uninstall load unload demo shell kunit \
	kunit-uml check test repeat soak clean help need-headers need-libraries

all: modules tools ## build the module and the tool (default)

# Headers that come with the kernel's type information make kbuild want pahole,
# for a section of the module that nobody here reads.
NO_BTF = $(if $(shell command -v pahole),,CONFIG_DEBUG_INFO_BTF_MODULES=)

modules: need-headers ## build syncdemo.ko for the kernel of KDIR
	$(KBUILD) $(NO_BTF) modules

tools: need-libraries ## build the tool syncdemo
	$(TOOL) all

docs: tools ## rewrite the generated parts of the manual: README.md, docs/
	@tests/vm/setup shell
	@tests/docs/generate

install: all ## install module, tool, man pages and header (root, or DESTDIR=)
	$(KBUILD) INSTALL_MOD_PATH=$(DESTDIR) modules_install \
		$(if $(DESTDIR),DEPMOD=true)
	$(TOOL) install
	install -D -m 644 module/uapi/syncdemo.h $(HEADER)
	$(if $(DESTDIR),,depmod -a $(RELEASE))

uninstall: need-headers ## remove what install put there
	$(TOOL) uninstall
	rm -f $(HEADER) $(foreach dir,$(MODULE_DIRS),$(dir)/syncdemo.ko*)
	$(if $(DESTDIR),,depmod -a $(RELEASE))

load: ## load the built module into the running kernel (root)
	@test -e syncdemo.ko || { echo "syncdemo.ko is not built: run make first" >&2; exit 1; }
	insmod syncdemo.ko

unload: ## remove it from the running kernel (root)
	rmmod syncdemo

demo: ## boot a kernel in QEMU, show the five demos and lock/none there, and bring back a page
	@tests/vm/setup demo
	@$(MAKE) --no-print-directory -s tools
	@tests/vm/run $(MACHINE) --save build/demo -- tests/vm/guest/demo.sh
	@mv build/demo/demo.html build/demo.html
	@echo "What the threads did, as a picture: $(CURDIR)/build/demo.html"

# What is piped in is for the machine, and for nobody before it.
shell: ## boot a kernel in QEMU, give a shell with the module loaded; or pipe in commands
	@tests/vm/setup shell </dev/null
	@$(MAKE) --no-print-directory -s tools </dev/null
	@tests/vm/shell $(MACHINE)

kunit: ## the KUnit suites, in QEMU, on a kernel that is built for it once
	@tests/vm/setup kunit
	@tests/kunit/run $(if $(SUITE),--suite $(SUITE)) $(if $(KERNEL),--config $(KERNEL)) --smp $(SMP)

kunit-uml: ## the same by the kernel's own kunit.py, as User Mode Linux
	@tests/vm/setup kunit
	@tests/kunit/uml $(if $(SUITE),--suite $(SUITE))

check: ## the quick tests: one kernel, two minutes on a quiet machine
	@tests/vm/setup check
	@tests/run check

test: ## all tests: lint, three kernels, 1, 2 and 4 CPUs, the kernel's detectors
	@tests/vm/setup test
	@tests/run test

repeat: ## every variant REPEAT times on each kernel, with 1, 2 and 4 CPUs; takes long
	@tests/vm/setup check
	@REPEAT=$(REPEAT) tests/run repeat

soak: ## random operations for SOAK_TIME on the debug and the kcsan kernel, then all cycles
	@tests/vm/setup test
	@SOAK_TIME=$(SOAK_TIME) tests/run soak

clean: ## remove what was built (the downloads stay in the cache)
	rm -rf build
	find . -name .git -prune -o \( -name '*.o' -o -name '*.ko' -o -name '*.mod' \
		-o -name '*.mod.c' -o -name '.*.cmd' -o -name modules.order \
		-o -name Module.symvers \) -exec rm -f {} +

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1\t\2/p' Makefile | expand -t 14
	@echo
	@printf '%s\n' \
		'  KDIR=dir      headers to build for ($(KDIR))' \
		'  KERNEL=k      kernel that demo and shell boot: 6.12, 6.1, 6.12-rt (the newest' \
		'                there is), or one that we build: kunit, debug, kcsan' \
		'  SUITE=s       the one suite that kunit and kunit-uml run (all)' \
		'  REPEAT=n      how often repeat runs each variant ($(REPEAT))' \
		'  SOAK_TIME=s   how long soak operates at random ($(SOAK_TIME))' \
		'  SMP=n         CPUs of that machine ($(SMP))' \
		'  PREFIX=dir    where install puts tool, man pages and header ($(PREFIX))' \
		'  DESTDIR=dir   a root to install below, for packagers' \
		'  C=1 W=1 LLVM=1 and other settings go through to kbuild'

need-headers:
	@test -e $(KDIR)/Makefile || { echo "There are no kernel headers at $(KDIR):" \
		"$(call package,linux-headers-$(shell uname -r),kernel-devel,linux-headers)" \
		"or set KDIR=" >&2; exit 1; }

need-libraries:
	@echo '#include <stdio.h>' | $(CC) -E - >/dev/null 2>&1 || { echo "a C compiler with" \
		"libc's headers is missing:" \
		"$(call package,gcc libc6-dev,gcc glibc-devel,gcc glibc)" >&2; exit 1; }
	@command -v pkg-config >/dev/null || { echo "pkg-config is missing:" \
		"$(call package,pkg-config,pkgconf,pkgconf)" >&2; exit 1; }
	@pkg-config --exists json-c || { echo "json-c's headers are missing:" \
		"$(call package,libjson-c-dev,json-c-devel,json-c)" >&2; exit 1; }
	@pkg-config --exists libkmod || { echo "libkmod's headers are missing:" \
		"$(call package,libkmod-dev,kmod-devel,kmod)" >&2; exit 1; }
