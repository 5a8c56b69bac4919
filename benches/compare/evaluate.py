"""Values of plans, worked out anew from where the parts lie: the same code for us and for every peer.

Lengths are whole hundredths of a millimetre. A plan is a list of pieces or sheets, each a dictionary: `stock` (an index),
`copy`, and `parts`. Every function gives parts without a place, cents, loss or opened area, and how many are opened.
"""

GRID = 1e5


def grid(metres):
    return round(metres * GRID)


def zones(problem, bar):
    """Clear stretches of a bar between its trims and defects, shortened by its tolerance."""
    settings = problem["settings"]
    kerf, trim = grid(settings["kerf"]), grid(settings["trim"])
    end = grid(bar["length"]) - grid(bar["tolerance"]) - trim
    found, at = [], trim
    for low, high in sorted(bar["defects"]):
        low, high = grid(low), max(grid(high), grid(low) + kerf)
        if min(low, end) > at:
            found.append((at, min(low, end)))
        at = max(at, high)
    return found + ([(at, end)] if end > at else [])


def counted(problem, key, plan, limit="copies"):
    """Complains about parts cut too often and copies that are not there; gives the parts without a place."""
    wanted = [demand["count"] for demand in problem["demands" if key == "bars" else "parts"]]
    for piece in plan:
        for part in piece["parts"]:
            wanted[part[0]] -= 1
        copies = problem[key][piece["stock"]][limit]
        assert copies is None or piece["copy"] < copies, "no such copy"
    assert min(wanted) >= 0, "a part is cut too often"
    assert len({(piece["stock"], piece["copy"]) for piece in plan}) == len(plan), "a copy is used twice"
    return sum(wanted)


def cents(stock):
    return round(stock["price"] * 100) if stock["bought"] else 0


def linear(problem, plan):
    """Parts are (demand, zone). Rests of zones that are long enough are kept."""
    kerf, least = grid(problem["settings"]["kerf"]), max(1, grid(problem["settings"]["min_remnant"]))
    unplaced, money, loss = counted(problem, "bars", plan), 0, 0
    for piece in plan:
        bar = problem["bars"][piece["stock"]]
        money, loss = money + cents(bar), loss + grid(bar["length"])
        for k, (low, high) in enumerate(zones(problem, bar)):
            lengths = [grid(problem["demands"][part]["length"]) for part, zone in piece["parts"] if zone == k]
            rest = high - low - sum(lengths) - kerf * len(lengths)
            assert rest >= -kerf, "a zone is too short"
            loss -= sum(lengths) + (rest if rest >= least else 0)
    return unplaced, money, loss, len(plan)


def rect(problem, plan):
    """Parts are (part, x, y, length, width). Whether a peer's layout can be sawn from edge to edge is left to the peer."""
    settings = problem["settings"]
    kerf, trim = grid(settings["kerf"]), grid(settings["trim"])
    unplaced, money, area = counted(problem, "sheets", plan), 0, 0
    for used in plan:
        sheet = problem["sheets"][used["stock"]]
        size = [grid(sheet["length"]), grid(sheet["width"])]
        money, area = money + cents(sheet), area + (0 if sheet["bought"] else size[0] * size[1])
        ends = [side - grid(sheet["tolerance"]) - trim for side in size]
        boxes = []
        for part, x, y, length, width in used["parts"]:
            wish = problem["parts"][part]
            own = [grid(wish["length"]), grid(wish["width"])]
            ways = {"along": [own], "across": [own[::-1]]}.get(wish["grain"], [own, own[::-1]])
            assert [length, width] in ways, "a part is turned or changed"
            assert min(x, y) >= trim and x + length <= ends[0] and y + width <= ends[1], "a part lies outside"
            for flaw in sheet["defects"]:
                fx, fy, fl, fw = (grid(flaw[name]) for name in ("x", "y", "length", "width"))
                assert x >= fx + fl or fx >= x + length or y >= fy + fw or fy >= y + width, "a part lies on a defect"
            for ox, oy, ol, ow in boxes:
                apart = max(x - ox - ol, ox - x - length, y - oy - ow, oy - y - width)
                assert apart >= kerf, "two parts lie nearer than the kerf"
            boxes.append((x, y, length, width))
    return unplaced, money, area, len(plan)


def nest(problem, plan):
    """Parts are (part,). Areas count in mm² and layouts are believed: our own pass the exact checker, peers have theirs."""

    def area(polygon):
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(polygon, polygon[1:] + polygon[:1]))) / 2 * 1e6

    unplaced, money, opened = counted(problem, "sheets", plan), 0, 0
    for used in plan:
        sheet = problem["sheets"][used["stock"]]
        outline = sheet["outline"]
        free = area(outline["outer"]) - sum(map(area, outline["holes"]))
        money, opened = money + cents(sheet), opened + (0 if sheet["bought"] else round(free))
    return unplaced, money, opened, len(plan)


def ours(kind, problem, plan):
    """Our own plan in the form of this module."""
    if kind == "linear":
        def piece(cut):
            clear = zones(problem, problem["bars"][cut["bar"]])
            parts = [(p["part"], next(k for k, z in enumerate(clear) if grid(p["from"]) < z[1])) for p in cut["cuts"]]
            return {"stock": cut["bar"], "copy": cut["copy"], "parts": parts}

        return [piece(cut) for cut in plan["pieces"]]
    out = []
    for cut in plan["sheets"]:
        sides = ("x", "y", "length", "width")
        place = (lambda p: [grid(p["area"][side]) for side in sides]) if kind == "rect" else (lambda p: [])
        parts = [(p["part"], *place(p)) for p in cut["parts"]]
        out.append({"stock": cut["sheet"], "copy": cut["copy"], "parts": parts})
    return out
