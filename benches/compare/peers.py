"""One peer on one instance in a process of its own: `peers.py PEER FILE SECONDS`. Each better plan is a line of JSON.

What a peer cannot express is translated as fairly as its language allows:
- PackingSolver, lengths: each clear stretch of a bar is a bin of its own, longer by a kerf, as is each part. It knows one
  cost, which is here the price before all and then the length: of useful rests it knows nothing.
- PackingSolver, sheets: shortened by tolerance and trims. Free: kerf added to parts, sheets and the low sides of defects.
  From edge to edge: three stages and a trim, its own kerf. Cost: price before all, then area of scrap.
- PackingSolver, odd parts: its own spacing; its distance from edges holds margin and tolerance; holes are defects.
- CP-SAT: our objective in full, as one weighted sum over counts of parts in zones.
- sparrow (spyrrow): strips only; one thread, seeded.
All sizes of the instances are whole millimetres, and that is the unit here but for odd parts.
"""

import json
import math
import resource
import sys
import time

import evaluate

MM = 100
# Price before all: dearer than any sum of lengths or areas of an instance.
FIRST = {"linear": 1e4, "rect": 1e6, "nest": 1e5}


def say(seconds, plan):
    print(json.dumps({"seconds": seconds, "plan": plan}), flush=True)


