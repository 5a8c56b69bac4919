//! Draws a placed scene with WebGL2 through three-d's programs and buffers: each surface is sent once and drawn at all its
//! places at once; what stays the same from one scene to the next stays on the card.

use std::sync::Arc;

use three_d::{self as gl, ClearState, Interpolation, Program, RenderStates, RenderTarget, Texture2D, Wrapping};
use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, WebGl2RenderingContext, WebGlContextAttributes};

use super::batch::{Copies, EDGE_CORNERS, Surface, batches, mean_edge, single};
use super::ground::{CELLS, Ground};
use super::scene::Placed;
use super::shade::{CHOSEN, INK, KEY, LIGHTS};
use super::{Tint, shaders};
use crate::geometry::{Mesh, Vec3, View};

/// What a frame depends on besides the bodies.
pub(super) struct Shot {
    /// The camera, its picture measured in CSS pixels.
    pub view: View,
    /// Device pixels per CSS pixel.
    pub density: f64,
    pub chosen: Option<usize>,
    pub hovered: Option<usize>,
    pub dark: bool,
    /// What lies farther than the number along the direction is left out.
    pub section: Option<(Vec3, f64)>,
}

/// Programs and buffers on the graphics card.
pub(super) struct Renderer {
    raw: WebGl2RenderingContext,
    context: gl::Context,
    bodies: Program,
    edges: Program,
    floor: Program,
    buffers: Option<Buffers>,
    shown: Arc<Placed>,
}

/// One scene on the card.
struct Buffers {
    surfaces: Vec<OnCard>,
    /// Mean length of the edges, metres.
    edge_length: f64,
    ground: Ground,
    shade: Texture2D,
}

/// A surface and its copies on the card.
struct OnCard {
    mesh: Arc<Mesh>,
    positions: gl::VertexBuffer<[f32; 3]>,
    normals: gl::VertexBuffer<[f32; 3]>,
    triangles: gl::ElementBuffer<u32>,
    edge_from: gl::VertexBuffer<[f32; 3]>,
    edge_to: gl::VertexBuffer<[f32; 3]>,
    origin: gl::InstanceBuffer<[f32; 3]>,
    x: gl::InstanceBuffer<[f32; 3]>,
    y: gl::InstanceBuffer<[f32; 3]>,
    colour: gl::InstanceBuffer<[f32; 4]>,
    edge_colour: gl::InstanceBuffer<[f32; 4]>,
}

