//! STEP (AP214): solids as faceted boundary representations, flat faces merged from their triangles.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::text::step as text;
use super::{Imprint, Scene, SceneBody};
use crate::geometry::{Frame, Vec3};

/// Numbered lines of the data section.
#[derive(Default)]
struct Lines {
    out: String,
    count: usize,
}

impl Lines {
    fn add(&mut self, line: impl AsRef<str>) -> usize {
        self.count += 1;
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "#{}={};", self.count, line.as_ref());
        self.count
    }

    fn triple(&mut self, kind: &str, v: Vec3) -> usize {
        let [x, y, z] = v.array().map(real);
        self.add(format!("{kind}('',({x},{y},{z}))"))
    }

    fn placement(&mut self, frame: &Frame) -> usize {
        let at = self.triple("CARTESIAN_POINT", frame.origin * 1000.0);
        let (z, x) = (self.triple("DIRECTION", frame.z), self.triple("DIRECTION", frame.x));
        self.add(format!("AXIS2_PLACEMENT_3D('',#{at},#{z},#{x})"))
    }
}

/// A number as STEP writes it: always with a point.
fn real(v: f64) -> String {
    let plain = crate::quantity::format_plain(v, 9);
    if plain.contains('.') { plain } else { plain + "." }
}

fn list(ids: &[usize]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("#{id}")).collect();
    ids.join(",")
}

/// The scene as STEP, millimetres: each solid once as a product, copies as an assembly.
///
/// Source: ISO 10303-21 and ISO 10303-214 (automotive design).
pub(super) fn step(scene: &Scene<'_>, imprint: &Imprint) -> String {
    let mut lines = Lines::default();
    let context = lines.add("APPLICATION_CONTEXT('automotive design')");
    lines.add(format!("APPLICATION_PROTOCOL_DEFINITION('international standard','automotive_design',2000,#{context})"));
    let product_context = lines.add(format!("PRODUCT_CONTEXT('',#{context},'mechanical')"));
    let definition_context = lines.add(format!("PRODUCT_DEFINITION_CONTEXT('part definition',#{context},'design')"));
    let mm = lines.add("(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILLI.,.METRE.))");
    let radian = lines.add("(NAMED_UNIT(*)PLANE_ANGLE_UNIT()SI_UNIT($,.RADIAN.))");
    let steradian = lines.add("(NAMED_UNIT(*)SI_UNIT($,.STERADIAN.)SOLID_ANGLE_UNIT())");
    let slack =
        lines.add(format!("UNCERTAINTY_MEASURE_WITH_UNIT(LENGTH_MEASURE(1.E-4),#{mm},'distance_accuracy_value','')"));
    let units = lines.add(format!(
        "(GEOMETRIC_REPRESENTATION_CONTEXT(3)GLOBAL_UNCERTAINTY_ASSIGNED_CONTEXT((#{slack}))\
         GLOBAL_UNIT_ASSIGNED_CONTEXT((#{mm},#{radian},#{steradian}))REPRESENTATION_CONTEXT('',''))"
    ));
    let product = |lines: &mut Lines, id: &str, name: &str| {
        let (id, name) = (text(id), text(name));
        let product = lines.add(format!("PRODUCT('{id}','{name}','',(#{product_context}))"));
        let formation = lines.add(format!("PRODUCT_DEFINITION_FORMATION('','',#{product})"));
        let definition = lines.add(format!("PRODUCT_DEFINITION('design','',#{formation},#{definition_context})"));
        let shape = lines.add(format!("PRODUCT_DEFINITION_SHAPE('','',#{definition})"));
        (definition, shape)
    };
    let origin = lines.placement(&Frame::ORIGIN);
    let mut copies = Vec::new();
    for body in &scene.bodies {
        let own = solids(&mut lines, body);
        let name = text(&body.part.name);
        let shown =
            lines.add(format!("ADVANCED_BREP_SHAPE_REPRESENTATION('{name}',(#{origin},{}),#{units})", list(&own)));
        let (definition, shape) = product(&mut lines, &body.part.id, &body.part.name);
        lines.add(format!("SHAPE_DEFINITION_REPRESENTATION(#{shape},#{shown})"));
        for (copy, frame) in body.part.placements.iter().enumerate() {
            let place = lines.placement(frame);
            copies.push((place, shown, definition, text(&format!("{} #{}", body.part.id, copy + 1))));
        }
    }
    let places: Vec<usize> = std::iter::once(origin).chain(copies.iter().map(|copy| copy.0)).collect();
    let all = lines.add(format!("SHAPE_REPRESENTATION('',({}),#{units})", list(&places)));
    let (whole, shape) = product(&mut lines, &imprint.id, &imprint.what());
    lines.add(format!("SHAPE_DEFINITION_REPRESENTATION(#{shape},#{all})"));
    for (place, shown, definition, name) in copies {
        let used = lines.add(format!("NEXT_ASSEMBLY_USAGE_OCCURRENCE('{name}','{name}','',#{whole},#{definition},$)"));
        let own = lines.add(format!("PRODUCT_DEFINITION_SHAPE('','',#{used})"));
        let way = lines.add(format!("ITEM_DEFINED_TRANSFORMATION('','',#{origin},#{place})"));
        let link = lines.add(format!(
            "(REPRESENTATION_RELATIONSHIP('','',#{shown},#{all})\
             REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION(#{way})SHAPE_REPRESENTATION_RELATIONSHIP())"
        ));
        lines.add(format!("CONTEXT_DEPENDENT_SHAPE_REPRESENTATION(#{link},#{own})"));
    }
    let authors = if imprint.authors.is_empty() { vec![String::new()] } else { imprint.authors.clone() };
    let authors: Vec<String> = authors.iter().map(|author| format!("'{}'", text(author))).collect();
    // The clock is none of our business, but the format asks for a time.
    format!(
        "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('{}','{}'),'2;1');\nFILE_NAME('{}','1970-01-01T00:00:00',({}),(''),\
         'Scrapwright','Scrapwright','');\nFILE_SCHEMA(('AUTOMOTIVE_DESIGN {{ 1 0 10303 214 1 1 1 1 }}'));\nENDSEC;\n\
         DATA;\n{}ENDSEC;\nEND-ISO-10303-21;\n",
        text(&imprint.what()),
        text(&imprint.whose()),
        text(&imprint.file("", "step")),
        authors.join(","),
        lines.out,
    )
}

