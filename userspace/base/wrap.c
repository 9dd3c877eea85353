// SPDX-License-Identifier: GPL-2.0-only
/*
 * Breaks a text into lines.
 */
#include <string.h>

#include "base/wrap.h"

void wrap_text(FILE *out, const char *text, int indent, int width)
{
	int column = indent;

	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		int len = strcspn(text, " ");

		if (column > indent && column + 1 + len > width) {
			fprintf(out, "\n%*s", indent, "");
			column = indent;
		} else if (column > indent) {
			fputc(' ', out);
			column++;
		}
		fprintf(out, "%.*s", len, text);
		column += len;
		text += len;
	}
	fputc('\n', out);
}
