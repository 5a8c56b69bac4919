// replicad on OpenCascade: draw/extrude/cut/loft, then mesh(); true cylinders, so the tolerance sets the triangles.
import opencascade from 'replicad-opencascadejs';
import { setOC, makeBox, makeCylinder, draw, drawCircle } from 'replicad';
import { board, tube, tubePlaces, table, bladeStations } from '../parts.js';

// These give 32 segments a turn on the holes and tubes, as the other adapters use (0.2 rad would give 64).
const QUALITY = { tolerance: 0.2, angularTolerance: 0.4 };

export async function load() {
  const oc = await opencascade({ locateFile: () => new URL('./dist/replicad_single.wasm', location.href).href });
  setOC(oc);
  const finish = (solids) => solids.map((s) => {
    const m = s.mesh(QUALITY);
    s.delete?.();
    return { positions: Float32Array.from(m.vertices), triangles: Uint32Array.from(m.triangles) };
  });
  const box = ([c, s]) => makeBox(c, c.map((x, i) => x + s[i]));
  const loft = (sketches, ruled) => sketches[0].loftWith(sketches.slice(1), { ruled });

  const parts = {
    board(L) {
      let s = makeBox([0, 0, 0], [L, board.width, board.thickness]);
      for (const [x, y] of board.holes(L)) s = s.cut(makeCylinder(board.holeD / 2, board.thickness + 2, [x, y, -1], [0, 0, 1]));
      const saw = makeBox([0, -200, -1], [300, 300, 23]).rotate(45, [0, 0, 0], [0, 0, 1]).translate(L, 0, 0);
      return finish([s.cut(saw)]);
    },
    tubes(L) {
      const make = () => drawCircle(tube.od / 2).cut(drawCircle(tube.od / 2 - tube.wall)).sketchOnPlane('XY').extrude(L);
      const turn = { x: [90, [0, 1, 0]], y: [-90, [1, 0, 0]] };
      return finish(tubePlaces(L).map(([axis, at]) => {
        const t = make();
        return (turn[axis] ? t.rotate(turn[axis][0], [0, 0, 0], turn[axis][1]) : t).translate(at);
      }));
    },
    table(L) {
      const t = table(L), { reach, width, depth } = t.brace, len = reach * Math.SQRT2 + 120;
      const brace = ([at, turned]) => {
        const laid = makeBox([-len / 2, -depth / 2, -width / 2], [len / 2, depth / 2, width / 2])
          .rotate(-45, [0, 0, 0], [0, 1, 0]).translate(reach / 2, 0, -reach / 2);
        const cut = laid.cut(makeBox([-500, -50, -2000], [0, 50, 2000])).cut(makeBox([-2000, -50, 0], [2000, 50, 500]));
        return (turned ? cut.rotate(180, [0, 0, 0], [0, 0, 1]) : cut).translate(at);
      };
      return finish([...t.boxes.map(box), ...t.braces.map(brace)]);
    },
    // Straight segments and ruled skin: the same faceted body as the other adapters.
    blade(L) {
      return finish([loft(bladeStations(L).map(({ z, pts }) => {
        const pen = draw(pts[0]);
        for (const p of pts.slice(1)) pen.lineTo(p);
        return pen.close().sketchOnPlane('XY', z);
      }), true)]);
    },
  };
  return { parts };
}
