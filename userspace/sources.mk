# SPDX-License-Identifier: GPL-2.0-only
# What the tool is made of: for userspace/Makefile and for its unit tests.

TOOL_COMMANDS := cmd_help.c cmd_list.c cmd_load.c cmd_run.c cmd_status.c cmd_unload.c
TOOL_PARTS := app.c catalogue.c commands.c error.c follow.c format.c interrupt.c json_stats.c options.c \
	      progress.c render_json.c render_text.c request.c stats.c suggest.c text_stats.c \
	      values.c verdict.c
# The seams: what talks to the device and to the kernel's module loader.
TOOL_SEAMS := client.c clocksource.c module.c

TOOL_LIBS := json-c libkmod
TOOL_PACKAGES := libjson-c-dev libkmod-dev
