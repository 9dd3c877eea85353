// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random operations on /dev/syncdemo, legal and illegal, by four processes that take open
 * files from each other. What the kernel's detectors say of it is judged
 * outside; here the device must work in the end as it did at first.
 *
 *   FUZZ_SEED   what the operations follow from (default: the time; it is printed)
 *   FUZZ_OPS    operations of all processes together (default 20000)
 *   FUZZ_TIME   instead: how long they go on (s)
 *   FUZZ_RACES  0: leave out the variants that race on purpose, which KCSAN reports
 *
 * On a kernel with lockdep the variants that it reports are left out: it looks for
 * nothing more after its first report.
 *
 * The same seed gives each process the same operations again. How the processes
 * interleave is the kernel's choice.
 */
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>

#include <linux/userfaultfd.h>

#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/subjects.h"
#include "lib/threads.h"

#define PROCESSES	4
#define FILES		6	/* open files of a process at a time */
#define PLAIN		120000	/* more than any operation writes (bytes) */

/**
 * struct shared - what all processes see
 * @done: operations done, by process
 * @pids: the processes
 */
struct shared {
	volatile unsigned long done[PROCESSES];
	volatile pid_t pids[PROCESSES];
};

/**
 * struct fuzzer - one process
 * @self: its index
 * @random: state of its generator
 * @fds: its open files; -1: none
 * @uffd: where its hostile page faults; -1: there is none
 * @hostile: a page that nothing fills
 * @shared: what all see
 */
struct fuzzer {
	unsigned int self;
	__u64 random;
	int fds[FILES];
	int uffd;
	void *hostile;
	struct shared *shared;
};

/* SplitMix64: any state gives a good sequence. */
static __u64 draw(struct fuzzer *f)
{
	__u64 x = f->random += 0x9e3779b97f4a7c15ULL;

	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	return x ^ (x >> 31);
}

static unsigned int below(struct fuzzer *f, unsigned int n)
{
	return draw(f) % n;
}

static int *any_slot(struct fuzzer *f)
{
	return &f->fds[below(f, FILES)];
}

static int any_file(struct fuzzer *f)
{
	return *any_slot(f);
}

/* Memory of any kind: plain, not mapped, not writable, or served by userfaultfd. */
static void *any_memory(struct fuzzer *f)
{
	static char plain[PLAIN];

	switch (below(f, 16)) {
	case 0:
		return bad_address();
	case 1:
		return (void *)"constant";
	case 2:
		return f->uffd < 0 ? plain : f->hostile;
	default:
		return plain;
	}
}

/* ---- requests ---- */

static bool may_run(const struct subject *s)
{
	const char *races = getenv("FUZZ_RACES");

	return !left_to_lockdep(s) &&
	       !(races && !strcmp(races, "0") && s->variant.flags & SYNCDEMO_VARIANT_RACY);
}

/* A demo with a variant, mostly one that there is. */
static const char *any_name(struct fuzzer *f)
{
	static const char *const others[] = { "lock", "all", "nonsense", "lock/nonsense", "" };
	const struct subject *s = &subjects[below(f, nr_subjects)];

	if (below(f, 6) == 0 || !may_run(s))
		return others[below(f, ARRAY_SIZE(others))];
	return s->name;
}

static const char *const keys[] = {
	"threads", "iterations", "items", "producers", "consumers", "waiters", "delay_ms",
	"timeout_ms", "readers", "writers", "value", "duration_ms", "stats", "events", "colour",
};

static const char *const values[] = {
	"0", "1", "2", "3", "5", "8", "64", "65", "100", "4096", "full", "off", "-1", "1e3",
	"99999999999999999999", "",
};

/* Requests that run end within a second or two: budgets and delays are small. */
static int put_request(struct fuzzer *f, char *text, size_t room)
{
	int len = snprintf(text, room, "%s", any_name(f));

	for (unsigned int i = below(f, 4); i && len < (int)room; i--)
		len += snprintf(text + len, room - len, " %s=%s", keys[below(f, ARRAY_SIZE(keys))],
				values[below(f, ARRAY_SIZE(values))]);
	if (below(f, 8) && len < (int)room)
		len += snprintf(text + len, room - len, " timeout_ms=%u", 10 + below(f, 60));
	if (len < (int)room)
		len += snprintf(text + len, room - len, "\n");
	return len < (int)room ? len : (int)room;
}

/* ---- operations ---- */

