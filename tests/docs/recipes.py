# SPDX-License-Identifier: GPL-2.0-only
"""recipes.py apply|commands|tests [DIR]: the recipes of docs/code.md, for recipes.test.

apply does to the copy of the project in DIR what the sections "Adding a ..." say, in their
order; the paragraph above a block says what to do with it:

  New file `PATH`:             the block is the file ("New executable file" sets its mode)
  At the end of `PATH`:        the block is appended
  In `PATH`:                   the block is a diff without line numbers. What is not new in
                               it must occur in the file just once; it is replaced

A section without such a block is an error. It prints the files that it touched. commands
prints the commands for the test machine, tests the new tests, a line each.
"""
import pathlib
import re
import sys

from markdown import ROOT, Document


def recipe_blocks():
    """The blocks of the recipes, by the title of the recipe."""
    recipes = {}
    for block in Document(ROOT / 'docs/code.md').blocks:
        titles = [title for title in block.headings if title.startswith('Adding ')]
        if titles:
            recipes.setdefault(titles[-1], []).append(block)
    return recipes


def replace(path, block):
    lines = block.text.splitlines(keepends=True)
    if any(line[0] not in ' +-' for line in lines):
        raise SystemExit(f'docs/code.md:{block.line}: a line of a diff begins with none of " +-"')
    old = ''.join(line[1:] for line in lines if line[0] != '+')
    new = ''.join(line[1:] for line in lines if line[0] != '-')
    text = path.read_text()
    if text.count(old) != 1:
        raise SystemExit(f'docs/code.md:{block.line}: what is to be changed occurs '
                         f'{text.count(old)} times in {path.name}, not once')
    path.write_text(text.replace(old, new))


def apply_block(top, block):
    """Returns the path that the block was applied to, or None if it is no change."""
    said = re.search(r'(New file|New executable file|At the end of|In) `([^`]+)`[^`]*:$',
                     block.before)
    if not said:
        return None
    path = top / said[2]
    if said[1] == 'In':
        replace(path, block)
    elif said[1] == 'At the end of':
        path.write_text(path.read_text() + block.text)
    else:
        if path.exists():
            raise SystemExit(f'docs/code.md:{block.line}: {said[2]} is not new')
        path.write_text(block.text)
        path.chmod(0o755 if 'executable' in said[1] else 0o644)
    return said[2]


def apply(top):
    for title, blocks in recipe_blocks().items():
        touched = [path for block in blocks if (path := apply_block(top, block))]
        if not touched:
            raise SystemExit(f'docs/code.md: "{title}" changes nothing')
        print(*touched, sep='\n')


def commands():
    for blocks in recipe_blocks().values():
        for block in blocks:
            if block.info == 'sh recipe':
                print(block.text, end='')


def tests():
    for blocks in recipe_blocks().values():
        for block in blocks:
            new = re.search(r'New executable file `([^`]+)`:$', block.before)
            if new:
                print(new[1])


if __name__ == '__main__':
    {'apply': apply, 'commands': commands, 'tests': tests}[sys.argv[1]](
        *map(pathlib.Path, sys.argv[2:]))
