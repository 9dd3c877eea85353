# SPDX-License-Identifier: GPL-2.0-only
"""browser.py DIR: the pages in DIR in a real browser; called by browser.test.

Prints "ok ..." and "not ok ..." lines. DIR has what tests/tool/unit/draw.c wrote, and
speedscope, if there is one, in DIR/speedscope.
"""
import base64
import json
import pathlib
import sys

from webdriver import Browser

LEFT, AXIS, LANE, BAR = 180, 30, 42, 22  # as in userspace/render/web/timeline.js
ARROW_RIGHT = "\ue014"
failed = 0


def check(name, good, why=""):
    global failed
    print(("ok - " if good else "not ok - ") + name, flush=True)
    if not good:
        failed += 1
        print(f"#   {why}", flush=True)


class Page:
    """A page with a timeline, of which the first one is looked at."""

    def __init__(self, browser, path):
        self.browser = browser
        self.name = path.stem
        browser.complaints()
        browser.open(path.as_uri())
        self.box = browser.run(
            "const r = document.querySelector('figure.view canvas')?.getBoundingClientRect();"
            "return r && [r.x, r.y, r.width, r.height]")

    def view(self):
        return self.browser.run("const d = document.querySelector('figure.view').dataset;"
                                "return [Number(d.from), Number(d.to)]")

    def plot(self):
        return self.box[2] - LEFT - 40

    def at(self, part, lane=0):
        """Where on the screen a part of the time (0 to 1) is in a lane."""
        return (self.box[0] + LEFT + part * self.plot(), self.box[1] + AXIS + lane * LANE + BAR / 2)

    def tip(self):
        return self.browser.run("const t = document.querySelector('.tip'); return t.hidden ? '' : t.textContent")

    def button(self, text):
        self.browser.run("[...document.querySelectorAll('.bar button')].find(b => b.textContent === arguments[0])"
                         ".click()", text)

    def colors(self):
        """How many different ones the canvas has: a blank one has one."""
        return self.browser.run("""
            const c = document.querySelector('figure.view canvas');
            const d = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);
            return new Set(d).size""")

    def corner(self):
        return self.browser.run("return [...document.querySelector('figure.view canvas')"
                                ".getContext('2d').getImageData(1, 1, 1, 1).data]")

    def shown(self, selector):
        return self.browser.run("return getComputedStyle(document.querySelector(arguments[0])).display", selector) != "none"


def near(got, expected, by=0.02):
    return abs(got - expected) <= by * max(abs(expected), 1)


def renders(browser, directory):
    for path in sorted(directory.glob("*.html")):
        page = Page(browser, path)
        check(f"{page.name}: draws", page.box and page.colors() > 5, "the canvas is blank or missing")
        complaints = browser.complaints()
        check(f"{page.name}: nothing on the console", not complaints, complaints)
        loaded = browser.run("return performance.getEntriesByType('resource').map(e => e.name)"
                             ".filter(n => !n.startsWith('data:'))")
        check(f"{page.name}: fetches nothing", not loaded, loaded)


def hovers(browser, directory):
    page = Page(browser, directory / "event.html")
    browser.mouse(page.at(0.5))
    check("hover tells what a thread waits for", "waiting for condition for 3.001 s" in page.tip(), page.tip())
    check("and who ended the wait", "until WOKEN by event-1" in page.tip(), page.tip())
    browser.mouse(page.at(0.5, 1))
    check("hover in another lane tells of another thread", "sd/event-1 (setter)" in page.tip(), page.tip())
    browser.mouse((page.box[0] + 20, page.box[1] + 40))
    check("beside the lanes there is nothing to tell", page.tip() == "", page.tip())
    page = Page(browser, directory / "lost-update.html")
    browser.mouse(page.at(64000 / 126000))
    check("hover on a mark tells what went wrong", "stores 1 over 100 in counter" in page.tip(), page.tip())
    page = Page(browser, directory / "cycle.html")
    browser.mouse(page.at(0.8, 2))
    check("hover tells what is held meanwhile", "while holding fork 2" in page.tip(), page.tip())
    page = Page(browser, directory / "dropped.html")
    page.button("whole run")
    browser.mouse(page.at(0.99))
    check("hover tells what was not recorded", "events not recorded: its log was full" in page.tip(), page.tip())


def zooms(browser, directory):
    page = Page(browser, directory / "condition.html")
    whole = page.view()
    check("at first the whole run is shown", whole == [0, 443000], whole)
    page.button("+")
    check("a button zooms in", page.view() == [110750, 332250], page.view())
    page.button("first view")
    check("a button goes back", page.view() == whole, page.view())
    browser.mouse(page.at(0.25), "down", "up")
    browser.wheel(*page.at(0.25), -200)
    view = page.view()
    check("the wheel zooms in", near(view[1] - view[0], 221500), view)
    check("around the mouse", near((110750 - view[0]) / (view[1] - view[0]), 0.25), view)
    browser.mouse(page.at(0.5), "down", page.at(0.4), "up")
    moved = page.view()
    check("the mouse drags", near(moved[0] - view[0], 22150) and near(moved[1] - view[1], 22150), moved)
    browser.key(ARROW_RIGHT)
    check("an arrow key moves", near(page.view()[0] - moved[0], 22150), page.view())
    browser.key("0")
    check("0 shows the whole run", page.view() == whole, page.view())
    for _ in range(20):
        browser.key("+")
    check("it does not zoom in for ever", near(page.view()[1] - page.view()[0], 20), page.view())
    browser.mouse(page.at(0.5))
    check("deep inside hover still tells", "condition-0" in page.tip(), page.tip())
    check("no console error in all that", not browser.complaints(), "see above")
    page = Page(browser, directory / "event.html")
    page.button("by steps")
    browser.mouse(page.at(0.2))
    check("by steps a short one has as much room", "running for 39.000 us" in page.tip(), page.tip())
    page.button("by time")
    browser.mouse(page.at(0.21), page.at(0.2))
    check("by time it has not", "waiting for condition" in page.tip(), page.tip())
    page = Page(browser, directory / "great.html")
    check("what is summed up is said", "are drawn as shares of the time" in
          browser.run("return document.querySelector('.status').textContent"), "")
    browser.mouse(page.at(0.5, 20))
    check("64 threads with a million events answer", "sd/lock-20" in page.tip(), page.tip())


