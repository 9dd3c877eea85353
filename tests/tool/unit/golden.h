/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Comparing what is drawn with files that a person has looked at.
 */
#ifndef GOLDEN_H
#define GOLDEN_H

/**
 * assert_golden - fail the test if text is not what the file has
 * @name: of the file in tests/tool/golden
 * @text: the text
 *
 * With UPDATE_GOLDEN in the environment the file is written instead. Whoever does
 * that looks at every file that changes.
 */
void assert_golden(const char *name, const char *text);

#endif
