# SPDX-License-Identifier: GPL-2.0-only
#
# From the texts about the demos to what shows them:
#
#	awk -v to=c -f generate.awk TEXT...	the table of "syncdemo explain"
#	awk -v to=man -f generate.awk TEXT...	the page syncdemo-demos(7)
#	awk -v to=md -f generate.awk TEXT...	a page in Markdown
#	awk -v to=list -f generate.awk TEXT...	a line for each, to check them by
#
# A text is plain: a record for the demo, then one for each variant, with an empty
# line between them. A record is lines "field: text"; a line that begins with a
# blank goes on with the text of the line before it, and "#" begins a comment.
#
#	demo: NAME	does, checks, python
#	variant: NAME	does, api, source, python, note
#	broken: NAME	does, mistake, shows, cure, api, source, note; a variant
#			with a bug on purpose
#
# python, note and api may be left out. "source" is a file of this repository,
# several with commas between them; every function that "api" names with its () is
# called in one of them (tests/host/texts.test looks).

BEGIN {
	split("demo variant broken", word)
	for (i in word)
		begins[word[i]] = 1
	nr_fields = split("does checks python mistake shows cure api source note", field)
	for (i = 1; i <= nr_fields; i++)
		known[field[i]] = 1
	needs["demo"] = "does checks"
	needs["variant"] = "does api source"
	needs["broken"] = "does mistake shows cure source"
	if (to !~ /^(c|man|md|list)$/)
		fail("-v to=c, man, md or list")
}

function fail(why) {
	print FILENAME ":" FNR ": " why > "/dev/stderr"
	failed = 1
	exit 1
}

function check_record(  n, i, need) {
	n = split(needs[kind], need, " ")
	for (i = 1; i <= n; i++)
		if (!(need[i] in text))
			fail(kind " " name " has no " need[i])
}

function end_record() {
	if (kind == "")
		return
	check_record()
	nr++
	kinds[nr] = kind
	demos[nr] = demo
	names[nr] = name
	for (i = 1; i <= nr_fields; i++)
		if (field[i] in text)
			texts[nr, field[i]] = text[field[i]]
	split("", text)
	kind = last = ""
}

function begin_record(what, value) {
	if (kind != "")
		fail("an empty line is missing before " what)
	if (what == "demo")
		demo = value
	else if (demo == "")
		fail(what " before any demo")
	if ((demo, what == "demo" ? "" : value) in seen)
		fail(value " is there twice")
	seen[demo, what == "demo" ? "" : value] = 1
	kind = what
	name = value
}

FNR == 1 { end_record(); demo = "" }
/^#/ { next }
/^[ \t]*$/ { end_record(); next }
/^[ \t]/ {
	if (last == "")
		fail("goes on with nothing")
	sub(/^[ \t]+/, "")
	text[last] = text[last] " " $0
	next
}
{
	colon = index($0, ":")
	key = substr($0, 1, colon - 1)
	value = substr($0, colon + 1)
	sub(/^[ \t]+/, "", value)
	if (!colon || value == "")
		fail("no \"field: text\"")
	if (key in begins) {
		begin_record(key, value)
		next
	}
	if (kind == "" || !(key in known))
		fail("unknown field " key)
	if (key in text)
		fail("second " key)
	text[key] = value
	last = key
}

# ---- C ----

function c_string(value) {
	gsub(/\\/, "\\\\", value)
	gsub(/"/, "\\\"", value)
	return "\"" value "\""
}

function c_record(i,  j) {
	printf "\t{\n\t\t.demo = %s,\n\t\t.variant = %s,\n\t\t.broken = %s,\n", c_string(demos[i]),
		c_string(kinds[i] == "demo" ? "" : names[i]), kinds[i] == "broken" ? "true" : "false"
	for (j = 1; j <= nr_fields; j++)
		printf "\t\t.%s = %s,\n", field[j], c_string(texts[i, field[j]])
	print "\t},"
}