def looks(browser, directory):
    page = Page(browser, directory / "report.html")
    light = page.corner()
    check("light on a light desktop", min(light[:3]) > 200, light)
    browser.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    dark = browser.wait_for("return document.querySelector('figure.view canvas').getContext('2d')"
                            ".getImageData(1, 1, 1, 1).data.slice(0, 3).every(c => c < 60)", 10)
    check("dark on a dark one", dark, page.corner())
    check("on the screen what moves is shown", page.shown("figure.view canvas") and not page.shown(".still"))
    browser.devtools("Emulation.setEmulatedMedia", media="print",
                     features=[{"name": "prefers-color-scheme", "value": "dark"}])
    check("in print the image is", page.shown(".still") and not page.shown("figure.view canvas"))
    ground = browser.run("return getComputedStyle(document.body).backgroundColor")
    check("on white paper", ground == "rgb(255, 255, 255)", ground)
    browser.devtools("Emulation.setEmulatedMedia", media="", features=[])
    pdf = base64.b64decode(browser.devtools("Page.printToPDF")["data"])
    check("it can be printed", pdf.startswith(b"%PDF") and len(pdf) > 20000, len(pdf))
    # That of getImageData is about corner() and colors(), which are not the page's.
    complaints = [message for message in browser.complaints() if "getImageData" not in message]
    check("nothing on the console", not complaints, complaints)


REQUIRED = {
    "M": {"args"}, "X": {"dur", "cat"}, "i": {"s", "cat", "args"}, "s": {"id", "cat"}, "f": {"id", "cat", "bp"},
}


def format_errors(trace):
    """What in a trace is not as the trace event format documents it."""
    flows, errors = {}, []
    for event in trace["traceEvents"]:
        missing = ({"ph", "pid", "tid", "ts", "name"} | REQUIRED.get(event["ph"], {"no such phase"})) - event.keys()
        if missing:
            errors.append(f"{event}: without {missing}")
        if event["ts"] < 0 or event.get("dur", 0) < 0:
            errors.append(f"{event}: before the start")
        if event["ph"] in "sf":
            flows.setdefault(event["id"], []).append(event)
    for identity, ends in flows.items():
        if [end["ph"] for end in ends] != ["s", "f"] or ends[0]["ts"] > ends[1]["ts"]:
            errors.append(f"flow {identity} does not go from s to f")
    return errors


def nesting_errors(trace):
    """Slices of a thread that overlap without one being inside the other."""
    errors = []
    for tid in {event["tid"] for event in trace["traceEvents"]}:
        stack = []
        slices = [e for e in trace["traceEvents"] if e["ph"] == "X" and e["tid"] == tid]
        for event in sorted(slices, key=lambda e: (e["ts"], -e["dur"])):
            while stack and stack[-1] <= event["ts"]:
                stack.pop()
            if stack and event["ts"] + event["dur"] > stack[-1]:
                errors.append(f"{event} reaches beyond what it is in")
            stack.append(event["ts"] + event["dur"])
    return errors


def traces(directory):
    for path in sorted(directory.glob("*.json")):
        trace = json.loads(path.read_text())
        errors = format_errors(trace) + nesting_errors(trace)
        check(f"{path.stem}.json: as the trace event format has it", not errors, errors[:3])
        steps = sum(event.get("cat") == "step" for event in trace["traceEvents"])
        check(f"{path.stem}.json: every event is there", steps == int(trace["otherData"]["recorded"]), steps)


def speedscope(browser, directory):
    """A real consumer opens each trace: its import gets the threads as profiles."""
    pages = directory / "speedscope"
    for path in sorted(directory.glob("*.json")):
        if path.stem == "great":
            continue  # its 80 MB take minutes in there
        loader = directory / (path.stem + ".js")
        data = base64.b64encode(path.read_bytes()).decode()
        loader.write_text(f"speedscope.loadFileFromBase64('{path.name}', '{data}')")
        browser.complaints()
        browser.open("about:blank")
        browser.open((pages / "index.html").as_uri() + f"#localProfilePath={loader}")
        title = browser.wait_for("return document.title !== 'speedscope' && document.title")
        check(f"speedscope opens {path.name}", title and path.name in title, title)
        # What it says of the machine's graphics is not about the trace.
        bad = [message for message in browser.complaints() if "GL" not in message]
        check("and does not complain", not bad, bad[:3])


def main():
    directory = pathlib.Path(sys.argv[1]).resolve()
    traces(directory)
    with Browser() as browser:
        renders(browser, directory)
        hovers(browser, directory)
        zooms(browser, directory)
        looks(browser, directory)
        speedscope(browser, directory)
    return failed != 0


sys.exit(main())