static void op_open(struct fuzzer *f)
{
	static const int modes[] = { O_RDONLY, O_WRONLY, O_RDWR, O_RDWR, O_RDWR };
	int *slot = any_slot(f);

	if (*slot >= 0)
		close(*slot);
	*slot = open(DEVICE, modes[below(f, ARRAY_SIZE(modes))] | O_CLOEXEC |
			     (below(f, 2) ? O_NONBLOCK : 0));
}

static void op_close(struct fuzzer *f)
{
	int *slot = any_slot(f);

	close(*slot);
	*slot = -1;
}

static void op_read(struct fuzzer *f)
{
	static const size_t sizes[] = { 0, 1, 7, 100, 4096, 65536 };

	(void)!read(any_file(f), any_memory(f), sizes[below(f, ARRAY_SIZE(sizes))]);
}

static void op_readv(struct fuzzer *f)
{
	const struct iovec pieces[] = {
		{ .iov_base = any_memory(f), .iov_len = below(f, 200) },
		{ .iov_base = any_memory(f), .iov_len = below(f, 200) },
	};

	(void)!readv(any_file(f), pieces, 2);
}

static void op_write(struct fuzzer *f)
{
	char text[512];
	int len = 0;

	for (unsigned int i = 1 + below(f, 3); i && len < (int)sizeof(text); i--)
		len += put_request(f, text + len, sizeof(text) - len);
	(void)!write(any_file(f), below(f, 20) ? text : any_memory(f), len);
}

static void op_writev(struct fuzzer *f)
{
	char text[200];
	int len = put_request(f, text, sizeof(text)), cut = below(f, len + 1);
	const struct iovec pieces[] = {
		{ .iov_base = text, .iov_len = cut },
		{ .iov_base = text + cut, .iov_len = len - cut },
	};

	(void)!writev(any_file(f), pieces, 2);
}

static void op_splice(struct fuzzer *f)
{
	int ends[2];

	if (pipe2(ends, O_NONBLOCK | O_CLOEXEC))
		return;
	(void)!splice(any_file(f), NULL, ends[1], NULL, 1 + below(f, 8192), 0);
	(void)!splice(ends[0], NULL, any_file(f), NULL, 1 + below(f, 8192), 0);
	close(ends[0]);
	close(ends[1]);
}

static void op_poll(struct fuzzer *f)
{
	struct pollfd p[2] = {
		{ .fd = any_file(f), .events = POLLIN | POLLOUT | POLLRDHUP },
		{ .fd = any_file(f), .events = POLLIN },
	};

	poll(p, 2, below(f, 3));
}

static void op_epoll(struct fuzzer *f)
{
	struct epoll_event ev = { .events = EPOLLIN | EPOLLOUT | (below(f, 2) ? EPOLLET : 0) };
	int ep = epoll_create1(EPOLL_CLOEXEC);

	epoll_ctl(ep, EPOLL_CTL_ADD, any_file(f), &ev);
	epoll_wait(ep, &ev, 1, below(f, 3));
	close(ep);
}

/* Any call with any bytes, but with a size that is right now and then. */
static void op_ioctl_noise(struct fuzzer *f)
{
	__u64 arg[128];

	for (size_t i = 0; i < ARRAY_SIZE(arg); i++)
		arg[i] = below(f, 2) ? below(f, 70) : draw(f);
	if (below(f, 2))
		memset(arg, 0, sizeof(arg));
	arg[0] = (arg[0] & ~0xffffffffULL) | (below(f, 4) ? 16 + 8 * below(f, 60) : (__u32)draw(f));
	ioctl(any_file(f), _IO(SYNCDEMO_IOC_MAGIC, below(f, 0x1d)),
	      below(f, 10) ? (void *)arg : any_memory(f));
}

static void op_run(struct fuzzer *f)
{
	const struct subject *s = &subjects[below(f, nr_subjects)];
	struct syncdemo_run run = make_run(s->demo.name, may_run(s) ? s->variant.name : "");

	set_param(&run, SYNCDEMO_PARAM_TIMEOUT_MS, 10 + below(f, 60));
	if (below(f, 2))
		set_param(&run, SYNCDEMO_PARAM_EVENTS, below(f, 5000));
	if (below(f, 4) == 0)
		set_param(&run, below(f, SYNCDEMO_NR_PARAMS), below(f, 70));
	start_run(any_file(f), &run);
}

