// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/syncdemo: the file operations, each a thin door to the session of the
 * open file. Reading runs, writing selects. main.c registers it.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "device/device.h"
#include "device/ioctl.h"
#include "device/session.h"

static int sd_open(struct inode *inode, struct file *file)
{
	struct sd_session *s = sd_session_open();

	if (!s)
		return -ENOMEM;
	file->private_data = s;
	/* No position: else a write would wait for a blocked read of the file. */
	return stream_open(inode, file);
}

static int sd_release(struct inode *inode, struct file *file)
{
	sd_session_close(file->private_data);
	return 0;
}

static ssize_t sd_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	return sd_session_read(file->private_data, buf, len, file->f_flags & O_NONBLOCK);
}

static ssize_t sd_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct sd_session *s = file->private_data;
	char *text;
	int err;

	if (!len)
		return 0;
	if (len > SD_TEXT_MAX)
		return -E2BIG;
	text = memdup_user(buf, len);
	if (IS_ERR(text))
		return PTR_ERR(text);
	if (file->f_mode & FMODE_READ)
		err = sd_session_run_text(s, text, len);
	else
		err = sd_session_select(s, text, len);
	kfree(text);
	return err ?: len;
}

static __poll_t sd_poll(struct file *file, poll_table *wait)
{
	return sd_session_poll(file->private_data, file, wait);
}

static long sd_unlocked_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return sd_ioctl(file->private_data, cmd, (void __user *)arg);
}

static const struct file_operations sd_fops = {
	.owner = THIS_MODULE,
	.open = sd_open,
	.release = sd_release,
	.read = sd_read,
	.write = sd_write,
	.poll = sd_poll,
	.unlocked_ioctl = sd_unlocked_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice sd_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "syncdemo",
	.fops = &sd_fops,
	.mode = 0600,
};

/* The last step of loading: from here on there are users. 0 or an errno. */
int sd_device_register(void)
{
	return misc_register(&sd_misc);
}

/* The first step of unloading: from here on there are none. */
void sd_device_unregister(void)
{
	misc_deregister(&sd_misc);
}
