// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loads, unloads and queries the module by libkmod.
 */
#include <errno.h>
#include <libkmod.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "device/module.h"

#define SYSFS_MODULES	"/sys/module"

/* By default libkmod writes to stderr; the tool has struct error for that. */
static void log_nothing(void *data, int priority, const char *file, int line, const char *fn,
			const char *format, va_list args)
{
	(void)data;
	(void)priority;
	(void)file;
	(void)line;
	(void)fn;
	(void)format;
	(void)args;
}

static struct kmod_ctx *new_context(void)
{
	struct kmod_ctx *ctx = kmod_new(NULL, NULL);

	if (ctx)
		kmod_set_log_fn(ctx, log_nothing, NULL);
	return ctx;
}

enum module_state module_state(void)
{
	struct kmod_ctx *ctx = new_context();
	struct kmod_module *mod = NULL;
	int state = -ENOENT;

	if (ctx && !kmod_module_new_from_name(ctx, MODULE_NAME, &mod))
		state = kmod_module_get_initstate(mod);
	kmod_module_unref(mod);
	kmod_unref(ctx);
	if (state == KMOD_MODULE_LIVE || state == KMOD_MODULE_BUILTIN)
		return MODULE_LOADED;
	return access(SYSFS_MODULES, F_OK) ? MODULE_UNKNOWN : MODULE_ABSENT;
}

void module_version(char *buf, size_t len)
{
	FILE *file = fopen(SYSFS_MODULES "/" MODULE_NAME "/version", "re");

	buf[0] = '\0';
	if (!file)
		return;
	if (fgets(buf, len, file))
		buf[strcspn(buf, "\n")] = '\0';
	fclose(file);
}

/* The value of the @nth occurrence of @key in the module file. */
static bool module_field(struct kmod_list *info, const char *key, size_t nth, char *buf,
			 size_t len)
{
	struct kmod_list *entry;

	kmod_list_foreach(entry, info) {
		if (strcmp(kmod_module_info_get_key(entry), key) || nth--)
			continue;
		snprintf(buf, len, "%s", kmod_module_info_get_value(entry));
		return true;
	}
	return false;
}

/* libkmod also returns ENOENT for a file that is no module. */
static bool is_missing(const char *path, int errnum)
{
	return errnum == ENOENT && access(path, F_OK) && errno == ENOENT;
}

static int not_a_module(const char *path, int errnum, struct error *err)
{
	if (is_missing(path, errnum)) {
		error_set(err, EXIT_DEVICE, path, "%s: no such file", path);
		error_expect(err, "build it: make modules");
	} else if (errnum == EACCES) {
		error_set(err, EXIT_DEVICE, path, "%s: permission denied", path);
	} else {
		error_set(err, EXIT_DEVICE, path, "%s is not a kernel module", path);
		error_expect(err, "the file syncdemo.ko");
	}
	return -1;
}

/* The name inside the file counts, not the name of the file. */
static int check_name(const char *path, struct kmod_list *info, struct error *err)
{
	char name[64] = "";

	if (module_field(info, "name", 0, name, sizeof(name)) && !strcmp(name, MODULE_NAME))
		return 0;
	error_set(err, EXIT_USAGE, path, "%s is another module: '%s'", path, name);
	error_expect(err, "the module syncdemo");
	return -1;
}

/*
 * With CONFIG_MODVERSIONS the kernel compares checksums of symbols instead of the release
 * and returns EINVAL, as for a wrong parameter.
 */
static bool of_other_release(struct kmod_list *info)
{
	struct utsname running;
	char magic[128] = "";

	uname(&running);
	module_field(info, "vermagic", 0, magic, sizeof(magic));
	magic[strcspn(magic, " ")] = '\0';
	return strcmp(magic, running.release);
}

