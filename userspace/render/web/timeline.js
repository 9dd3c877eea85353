// Draws the timelines of the page on canvases that can be zoomed and moved. The data
// is in the page; timeline_html.c defines its format.
"use strict";
(() => {

const LEFT = 180, RIGHT = 40, AXIS = 30, LANE = 42, BAR = 22;
const RUN = 0, WAIT = 1, HOLD = 2, UNKNOWN = 3, SUM = 4;
const STATES = ["running", "waiting", "holding", "not recorded"];
const SPAN = 8, POINT = 4, WAKE = 4;		// array elements of each in the data
const NARROW = 2;				// narrower spans are added up by column
const ARROWS = 300;				// more arrows would hide everything
const CLOSE = 8, FEW_STEPS = 600;		// limits of isCrowded()
const CLOSEST = 20;				// the shortest window (ns)

// ---- times ----

const UNITS = [["s", 1e9], ["ms", 1e6], ["us", 1e3], ["ns", 1]];

function unitFor(ns) {
	return UNITS.find(unit => ns >= unit[1]) || UNITS[3];
}

function duration(ns) {
	const [name, size] = unitFor(ns);
	return (ns / size).toFixed(size === 1 ? 0 : 3) + " " + name;
}

function stepFor(range, ticks) {
	for (let power = 1; ; power *= 10)
		for (const factor of [1, 2, 5])
			if (factor * power > range / ticks)
				return factor * power;
}

function tickLabel(ns, step, last) {
	const [name, size] = unitFor(last);
	const digits = Math.max(0, Math.ceil(Math.log10(size / step) - 1e-9));
	return (ns / size).toFixed(digits) + " " + name;
}

// ---- data ----

function counted(n, what) {
	return n + " " + what + (n === 1 ? "" : "s");
}

// Adds arrays of times to a lane, for binary search.
function readLane(thread) {
	const n = thread.spans.length / SPAN;
	const lane = { ...thread, n, start: new Float64Array(n + 1), when: [] };
	let at = thread.from;

	for (let i = 0; i < n; i++) {
		lane.start[i] = at;
		at += thread.spans[i * SPAN];
	}
	lane.start[n] = at;
	for (let i = 0, ns = 0; i < thread.points.length; i += POINT)
		lane.when.push(ns += thread.points[i]);
	return lane;
}

// The times of all steps, sorted, each once.
function readSteps(lanes, end) {
	const all = new Set([0, end]);

	for (const lane of lanes)
		for (const ns of [...lane.start, ...lane.when])
			all.add(ns);
	return Float64Array.from(all).sort();
}

// The first index of the sorted @array whose value is greater than @value.
function after(array, value) {
	let low = 0, high = array.length;

	while (low < high) {
		const middle = (low + high) >> 1;
		if (array[middle] > value)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

// ---- a view ----

class View {
	constructor(figure) {
		this.figure = figure;
		this.data = JSON.parse(figure.querySelector("script").textContent);
		this.lanes = this.data.threads.map(readLane);
		this.steps = readSteps(this.lanes, this.data.end);
		this.bySteps = false;
		this.build();
		this.listen();
		this.show(this.data.from, this.data.to);
		if (this.isCrowded())
			this.toggle();
	}

	// Whether many wake-ups overlap by time but not by steps.
	isCrowded() {
		const wakes = this.data.wakes;
		let close = 0;

		for (let i = WAKE; i < wakes.length; i += WAKE)
			close += this.x(wakes[i]) - this.x(wakes[i - WAKE]) < CLOSE;
		return close > wakes.length / WAKE / 3 && this.steps.length < FEW_STEPS;
	}

	build() {
		const bar = document.createElement("div");

		bar.className = "bar";
		this.button(bar, "+", "zoom in", () => this.zoom(0.5));
		this.button(bar, "\u2212", "zoom out", () => this.zoom(2));
		this.button(bar, "\u25c0", "earlier", () => this.move(-0.25));
		this.button(bar, "\u25b6", "later", () => this.move(0.25));
		this.button(bar, "first view", "first view", () => this.show(this.data.from, this.data.to));
		this.button(bar, "whole run", "whole run", () => this.show(0, this.data.end));
		this.scale = this.button(bar, "by steps", "give every step the same width",
			() => this.toggle());
		this.status = bar.appendChild(document.createElement("span"));
		this.status.className = "status";
		this.canvas = document.createElement("canvas");
		this.canvas.tabIndex = 0;
		this.canvas.setAttribute("role", "img");
		this.canvas.setAttribute("aria-label", "timeline; plus and minus zoom, the arrow keys move");
		this.tip = document.createElement("div");
		this.tip.className = "tip";
		this.tip.hidden = true;
		this.figure.prepend(bar, this.canvas, this.tip);
		this.figure.classList.add("live");
	}

	button(bar, text, title, act) {
		const button = bar.appendChild(document.createElement("button"));

		button.type = "button";
		button.textContent = text;
		button.title = title;
		button.addEventListener("click", act);
		return button;
	}

	toggle() {
		this.bySteps = !this.bySteps;
		this.scale.textContent = this.bySteps ? "by time" : "by steps";
		this.draw();
	}

	listen() {
		const canvas = this.canvas;

		canvas.addEventListener("pointerdown", event => this.grab(event));
		canvas.addEventListener("pointermove", event => this.point(event));
		canvas.addEventListener("pointerup", () => { this.grabbed = null; });
		canvas.addEventListener("pointercancel", () => { this.grabbed = null; });
		canvas.addEventListener("pointerleave", () => { this.tip.hidden = true; });
		canvas.addEventListener("dblclick", event => this.zoom(0.25, this.timeAt(event.offsetX)));
		canvas.addEventListener("wheel", event => this.wheel(event), { passive: false });
		canvas.addEventListener("keydown", event => this.key(event));
		new ResizeObserver(() => this.draw()).observe(this.figure);
		matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
	}

	grab(event) {
		this.grabbed = { x: event.offsetX, from: this.from, to: this.to };
		this.canvas.setPointerCapture(event.pointerId);
	}

	point(event) {
		if (this.grabbed) {
			const { x, from, to } = this.grabbed;
			const by = (x - event.offsetX) / this.plot * (to - from);
			this.show(from + by, to + by);
		}
		this.hover(event.offsetX, event.offsetY);
	}

	// Without focus or Ctrl the wheel scrolls the page.
	wheel(event) {
		if (!event.ctrlKey && document.activeElement !== this.canvas)
			return;
		event.preventDefault();
		if (Math.abs(event.deltaX) > Math.abs(event.deltaY))
			this.move(event.deltaX / 1000);
		else
			this.zoom(2 ** (event.deltaY / 200), this.timeAt(event.offsetX));
	}

	key(event) {
		const acts = {
			"+": () => this.zoom(0.5), "=": () => this.zoom(0.5), "-": () => this.zoom(2),
			ArrowLeft: () => this.move(-0.1), ArrowRight: () => this.move(0.1),
			0: () => this.show(0, this.data.end),
		};

		if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey)
			return;
		event.preventDefault();
		acts[event.key]();
	}

	// Sets the window, clamped to the run.
	show(from, to) {
		const range = Math.min(Math.max(to - from, CLOSEST), this.data.end);

		this.from = Math.min(Math.max(from, 0), this.data.end - range);
		this.to = this.from + range;
		this.draw();
	}

	zoom(factor, around = (this.from + this.to) / 2) {
		this.show(around - (around - this.from) * factor, around + (this.to - around) * factor);
	}

	move(part) {
		const by = (this.to - this.from) * part;
		this.show(this.from + by, this.to + by);
	}

	// Position of a time on the axis, in nanoseconds or in steps.
	place(ns) {
		if (!this.bySteps)
			return ns;
		const i = Math.min(Math.max(after(this.steps, ns) - 1, 0), this.steps.length - 2);
		return i + (ns - this.steps[i]) / (this.steps[i + 1] - this.steps[i]);
	}

	timeAt(x) {
		const from = this.place(this.from), to = this.place(this.to);
		const place = from + (x - LEFT) / this.plot * (to - from);

		if (!this.bySteps)
			return place;
		const i = Math.min(Math.max(Math.floor(place), 0), this.steps.length - 2);
		return this.steps[i] + (place - i) * (this.steps[i + 1] - this.steps[i]);
	}

	x(ns) {
		return LEFT + (this.place(ns) - this.first) / (this.last - this.first) * this.plot;
	}

	y(lane) {
		return AXIS + lane * LANE;
	}

	object(number) {
		return number ? this.data.objects[number] || "?" : "";
	}

	// ---- drawing ----

	prepare() {
		const scale = window.devicePixelRatio || 1;
		const width = this.figure.clientWidth, height = this.y(this.lanes.length);
		const style = getComputedStyle(this.figure);

		this.plot = Math.max(width - LEFT - RIGHT, 50);
		this.canvas.style.height = height + "px";
		this.canvas.width = width * scale;
		this.canvas.height = height * scale;
		this.height = height;
		this.color = name => style.getPropertyValue("--" + name).trim();
		this.paint = this.canvas.getContext("2d");
		this.paint.scale(scale, scale);
		this.paint.font = "12px system-ui, 'DejaVu Sans', sans-serif";
		this.hatch = this.makeHatch();
	}

	makeHatch() {
		const tile = document.createElement("canvas"), paint = tile.getContext("2d");

		tile.width = tile.height = 6;
		paint.strokeStyle = this.color("unknown");
		paint.lineWidth = 1.5;
		paint.beginPath();
		paint.moveTo(-1, 7);
		paint.lineTo(7, -1);
		paint.stroke();
		return this.paint.createPattern(tile, "repeat");
	}

	fill(color, x, y, width, height) {
		this.paint.fillStyle = color;
		this.paint.fillRect(x, y, width, height);
	}

	draw() {
		if (!this.figure.clientWidth)
			return;
		this.prepare();
		this.first = this.place(this.from);
		this.last = this.place(this.to);
		this.counts = { spans: 0, summed: 0, wakes: 0, arrows: 0 };
		this.fill(this.color("ground"), 0, 0, this.plot + LEFT + RIGHT, this.height);
		this.drawAxis();
		this.lanes.forEach((lane, i) => this.drawLane(lane, i));
		this.paint.save();
		this.paint.beginPath();
		this.paint.rect(LEFT - 8, 0, this.plot + 16, this.height);
		this.paint.clip();
		this.drawWakes();
		this.drawFindings();
		this.paint.restore();
		this.showStatus();
	}

	drawAxis() {
		const step = stepFor(this.to - this.from, Math.max(2, this.plot / 100));

		if (this.bySteps)
			for (let x = LEFT; x < LEFT + this.plot - 60; x += 110)
				this.drawTick(x, duration(this.timeAt(x)));
		else
			for (let tick = Math.ceil(this.from / step) * step; tick <= this.to; tick += step)
				this.drawTick(this.x(tick), tickLabel(tick, step, this.to));
	}

	drawTick(x, label) {
		this.fill(this.color("line"), x, 18, 1, this.height - 28);
		this.paint.fillStyle = this.color("muted");
		this.paint.fillText(label, x - 4, 12);
	}

	drawLane(lane, i) {
		const y = this.y(i);

		this.paint.fillStyle = this.color("text");
		this.paint.fillText(lane.short, 8, y + 9, LEFT - 16);
		this.paint.fillStyle = this.color("muted");
		this.paint.fillText(lane.role, 8, y + 23, LEFT - 16);
		this.fill(this.color("track"), LEFT, y, this.plot, BAR);
		this.drawSpans(lane, y);
		this.drawPoints(lane, y);
	}

	drawSpans(lane, y) {
		const width = Math.ceil(this.plot) + 1;
		const shares = [0, 1, 2, 3].map(() => new Float32Array(width));

		for (let i = Math.max(0, after(lane.start, this.from) - 1);
		     i < lane.n && lane.start[i] <= this.to; i++)
			this.drawSpan(lane, i, y, shares);
		this.drawShares(shares, y);
	}

	drawSpan(lane, i, y, shares) {
		const s = i * SPAN, state = lane.spans[s + 1];
		const x1 = Math.max(this.x(lane.start[i]), LEFT);
		const x2 = Math.min(this.x(lane.start[i + 1]), LEFT + this.plot);

		this.counts.spans++;
		if (state === SUM)
			this.addSum(lane, s, x1, x2, shares);
		else if (x2 - x1 < NARROW)
			this.addUp(shares[state], x1, x2, 1);
		else
			this.drawWide(lane, s, x1, x2, y);
	}

	// Spreads merged spans evenly over their length.
	addSum(lane, s, x1, x2, shares) {
		const length = lane.spans[s] || 1;

		this.counts.spans += lane.spans[s + 2] - 1;
		this.counts.summed += lane.spans[s + 2] - 1;
		for (let state = RUN; state <= UNKNOWN; state++)
			this.addUp(shares[state], x1, x2, lane.spans[s + 4 + state] / length, true);
	}

	addUp(share, x1, x2, part, again = false) {
		if (!again)
			this.counts.summed++;
		for (let x = x1; x < x2;) {
			const column = Math.floor(x - LEFT), end = Math.min(LEFT + column + 1, x2);
			share[column] += (end - x) * part;
			x = end > x ? end : x2;
		}
	}

	drawShares(shares, y) {
		const colors = [this.color("run"), this.color("wait"), this.color("hold"), this.hatch];

		for (let i = 0; i < shares[RUN].length; i++) {
			const hold = shares[HOLD][i] * BAR, wait = shares[WAIT][i] * BAR;
			if (shares[RUN][i])
				this.fill(colors[RUN], LEFT + i, y + BAR / 2 - 1, 1, 3);
			if (shares[UNKNOWN][i])
				this.fill(colors[UNKNOWN], LEFT + i, y, 1, BAR);
			if (hold)
				this.fill(colors[HOLD], LEFT + i, y + BAR - hold, 1, hold);
			if (wait)
				this.fill(colors[WAIT], LEFT + i, y + BAR - hold - wait, 1, wait);
		}
	}

	drawWide(lane, s, x1, x2, y) {
		const state = lane.spans[s + 1], width = x2 - x1;

		if (state === RUN)
			this.fill(this.color("run"), x1, y + BAR / 2 - 1, width, 3);
		else if (state === WAIT)
			this.fill(this.color("wait"), x1, y + BAR / 2 - 5, width, 11);
		else
			this.fill(state === HOLD ? this.color("hold") : this.hatch, x1, y, width, BAR);
		if (lane.spans[s + 3])
			this.fill(this.color("hold"), x1, y + BAR - 3, width, 3);
		if (state !== RUN && state !== UNKNOWN)
			this.label(this.object(lane.spans[s + 2]), x1, width, y, state);
	}

	label(text, x, width, y, state) {
		if (width < 30 || this.paint.measureText(text).width > width - 8)
			return;
		this.paint.fillStyle = state === HOLD ? this.color("ground") : "#1b1f24";
		this.paint.fillText(text, x + 4, y + 15);
	}

	drawPoints(lane, y) {
		const color = this.color("muted");
		let last = -1;

		for (let i = after(lane.when, this.from - 1); i < lane.when.length && lane.when[i] <= this.to; i++) {
			const x = Math.round(this.x(lane.when[i]));
			if (x !== last && x >= LEFT)
				this.fill(color, x, y + BAR, 1, 5);
			last = x;
		}
	}

	drawWakes() {
		const wakes = this.data.wakes, seen = new Map();
		const shown = [];

		for (let i = 0; i < wakes.length; i += WAKE)
			if (wakes[i] <= this.to && wakes[i] + wakes[i + 1] >= this.from)
				shown.push(i);
		const pairs = new Set(shown.map(i => wakes[i + 2] + ">" + wakes[i + 3])).size;
		const spacing = shown.length > ARROWS ? Math.max(3, this.plot * pairs / ARROWS) : 0;
		for (const i of shown)
			if (this.hasRoom(i, spacing, seen))
				this.drawWake(i);
	}

	// Each pair of threads gets one arrow in each stretch of @spacing. The stretches
	// of different pairs are offset, so that arrows do not pile up.
	hasRoom(i, spacing, seen) {
		const [at, , from, to] = this.data.wakes.slice(i, i + WAKE);
		const pair = from * this.lanes.length + to;
		const stretch = Math.floor(this.x(at) / spacing + pair * 0.618);

		this.counts.wakes++;
		if (spacing && seen.get(pair) === stretch)
			return false;
		seen.set(pair, stretch);
		this.counts.arrows++;
		return true;
	}

	drawWake(i) {
		const [at, took, from, to] = this.data.wakes.slice(i, i + WAKE);
		const x1 = this.x(at), x2 = this.x(at + took);
		const down = to > from, bend = down ? 8 : -8;
		const y1 = this.y(from) + (down ? BAR : 0), y2 = this.y(to) + (down ? 0 : BAR);

		this.paint.strokeStyle = this.paint.fillStyle = this.color("wake");
		this.paint.beginPath();
		this.paint.moveTo(x1, y1);
		this.paint.bezierCurveTo(x1, y1 + bend, x2, y2 - bend, x2, y2);
		this.paint.stroke();
		this.paint.beginPath();
		this.paint.moveTo(x2, y2);
		this.paint.lineTo(x2 - 3.5, y2 - (down ? 7 : -7));
		this.paint.lineTo(x2 + 3.5, y2 - (down ? 7 : -7));
		this.paint.fill();
	}

	drawFindings() {
		this.data.findings.forEach(([ns, thread], i) => {
			const x = this.x(ns), y = this.y(thread) + BAR / 2;
			if (x < LEFT - 1 || x > LEFT + this.plot + 1)
				return;
			this.paint.strokeStyle = this.paint.fillStyle = this.color("wrong");
			this.paint.setLineDash([3, 2]);
			this.paint.beginPath();
			this.paint.moveTo(x, 18);
			this.paint.lineTo(x, this.height - 10);
			this.paint.stroke();
			this.paint.setLineDash([]);
			this.paint.beginPath();
			this.paint.arc(x, y, 8, 0, 2 * Math.PI);
			this.paint.fill();
			this.paint.fillStyle = this.color("ground");
			this.paint.textAlign = "center";
			this.paint.fillText(String.fromCharCode(65 + i % 26), x, y + 4);
			this.paint.textAlign = "start";
		});
	}

	// Describes the window, and what is not drawn one by one.
	showStatus() {
		const { spans, summed, wakes, arrows } = this.counts;
		let text = duration(this.from) + " to " + duration(this.to) + " of " + duration(this.data.end);

		if (this.bySteps)
			text += "; every step has the same width";
		if (summed)
			text += "; " + summed + " of " + counted(spans, "span") + " are drawn as shares of the time";
		if (arrows < wakes)
			text += "; " + counted(wakes, "wake-up") + " as " + counted(arrows, "arrow");
		this.status.textContent = text;
		this.figure.dataset.from = this.from;
		this.figure.dataset.to = this.to;
	}

	// ---- hover ----

	hover(x, y) {
		const lane = Math.floor((y - AXIS + (LANE - BAR) / 2) / LANE);
		const text = x < LEFT || !this.lanes[lane] ? "" : this.describe(lane, x);

		this.tip.hidden = !text;
		this.tip.textContent = text;
		if (!text)
			return;
		const left = Math.min(x + 14, this.figure.clientWidth - this.tip.offsetWidth - 4);
		this.tip.style.left = Math.max(0, left) + "px";
		this.tip.style.top = this.canvas.offsetTop + this.y(lane) + BAR + 10 + "px";
	}

	describe(i, x) {
		const lane = this.lanes[i], ns = this.timeAt(x);
		const finding = this.data.findings.find(([at, thread]) => thread === i && Math.abs(this.x(at) - x) < 8);
		const at = after(lane.start, ns) - 1;

		if (finding)
			return finding[2];
		if (at < 0 || at >= lane.n)
			return "";
		return lane.name + " (" + lane.role + ")\n" + this.describeSpan(lane, at) + this.describePoints(lane, x);
	}

	describeSpan(lane, i) {
		const [length, state, object, held, cpu, begin, end, arg] = lane.spans.slice(i * SPAN, i * SPAN + SPAN);
		const from = "\nfrom " + duration(lane.start[i]) + " to " + duration(lane.start[i + 1]);

		if (state === SUM)
			return counted(object, "span") + " with " + counted(held, "event") + " in " + duration(length) + ": running " +
				duration(cpu) + ", waiting " + duration(begin) + ", holding " + duration(end) + from;
		if (state === UNKNOWN)
			return counted(lane.dropped, "event") + " not recorded: its log was full" + from;
		return STATES[state] + (object ? (state === WAIT ? " for " : " ") + this.object(object) : "") + " for " +
			duration(length) + (held ? ", while holding " + this.object(held) : "") + from + "\non CPU " + cpu +
			", after " + this.data.steps[begin] + this.describeEnd(end, arg);
	}

	describeEnd(step, arg) {
		const name = this.data.steps[step];

		if (!step)
			return ", to the end";
		if (name === "ACQUIRED")
			return ", until " + name + (arg ? " (contended)" : "");
		if (name === "WOKEN" && this.lanes[arg])
			return ", until " + name + " by " + this.lanes[arg].short;
		return ", until " + name;
	}

	describePoints(lane, x) {
		let text = "", more = 0;

		for (let i = after(lane.when, this.timeAt(x - 4)); i < lane.when.length && lane.when[i] <= this.timeAt(x + 4); i++) {
			const [, step, object, arg] = lane.points.slice(i * POINT, i * POINT + POINT);
			if (text.split("\n").length > 5)
				more++;
			else
				text += "\n" + this.data.steps[step] + " " + this.object(object) + " " + arg +
					" at " + duration(lane.when[i]);
		}
		return text + (more ? "\nand " + counted(more, "more event") + " here" : "");
	}
}

for (const figure of document.querySelectorAll("figure.view"))
	new View(figure);

})();
