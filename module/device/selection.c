// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an open file runs that selects nothing of its own, by user: forty people at one
 * machine do not run each other's selections. Owns a list of users, which holds those who
 * wrote last. A user beyond that finds the default again, the demos of the tutorial.
 */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "device/selection.h"

/* Users that are remembered; each takes a plan, about 8 KiB. */
#define SD_SELECTION_USERS	64

/**
 * struct sd_choice - what one user has written
 * @node: in sd_choices, the latest writer first
 * @uid: the user
 * @plan: the selection, a reference; NULL for the default
 * @refusal: why the last text was refused; empty if it was not, or if it was told
 *
 * sd_selection_lock protects all members.
 */
struct sd_choice {
	struct list_head node;
	kuid_t uid;
	struct sd_plan *plan;
	char refusal[SD_REFUSAL_SIZE];
};

/* Protects the list; the plans behind it are constant and counted. Leaf lock. */
static DEFINE_MUTEX(sd_selection_lock);
static LIST_HEAD(sd_choices);
static unsigned int sd_nr_choices;

/* Constant from sd_selection_init() on. */
static struct sd_plan *sd_default;

/* Returns 0 or an errno; after an error sd_selection_exit() is not needed. */
int sd_selection_init(void)
{
	int err;

	sd_default = sd_plan_alloc();
	if (!sd_default)
		return -ENOMEM;
	err = sd_plan_add_defaults(sd_default, true);
	if (err)
		sd_plan_put(sd_default);
	return err;
}

/**
 * sd_choice_alloc - memory for what a user has written
 * @uid: the user
 *
 * Apart from its use, because that happens under a lock.
 *
 * Return: for sd_selection_set() or sd_selection_refuse(), which take it over; or NULL.
 */
struct sd_choice *sd_choice_alloc(kuid_t uid)
{
	struct sd_choice *choice = kzalloc(sizeof(*choice), GFP_KERNEL_ACCOUNT);

	if (choice)
		choice->uid = uid;
	return choice;
}

/* NULL is fine. */
void sd_choice_free(struct sd_choice *choice)
{
	if (!choice)
		return;
	sd_plan_put(choice->plan);
	kfree(choice);
}

/* No file is open any more. */
void sd_selection_exit(void)
{
	struct sd_choice *choice, *next;

	list_for_each_entry_safe(choice, next, &sd_choices, node)
		sd_choice_free(choice);
	sd_plan_put(sd_default);
}

static struct sd_choice *sd_choice_of(kuid_t uid)
{
	struct sd_choice *choice;

	lockdep_assert_held(&sd_selection_lock);
	list_for_each_entry(choice, &sd_choices, node)
		if (uid_eq(choice->uid, uid))
			return choice;
	return NULL;
}

/*
 * Makes @fresh the latest writer, unless the user has an entry: then that one. Returns the
 * entry; @unused gets what the caller must free without the lock.
 */
static struct sd_choice *sd_choice_insert(struct sd_choice *fresh, struct sd_choice **unused)
{
	struct sd_choice *choice = sd_choice_of(fresh->uid);

	*unused = NULL;
	if (choice) {
		list_move(&choice->node, &sd_choices);
		*unused = fresh;
		return choice;
	}
	if (sd_nr_choices == SD_SELECTION_USERS) {
		*unused = list_last_entry(&sd_choices, struct sd_choice, node);
		list_del(&(*unused)->node);
	} else {
		sd_nr_choices++;
	}
	list_add(&fresh->node, &sd_choices);
	return fresh;
}

/* The selection of this moment, with a reference for the caller. */
struct sd_plan *sd_selection_get(kuid_t uid)
{
	struct sd_choice *choice;
	struct sd_plan *plan;

	mutex_lock(&sd_selection_lock);
	choice = sd_choice_of(uid);
	plan = sd_plan_get(choice && choice->plan ? choice->plan : sd_default);
	mutex_unlock(&sd_selection_lock);
	return plan;
}

/* Later opens of the user of @fresh run @plan; takes a reference of its own. */
void sd_selection_set(struct sd_choice *fresh, struct sd_plan *plan)
{
	struct sd_choice *choice, *unused;
	struct sd_plan *old;

	mutex_lock(&sd_selection_lock);
	choice = sd_choice_insert(fresh, &unused);
	old = choice->plan;
	choice->plan = sd_plan_get(plan);
	choice->refusal[0] = '\0';
	mutex_unlock(&sd_selection_lock);
	sd_plan_put(old);
	sd_choice_free(unused);
}

/* Keeps the reason for the next reader of the user of @fresh; NULL is fine. */
void sd_selection_refuse(struct sd_choice *fresh, const char *why)
{
	struct sd_choice *choice, *unused;

	if (!fresh)
		return;
	mutex_lock(&sd_selection_lock);
	choice = sd_choice_insert(fresh, &unused);
	strscpy(choice->refusal, why, sizeof(choice->refusal));
	mutex_unlock(&sd_selection_lock);
	sd_choice_free(unused);
}

/*
 * Moves the reason to @why, which has room for SD_REFUSAL_SIZE bytes and stays as it is if
 * there is none.
 */
void sd_selection_take_refusal(kuid_t uid, char *why)
{
	struct sd_choice *choice;

	mutex_lock(&sd_selection_lock);
	choice = sd_choice_of(uid);
	if (choice && choice->refusal[0]) {
		strscpy(why, choice->refusal, SD_REFUSAL_SIZE);
		choice->refusal[0] = '\0';
	}
	mutex_unlock(&sd_selection_lock);
}