/* Requests of any size in memory of any kind; most are right. */
static void op_plan(struct fuzzer *f)
{
	struct syncdemo_run runs[3];
	struct syncdemo_plan plan = {
		.size = sizeof(plan),
		.nr_runs = below(f, 8) ? 1 + below(f, ARRAY_SIZE(runs)) : (__u32)draw(f),
		.run_size = below(f, 8) ? sizeof(runs[0]) : 8 * below(f, 40),
		.runs = below(f, 8) ? (uintptr_t)runs : (uintptr_t)any_memory(f),
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(runs); i++) {
		const struct subject *s = &subjects[below(f, nr_subjects)];

		runs[i] = make_run(s->demo.name, may_run(s) ? s->variant.name : "");
		set_param(&runs[i], SYNCDEMO_PARAM_TIMEOUT_MS, 10 + below(f, 60));
	}
	ioctl(any_file(f), SYNCDEMO_IOC_PLAN, &plan);
}

static void op_wait(struct fuzzer *f)
{
	wait_for(any_file(f), below(f, 20));
}

static void op_cancel(struct fuzzer *f)
{
	cancel_run(any_file(f));
}

static void op_results(struct fuzzer *f)
{
	struct syncdemo_result result;
	struct syncdemo_thread thread;
	int fd = any_file(f);

	get_result(fd, below(f, 3), &result);
	get_thread(fd, 0, below(f, 70), &thread);
}

static void op_events(struct fuzzer *f)
{
	struct syncdemo_events events = {
		.size = sizeof(events),
		.thread = below(f, 70),
		.first = below(f, 2) ? 0 : draw(f),
		.buffer = (uintptr_t)any_memory(f),
		.room = below(f, 1000),
		.event_size = sizeof(struct syncdemo_event) + (below(f, 8) ? 0 : 8 * below(f, 9)),
	};

	ioctl(any_file(f), SYNCDEMO_IOC_EVENTS, &events);
}

static void op_dup(struct fuzzer *f)
{
	int *slot = any_slot(f), fd = fcntl(any_file(f), F_DUPFD_CLOEXEC, 3);

	if (fd < 0)
		return;
	close(*slot);
	*slot = fd;
}

/* A child that has all the files as well, for a moment. */
static void op_fork(struct fuzzer *f)
{
	pid_t pid = fork();

	if (!pid) {
		if (below(f, 2))
			op_read(f);
		_exit(0);
	}
	if (pid > 0 && below(f, 2))
		kill(pid, SIGKILL);
	if (pid > 0)
		while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
			kill(pid, SIGKILL);
}

/* Takes a file out of another process, which may be closing it. */
static void op_take(struct fuzzer *f)
{
	pid_t pid = f->shared->pids[below(f, PROCESSES)];
	int *slot = any_slot(f), pidfd = syscall(SYS_pidfd_open, pid, 0), fd;

	if (pidfd < 0)
		return;
	fd = syscall(SYS_pidfd_getfd, pidfd, 3 + below(f, 20), 0);
	close(pidfd);
	if (fd < 0)
		return;
	close(*slot);
	*slot = fd;
}

static void op_signal(struct fuzzer *f)
{
	static const int signals[] = { SIGUSR1, SIGUSR1, SIGALRM, SIGSTOP };
	pid_t pid = f->shared->pids[below(f, PROCESSES)];
	int sig = signals[below(f, ARRAY_SIZE(signals))];

	if (!pid || (pid == getpid() && sig == SIGSTOP))
		return;
	kill(pid, sig);
	if (sig == SIGSTOP)
		kill(pid, SIGCONT);
}

/* Fills the hostile page, or makes it hostile again. */
static void op_fault(struct fuzzer *f)
{
	struct uffdio_zeropage zero = { .range = { .start = (uintptr_t)f->hostile, .len = 4096 } };

	if (f->uffd < 0)
		return;
	ioctl(f->uffd, UFFDIO_ZEROPAGE, &zero);
	madvise(f->hostile, 4096, MADV_DONTNEED);
}

static void (*const operations[])(struct fuzzer *) = {
	op_open, op_open, op_open, op_close, op_read, op_read, op_read, op_readv, op_write,
	op_write, op_write, op_writev, op_splice, op_poll, op_epoll, op_ioctl_noise,
	op_ioctl_noise, op_run, op_run, op_plan, op_wait, op_cancel, op_results, op_events, op_dup,
	op_fork, op_take, op_take, op_signal, op_fault,
};

/* ---- the processes ---- */

static void nothing(int sig)
{
	(void)sig;
}

/*
 * A wait of any operation ends by a tick of this clock. A thread that is held in a fault
 * cannot be interrupted, so the page is filled by a thread of its own.
 */
