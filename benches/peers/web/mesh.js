// Mesh checks and conversions used by the harness: { positions: Float32Array, triangles: Uint32Array }.

export function volumeOf(meshes) {
  let v = 0;
  for (const { positions: p, triangles: t } of meshes) {
    for (let i = 0; i < t.length; i += 3) {
      const a = 3 * t[i], b = 3 * t[i + 1], c = 3 * t[i + 2];
      v += p[a] * (p[b + 1] * p[c + 2] - p[b + 2] * p[c + 1])
        - p[a + 1] * (p[b] * p[c + 2] - p[b + 2] * p[c])
        + p[a + 2] * (p[b] * p[c + 1] - p[b + 1] * p[c]);
    }
  }
  return v / 6;
}

export const trianglesOf = (meshes) => meshes.reduce((n, m) => n + m.triangles.length / 3, 0);

// Binary STL is a triangle soup: 84 bytes of head, then 50 bytes a triangle.
export function fromBinaryStl(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const n = view.getUint32(80, true);
  const positions = new Float32Array(9 * n), triangles = new Uint32Array(3 * n);
  for (let i = 0, o = 96; i < n; i++, o += 50) {
    for (let j = 0; j < 9; j++) positions[9 * i + j] = view.getFloat32(o + 4 * j, true);
    triangles[3 * i] = 3 * i; triangles[3 * i + 1] = 3 * i + 1; triangles[3 * i + 2] = 3 * i + 2;
  }
  return { positions, triangles };
}