impl Renderer {
    /// Takes the canvas's WebGL2 context; nothing where there is none or it refuses the shaders.
    pub fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        let wishes = WebGlContextAttributes::new();
        wishes.set_antialias(true);
        wishes.set_premultiplied_alpha(true);
        // Printing and copying the picture read the canvas between frames.
        wishes.set_preserve_drawing_buffer(true);
        let raw = canvas.get_context_with_context_options("webgl2", &wishes).ok()??;
        let raw: WebGl2RenderingContext = raw.dyn_into().ok()?;
        if raw.is_context_lost() {
            return None;
        }
        let low = gl::context::Context::from_webgl2_context(raw.clone());
        #[expect(clippy::arc_with_non_send_sync, reason = "three-d asks for an Arc")]
        let context = gl::Context::from_gl_context(Arc::new(low)).ok()?;
        let program = |vertex, fragment| Program::from_source(&context, vertex, fragment).ok();
        Some(Self {
            bodies: program(shaders::BODY_VERTEX, shaders::BODY_FRAGMENT)?,
            edges: program(shaders::EDGE_VERTEX, shaders::EDGE_FRAGMENT)?,
            floor: program(shaders::GROUND_VERTEX, shaders::GROUND_FRAGMENT)?,
            buffers: None,
            shown: Arc::default(),
            raw,
            context,
        })
    }

    /// Draws one frame, sending the bodies to the card where they are others than last time.
    /// Returns whether it was drawn: not while the card is lost.
    pub fn draw(&mut self, placed: &Arc<Placed>, shot: &Shot) -> bool {
        if self.raw.is_context_lost() {
            return false;
        }
        if !Arc::ptr_eq(placed, &self.shown) {
            self.shown = placed.clone();
            self.upload();
        }
        let pixels = [shot.view.width, shot.view.height].map(|side| (side * shot.density).round().max(1.0) as u32);
        let target = RenderTarget::screen(&self.context, pixels[0], pixels[1]);
        target.clear(ClearState::color_and_depth(0.0, 0.0, 0.0, 0.0, 1.0));
        if let Some(buffers) = &self.buffers {
            let frame = Frame::new(shot, buffers, target.viewport());
            self.draw_ground(buffers, &frame);
            self.draw_bodies(buffers, &frame);
            self.draw_edges(buffers, &frame);
        }
        true
    }

    fn upload(&mut self) {
        let Some(ground) = Ground::new(&self.shown) else {
            self.buffers = None;
            return;
        };
        let buffers = self.buffers.get_or_insert_with(|| Buffers::new(&self.context));
        buffers.fill(&self.context, &self.shown, ground);
    }

    fn draw_ground(&self, buffers: &Buffers, frame: &Frame) {
        if frame.ground_strength <= 0.0 {
            return;
        }
        let program = &self.floor;
        let [r, g, b] = frame.ground_ink.0.map(|c| f32::from(c) / 255.0);
        let [x, y, z] = single(buffers.ground.centre);
        program.use_uniform("clip", frame.clip);
        program.use_uniform("square", gl::vec4(x, y, z, buffers.ground.half as f32));
        program.use_uniform("ink", gl::vec4(r, g, b, frame.ground_strength));
        program.use_texture("shade", &buffers.shade);
        let states =
            RenderStates { write_mask: gl::WriteMask::COLOR, depth_test: gl::DepthTest::Always, ..Default::default() };
        program.draw_arrays(states, frame.viewport, 6);
    }

    fn draw_bodies(&self, buffers: &Buffers, frame: &Frame) {
        let program = &self.bodies;
        program.use_uniform("clip", frame.clip);
        program.use_uniform("key", gl::Vector3::from(KEY.map(|v| v as f32)));
        program.use_uniform("lights", gl::Vector4::from(LIGHTS.map(|v| v as f32)));
        program.use_uniform("chosenColour", colour(CHOSEN));
        program.use_uniform("marked", frame.marked);
        program.use_uniform("section", frame.section);
        for surface in &buffers.surfaces {
            program.use_vertex_attribute("position", &surface.positions);
            program.use_vertex_attribute("normal", &surface.normals);
            surface.place(program);
            program.use_instance_attribute("colour", &surface.colour);
            let count = surface.origin.instance_count();
            program.draw_elements_instanced(RenderStates::default(), frame.viewport, &surface.triangles, count);
        }
    }

    fn draw_edges(&self, buffers: &Buffers, frame: &Frame) {
        let program = &self.edges;
        program.use_uniform("clip", frame.clip);
        program.use_uniform("eye", frame.eye);
        program.use_uniform("screen", frame.screen);
        program.use_uniform("chosenColour", colour(CHOSEN.lit(0.2)));
        program.use_uniform("marked", frame.marked);
        program.use_uniform("section", frame.section);
        for surface in buffers.surfaces.iter().filter(|surface| surface.edge_from.vertex_count() > 0) {
            program.use_vertex_attribute("edgeFrom", &surface.edge_from);
            program.use_vertex_attribute("edgeTo", &surface.edge_to);
            surface.place(program);
            program.use_instance_attribute("tone", &surface.edge_colour);
            let (corners, count) = (surface.edge_from.vertex_count(), surface.origin.instance_count());
            program.draw_arrays_instanced(RenderStates::default(), frame.viewport, corners, count);
        }
    }
}

impl OnCard {
    fn new(context: &gl::Context, mesh: Arc<Mesh>) -> Self {
        let Surface { positions, normals, triangles, edge_from, edge_to } = Surface::new(&mesh);
        debug_assert!(edge_from.len().is_multiple_of(EDGE_CORNERS));
        Self {
            mesh,
            positions: gl::VertexBuffer::new_with_data(context, &positions),
            normals: gl::VertexBuffer::new_with_data(context, &normals),
            triangles: gl::ElementBuffer::new_with_data(context, &triangles),
            edge_from: gl::VertexBuffer::new_with_data(context, &edge_from),
            edge_to: gl::VertexBuffer::new_with_data(context, &edge_to),
            origin: gl::InstanceBuffer::new(context),
            x: gl::InstanceBuffer::new(context),
            y: gl::InstanceBuffer::new(context),
            colour: gl::InstanceBuffer::new(context),
            edge_colour: gl::InstanceBuffer::new(context),
        }
    }

