# SPDX-License-Identifier: GPL-2.0-only
# What the tool is made of: for userspace/Makefile and for its unit tests.

TOOL_COMMANDS := cmd_compare.c cmd_help.c cmd_list.c cmd_load.c cmd_run.c cmd_status.c \
		 cmd_unload.c
TOOL_PARTS := app.c catalogue.c commands.c compare.c error.c follow.c format.c interrupt.c \
	      json_compare.c json_stats.c options.c plan.c progress.c render_json.c render_text.c \
	      request.c stats.c suggest.c text_compare.c text_stats.c values.c verdict.c
# The seams: what talks to the device and to the kernel.
TOOL_SEAMS := client.c clocksource.c module.c

TOOL_LIBS := json-c libkmod
TOOL_PACKAGES := libjson-c-dev libkmod-dev
