"""Opens the files of a build with other people's programs and compares them with what the build says.

Called by main.rs beside it with a folder: one folder for each format, and facts.json in SI units.
"""

import json
import re
import sys
from pathlib import Path

import ezdxf
import lib3mf
import pdfplumber
import pygltflib
import trimesh
from ezdxf import bbox
from lxml import etree
from OCP.BRepBndLib import BRepBndLib
from OCP.BRepCheck import BRepCheck_Analyzer
from OCP.BRepGProp import BRepGProp
from OCP.Bnd import Bnd_Box
from OCP.GProp import GProp_GProps
from OCP.STEPControl import STEPControl_Reader
from OCP.TopAbs import TopAbs_SOLID
from OCP.TopExp import TopExp_Explorer

FOLDER = Path(sys.argv[1])
FACTS = json.loads((FOLDER / "facts.json").read_text(encoding="utf-8"))
VOLUME = sum(part["volume"] * part["copies"] for part in FACTS["parts"])
PATTERNS = [pattern for part in FACTS["parts"] for pattern in part["patterns"]]
MM = 72 / 25.4


def near(found, expected, slack, what):
    assert abs(found - expected) <= slack, f"{what}: {found}, not {expected}"


def same(found, expected, what):
    assert found == expected, f"{what}: {found}, not {expected}"


def near_box(found, expected, scale, slack, what):
    for a, b in zip(found, expected):
        for c, d in zip(a, b):
            near(c, d * scale, slack, what)


def the_only(kind):
    [path] = (FOLDER / kind).iterdir()
    return str(path)


def stl():
    mesh = trimesh.load(the_only("stl"))
    near_box(mesh.bounds, FACTS["bounds"], 1000, 1e-3, "STL box")
    near(mesh.volume * 1e-9 / VOLUME, 1, 1e-5, "STL volume")
    for path in (FOLDER / "stl-split").iterdir():
        part = next(p for p in FACTS["parts"] if path.stem.endswith("-" + p["id"]))
        mesh = trimesh.load(path)
        assert mesh.is_watertight, f"{path.name} has a gap"
        near(mesh.volume * 1e-9 / part["volume"], 1, 1e-6, path.name)
        near_box(mesh.bounds, part["bounds"], 1000, 1e-3, path.name)


def glb():
    document = pygltflib.GLTF2().load(the_only("glb"))
    same(len(document.meshes), len(FACTS["parts"]), "GLB meshes")
    same(len(document.nodes), FACTS["pieces"] + 1, "GLB nodes")
    assert FACTS["design"]["licence"] in document.asset.copyright
    scene = trimesh.load(the_only("glb"))
    low, high = FACTS["bounds"]
    upright = [[low[0], low[2], -high[1]], [high[0], high[2], -low[1]]]  # y is up in glTF
    near_box(scene.bounds, upright, 1, 1e-6, "GLB box")
    near(scene.volume / VOLUME, 1, 1e-5, "GLB volume")


def three_mf():
    model = lib3mf.get_wrapper().CreateModel()
    reader = model.QueryReader("3mf")
    reader.SetStrictModeActive(True)
    reader.ReadFromFile(the_only("3mf"))
    same(reader.GetWarningCount(), 0, "3MF warnings")
    items = model.GetBuildItems()
    same(items.Count(), FACTS["pieces"], "3MF items")
    meshes = model.GetMeshObjects()
    same(meshes.Count(), len(FACTS["parts"]), "3MF meshes")
    while meshes.MoveNext():
        mesh = meshes.GetCurrentMeshObject()
        assert mesh.IsManifoldAndOriented(), f"{mesh.GetName()} is not closed"
    about = model.GetMetaDataGroup()
    found = [about.GetMetaData(k) for k in range(about.GetMetaDataCount())]
    assert any(m.GetName() == "LicenseTerms" and m.GetValue() == FACTS["design"]["licence"] for m in found)
    scene = trimesh.load(the_only("3mf"))
    near_box(scene.bounds, FACTS["bounds"], 1000, 1e-3, "3MF box")
    near(scene.volume * 1e-9 / VOLUME, 1, 1e-5, "3MF volume")


def step():
    if not FACTS["step"]:
        return
    reader = STEPControl_Reader()
    same(int(reader.ReadFile(the_only("step"))), 1, "STEP reading")
    reader.TransferRoots()
    shape = reader.OneShape()
    assert BRepCheck_Analyzer(shape).IsValid(), "OpenCascade finds the STEP shape broken"
    count, explorer = 0, TopExp_Explorer(shape, TopAbs_SOLID)
    while explorer.More():
        count += 1
        explorer.Next()
    same(count, FACTS["pieces"], "STEP solids")
    facts = GProp_GProps()
    BRepGProp.VolumeProperties_s(shape, facts)
    near(facts.Mass() * 1e-9 / VOLUME, 1, 1e-4, "STEP volume")
    box = Bnd_Box()
    box.SetGap(0.0)
    BRepBndLib.AddOptimal_s(shape, box, False, False)
    corners = [box.CornerMin(), box.CornerMax()]
    near_box([[c.X(), c.Y(), c.Z()] for c in corners], FACTS["bounds"], 1000, 1e-2, "STEP box")


