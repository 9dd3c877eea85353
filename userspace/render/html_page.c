// SPDX-License-Identifier: GPL-2.0-only
/*
 * Head and foot of a page. The script comes last because it needs the figures above.
 */
#include "base/escape.h"
#include "render/html_page.h"
#include "render/web.h"
#include "version.h"

void html_page_begin(FILE *out, const char *title)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"generator\" content=\"syncdemo "
	      SYNCDEMO_VERSION "\">\n<link rel=\"icon\" href=\"data:,\">\n<title>", out);
	escape_markup(out, title);
	fprintf(out, "</title>\n<style>\n%s%s</style>\n</head>\n<body class=\"timeline\">\n"
		     "<main>\n",
		timeline_css, page_css);
}

void html_page_end(FILE *out)
{
	fprintf(out, "</main>\n<script>\n%s</script>\n</body>\n</html>\n", timeline_js);
}
