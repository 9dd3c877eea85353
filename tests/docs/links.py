# SPDX-License-Identifier: GPL-2.0-only
"""links.py CHECK FILE: prints what is wrong in a Markdown file; called by links.test.

  links      a link leads to no file, or to no heading
  paths      a file in backticks does not exist
  functions  the text says "`function()` in `file`", and the file does not contain it
  commands   a block for the host calls a make target or a program that does not exist
  blocks     a block has an unknown info string
"""
import pathlib
import re
import sys

from markdown import INFO, ROOT, Document, code_spans

# A path may leave out the first directory where the text is about one of these.
BASES = [ROOT, ROOT / 'module', ROOT / 'userspace', ROOT / 'tests']
TOP = {entry.name for entry in ROOT.iterdir() if entry.is_dir()} - {'build', '.git'}


def links(doc):
    for number, line in doc.prose:
        for target in re.findall(r'\]\(([^)\s]+)\)', re.sub(r'`[^`]*`', '', line)):
            if re.match(r'[a-z]+:', target):
                continue
            name, _, anchor = target.partition('#')
            path = (doc.path.parent / name).resolve() if name else doc.path
            if not path.exists():
                yield number, f'no file {target}'
            elif anchor and anchor not in Document(path).anchors():
                yield number, f'no heading {target}'


def is_path(word):
    """Whether a word in backticks is meant as a path of this repository."""
    if not re.fullmatch(r'[\w.*-]+(/[\w.*-]+)*/?', word) or re.search(r'[A-Z]{4}', word):
        return False
    return word.split('/')[0] in TOP and '/' in word or \
        re.search(r'/[\w*-]+\.(c|h|sh|py|awk|txt|md|test|config)$', word)


def resolve(word):
    return [path for base in BASES for path in base.glob(word.rstrip('/'))]


def paths(doc):
    # Files that the recipes create are there only in the copy that recipes.test makes.
    new = {name for block in doc.blocks
           for name in re.findall(r'[Nn]ew (?:executable )?file `([^`]+)`', block.before)}
    for number, line in doc.prose:
        for word in code_spans(line):
            if is_path(word) and word not in new and not resolve(word):
                yield number, f'no file {word}'


def functions(doc):
    for number, line in doc.prose:
        for names, word in re.findall(r'((?:`\w+\(\)`,? )+)in `([^`]+)`', line):
            text = ''.join(path.read_text() for path in resolve(word) if path.is_file())
            for name in re.findall(r'\w+', names):
                if not re.search(rf'\b{name}\(', text):
                    yield number, f'no {name}() in {word}'


def host_commands(doc):
    for block in doc.blocks:
        if block.info != 'sh':
            continue
        for offset, line in enumerate(block.text.splitlines(), 1):
            for command in re.split(r'&&|\|\||[|;]', line.split(' #')[0]):
                yield block.line + offset, command.split()


def commands(doc):
    targets = set(re.findall(r'^([a-z-]+):', (ROOT / 'Makefile').read_text(), re.M))
    for number, words in host_commands(doc):
        if words[:1] == ['make']:
            for word in words[1:]:
                if re.fullmatch('[a-z-]+', word) and word not in targets:
                    yield number, f'no target {word}'
        elif words and words[0].startswith('tests/') and not (ROOT / words[0]).exists():
            yield number, f'no program {words[0]}'


def blocks(doc):
    for block in doc.blocks:
        if block.info not in INFO:
            yield block.line, f'unknown kind of block "{block.info}"'


def main():
    doc = Document(pathlib.Path(sys.argv[2]).resolve())
    found = list({'links': links, 'paths': paths, 'functions': functions, 'commands': commands,
                  'blocks': blocks}[sys.argv[1]](doc))
    for number, problem in found:
        print(f'{doc.path.relative_to(ROOT)}:{number}: {problem}')
    return bool(found)


if __name__ == '__main__':
    sys.exit(main())