def begun(seconds):
    """The CPU time at which a peer begins, which the system ends where it goes on for too long."""
    start = time.process_time()
    most = math.ceil(start + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    return start


def mm(metres):
    return round(metres * 1000)


def cost(kind, stock, size):
    """One number for the price and what is opened."""
    return evaluate.cents(stock) * FIRST[kind] + (0 if stock["bought"] and kind != "linear" else size)


def packingsolver(kind, problem, seconds):
    made, plan_of, module = {"linear": ps_linear, "rect": ps_rect, "nest": ps_nest}[kind](problem)
    parameters = module.OptimizeParameters()
    # Odd parts: it tells its plan only when its own time, which is that of the clock, is over.
    parameters.verbosity_level, parameters.time_limit = 0, seconds if kind == "nest" else 20 * seconds
    start = begun(seconds)

    def found(output):
        if output.solution.number_of_bins():
            say(time.process_time() - start, plan_of(output.solution))

    parameters.new_solution_callback = found
    found(module.optimize(made, parameters))


def bins(solution, names):
    """Index of the stock, copy and bin of every bin used."""
    used = {}
    for k in range(solution.number_of_different_bins()):
        one = solution.bin(k)
        for _ in range(one.copies):
            copy = used.get(one.bin_type_id, 0)
            used[one.bin_type_id] = copy + 1
            yield names[one.bin_type_id], copy, one


def ps_linear(problem):
    import packingsolver.onedimensional as module

    builder, names, kerf = module.InstanceBuilder(), [], mm(problem["settings"]["kerf"])
    builder.set_objective(module.Objective.VariableSizedBinPacking)
    total = sum(demand["count"] for demand in problem["demands"])
    for index, bar in enumerate(problem["bars"]):
        for zone, (low, high) in enumerate(evaluate.zones(problem, bar)):
            length = (high - low) // MM
            money = cost("linear", bar, length)
            builder.add_bin_type(length + kerf, cost=money, copies=total if bar["copies"] is None else bar["copies"])
            names.append((index, zone))
    for demand in problem["demands"]:
        builder.add_item_type(mm(demand["length"]) + kerf, copies=demand["count"])

    def plan(solution):
        pieces = {}
        for (bar, zone), copy, one in bins(solution, names):
            piece = pieces.setdefault((bar, copy), {"stock": bar, "copy": copy, "parts": []})
            piece["parts"] += [(item.item_type_id, zone) for item in one.items]
        return list(pieces.values())

    return builder.build(), plan, module


def ps_rect(problem):
    settings = problem["settings"]
    free = settings["cuts"] == "free"
    if free:
        import packingsolver.rectangle as module
    else:
        import packingsolver.rectangleguillotine as module
    kerf, trim, builder = mm(settings["kerf"]), mm(settings["trim"]), module.InstanceBuilder()
    builder.set_objective(module.Objective.VariableSizedBinPacking)
    if not free:
        builder.set_number_of_stages(settings["cuts"]["edgetoedge"]["stages"])
        builder.set_cut_type(module.CutType.NonExact)
        builder.set_first_stage_orientation(module.CutOrientation.Any)
        builder.set_cut_thickness(kerf)
        builder.set_cut_through_defects(True)
    more, sizes, total = kerf if free else 0, [], sum(part["count"] for part in problem["parts"])
    for sheet in problem["sheets"]:
        ends = [mm(sheet[side]) - mm(sheet["tolerance"]) - 2 * trim + more for side in ("length", "width")]
        money = cost("rect", sheet, mm(sheet["length"]) * mm(sheet["width"]) / 1000)
        copies = total if sheet["copies"] is None else sheet["copies"]
        bin_type = builder.add_bin_type(*ends, cost=money, copies=copies)
        for flaw in sheet["defects"]:
            low = [max(0, mm(flaw[axis]) - trim + more) for axis in ("x", "y")]
            sides = zip(("x", "y"), ("length", "width"), ends)
            high = [min(end, mm(flaw[axis]) + mm(flaw[side]) - trim) for axis, side, end in sides]
            if low[0] < high[0] and low[1] < high[1]:
                builder.add_defect(bin_type, *low, high[0] - low[0], high[1] - low[1])
    for part in problem["parts"]:
        size = [mm(part["length"]), mm(part["width"])]
        size = size[::-1] if part["grain"] == "across" else size
        sizes.append(size)
        builder.add_item_type(size[0] + more, size[1] + more, oriented=part["grain"] != "any", copies=part["count"])

    def placed(item):
        if free:
            size = sizes[item.item_type_id]
            size = size[::-1] if item.rotate else size
            corner = [item.x, item.y]
        else:
            corner, size = [item.l, item.b], [item.r - item.l, item.t - item.b]
        return (item.item_type_id, *(MM * (c + trim) for c in corner), *(MM * s for s in size))

    def plan(solution):
        used = []
        for sheet, copy, one in bins(solution, range(len(problem["sheets"]))):
            items = one.items if free else [node for node in one.nodes if node.item_type_id >= 0 and not node.children]
            used.append({"stock": sheet, "copy": copy, "parts": [placed(item) for item in items]})
        return used

    return builder.build(), plan, module


def ps_nest(problem):
    import packingsolver.irregular as module

    builder, settings = module.InstanceBuilder(), problem["settings"]
    builder.set_objective(module.Objective.VariableSizedBinPacking)
    builder.set_item_item_minimum_spacing(settings["spacing"] * 1000)
    total = sum(part["count"] for part in problem["parts"])

    def shape(polygon):
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(polygon, polygon[1:] + polygon[:1]))
        return module.build_shape([[x * 1000, y * 1000] for x, y in (polygon if area > 0 else polygon[::-1])])

    for sheet in problem["sheets"]:
        away = (settings["margin"] + sheet["tolerance"]) * 1000
        outline = sheet["outline"]
        free = evaluate.nest({**problem, "sheets": [{**sheet, "bought": False}]}, [{"stock": 0, "copy": 0, "parts": []}])[2]
        copies = total if sheet["copies"] is None else sheet["copies"]
        bin_type = builder.add_bin_type(
            shape(outline["outer"]), cost=cost("nest", sheet, free / 1000), item_bin_minimum_spacing=away, copies=copies
        )
        for zone in outline["holes"] + sheet["defects"]:
            defect = builder.add_defect(bin_type, -1, module.ShapeWithHoles(shape(zone)))
            builder.set_item_defect_minimum_spacing(bin_type, defect, away)
    for part in problem["parts"]:
        turns = part["turns"]
        angles = {"fixed": [0], "half": [0, 180], "quarter": [0, 90, 180, 270]}.get(turns if isinstance(turns, str) else "")
        angles = turns["list"] if isinstance(turns, dict) else angles
        ranges = [(0, 360, False)] if angles is None else [(angle, angle, False) for angle in angles]
        builder.add_item_type(shape(part["outline"]["outer"]), allowed_rotations=ranges, copies=part["count"])

    def plan(solution):
        sheets = bins(solution, range(len(problem["sheets"])))
        return [{"stock": s, "copy": c, "parts": [(i.item_type_id,) for i in one.items]} for s, c, one in sheets]

    return builder.build(), plan, module