function to_c(  i) {
	print "/* Made by texts/generate.awk from the texts beside it. */"
	print "#include \"explain/explanation.h\"\n\nconst struct explanation explanations[] = {"
	for (i = 1; i <= nr; i++)
		c_record(i)
	print "};\n\nconst size_t nr_explanations = " nr ";"
}

# ---- man page ----

function man(value) {
	gsub(/\\/, "\\e", value)
	gsub(/-/, "\\-", value)
	gsub(/\. /, ".\n", value)
	gsub(/\? /, "?\n", value)
	if (value ~ /^['.]/)
		value = "\\&" value
	return value
}

function man_part(label, value) {
	if (value != "")
		printf ".Pp\n.Em %s :\n%s\n", label, man(value)
}

function man_record(i,  what) {
	if (kinds[i] == "demo") {
		printf ".Sh %s\n%s\n", toupper(names[i]), man(texts[i, "does"])
	} else {
		what = kinds[i] == "broken" ? " (broken on purpose)" : ""
		printf ".Ss %s/%s%s\n%s\n", demos[i], man(names[i]), what, man(texts[i, "does"])
	}
	man_part("Checked", texts[i, "checks"])
	man_part("The mistake", texts[i, "mistake"])
	man_part("What it shows", texts[i, "shows"])
	man_part("The cure", texts[i, "cure"])
	man_part("Kernel API", texts[i, "api"])
	man_part("Source", texts[i, "source"])
	man_part("Python", texts[i, "python"])
	man_part("Note", texts[i, "note"])
}

function to_man(  i) {
	print ".\\\" Made by texts/generate.awk from the texts beside it."
	print ".Dd November 24, 2026\n.Dt SYNCDEMO-DEMOS 7\n.Os"
	print ".Sh NAME\n.Nm syncdemo\\-demos\n.Nd the demos of syncdemo and their variants"
	print ".Sh DESCRIPTION\nWhat"
	print ".Xr syncdemo 1\nruns, in the words of\n.Cm syncdemo explain ."
	for (i = 1; i <= nr; i++)
		man_record(i)
	print ".Sh SEE ALSO\n.Xr syncdemo 1"
}

# ---- Markdown ----

function md(value) {
	gsub(/&/, "\\&amp;", value)
	gsub(/</, "\\&lt;", value)
	gsub(/[*_]/, "\\\\&", value)
	return value
}

function md_part(label, value) {
	if (value != "")
		printf "- **%s:** %s\n", label, md(value)
}

function md_record(i) {
	if (kinds[i] == "demo")
		printf "\n## %s\n\n%s\n\n", names[i], md(texts[i, "does"])
	else
		printf "\n### %s/%s%s\n\n%s\n\n", demos[i], md(names[i]),
			kinds[i] == "broken" ? " (broken on purpose)" : "", md(texts[i, "does"])
	md_part("Checked", texts[i, "checks"])
	md_part("The mistake", texts[i, "mistake"])
	md_part("What it shows", texts[i, "shows"])
	md_part("The cure", texts[i, "cure"])
	md_part("Kernel API", texts[i, "api"])
	md_part("Source", texts[i, "source"])
	md_part("Python", texts[i, "python"])
	md_part("Note", texts[i, "note"])
}

function to_md(  i) {
	print "<!-- Made by texts/generate.awk; edit userspace/texts/*.txt instead. -->"
	print "\n# The demos of syncdemo"
	for (i = 1; i <= nr; i++)
		md_record(i)
}

# ---- list: KIND|DEMO[/VARIANT]|SOURCE|API ----

function to_list(  i) {
	for (i = 1; i <= nr; i++)
		print kinds[i] "|" demos[i] (kinds[i] == "demo" ? "" : "/" names[i]) "|" \
			texts[i, "source"] "|" texts[i, "api"]
}

END {
	if (failed)
		exit 1
	end_record()
	if (!nr)
		fail("no text")
	if (to == "c")
		to_c()
	else if (to == "man")
		to_man()
	else if (to == "md")
		to_md()
	else
		to_list()
}
