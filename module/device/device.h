/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_DEVICE_H
#define _SD_DEVICE_H

int sd_device_register(void);
void sd_device_unregister(void);

#endif /* _SD_DEVICE_H */
