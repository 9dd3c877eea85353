/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one version of the project: the module and the tool both say it.
 */
#ifndef _SD_VERSION_H
#define _SD_VERSION_H

#define SYNCDEMO_VERSION "0.1.0"

#endif /* _SD_VERSION_H */
