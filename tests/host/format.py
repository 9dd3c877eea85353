# SPDX-License-Identifier: GPL-2.0-only
"""
format.py FILE...   prints "FILE:LINE: TEXT" for each line that clang-format would change

Left out is what clang-format 14 cannot express in the kernel's style:
 - columns within a line: values of macros and comments that are aligned with tabs
 - tables: one row a line, several rows a line, "}, {" between two rows
 - macros of more than one line
 - line breaks, and the indentation of a statement's second line: checkpatch tests both
"""
import difflib
import re
import subprocess
import sys

TABLE = re.compile(r"(\s*)\S.*= (\(.*\) )?\{$")
# Names that are keywords of C++, a macro that is a label, and operators that look like a
# cast or a declaration.
MISREAD = re.compile(r"\b(delete|catch|SD_TRACE|DECLARE_BITMAP)\(|\) & 0x|\(\*const ")
QUOTED = re.compile(r'"(\\.|[^"\\])*"' + r"|'(\\.|[^'\\])*'")


def normal(line):
    """The line without the spaces that are the author's."""
    line = re.sub(r"(\S)\s+", r"\1 ", line.rstrip())
    line = line.replace("{ }", "{}").replace(") {", "){")
    return re.sub(r"\* const\b", "*const", line)


def squeeze(line):
    return re.sub(r"\s", "", line)


def statements(text):
    """Number and normal form of the lines that are compared."""
    table = macro = None
    depth = 0
    comment = goes_on = False
    for number, line in enumerate(text.split("\n"), 1):
        in_macro, macro = macro, line.endswith("\\")
        if table is not None:
            if line.startswith(table + "}"):
                table = None
            continue
        start = TABLE.match(line)
        if start and depth == 0:
            table = start[1]
        if in_macro or macro:
            continue
        goes_on_here, bare = goes_on or depth > 0, QUOTED.sub("", line)
        if comment or bare.lstrip().startswith("/*"):
            comment = "*/" not in bare
            yield number, normal(line)
            continue
        bare = re.sub(r"/\*.*?\*/|//.*", "", bare).rstrip()
        depth += bare.count("(") - bare.count(")")
        goes_on = bool(re.search(r"[^;{}:\s]$|\?:$|\? .*:$", bare)) and not bare.startswith("#")
        yield number, normal(line).lstrip() if goes_on_here else normal(line)


def changes(path):
    """The lines of the file that have another form in the output of clang-format."""
    with open(path, encoding="utf-8") as file:
        source = list(statements(file.read()))
    output = subprocess.run(["clang-format", "--style=file", path], check=True,
                            capture_output=True, text=True).stdout
    wanted = [line for _, line in statements(output)]
    matcher = difflib.SequenceMatcher(None, [line for _, line in source], wanted, False)
    for tag, begin, end, to_begin, to_end in matcher.get_opcodes():
        if tag != "replace":
            continue
        for (number, line), other in zip(source[begin:end], wanted[to_begin:to_end]):
            # With other text the line breaks differ.
            if line != other and squeeze(line) == squeeze(other) and not MISREAD.search(line):
                yield number, line


def main():
    for path in sys.argv[1:]:
        for number, line in changes(path):
            print(f"{path}:{number}: {line}")


main()
