// SPDX-License-Identifier: GPL-2.0-only
/*
 * The loop around client_poll() and client_read().
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "device/follow.h"

/* The beginning of a line whose end has not been read yet. */
struct partial {
	char *text;
	size_t len;
	size_t room;
};

static int append(struct partial *partial, const char *text, size_t len)
{
	if (partial->len + len + 1 > partial->room) {
		size_t room = 2 * (partial->len + len + 1);
		char *grown = realloc(partial->text, room);

		if (!grown)
			return -1;
		partial->text = grown;
		partial->room = room;
	}
	memcpy(partial->text + partial->len, text, len);
	partial->len += len;
	partial->text[partial->len] = '\0';
	return 0;
}

static void deliver(struct partial *partial, const struct follower *follower)
{
	follower->line(follower->arg, partial->text);
	partial->len = 0;
}

static int split(struct partial *partial, const char *text, size_t len,
		 const struct follower *follower)
{
	while (len) {
		const char *newline = memchr(text, '\n', len);
		size_t part = newline ? (size_t)(newline - text) : len;

		if (append(partial, text, part))
			return -1;
		if (!newline)
			return 0;
		deliver(partial, follower);
		text += part + 1;
		len -= part + 1;
	}
	return 0;
}

static int read_failed(const struct client *client, struct error *err)
{
	return error_set(err, EXIT_DEVICE, client->path, "%s: cannot read the transcript: %s",
			 client->path, strerror(errno));
}

/* Return: 1 if there may be more, 0 at the end of the run, -1 with @err set. */
static int read_some(struct client *client, struct partial *partial,
		     const struct follower *follower, struct error *err)
{
	char buf[4096];
	ssize_t len = client_read(client, buf, sizeof(buf));

	if (len < 0 && (errno == EAGAIN || errno == EINTR))
		return 1;
	if (len < 0 || split(partial, buf, len, follower))
		return read_failed(client, err);
	return len > 0;
}

static int read_all(struct client *client, int wake_fd, struct partial *partial,
		    const struct follower *follower, struct error *err)
{
	bool cancelled = false;
	int more = 1;

	while (more > 0) {
		int ready = client_poll(client, cancelled ? -1 : wake_fd, FOLLOW_TICK_MS);

		if (ready & CLIENT_READABLE)
			more = read_some(client, partial, follower, err);
		if ((!follower->pause(follower->arg) || ready & CLIENT_WOKEN) && !cancelled) {
			client_cancel(client);
			cancelled = true;
		}
	}
	return more;
}

int follow(struct client *client, int wake_fd, const struct follower *follower,
	   struct error *err)
{
	struct partial partial = {};
	int ret = read_all(client, wake_fd, &partial, follower, err);

	if (partial.len)
		deliver(&partial, follower);
	free(partial.text);
	return ret;
}
