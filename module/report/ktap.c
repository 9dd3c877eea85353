// SPDX-License-Identifier: GPL-2.0-only
/*
 * Renders records of a transcript as KTAP, version 1.
 *
 * An expected failure is "ok ... # XFAIL", as in kselftest, so that parsers that do not
 * know XFAIL count it as passed.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/string.h>

#include "report/ktap.h"
#include "report/verdict.h"
#include "request/registry.h"
#include "thread_name.h"

static void sd_ktap_thread(struct seq_buf *out, const struct sd_request *req, int worker)
{
	char name[TASK_COMM_LEN] = SD_RUNNER_NAME;

	if (worker != SD_MAIN_THREAD)
		sd_thread_name(name, req->demo->name, worker);
	seq_buf_printf(out, "%s", name);
}

/* The sentence of a step; names in {braces} are replaced. */
static void sd_ktap_sentence(struct seq_buf *out, const struct sd_request *req,
			     const struct sd_record *rec)
{
	const char *at = rec->text;

	while (*at) {
		int plain = strcspn(at, "{");

		seq_buf_printf(out, "%.*s", plain, at);
		at += plain;
		if (!strncmp(at, "{arg}", 5)) {
			seq_buf_printf(out, "%lld", rec->arg);
			at += 5;
		} else if (!strncmp(at, "{name}", 6)) {
			sd_ktap_thread(out, req, rec->worker);
			at += 6;
		} else if (!strncmp(at, "{object}", 8)) {
			sd_put_object(out, req->demo, rec->object);
			at += 8;
		} else if (!strncmp(at, "{held}", 6)) {
			sd_put_object(out, req->demo, rec->held);
			at += 6;
		} else if (*at) {
			seq_buf_printf(out, "%c", *at++);
		}
	}
}

static void sd_ktap_step(struct seq_buf *out, const struct sd_request *req,
			 const struct sd_record *rec)
{
	u32 us_left;
	u64 seconds = div_u64_rem(div_u64(rec->ns, NSEC_PER_USEC), USEC_PER_SEC, &us_left);

	seq_buf_printf(out, "# %4llu.%06u cpu%u ", seconds, us_left, rec->cpu);
	sd_ktap_thread(out, req, rec->worker);
	if (rec->role)
		seq_buf_printf(out, " (%s)", rec->role);
	seq_buf_printf(out, ": ");
	sd_ktap_sentence(out, req, rec);
	seq_buf_printf(out, "\n");
}

static void sd_ktap_param(struct seq_buf *out, const struct sd_param_text *text, u64 value)
{
	const char *word;
	int len;

	if (!sd_param_words(text)) {
		seq_buf_printf(out, " %s=%llu", text->name, value);
		return;
	}
	word = sd_nth_word(text, value, &len);
	seq_buf_printf(out, " %s=%.*s", text->name, len, word);
}

static void sd_ktap_begin(struct seq_buf *out, const struct sd_request *req)
{
	seq_buf_printf(out, "# %s/%s", req->demo->name, req->variant->name);
	for (unsigned int i = 0; i < req->demo->nr_params; i++) {
		enum syncdemo_param id = req->demo->params[i].id;

		sd_ktap_param(out, &sd_param_text[id], req->param[id]);
	}
	seq_buf_printf(out, "\n# %s\n", req->variant->summary);
}

static void sd_ktap_metrics(struct seq_buf *out, const struct sd_request *req,
			    const struct sd_result *res)
{
	const struct sd_metric *metrics = req->demo->metrics;

	seq_buf_printf(out, "# metrics:");
	for (unsigned int i = 0; i < res->nr_metrics; i++)
		seq_buf_printf(out, " %s=%llu%s", metrics[i].name, res->metric[i],
			       strcmp(metrics[i].unit, "ns") ? "" : "ns");
	seq_buf_printf(out, " duration=%lluns\n", res->duration_ns);
	if (res->dropped)
		seq_buf_printf(out, "# %llu steps did not fit the transcript\n", res->dropped);
}

static const char *sd_ktap_directive(enum syncdemo_verdict verdict)
{
	switch (verdict) {
	case SYNCDEMO_XFAIL:
		return " # XFAIL ";
	case SYNCDEMO_SKIP:
		return " # SKIP ";
	case SYNCDEMO_TIMEOUT:
		return " # TIMEOUT ";
	case SYNCDEMO_CANCELLED:
	case SYNCDEMO_ERROR:
		return " # ERROR ";
	default:
		return NULL;
	}
}

/* PASS, FAIL and XPASS have no directive, so their reason gets a line of its own. */
static void sd_ktap_end(struct seq_buf *out, const struct sd_request *req,
			const struct sd_result *res, unsigned int nr)
{
	const char *directive = sd_ktap_directive(res->verdict);

	sd_ktap_metrics(out, req, res);
	if (!directive)
		seq_buf_printf(out, "# %s\n", res->reason);
	seq_buf_printf(out, "%s %u %s/%s", sd_verdict_ok(res->verdict) ? "ok" : "not ok", nr,
		       req->demo->name, req->variant->name);
	if (directive)
		seq_buf_printf(out, "%s%s", directive, res->reason);
	seq_buf_printf(out, "\n");
}

static void sd_ktap_totals(struct seq_buf *out, const struct sd_result *results,
			   unsigned int nr)
{
	struct sd_tally tally = { };

	for (unsigned int i = 0; i < nr; i++)
		sd_tally_add(&tally, results[i].verdict);
	seq_buf_printf(out, "# Totals: pass:%u fail:%u xfail:%u xpass:%u skip:%u error:%u\n",
		       tally.pass, tally.fail, tally.xfail, tally.xpass, tally.skip,
		       tally.error);
}

/**
 * sd_ktap_record - render one record
 * @out: the text is appended to it; SD_KTAP_MAX bytes are enough
 * @plan: the plan of the session
 * @results: one for each request of @plan; SD_REC_END reads that of its request,
 *	SD_REC_TOTALS reads all
 * @rec: the record
 */
void sd_ktap_record(struct seq_buf *out, const struct sd_plan *plan,
		    const struct sd_result *results, const struct sd_record *rec)
{
	const struct sd_request *req = &plan->request[rec->request];

	switch (rec->kind) {
	case SD_REC_HEADER:
		seq_buf_printf(out, "KTAP version 1\n1..%u\n", plan->nr);
		break;
	case SD_REC_BEGIN:
		sd_ktap_begin(out, req);
		break;
	case SD_REC_STEP:
		sd_ktap_step(out, req, rec);
		break;
	case SD_REC_END:
		sd_ktap_end(out, req, &results[rec->request], rec->request + 1);
		break;
	case SD_REC_TOTALS:
		sd_ktap_totals(out, results, plan->nr);
		break;
	}
}
