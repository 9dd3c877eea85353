// SPDX-License-Identifier: GPL-2.0-only
/*
 * flagged: prints the variants of which the module itself says that lockdep
 * reports them, DEMO/VARIANT, one a line. See run.
 */
#include "lib/subjects.h"

int main(void)
{
	list_subjects();
	for (unsigned int i = 0; i < nr_subjects; i++)
		if (subjects[i].variant.flags & SYNCDEMO_VARIANT_LOCKDEP)
			puts(subjects[i].name);
	return 0;
}
