"""Compares our cutting plans with those of other solvers, and writes the table `benches/results.md`.

    python3.12 -m venv V && V/bin/pip install -r benches/compare/requirements.txt
    V/bin/python benches/compare/compare.py [--seconds 3] [--kinds linear,rect] [NAMES]

Every solver gets one thread of its own on one core, and equal CPU seconds on every instance. `benches/compare/peers.py`
says how problems are put to the peers; `benches/compare/evaluate.py` values all plans alike, ours too.
"""

import argparse
import json
import pathlib
import re
import statistics
import subprocess
import sys
from importlib.metadata import version

import evaluate

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
PEERS = {"linear": ["PackingSolver", "CP-SAT"], "rect": ["PackingSolver"], "nest": ["PackingSolver"], "strip": ["sparrow"]}
PACKAGES = {"PackingSolver": "packingsolver", "CP-SAT": "ortools", "sparrow": "spyrrow"}
SHOWN = {
    "linear": ("Lengths", "unplaced / EUR / loss mm / pieces opened"),
    "rect": ("Rectangles in sheets", "unplaced / EUR / opened scrap m² / sheets opened; names with `s`: from edge to edge"),
    "nest": ("Odd parts in odd sheets", "unplaced / EUR / opened scrap m² / sheets opened; the peer's seconds are of the clock"),
    "strip": ("Strips", "share of the strip that the parts fill, %; each got the CPU seconds that sparrow used"),
}


def lines_of(command):
    """The lines of JSON that a program said, and its last complaint."""
    run = subprocess.run(["taskset", "-c", "1", *command], capture_output=True, text=True, cwd=ROOT, check=False)
    complaint = (run.stderr.strip().splitlines() or [""])[-1] if run.returncode else ""
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")], complaint


def built():
    """The bench program, built."""
    told = subprocess.run(
        ["cargo", "bench", "--no-run", "--bench", "compare", "--message-format", "json"],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True,
    ).stdout.splitlines()
    found = [json.loads(line).get("executable") for line in told if '"compare"' in line]
    return next(path for path in reversed(found) if path)


def valued(kind, problem, plan):
    try:
        return getattr(evaluate, kind)(problem, [piece for piece in plan if piece["parts"]])
    except AssertionError as wrong:
        return f"broken: {wrong}"


def peer_value(peer, path, kind, problem, seconds):
    """Value of the best plan in time, a word where there is none; of a strip its length and the seconds used."""
    said, complaint = lines_of([sys.executable, str(HERE / "peers.py"), peer, str(path), str(seconds)])
    if kind == "strip":
        return (said[-1]["plan"], said[-1]["seconds"]) if said else None
    values = [valued(kind, problem, line["plan"]) for line in said if line["seconds"] <= seconds + 0.2]
    sound = [value for value in values if not isinstance(value, str)]
    return min(sound) if sound else next(iter(values), "none" + (f": {complaint[:60]}" if complaint else ""))


def in_order(path):
    """Numbers in names count as numbers."""
    return [int(word) if word.isdigit() else word for word in re.split(r"(\d+)", path.name)]


def own(program, name, kind, seconds):
    return lines_of([program, "--seconds", str(seconds), f"{name}.{kind}"])[0][0]


def shown(kind, value):
    if value is None or isinstance(value, str):
        return value or ""
    unplaced, money, loss, opened = value
    size = f"{loss / 100:.0f}" if kind == "linear" else f"{loss / (1e10 if kind == 'rect' else 1e6):.4f}"
    return f"{unplaced} / {money / 100:.2f} / {size} / {opened}"


def measure(program, folder, kind, names, seconds):
    """Rows of one kind: name, our value, its status, the values of the peers."""
    rows = []
    for path in sorted(folder.glob(f"*.{kind}.json"), key=in_order):
        name = path.name.split(".")[0]
        if names and not any(n in f"{name}.{kind}" for n in names):
            continue
        problem = json.loads(path.read_text(encoding="utf-8"))
        peers = [peer_value(peer, path, kind, problem, seconds) for peer in PEERS[kind]]
        if kind == "strip":
            if peers[0] is None:
                continue
            mine = own(program, name, kind, peers[0][1])
            area = sum(
                abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(o, o[1:] + o[:1]))) / 2 * part["count"]
                for part in problem["parts"] for o in [part["outline"]["outer"]]
            )
            rows.append((name, 100 * area / mine["length"], f"{peers[0][1]:.1f} s", [100 * area / peers[0][0]]))
        else:
            # Pinned to one core, a peer that counts seconds of the clock gets at most as many of the processor.
            mine = own(program, name, kind, seconds)
            status = mine["plan"]["status"]
            status = f"gap {100 * status['gap']:.1f} %" if isinstance(status, dict) else status
            rows.append((name, valued(kind, problem, evaluate.ours(kind, problem, mine["plan"])), status, peers))
        print(kind, *rows[-1], flush=True)
    return rows