/// The closed bodies of a part: a stand-in may be put together from several.
fn solids(lines: &mut Lines, body: &SceneBody<'_>) -> Vec<usize> {
    let points: Vec<Vec3> = body.welded.points.iter().map(|p| *p * 1000.0).collect();
    let mut bodies: BTreeMap<u32, Vec<[u32; 3]>> = BTreeMap::new();
    let mut joined: Vec<u32> = (0..points.len() as u32).collect();
    let root = |joined: &mut Vec<u32>, mut k: u32| {
        while joined[k as usize] != k {
            joined[k as usize] = joined[joined[k as usize] as usize];
            k = joined[k as usize];
        }
        k
    };
    for t in &body.welded.triangles {
        let [a, b, c] = t.map(|k| root(&mut joined, k));
        let low = a.min(b).min(c);
        [a, b, c].into_iter().for_each(|k| joined[k as usize] = low);
    }
    for t in &body.welded.triangles {
        bodies.entry(root(&mut joined, t[0])).or_default().push(*t);
    }
    bodies.values().map(|triangles| solid(lines, triangles, &points, &body.part.name)).collect()
}

/// A closed body of flat faces.
fn solid(lines: &mut Lines, triangles: &[[u32; 3]], points: &[Vec3], name: &str) -> usize {
    let mut corners: BTreeMap<u32, usize> = BTreeMap::new();
    let mut edges: BTreeMap<[u32; 2], usize> = BTreeMap::new();
    let mut faces = Vec::new();
    for (normal, loops) in flat_faces(triangles, points) {
        let mut bounds = Vec::new();
        for (k, line) in loops.iter().enumerate() {
            let mut oriented = Vec::new();
            for (i, a) in line.iter().enumerate() {
                let b = line[(i + 1) % line.len()];
                let key = [*a.min(&b), *a.max(&b)];
                let edge = match edges.get(&key) {
                    Some(edge) => *edge,
                    None => {
                        let ends = key.map(|k| {
                            *corners.entry(k).or_insert_with(|| {
                                let point = lines.triple("CARTESIAN_POINT", points[k as usize]);
                                lines.add(format!("VERTEX_POINT('',#{point})"))
                            })
                        });
                        let [from, to] = key.map(|k| points[k as usize]);
                        let start = lines.triple("CARTESIAN_POINT", from);
                        let way = lines.triple("DIRECTION", (to - from).unit().unwrap_or_default());
                        let vector = lines.add(format!("VECTOR('',#{way},1.)"));
                        let line = lines.add(format!("LINE('',#{start},#{vector})"));
                        let edge = lines.add(format!("EDGE_CURVE('',#{},#{},#{line},.T.)", ends[0], ends[1]));
                        edges.insert(key, edge);
                        edge
                    }
                };
                let way = if key[0] == *a { ".T." } else { ".F." };
                oriented.push(lines.add(format!("ORIENTED_EDGE('',*,*,#{edge},{way})")));
            }
            let line = lines.add(format!("EDGE_LOOP('',({}))", list(&oriented)));
            let kind = if k == 0 { "FACE_OUTER_BOUND" } else { "FACE_BOUND" };
            bounds.push(lines.add(format!("{kind}('',#{line},.T.)")));
        }
        let [a, b] = [0, 1].map(|k| points[loops[0][k] as usize]);
        let Some(frame) = Frame::facing(a * 0.001, b - a, normal) else { continue };
        let place = lines.placement(&frame);
        let plane = lines.add(format!("PLANE('',#{place})"));
        faces.push(lines.add(format!("ADVANCED_FACE('',({}),#{plane},.T.)", list(&bounds))));
    }
    let shell = lines.add(format!("CLOSED_SHELL('',({}))", list(&faces)));
    lines.add(format!("MANIFOLD_SOLID_BREP('{}',#{shell})", text(name)))
}

