// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file operations of /dev/syncdemo, each a call of the session of the open file.
 * Reading runs, writing selects. main.c registers the device.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uio.h>

#include "compat.h"
#include "device/device.h"
#include "device/ioctl.h"
#include "device/session.h"

static int sd_open(struct inode *inode, struct file *file)
{
	struct sd_session *s = sd_session_open();

	if (!s)
		return -ENOMEM;
	file->private_data = s;
	/* Without a position, for else a write would wait for a read that waits. */
	return stream_open(inode, file);
}

static int sd_release(struct inode *inode, struct file *file)
{
	sd_session_close(file->private_data);
	return 0;
}

static bool sd_nonblock(const struct kiocb *iocb)
{
	return iocb->ki_filp->f_flags & O_NONBLOCK || iocb->ki_flags & IOCB_NOWAIT;
}

static ssize_t sd_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	return sd_session_read(iocb->ki_filp->private_data, to, sd_nonblock(iocb));
}

static int sd_write_text(struct kiocb *iocb, const char *text, size_t len)
{
	struct sd_session *s = iocb->ki_filp->private_data;

	if (iocb->ki_filp->f_mode & FMODE_READ)
		return sd_session_run_text(s, text, len, sd_nonblock(iocb));
	return sd_session_select(s, text, len);
}

/* As a whole or not at all, however many pieces it comes in (writev). */
static ssize_t sd_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	size_t len = iov_iter_count(from);
	char *text;
	int err = -EFAULT;

	if (!len)
		return 0;
	if (len > SD_TEXT_MAX) {
		sd_session_refuse_length(iocb->ki_filp->private_data);
		return -E2BIG;
	}
	text = kmalloc(len, GFP_KERNEL_ACCOUNT);
	if (!text)
		return -ENOMEM;
	if (copy_from_iter_full(text, len, from))
		err = sd_write_text(iocb, text, len);
	kfree(text);
	return err ?: len;
}

static __poll_t sd_poll(struct file *file, poll_table *wait)
{
	return sd_session_poll(file->private_data, file, wait);
}

static long sd_unlocked_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return sd_ioctl(file, cmd, (void __user *)arg);
}

static const struct file_operations sd_fops = {
	.owner = THIS_MODULE,
	.open = sd_open,
	.release = sd_release,
	.read_iter = sd_read_iter,
	.write_iter = sd_write_iter,
	.splice_read = SD_SPLICE_READ,
	.splice_write = iter_file_splice_write,
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

/* The last step of loading: programs can open the device from here on. 0 or an errno. */
int sd_device_register(void)
{
	return misc_register(&sd_misc);
}

/* The first step of unloading: no program can open it any more. */
void sd_device_unregister(void)
{
	misc_deregister(&sd_misc);
}
