/* SPDX-License-Identifier: GPL-2.0-only */
/* The C library reads it as well. */
#include <asm/errno.h>