/// Two triangles lie in one plane where their normals differ by less than this, radians.
const LEVEL: f64 = 1e-7;

/// Flat faces: normal, outer line, then the lines of holes.
type Face = (Vec3, Vec<Vec<u32>>);

/// Triangles that lie side by side in one plane, as faces with holes; where their edge meets itself in a point, each
/// stays a face of its own.
fn flat_faces(triangles: &[[u32; 3]], points: &[Vec3]) -> Vec<Face> {
    let normal = |t: &[u32; 3]| {
        let [a, b, c] = t.map(|k| points[k as usize]);
        (b - a).cross(c - a).unit()
    };
    let mut owner: BTreeMap<[u32; 2], usize> = BTreeMap::new();
    for (k, t) in triangles.iter().enumerate() {
        (0..3).for_each(|i| {
            owner.insert([t[i], t[(i + 1) % 3]], k);
        });
    }
    let mut done = vec![false; triangles.len()];
    let mut out = Vec::new();
    for start in 0..triangles.len() {
        let Some(own) = normal(&triangles[start]) else { continue };
        if std::mem::replace(&mut done[start], true) {
            continue;
        }
        let (mut group, mut next) = (vec![start], 0);
        while let Some(t) = group.get(next).map(|k| triangles[*k]) {
            next += 1;
            for i in 0..3 {
                let Some(&near) = owner.get(&[t[(i + 1) % 3], t[i]]) else { continue };
                let is_level = |n: Vec3| own.cross(n).length() < LEVEL && own.dot(n) > 0.0;
                if !done[near] && normal(&triangles[near]).is_some_and(is_level) {
                    done[near] = true;
                    group.push(near);
                }
            }
        }
        match boundary(&group, triangles, points, own) {
            Some(loops) => out.push((own, loops)),
            None => out.extend(group.iter().map(|k| (own, vec![triangles[*k].to_vec()]))),
        }
    }
    out
}

/// The lines around some triangles, the outer one first; nothing where they touch in a point.
fn boundary(group: &[usize], triangles: &[[u32; 3]], points: &[Vec3], normal: Vec3) -> Option<Vec<Vec<u32>>> {
    let mut ways: BTreeMap<[u32; 2], ()> = BTreeMap::new();
    for t in group.iter().map(|k| triangles[*k]) {
        for way in [[t[0], t[1]], [t[1], t[2]], [t[2], t[0]]] {
            if ways.remove(&[way[1], way[0]]).is_none() {
                ways.insert(way, ());
            }
        }
    }
    let mut next: BTreeMap<u32, u32> = BTreeMap::new();
    for [a, b] in ways.into_keys() {
        if next.insert(a, b).is_some() {
            return None;
        }
    }
    let mut loops = Vec::new();
    while let Some((first, mut at)) = next.pop_first() {
        let mut line = vec![first];
        while at != first {
            line.push(at);
            at = next.remove(&at)?;
        }
        loops.push(line);
    }
    let area = |line: &[u32]| {
        let origin = points[line[0] as usize];
        let pairs = line.windows(2).map(|p| (points[p[0] as usize] - origin, points[p[1] as usize] - origin));
        pairs.map(|(a, b)| a.cross(b).dot(normal)).sum::<f64>()
    };
    crate::order::sort_by(&mut loops, |a, b| area(b).total_cmp(&area(a)));
    Some(loops)
}
