# SPDX-License-Identifier: GPL-2.0-only
# What stands in web/ becomes part of the tool: each NAME.ENDING the string
# NAME_ENDING in TOOL_WEB. For userspace/Makefile and its unit tests, which set WEB.

WEB_FILES := $(WEB)/page.css $(WEB)/timeline.css $(WEB)/timeline.js

$(O)/$(TOOL_WEB): $(WEB_FILES) $(WEB)/../embed.mk | $(O)
	@{ echo '#include "web.h"'; for file in $(WEB_FILES); do \
		echo "const char $$(basename $$file | tr . _)[] ="; \
		sed 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$$/\\n"/' $$file; echo ';'; \
	done; } >$@
