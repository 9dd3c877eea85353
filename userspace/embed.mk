# SPDX-License-Identifier: GPL-2.0-only
# What stands in web/ becomes part of the tool: web/NAME to $(O)/NAME.inc, which
# C includes as one string. For userspace/Makefile and its unit tests, which set
# WEB.

$(O)/%.inc: $(WEB)/% | $(O)
	@sed 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$$/\\n"/' $< >$@

$(O)/style.o: $(O)/timeline.css.inc $(O)/page.css.inc
$(O)/page.o: $(O)/timeline.js.inc