static void start_clock(void)
{
	const struct sigaction sa = { .sa_handler = nothing };
	const struct itimerval every = {
		.it_interval = { .tv_usec = 4000 }, .it_value = { .tv_usec = 4000 },
	};

	sigaction(SIGALRM, &sa, NULL);
	sigaction(SIGUSR1, &sa, NULL);
	/* Another process may take the other end of a pipe away. */
	signal(SIGPIPE, SIG_IGN);
	setitimer(ITIMER_REAL, &every, NULL);
}

/* Fills the hostile page some time after each fault. */
static void *serve_faults(void *arg)
{
	const struct fuzzer *f = arg;
	struct uffdio_zeropage zero = { .range = { .start = (uintptr_t)f->hostile, .len = 4096 } };
	struct uffd_msg msg;

	while (read(f->uffd, &msg, sizeof(msg)) == sizeof(msg)) {
		usleep(5000);
		ioctl(f->uffd, UFFDIO_ZEROPAGE, &zero);
	}
	return NULL;
}

static void make_hostile(struct fuzzer *f)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	sigset_t all, old;
	pthread_t thread;

	f->hostile = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	f->uffd = syscall(SYS_userfaultfd, O_CLOEXEC);
	range.range.start = (uintptr_t)f->hostile;
	range.range.len = 4096;
	if (f->uffd < 0 || ioctl(f->uffd, UFFDIO_API, &api) ||
	    ioctl(f->uffd, UFFDIO_REGISTER, &range)) {
		f->uffd = -1;
		return;
	}
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &old);
	if (pthread_create(&thread, NULL, serve_faults, f))
		f->uffd = -1;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

/* Does @ops operations, or as many as there is time for if @end (ms) is not 0. */
static void fuzz(struct fuzzer *f, unsigned long ops, __s64 end)
{
	for (unsigned int i = 0; i < FILES; i++)
		f->fds[i] = -1;
	make_hostile(f);
	start_clock();
	/* From here on it bears the others' signals. */
	f->shared->pids[f->self] = getpid();
	for (unsigned long i = 0; end ? now_ms() < end : i < ops; i++) {
		operations[below(f, ARRAY_SIZE(operations))](f);
		f->shared->done[f->self] = i + 1;
	}
	f->shared->pids[f->self] = 0;
	_exit(0);
}

static unsigned long number(const char *name, unsigned long otherwise)
{
	const char *value = getenv(name);

	return value && *value ? strtoul(value, NULL, 10) : otherwise;
}

static unsigned long all_done(const struct shared *shared)
{
	unsigned long sum = 0;

	for (int i = 0; i < PROCESSES; i++)
		sum += shared->done[i];
	return sum;
}

/* Until all have ended; says every ten seconds how far they are. */
static void await_processes(const struct shared *shared)
{
	unsigned long before = 0;
	int left = PROCESSES, status;

	for (int ticks = 1; left; ticks++) {
		pid_t pid = waitpid(-1, &status, WNOHANG);

		if (pid > 0) {
			left--;
			if (status)
				fail_msg("a process ended with wait status %#x", status);
			continue;
		}
		usleep(100000);
		if (ticks % 100)
			continue;
		printf("# %lu operations\n", all_done(shared));
		if (all_done(shared) == before && ticks % 600 == 0)
			fail_msg("no operation was done for a minute");
		before = all_done(shared);
	}
}

static void random_operations_leave_a_device_that_works(void **state)
{
	unsigned long seed = number("FUZZ_SEED", time(NULL)), ops = number("FUZZ_OPS", 20000);
	unsigned long seconds = number("FUZZ_TIME", 0);
	struct shared *shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	static struct text text;
	__s64 begin = now_ms();

	(void)state;
	alarm(0);
	assert_ptr_not_equal(shared, MAP_FAILED);
	list_subjects();
	if (seconds)
		printf("# FUZZ_SEED=%lu FUZZ_TIME=%lu\n", seed, seconds);
	else
		printf("# FUZZ_SEED=%lu FUZZ_OPS=%lu\n", seed, ops);
	for (int i = 0; i < PROCESSES; i++) {
		struct fuzzer f = { .self = i, .random = seed * PROCESSES + i, .shared = shared };
		pid_t pid = fork();

		assert_works(pid);
		if (!pid)
			fuzz(&f, ops / PROCESSES, seconds ? begin + seconds * 1000 : 0);
	}
	await_processes(shared);
	printf("# %lu operations in %lld ms\n", all_done(shared), (long long)(now_ms() - begin));
	assert_no_threads();
	select_requests("all");
	read_all(start_requests("rlock"), &text);
	assert_all_ok(text.s, "rlock/mutex");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		device_test(random_operations_leave_a_device_that_works),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
