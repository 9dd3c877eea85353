# SPDX-License-Identifier: GPL-2.0-only
"""What the tests of the manual read in a Markdown file. Imported by links.py and recipes.py.

A fenced block has one of these info strings:

  console    commands after "$ " with their output; commands.test runs the commands
  sh guest   commands; commands.test runs them
  sh recipe  commands of a recipe of docs/code.md; recipes.test runs them
  sh         commands for the host, which no test runs
  c, diff, text, json
"""
import dataclasses
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANUAL = [ROOT / 'README.md', ROOT / 'CONTRIBUTING.md', *sorted((ROOT / 'docs').glob('*.md'))]
INFO = {'console', 'sh guest', 'sh recipe', 'sh', 'c', 'diff', 'text', 'json'}


@dataclasses.dataclass
class Block:
    """A fenced block: its info string, its text, the headings and the paragraph above."""
    info: str
    text: str
    line: int
    headings: list
    before: str


class Document:
    """A file in parts: blocks, headings, and prose, the lines outside of blocks."""

    def __init__(self, path):
        self.path = path
        self.blocks, self.headings, self.prose = [], [], []
        block, above, paragraph = None, [], []
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if line.startswith('```') and block is None:
                block = Block(line[3:].strip(), '', number, list(above), ' '.join(paragraph))
            elif line.startswith('```'):
                self.blocks.append(block)
                block, paragraph = None, []
            elif block:
                block.text += line + '\n'
            else:
                self.prose.append((number, line))
                heading = re.match(r'(#+) (.*)', line)
                if heading:
                    above = above[:len(heading[1]) - 1] + [heading[2]]
                    self.headings.append(heading[2])
                    paragraph = []
                elif line.strip():
                    paragraph.append(line.strip())
                elif paragraph and not paragraph[-1].endswith(':'):
                    paragraph = []
        if block:
            raise SystemExit(f'{path}:{block.line}: a block without an end')

    def anchors(self):
        """The anchors that GitHub gives the headings."""
        seen = {}
        for heading in self.headings:
            slug = re.sub(r'[^\w\- ]', '', heading.lower()).replace(' ', '-')
            count = seen.get(slug, 0)
            seen[slug] = count + 1
            yield f'{slug}-{count}' if count else slug


def code_spans(text):
    """What stands in backticks."""
    return re.findall(r'`([^`]+)`', text)
