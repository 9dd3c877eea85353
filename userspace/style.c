// SPDX-License-Identifier: GPL-2.0-only
/*
 * What embed.mk makes of the style sheets in web/.
 */
#include "style.h"

const char timeline_css[] =
#include "timeline.css.inc"
;

const char page_css[] =
#include "page.css.inc"
;
