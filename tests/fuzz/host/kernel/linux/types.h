/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What request/ uses of the kernel's headers, for programs. The other headers of this
 * directory lead here.
 */
#ifndef _FUZZ_LINUX_TYPES_H
#define _FUZZ_LINUX_TYPES_H

#include_next <linux/types.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef __u8 u8;
typedef __u32 u32;
typedef __u64 u64;
typedef __s64 s64;

#define U64_MAX			UINT64_MAX
#define BIT_ULL(n)		(1ULL << (n))
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define container_of(pointer, type, member) \
	((type *)((char *)(pointer) - offsetof(type, member)))

static inline u64 smaller(u64 a, u64 b)
{
	return a < b ? a : b;
}

#define min(a, b)		smaller(a, b)
#define min_t(type, a, b)	((type)smaller(a, b))

static inline unsigned int max(unsigned int a, unsigned int b)
{
	return a > b ? a : b;
}

enum gfp { GFP_KERNEL, GFP_KERNEL_ACCOUNT };

static inline void *kzalloc(size_t size, enum gfp flags)
{
	(void)flags;
	return calloc(1, size);
}

static inline void kfree(void *pointer)
{
	free(pointer);
}

/* Those of the C library depend on the locale, and want no negative characters. */
static inline bool isspace(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || (u8)c == 0xa0;
}

static inline bool isdigit(char c)
{
	return c >= '0' && c <= '9';
}

struct kref {
	int count;
};

static inline void kref_init(struct kref *ref)
{
	ref->count = 1;
}

static inline void kref_get(struct kref *ref)
{
	ref->count++;
}

static inline void kref_put(struct kref *ref, void (*release)(struct kref *ref))
{
	if (!--ref->count)
		release(ref);
}

struct seq_buf {
	char *buffer;
	size_t size;
	size_t len;
};

static inline void seq_buf_init(struct seq_buf *s, char *buffer, unsigned int size)
{
	s->buffer = buffer;
	s->size = size;
	s->len = 0;
}

/* One byte as %pE shows it, near enough: what cannot be printed is in octal. */
static inline void seq_buf_put_escaped(struct seq_buf *s, unsigned char c)
{
	if (s->len + 5 > s->size)
		return;
	s->len += sprintf(s->buffer + s->len, c < ' ' || c > '~' ? "\\%03o" : "%c", c);
}

/* Knows %*pE at one place of the format. */
static inline int seq_buf_printf(struct seq_buf *s, const char *format, ...)
{
	const char *escaped = strstr(format, "%*pE");
	va_list args;
	int len;

	va_start(args, format);
	if (escaped) {
		const char *word;

		seq_buf_put_escaped(s, format[0]);
		len = va_arg(args, int);
		word = va_arg(args, const char *);
		for (int i = 0; i < len; i++)
			seq_buf_put_escaped(s, word[i]);
		format = escaped + strlen("%*pE");
	}
	if (s->len < s->size) {
		len = vsnprintf(s->buffer + s->len, s->size - s->len, format, args);
		s->len += min((size_t)len, s->size - s->len - 1);
	}
	va_end(args);
	return 0;
}

#endif /* _FUZZ_LINUX_TYPES_H */