def cpsat(kind, problem, seconds):
    from ortools.sat.python import cp_model

    model, pieces, cuts = cp_model.CpModel(), [], []
    kerf, least = (mm(problem["settings"][name]) for name in ("kerf", "min_remnant"))
    demands = problem["demands"]
    total = sum(demand["count"] for demand in demands)
    needed = sum((mm(demand["length"]) + kerf) * demand["count"] for demand in demands)
    objective = []
    for index, bar in enumerate(problem["bars"]):
        clear = [(high - low) // MM for low, high in evaluate.zones(problem, bar)]
        copies = bar["copies"] if bar["copies"] is not None else min(total, 2 + needed // max(clear))
        before = None
        for copy in range(copies):
            is_open = model.new_bool_var("")
            if before is not None:
                model.add_implication(is_open, before)
            before, counts, loss = is_open, [], mm(bar["length"]) * is_open
            for length in clear:
                here = [model.new_int_var(0, min(d["count"], (length + kerf) // (mm(d["length"]) + kerf)), "") for d in demands]
                rest, kept, saved = model.new_int_var(-kerf, length, ""), model.new_bool_var(""), model.new_int_var(0, length, "")
                model.add(sum(n * (mm(d["length"]) + kerf) for n, d in zip(here, demands)) + rest == length * is_open)
                model.add(saved <= length * kept)
                model.add(saved <= rest).only_enforce_if(kept)
                model.add(rest >= least).only_enforce_if(kept)
                loss -= saved + sum(n * mm(d["length"]) for n, d in zip(here, demands))
                counts.append(here)
            objective.append(evaluate.cents(bar) * 10**8 * is_open + 1000 * loss + is_open)
            pieces.append((index, copy, is_open, counts))
            cuts += counts
    for k, demand in enumerate(demands):
        model.add(sum(here[k] for here in cuts) == demand["count"])
    model.minimize(sum(objective))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 1, 20 * seconds
    start = begun(seconds)

    class Found(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self):
            plan = []
            for bar, copy, is_open, counts in pieces:
                if self.value(is_open):
                    parts = [(k, z) for z, here in enumerate(counts) for k, n in enumerate(here) for _ in range(self.value(n))]
                    plan.append({"stock": bar, "copy": copy, "parts": parts})
            say(time.process_time() - start, plan)

    solver.solve(model, Found())


def sparrow(kind, problem, seconds):
    import spyrrow

    def item(k, part):
        turns = part["turns"]
        corners = [tuple(corner) for corner in part["outline"]["outer"]]
        return spyrrow.Item(str(k), corners, part["count"], turns["list"] if isinstance(turns, dict) else None)

    items = [item(k, part) for k, part in enumerate(problem["parts"])]
    strip = spyrrow.StripPackingInstance("strip", 1.0, items)
    start = time.process_time()
    config = spyrrow.StripPackingConfig(total_computation_time=max(1, math.ceil(seconds)), num_workers=1, seed=1)
    width = strip.solve(config).width
    say(time.process_time() - start, width)


def main():
    peer, path, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    kind = path.rsplit(".", 2)[1]
    with open(path, encoding="utf-8") as file:
        problem = json.load(file)
    {"PackingSolver": packingsolver, "CP-SAT": cpsat, "sparrow": sparrow}[peer](kind, problem, seconds)


if __name__ == "__main__":
    main()
