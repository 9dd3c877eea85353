# SPDX-License-Identifier: GPL-2.0-only
#
# Renders what `syncdemo list --json` prints as Markdown:
#
#	awk -v table=demos -f tables.awk LIST.json	the demos and their variants
#	awk -v table=broken -f tables.awk LIST.json	the broken variants
#	awk -v table=parameters -f tables.awk LIST.json	what a request may set
#
# json-c prints one member a line, indented by its depth, so that needs no parser. For
# busybox's awk, too.

function value(line) {
	sub(/^ *"[a-z_]*": /, "", line)
	sub(/,$/, "", line)
	gsub(/^"|"$/, "", line)
	gsub(/\\\//, "/", line)
	gsub(/\|/, "\\|", line)
	return line
}

# A parameter of the present variant is complete. The demo's own values are those of
# its first variant; another variant is noted only where it differs.
function end_parameter(  key, row) {
	row = name " | " def " | " range() " | " (words != "" ? "word" : unit) " | " about
	if (variants[demos] == 1)
		own[demos, name] = row
	else if (own[demos, name] == row)
		return
	add_row(name, row, variants[demos] == 1 ? demo : demo "/" variant)
}

function range() {
	return words != "" ? words : min " to " max
}

function add_row(key, row, where) {
	if (!(key in nr_rows))
		keys[++nr_keys] = key
	if (!(row in taken_by)) {
		rows[key, ++nr_rows[key]] = row
		taken_by[row] = "`" where "`"
	} else {
		taken_by[row] = taken_by[row] ", `" where "`"
	}
	# Of a parameter that all demos take with the same values.
	if (where !~ /\//)
		takers[row]++
}

/^      "name": / { demo = value($0); demo_names[++demos] = demo }
/^      "summary": / { demo_about[demos] = value($0) }
/^          "name": / { variant = value($0); variants[demos]++ }
/^          "summary": / { variant_about = value($0) }
/^          "broken": / {
	if (value($0) == "true")
		broken[++nr_broken] = "| `" demo "/" variant "` | " variant_about " |"
	else
		correct[demos] = correct[demos] (correct[demos] ? ", " : "") "`" variant "`"
}
/^              "name": / { name = value($0); words = unit = "" }
/^              "summary": / { about = value($0) }
/^              "min": / { min = value($0) }
/^              "max": / { max = value($0) }
/^              "default": / { def = value($0) }
/^              "unit": / { unit = value($0) }
/^                "/ {
	word = $0
	gsub(/[ ",]/, "", word)
	words = words (words == "" ? "" : ", ") "`" word "`"
}
/^            }/ { end_parameter() }

END {
	if (!demos || !nr_broken || !nr_keys)
		exit 1
	if (table == "demos") {
		print "| demo | what its threads do | correct variants, the default first |"
		print "|---|---|---|"
		for (i = 1; i <= demos; i++)
			print "| `" demo_names[i] "` | " demo_about[i] " | " correct[i] " |"
	} else if (table == "broken") {
		print "| variant | the mistake |"
		print "|---|---|"
		for (i = 1; i <= nr_broken; i++)
			print broken[i]
	} else if (table == "parameters") {
		print "| key | default | range | unit | meaning | taken by |"
		print "|---|---|---|---|---|---|"
		for (i = 1; i <= nr_keys; i++)
			for (j = 1; j <= nr_rows[keys[i]]; j++) {
				row = rows[keys[i], j]
				print "| `" substr(row, 1, index(row, " ") - 1) "`" \
					substr(row, index(row, " ")) " | " \
					(takers[row] == demos ? "every demo" : taken_by[row]) " |"
			}
	} else {
		exit 1
	}
}