    fn fill(&mut self, copies: &Copies) {
        self.origin.fill(&copies.origin);
        self.x.fill(&copies.x);
        self.y.fill(&copies.y);
        self.colour.fill(&copies.colour);
        self.edge_colour.fill(&copies.edge_colour);
    }

    fn place(&self, program: &Program) {
        program.use_instance_attribute("origin", &self.origin);
        program.use_instance_attribute("axisX", &self.x);
        program.use_instance_attribute("axisY", &self.y);
    }
}

impl Buffers {
    fn new(context: &gl::Context) -> Self {
        let (cells, smooth, edge) = (CELLS as u32, Interpolation::Linear, Wrapping::ClampToEdge);
        Self {
            surfaces: Vec::new(),
            edge_length: 0.0,
            ground: Ground { centre: Vec3::default(), half: 0.0, shade: Vec::new() },
            shade: Texture2D::new_empty::<u8>(context, cells, cells, smooth, smooth, None, edge, edge),
        }
    }

    /// Takes over what is there already, and lets go of what is not shown any more.
    fn fill(&mut self, context: &gl::Context, placed: &Placed, ground: Ground) {
        let batches = batches(placed);
        self.edge_length = mean_edge(&batches);
        let mut before = std::mem::take(&mut self.surfaces);
        for (mesh, copies) in batches {
            let known = before.iter().position(|surface| Arc::ptr_eq(&surface.mesh, &mesh));
            let mut surface = known.map_or_else(|| OnCard::new(context, mesh), |k| before.swap_remove(k));
            surface.fill(&copies);
            self.surfaces.push(surface);
        }
        self.shade.fill(&ground.shade);
        self.ground = ground;
    }
}

/// The numbers that all programs of one frame share.
struct Frame {
    clip: gl::Mat4,
    /// The eye, and how far edges come towards it: about a pixel, metres.
    eye: gl::Vec4,
    screen: gl::Vec3,
    marked: gl::Vec2,
    section: gl::Vec4,
    viewport: gl::Viewport,
    ground_ink: Tint,
    ground_strength: f32,
}

impl Frame {
    fn new(shot: &Shot, buffers: &Buffers, viewport: gl::Viewport) -> Self {
        let eye = shot.view.orbit.eye();
        let reach = buffers.ground.half * 2.6;
        let away = (eye - buffers.ground.centre).length();
        let far = away + reach;
        let near = (away - reach).max(shot.view.orbit.distance * 0.02 / shot.view.orbit.stretch()).max(far * 1e-4);
        let number = |part: Option<usize>| part.map_or(-1.0, |p| p as f32);
        // Seen from the side the shadow thins out; from below there is none.
        let above = (shot.view.orbit.pitch / 0.12).clamp(0.0, 1.0);
        let (ground_ink, strength) = if shot.dark { (Tint([0, 0, 0]), 0.8) } else { (INK, 0.5) };
        // Full width where edges are about 40 pixels long; thinner where they crowd.
        let line = 1.15 * (buffers.edge_length / shot.view.scale() / 40.0).clamp(0.3, 1.0) * shot.density;
        Self {
            clip: gl::Mat4::from(shot.view.clip_matrix(near, far).map(|column| column.map(|v| v as f32))),
            eye: gl::Vec3::from(single(eye)).extend((shot.view.scale() * 0.8) as f32),
            screen: gl::vec3(viewport.width as f32, viewport.height as f32, line as f32),
            marked: gl::vec2(number(shot.chosen), number(shot.hovered)),
            section: shot.section.map_or(gl::vec4(0.0, 0.0, 0.0, 1e9), |(direction, most)| {
                gl::Vec3::from(single(direction)).extend(most as f32)
            }),
            viewport,
            ground_ink,
            ground_strength: (strength * (0.25 + 0.75 * above) * f64::from(above > 0.0)) as f32,
        }
    }
}

fn colour(tint: Tint) -> gl::Vec3 {
    gl::Vec3::from(tint.linear().map(|c| c as f32))
}
