// Single-parameter changes in the page. An adapter is a module with
// load() -> { parts: { name(L) -> [{ positions: Float32Array, triangles: Uint32Array }] or a promise of it } }.
import { volumeOf, trianglesOf } from './mesh.js';

const now = () => performance.now();
const pause = () => new Promise((r) => setTimeout(r, 0));
const median = (a) => { const s = [...a].sort((x, y) => x - y), h = s.length >> 1; return s.length % 2 ? s[h] : (s[h - 1] + s[h]) / 2; };

// Warm changes: a new length every time, results checked once at L = 1200 outside the clock.
window.changes = async (peer, count, warmup) => {
  const { parts } = await (await import(`./dist/${peer}.js`)).load();
  const out = {};
  for (const [name, build] of Object.entries(parts)) {
    const times = [];
    for (let i = 0; i < warmup + count; i++) {
      const L = 1000 + ((i * 173) % 409);
      const t0 = now();
      await build(L);
      const dt = now() - t0;
      if (i >= warmup) times.push(dt);
      await pause();
    }
    const check = await build(1200);
    out[name] = { ms: median(times), solids: check.length, triangles: trianglesOf(check), volume: volumeOf(check) / 1000 };
  }
  return out;
};
