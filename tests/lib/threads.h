/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The module's kernel threads, as /proc shows them.
 *
 * A thread that has been joined may stand in /proc for a moment still, so one
 * counts as alive only until the kernel marks it as exiting. That mark is set
 * before a join can return, which makes "nobody is alive" exact, not a matter
 * of waiting.
 */
#ifndef _TEST_THREADS_H
#define _TEST_THREADS_H

#include <dirent.h>

#include "device.h"

#define TASK_EXITING	0x00000004U
#define TASK_KTHREAD	0x00200000U

/**
 * struct thread - one thread that is alive
 * @pid: its number
 * @parent: its parent's
 * @state: S, R, D, ...
 * @flags: of the task
 * @name: what ps shows
 */
struct thread {
	pid_t pid;
	pid_t parent;
	char state;
	unsigned int flags;
	char name[64];
};

/* False if there is no such thread (any more). */
static inline bool thread_stat(pid_t pid, struct thread *t)
{
	char path[64], line[512] = "", *end;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	f = fopen(path, "re");
	if (!f)
		return false;
	if (!fgets(line, sizeof(line), f))
		line[0] = 0;
	fclose(f);
	end = strrchr(line, ')');
	if (!end)
		return false;
	*end = 0;
	t->pid = pid;
	snprintf(t->name, sizeof(t->name), "%s", strchr(line, '(') + 1);
	return sscanf(end + 1, " %c %d %*d %*d %*d %*d %u",
		      &t->state, &t->parent, &t->flags) == 3;
}

/* The threads that are alive and whose name begins so; at most @room are kept. */
static inline unsigned int find_threads(const char *name, struct thread *found,
					unsigned int room)
{
	unsigned int nr = 0;
	DIR *proc = opendir("/proc");
	const struct dirent *entry;
	struct thread t;

	assert_non_null(proc);
	while ((entry = readdir(proc))) {
		if (!thread_stat(atoi(entry->d_name), &t) || (t.flags & TASK_EXITING) ||
		    t.state == 'Z' || t.state == 'X' ||
		    strncmp(t.name, name, strlen(name)) != 0)
			continue;
		if (nr < room)
			found[nr] = t;
		nr++;
	}
	closedir(proc);
	return nr;
}

static inline unsigned int count_threads(const char *name)
{
	return find_threads(name, NULL, 0);
}

/* Exactly now: what was to be joined is joined. */
static inline void assert_no_threads(void)
{
	struct thread t;

	if (find_threads("sd/", &t, 1))
		fail_msg("%s is still alive, in state %c", t.name, t.state);
}

/* As assert_no_threads(), but runners may be on their last steps. */
static inline void assert_no_workers(void)
{
	struct thread alive[80];
	unsigned int nr = find_threads("sd/", alive, ARRAY_SIZE(alive));

	assert_in_range(nr, 0, ARRAY_SIZE(alive));
	for (unsigned int i = 0; i < nr; i++)
		if (strcmp(alive[i].name, "sd/main") != 0)
			fail_msg("%s is still alive, in state %c", alive[i].name, alive[i].state);
}

/* Until so many threads of that name are alive. */
static inline void await_threads(const char *name, unsigned int nr)
{
	__s64 end = now_ms() + SOON;

	while (count_threads(name) != nr) {
		if (now_ms() > end)
			fail_msg("%u threads are called %s, not %u", count_threads(name),
				 name, nr);
		pause_polling();
	}
}

/* Until that process sleeps. */
static inline void await_asleep(pid_t pid)
{
	__s64 end = now_ms() + SOON;
	struct thread t;

	do {
		assert_true(thread_stat(pid, &t));
		if (t.state == 'S')
			return;
		pause_polling();
	} while (now_ms() < end);
	fail_msg("%s is in state %c", t.name, t.state);
}

#endif /* _TEST_THREADS_H */