def table(kind, rows, seconds):
    title, meaning = SHOWN[kind]
    time = "" if kind == "strip" else f" {seconds:g} CPU seconds for each solver and instance."
    out = [f"## {title}", "", f"{meaning[0].upper()}{meaning[1:]}.{time}", ""]
    out.append("| instance | ours | status | " + " | ".join(PEERS[kind]) + " | against them |")
    out.append("| --- | --- | --- |" + " --- |" * (len(PEERS[kind]) + 1))
    tally = {peer: {"better": 0, "equal": 0, "worse": 0, "alone": 0} for peer in PEERS[kind]}
    for name, mine, status, others in rows:
        words = []
        for peer, other in zip(PEERS[kind], others):
            if kind == "strip":
                word = "equal" if abs(mine - other) < 0.005 else "better" if mine > other else "worse"
            else:
                word = "alone" if isinstance(other, str) else "better" if mine < other else "equal" if mine == other else "worse"
            tally[peer][word] += 1
            words.append(word)
        write = (lambda v: f"{v:.2f}") if kind == "strip" else (lambda v: shown(kind, v))
        out.append(f"| {name} | " + " | ".join([write(mine), status, *map(write, others), ", ".join(words)]) + " |")
    out.append("")
    for k, (peer, count) in enumerate(tally.items()):
        line = f"Against {peer}: " + ", ".join(f"{word} {n}" for word, n in count.items()) + "."
        pairs = [(mine, others[k]) for _, mine, _, others in rows if not isinstance(others[k], str)]
        if kind == "strip" and pairs:
            line += f" Mean {statistics.mean(a - b for a, b in pairs):+.2f} points."
        elif kind == "linear":
            same = [1 - a[2] / b[2] for a, b in pairs if a[:2] == b[:2] and b[2]]
            line += f" Median loss where money is equal: {100 * statistics.median(same):.0f} % less." if same else ""
        out.append(line)
    return out + [""]


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seconds", type=float, default=3)
    ask.add_argument("--kinds", default="linear,rect,nest,strip")
    ask.add_argument("--folder", type=pathlib.Path, default=ROOT / "target" / "compare")
    ask.add_argument("--to", type=pathlib.Path, default=HERE.parent / "results.md")
    ask.add_argument("--program", help="the bench, where it is built already")
    ask.add_argument("names", nargs="*")
    given = ask.parse_args()
    program = given.program or built()
    subprocess.run([program, "--export", str(given.folder)], check=True)
    versions = ", ".join(f"{peer} ({package} {version(package)})" for peer, package in PACKAGES.items())
    out = [
        "# Cutting plans beside those of other solvers", "",
        "`python benches/compare/compare.py`, one thread for each solver, on one of two shared cores; see there for how it is",
        "done, and `benches/compare/peers.py` for what a peer cannot express. “None” means that a peer gave no plan in that",
        f"time, so that ours stands alone. Peers: {versions}.", "",
    ]
    for kind in PEERS:
        # What is not measured this time is taken from the last.
        kept = given.folder / f"rows.{kind}"
        if kind in given.kinds.split(","):
            rows = measure(program, given.folder.resolve(), kind, given.names, given.seconds)
            kept.write_text(json.dumps([given.seconds, rows]), encoding="utf-8")
        if kept.exists():
            seconds, rows = json.loads(kept.read_text(encoding="utf-8"))
            out += table(kind, rows, seconds) if rows else []
    # What another bench measured stays.
    before = given.to.read_text(encoding="utf-8") if given.to.exists() else ""
    _, title, rest = before.partition("## In the browser")
    given.to.write_text("\n".join([*out, title + rest]).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
