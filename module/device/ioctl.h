/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_IOCTL_H
#define _SD_IOCTL_H

struct file;

long sd_ioctl(struct file *file, unsigned int cmd, void __user *user);

#endif /* _SD_IOCTL_H */
