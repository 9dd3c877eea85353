# SPDX-License-Identifier: GPL-2.0-only
# What the tool is made of: for userspace/Makefile and for its unit tests.

TOOL_COMMANDS := cmd_compare.c cmd_explain.c cmd_help.c cmd_list.c cmd_load.c \
		 cmd_report.c cmd_run.c cmd_status.c cmd_timeline.c cmd_unload.c
TOOL_PARTS := app.c catalogue.c commands.c compare.c error.c explanation.c follow.c format.c \
	      interrupt.c json_compare.c json_stats.c options.c plan.c progress.c render_json.c \
	      render_text.c request.c several.c stats.c suggest.c text_compare.c text_explain.c \
	      text_stats.c values.c verdict.c wrap.c
# From events to pictures.
TOOL_PARTS += analyse.c analyse_holders.c analyse_queue.c analyse_reads.c analyse_updates.c \
	      analyse_values.c analyse_waits.c columns.c json_trace.c lanes.c live.c markup.c output.c \
	      page.c pieces.c report_html.c scale.c screen.c timeline.c timeline_chrome.c \
	      timeline_html.c timeline_svg.c timeline_text.c trace.c
# The seams: what talks to the device and to the kernel.
TOOL_SEAMS := client.c clocksource.c environment.c module.c

# What is said about the demos, in the order in which it is said, and what is made of
# it: a part of the tool, a man page and a page in Markdown.
TOOL_TEXTS := lock.txt rlock.txt condition.txt event.txt local.txt semaphore.txt barrier.txt \
	      rwlock.txt deadlock.txt
TOOL_TABLE := explanations.c
# Style sheets and script of the pages that the tool writes, see embed.mk.
TOOL_WEB := web.c
TOOL_PAGE := syncdemo-demos.7
TOOL_DOC := demos.md

TOOL_LIBS := json-c libkmod
TOOL_PACKAGES := libjson-c-dev libkmod-dev
