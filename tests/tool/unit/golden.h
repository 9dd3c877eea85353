/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Compares output with golden files.
 */
#ifndef GOLDEN_H
#define GOLDEN_H

/**
 * assert_golden - fail the test if text differs from the file
 * @name: name of the file in tests/tool/golden
 * @text: the text
 *
 * With UPDATE_GOLDEN in the environment the file is written instead; review the diff
 * of every file that changes.
 */
void assert_golden(const char *name, const char *text);

#endif
