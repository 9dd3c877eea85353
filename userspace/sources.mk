# SPDX-License-Identifier: GPL-2.0-only
# What the tool is made of: for userspace/Makefile and for its unit tests. Both set
# TOOL, this directory, MODULE, the module's, and O, where to build.

# Each layer includes from itself and from those behind it; tests/host/layers.test
# holds them to it.
TOOL_LAYERS := commands cli render analysis explain device base

# What talks to the device and to the kernel; the unit tests replace it.
TOOL_SEAMS := device/client.c device/clocksource.c device/module.c
TOOL_PARTS := $(filter-out $(TOOL_SEAMS), \
	$(patsubst $(TOOL)/%,%,$(wildcard $(TOOL_LAYERS:%=$(TOOL)/%/*.c))))

# The texts about the demos, in the order of the module's table, and what is made of
# them: a part of the tool, a man page and a page in Markdown.
TOOL_TEXTS := $(patsubst %,$(TOOL)/explain/texts/%.txt, \
	$(shell sed -n 's/^\tDEMO(\([a-z_]*\)).*/\1/p' $(MODULE)/demos/table.h))
TOOL_TABLE := explanations.c
TOOL_PAGE := syncdemo-demos.7
TOOL_DOC := demos.md

# Style sheets and scripts of the pages that the tool writes: each NAME.ENDING becomes
# the string NAME_ENDING in TOOL_WEB.
TOOL_WEB := web.c
WEB_FILES := $(sort $(wildcard $(TOOL)/render/web/*))

TOOL_LIBS := json-c libkmod
TOOL_PACKAGES := libjson-c-dev libkmod-dev
TOOL_DEFINES := -std=gnu11 -D_GNU_SOURCE -D__SANE_USERSPACE_TYPES__ -Wall -Wextra \
	-I$(TOOL) -I$(MODULE)

$(O)/$(TOOL_TABLE): to := c
$(O)/$(TOOL_PAGE): to := man
$(O)/$(TOOL_DOC): to := md
$(O)/$(TOOL_TABLE) $(O)/$(TOOL_PAGE) $(O)/$(TOOL_DOC): $(TOOL)/explain/texts/generate.awk \
		$(TOOL_TEXTS) $(MODULE)/demos/table.h $(TOOL)/sources.mk
	@mkdir -p $(@D)
	$(call tell,GEN)awk -v to=$(to) -f $< $(TOOL_TEXTS) >$@

$(O)/$(TOOL_WEB): $(WEB_FILES) $(TOOL)/sources.mk
	@mkdir -p $(@D)
	@{ echo '#include "render/web.h"'; for file in $(WEB_FILES); do \
		echo "const char $$(basename $$file | tr . _)[] ="; \
		sed 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$$/\\n"/' $$file; echo ';'; \
	done; } >$@