def size_of(pattern):
    return [side * 1000 for side in pattern["size"]]


def dxf():
    if not PATTERNS:
        return
    whole = ezdxf.readfile(the_only("dxf"))
    same(whole.units, 4, "DXF unit")
    same(len(whole.audit().errors), 0, "DXF errors")
    space = whole.modelspace()
    same(len(space.query("CIRCLE")), sum(p["circles"] for p in PATTERNS), "DXF circles")
    same(len(space.query('*[layer=="BEND"]')), sum(p["bends"] for p in PATTERNS), "DXF bends")
    found = []
    for path in (FOLDER / "dxf-split").iterdir():
        box = bbox.extents(ezdxf.readfile(path).modelspace())
        found.append(sorted([box.size.x, box.size.y]))
    expected = sorted(sorted(size_of(p)) for p in PATTERNS)
    for a, b in zip(sorted(found), expected, strict=True):
        near(a[0], b[0], 0.05, "DXF size")
        near(a[1], b[1], 0.05, "DXF size")


def svg():
    if not PATTERNS:
        return
    found = []
    for path in (FOLDER / "svg-split").iterdir():
        root = etree.parse(path).getroot()
        assert FACTS["design"]["licence"] in etree.tostring(root, encoding="unicode")
        sides = [root.get(side) for side in ("width", "height")]
        assert all(side.endswith("mm") for side in sides), sides
        box = [float(v) for v in root.get("viewBox").split()]
        same([float(side[:-2]) for side in sides], box[2:], "SVG scale")
        found.append([side - 20 for side in box[2:]])
    expected = sorted(size_of(p) for p in PATTERNS)
    for a, b in zip(sorted(found), expected, strict=True):
        near(a[0], b[0], 1e-3, "SVG size")
        near(a[1], b[1], 1e-3, "SVG size")


def templates():
    """Puts the sheets of each pattern together and measures, to 0.2 mm, as a rule on paper would."""
    if not PATTERNS:
        return
    margin, foot = 12, 56
    boxes = []
    with pdfplumber.open(the_only("templates")) as document:
        for page in document.pages:
            text = page.extract_text()
            if re.search(r"\(1 of \d+\)", text):
                boxes.append([1e9, 1e9, -1e9, -1e9])
            offset = [float(v) for v in re.search(r"shows x (-?\d+) to -?\d+, y (-?\d+) to", text).groups()]
            thing = [(o["x0"] / MM, o["y0"] / MM, o["x1"] / MM, o["y1"] / MM, o["linewidth"] / MM)
                     for o in page.rects + page.curves + page.lines]
            squares = [o for o in thing if abs(o[2] - o[0] - 50) < 0.2 and abs(o[3] - o[1] - 50) < 0.2]
            rulers = [o for o in thing if abs(o[2] - o[0] - 100) < 0.2 and abs(o[3] - o[1]) < 0.2]
            assert squares and rulers, f"no square or ruler on sheet {page.page_number}"
            for x0, y0, x1, y1, wide in thing:
                if abs(wide - 0.35) < 0.01 and y0 > margin + foot - 1e-3:
                    own = [x0 - margin + offset[0], y0 - margin - foot + offset[1],
                           x1 - margin + offset[0], y1 - margin - foot + offset[1]]
                    box = boxes[-1]
                    boxes[-1] = [min(box[0], own[0]), min(box[1], own[1]), max(box[2], own[2]), max(box[3], own[3])]
    same(len(boxes), len(PATTERNS), "patterns in the templates")
    for box, pattern in zip(boxes, PATTERNS):
        size = size_of(pattern)
        near(box[2] - box[0], size[0], 0.2, "length of a template")
        near(box[3] - box[1], size[1], 0.2, "width of a template")


def drawings():
    sheets = list((FOLDER / "drawings").iterdir())
    same(len(sheets), len(FACTS["parts"]) + 1, "drawings")
    for path in sheets:
        root = etree.parse(path).getroot()
        assert FACTS["design"]["licence"] in etree.tostring(root, encoding="unicode")
    with pdfplumber.open(the_only("pdf")) as document:
        assert len(document.pages) > len(FACTS["parts"])
        for page in document.pages:
            assert FACTS["design"]["licence"] in page.extract_text()


for check in (stl, glb, three_mf, step, dxf, svg, templates, drawings):
    check()
    print(f"{FACTS['design']['id']}: {check.__name__} agrees")