static int wrong_kernel(const char *path, struct kmod_list *info, struct error *err)
{
	struct utsname running;
	char magic[128] = "";

	uname(&running);
	module_field(info, "vermagic", 0, magic, sizeof(magic));
	for (size_t len = strlen(magic); len && magic[len - 1] == ' '; len--)
		magic[len - 1] = '\0';
	error_set(err, EXIT_DEVICE, path, "%s is built for another kernel: %s", path, magic);
	error_expect(err, "build it for this one: make modules KDIR=/lib/modules/%s/build",
		     running.release);
	return -1;
}

static int refused_value(const char *path, int errnum, struct error *err)
{
	error_set(err, EXIT_USAGE, path, "the kernel refused %s or its parameters: %s", path,
		  strerror(errnum));
	error_expect(err, "dmesg says which value was wrong");
	return -1;
}

static int load_failed(const char *path, struct kmod_list *info, int errnum, struct error *err)
{
	switch (errnum) {
	case EPERM:
	case EACCES:
		error_set(err, EXIT_DEVICE, path, "loading %s is refused: permission denied", path);
		if (geteuid())
			error_expect(err, "as root: sudo syncdemo load");
		else
			error_expect(err, "no lockdown and no modules_disabled; see dmesg");
		return -1;
	case EEXIST:
		error_set(err, EXIT_DEVICE, MODULE_NAME, "the module is already loaded");
		error_expect(err, "sudo syncdemo unload, to load another one");
		return -1;
	case ENOEXEC:
		return wrong_kernel(path, info, err);
	case EINVAL:
	case ERANGE:
		return of_other_release(info) ? wrong_kernel(path, info, err) :
						refused_value(path, errnum, err);
	case EKEYREJECTED:
		error_set(err, EXIT_DEVICE, path, "loading %s is refused: it is not signed", path);
		error_expect(err, "a signed module, or a kernel without Secure Boot lockdown");
		return -1;
	default:
		return error_set(err, EXIT_DEVICE, path, "cannot load %s: %s", path,
				 strerror(errnum));
	}
}

static int by_alphabet(const void *a, const void *b)
{
	return strcmp(a, b);
}

/**
 * struct parameters - parameters of the module
 * @n: number of parameters
 * @name: their names in alphabetical order, since that of the file is arbitrary
 */
struct parameters {
	size_t n;
	char name[WORDS_MAX][64];
};

static void read_parameters(struct kmod_list *info, struct parameters *known)
{
	char line[256];

	for (known->n = 0; known->n < WORDS_MAX; known->n++) {
		if (!module_field(info, "parm", known->n, line, sizeof(line)))
			break;
		snprintf(known->name[known->n], sizeof(known->name[0]), "%.*s",
			 (int)strcspn(line, ":"), line);
	}
	qsort(known->name, known->n, sizeof(known->name[0]), by_alphabet);
}

static int check_option(const struct parameters *known, const char *option, struct error *err)
{
	struct words words = {};
	char name[64];

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(option, "= "), option);
	for (size_t i = 0; i < known->n; i++) {
		if (!strcmp(known->name[i], name))
			return 0;
		words_add(&words, known->name[i]);
	}
	error_set(err, EXIT_USAGE, name, "unknown parameter '%s' of the module", name);
	error_expect_words(err, "parameters", &words);
	return -1;
}

/* The kernel only warns of an unknown parameter. */
static int check_options(struct kmod_list *info, const char *options, struct error *err)
{
	struct parameters known;

	read_parameters(info, &known);
	while (*options) {
		if (check_option(&known, options, err))
			return -1;
		options += strcspn(options, " ");
		options += strspn(options, " ");
	}
	return 0;
}

static int insert_file(struct kmod_module *mod, const char *options)
{
	return kmod_module_insert_module(mod, 0, options);
}

/* Like modprobe, with the options in /etc/modprobe.d. */
static int insert_installed(struct kmod_module *mod, const char *options)
{
	int ret = kmod_module_probe_insert_module(mod, KMOD_PROBE_FAIL_ON_LOADED, options, NULL,
						  NULL, NULL);

	return ret > 0 ? -EPERM : ret;
}

