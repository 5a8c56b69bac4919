//! GLB (glTF 2.0): one mesh for each distinct solid, one node for each copy, names, colours of the materials.

use serde_json::{Value, json};

use super::colour::{colour, linear};
use super::{Imprint, Scene};
use crate::geometry::Frame;

const FLOAT: u32 = 5126;
const INDEX: u32 = 5125;

/// The scene as GLB, in metres; its z, which is up here, becomes the y of glTF.
pub(super) fn glb(scene: &Scene<'_>, imprint: &Imprint) -> Vec<u8> {
    let mut data: Vec<u8> = Vec::new();
    let (mut views, mut accessors, mut meshes) = (Vec::new(), Vec::new(), Vec::new());
    // The first node turns everything upright.
    let half = std::f64::consts::FRAC_1_SQRT_2;
    let mut nodes = vec![Value::Null];
    for (k, body) in scene.bodies.iter().enumerate() {
        let (mesh, welded) = (&body.part.mesh, &body.welded);
        let points = welded.of_corner.iter().map(|k| welded.points[*k as usize].array().map(|v| v as f32));
        let points: Vec<[f32; 3]> = points.collect();
        let (mut low, mut high) = ([f32::INFINITY; 3], [f32::NEG_INFINITY; 3]);
        for p in &points {
            for c in 0..3 {
                low[c] = low[c].min(p[c]);
                high[c] = high[c].max(p[c]);
            }
        }
        let normals: Vec<[f32; 3]> = mesh.normals.iter().map(|n| n.array().map(|v| v as f32)).collect();
        // Triangles that welding closes up are left out here, too.
        let is_open = |t: &&[u32; 3]| {
            let [a, b, c] = t.map(|k| welded.of_corner[k as usize]);
            a != b && b != c && c != a
        };
        let triangles: Vec<[u32; 3]> = mesh.triangles.iter().filter(is_open).copied().collect();
        let mut add = |bytes: &mut dyn Iterator<Item = u8>, target: u32, mut accessor: Value| {
            let from = data.len();
            data.extend(bytes);
            accessor["bufferView"] = json!(views.len());
            views.push(json!({"buffer": 0, "byteOffset": from, "byteLength": data.len() - from, "target": target}));
            accessors.push(accessor);
            accessors.len() - 1
        };
        let floats = |list: &[[f32; 3]]| list.iter().flatten().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
        let accessor = json!(
            {"componentType": FLOAT, "count": points.len(), "type": "VEC3", "min": low, "max": high}
        );
        let position = add(&mut floats(&points).into_iter(), 34962, accessor);
        let accessor = json!({"componentType": FLOAT, "count": normals.len(), "type": "VEC3"});
        let normal = add(&mut floats(&normals).into_iter(), 34962, accessor);
        let accessor = json!({"componentType": INDEX, "count": triangles.len() * 3, "type": "SCALAR"});
        let indices = add(&mut triangles.iter().flatten().flat_map(|k| k.to_le_bytes()), 34963, accessor);
        meshes.push(json!({
            "name": body.part.name,
            "primitives": [{
                "attributes": {"POSITION": position, "NORMAL": normal},
                "indices": indices,
                "material": body.material,
            }],
            "extras": {"part": body.part.id, "material": scene.materials[body.material], "mass_kg": body.part.mass},
        }));
        for (copy, frame) in body.part.placements.iter().enumerate() {
            let name = format!("{} #{}", body.part.id, copy + 1);
            nodes.push(json!({"name": name, "mesh": k, "matrix": matrix(frame)}));
        }
    }
    let children: Vec<usize> = (1..nodes.len()).collect();
    nodes[0] = json!({"name": imprint.what(), "rotation": [-half, 0.0, 0.0, half]});
    if !children.is_empty() {
        nodes[0]["children"] = json!(children);
    }
    let material = |name: &String| {
        let [r, g, b] = linear(colour(name));
        let metal = if ["steel", "stainless", "aluminium", "copper", "brass"].iter().any(|m| name.starts_with(m)) {
            0.6
        } else {
            0.0
        };
        let look = json!({"baseColorFactor": [r, g, b, 1.0], "metallicFactor": metal, "roughnessFactor": 0.7});
        json!({"name": name, "pbrMetallicRoughness": look})
    };
    let materials: Vec<Value> = scene.materials.iter().map(material).collect();
    let mut document = json!({
        "asset": {
            "version": "2.0",
            "generator": "Scrapwright",
            "copyright": imprint.whose(),
            "extras": {
                "title": imprint.title, "design": imprint.id, "version": imprint.version, "state": imprint.state,
                "licence": imprint.licence, "authors": imprint.authors,
            },
        },
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": nodes,
    });
    // The format knows no empty lists.
    if !meshes.is_empty() {
        document["buffers"] = json!([{"byteLength": data.len()}]);
        document["bufferViews"] = json!(views);
        document["accessors"] = json!(accessors);
        document["meshes"] = json!(meshes);
        document["materials"] = json!(materials);
    }
    let mut text = document.to_string().into_bytes();
    text.resize(text.len().next_multiple_of(4), b' ');
    data.resize(data.len().next_multiple_of(4), 0);
    let chunks: Vec<(&[u8; 4], &[u8])> = match data.is_empty() {
        true => vec![(b"JSON", &text)],
        false => vec![(b"JSON", &text), (b"BIN\0", &data)],
    };
    let size: usize = 12 + chunks.iter().map(|(_, bytes)| 8 + bytes.len()).sum::<usize>();
    let mut out = Vec::with_capacity(size);
    out.extend(b"glTF");
    out.extend(2_u32.to_le_bytes());
    out.extend((size as u32).to_le_bytes());
    for (kind, bytes) in chunks {
        out.extend((bytes.len() as u32).to_le_bytes());
        out.extend(kind);
        out.extend(bytes);
    }
    out
}

/// Column by column, as glTF wants it.
fn matrix(frame: &Frame) -> Vec<f64> {
    let columns = [(frame.x, 0.0), (frame.y, 0.0), (frame.z, 0.0), (frame.origin, 1.0)];
    columns.iter().flat_map(|(v, w)| v.array().into_iter().chain([*w])).collect()
}