static int load_module(struct kmod_module *mod, const char *path, const char *options,
		       int (*insert)(struct kmod_module *mod, const char *options),
		       struct error *err)
{
	struct kmod_list *info = NULL;
	int ret = kmod_module_get_info(mod, &info);

	if (ret < 0)
		return not_a_module(path, -ret, err);
	ret = check_name(path, info, err) || check_options(info, options, err) ? -1 : 0;
	if (!ret) {
		ret = insert(mod, options);
		if (ret < 0)
			ret = load_failed(path, info, -ret, err);
	}
	kmod_module_info_free_list(info);
	return ret;
}

static int load_path(struct kmod_ctx *ctx, const char *path, const char *options,
		     struct error *err)
{
	struct kmod_module *mod = NULL;
	int ret = kmod_module_new_from_path(ctx, path, &mod);

	if (ret < 0)
		return not_a_module(path, -ret, err);
	ret = load_module(mod, path, options, insert_file, err);
	kmod_module_unref(mod);
	return ret;
}

static int not_installed(struct error *err)
{
	struct utsname running;

	uname(&running);
	error_set(err, EXIT_DEVICE, MODULE_NAME,
		  "the module syncdemo is not installed for kernel %s", running.release);
	error_expect(err, "sudo make install, or name the file: syncdemo load ./syncdemo.ko");
	return -1;
}

static int load_installed(struct kmod_ctx *ctx, const char *options, struct error *err)
{
	struct kmod_list *found = NULL;
	struct kmod_module *mod;
	int ret;

	ret = kmod_module_new_from_lookup(ctx, MODULE_NAME, &found);
	if (ret < 0 || !found)
		return not_installed(err);
	mod = kmod_module_get_module(found);
	if (kmod_module_get_path(mod))
		ret = load_module(mod, kmod_module_get_path(mod), options, insert_installed, err);
	else
		ret = not_installed(err);
	kmod_module_unref(mod);
	kmod_module_unref_list(found);
	return ret;
}

int module_load(const char *path, const char *options, struct error *err)
{
	struct kmod_ctx *ctx = new_context();
	int ret;

	if (!ctx)
		return error_set(err, EXIT_DEVICE, NULL, "libkmod cannot be used: %s",
				 strerror(errno));
	ret = path ? load_path(ctx, path, options, err) : load_installed(ctx, options, err);
	kmod_unref(ctx);
	return ret;
}

static int unload_failed(int errnum, struct error *err)
{
	switch (errnum) {
	case EPERM:
	case EACCES:
		error_set(err, EXIT_DEVICE, MODULE_NAME, "unloading is refused: permission denied");
		error_expect(err, "as root: sudo syncdemo unload");
		return -1;
	case ENOENT:
		error_set(err, EXIT_DEVICE, MODULE_NAME, "the module is not loaded");
		error_expect(err, "nothing to do");
		return -1;
	case EBUSY:
	case EAGAIN:
		error_set(err, EXIT_DEVICE, MODULE_NAME,
			  "the module is in use: someone has its device open");
		error_expect(err, "end what uses it; syncdemo status lists the runs");
		return -1;
	default:
		return error_set(err, EXIT_DEVICE, MODULE_NAME, "cannot unload the module: %s",
				 strerror(errnum));
	}
}

int module_unload(struct error *err)
{
	struct kmod_ctx *ctx = new_context();
	struct kmod_module *mod = NULL;
	int ret = -ENOMEM;

	if (ctx)
		ret = kmod_module_new_from_name(ctx, MODULE_NAME, &mod);
	if (!ret)
		ret = kmod_module_remove_module(mod, KMOD_REMOVE_NOWAIT | KMOD_REMOVE_NOLOG);
	kmod_module_unref(mod);
	kmod_unref(ctx);
	return ret < 0 ? unload_failed(-ret, err) : 0;
}
