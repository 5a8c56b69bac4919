//! Draws a placed scene with WebGL2 through three-d's programs and buffers.

use std::sync::Arc;

use three_d::{self as gl, ClearState, Interpolation, Program, RenderStates, RenderTarget, Texture2D, Wrapping};
use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, WebGl2RenderingContext, WebGlContextAttributes};

use super::batch::{Batch, single};
use super::ground::{CELLS, Ground};
use super::scene::Placed;
use super::shade::{CHOSEN, INK, KEY, LIGHTS};
use super::{Tint, shaders};
use crate::geometry::View;

/// What a frame depends on besides the bodies.
pub(super) struct Shot {
    /// The camera, its picture measured in CSS pixels.
    pub view: View,
    /// Device pixels per CSS pixel.
    pub density: f64,
    pub chosen: Option<usize>,
    pub hovered: Option<usize>,
    pub dark: bool,
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
    positions: gl::VertexBuffer<[f32; 3]>,
    normals: gl::VertexBuffer<[f32; 3]>,
    colours: gl::VertexBuffer<[f32; 4]>,
    triangles: gl::ElementBuffer<u32>,
    edge_from: gl::InstanceBuffer<[f32; 3]>,
    edge_to: gl::InstanceBuffer<[f32; 3]>,
    edge_colours: gl::InstanceBuffer<[f32; 4]>,
    /// Mean length of the edges, metres.
    edge_length: f64,
    ground: Ground,
    shade: Texture2D,
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
        let batch = Batch::new(&self.shown);
        let Some(ground) = Ground::new(&self.shown).filter(|_| !batch.triangles.is_empty()) else {
            self.buffers = None;
            return;
        };
        let buffers = self.buffers.get_or_insert_with(|| Buffers::new(&self.context));
        buffers.fill(&batch, ground);
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
        program.use_vertex_attribute("position", &buffers.positions);
        program.use_vertex_attribute("normal", &buffers.normals);
        program.use_vertex_attribute("colour", &buffers.colours);
        program.draw_elements(RenderStates::default(), frame.viewport, &buffers.triangles);
    }

    fn draw_edges(&self, buffers: &Buffers, frame: &Frame) {
        let count = buffers.edge_from.instance_count();
        if count == 0 {
            return;
        }
        let program = &self.edges;
        program.use_uniform("clip", frame.clip);
        program.use_uniform("eye", frame.eye);
        program.use_uniform("screen", frame.screen);
        program.use_uniform("chosenColour", colour(CHOSEN.lit(0.2)));
        program.use_uniform("marked", frame.marked);
        program.use_instance_attribute("edgeFrom", &buffers.edge_from);
        program.use_instance_attribute("edgeTo", &buffers.edge_to);
        program.use_instance_attribute("tone", &buffers.edge_colours);
        program.draw_arrays_instanced(RenderStates::default(), frame.viewport, 6, count);
    }
}

impl Buffers {
    fn new(context: &gl::Context) -> Self {
        let (cells, smooth, edge) = (CELLS as u32, Interpolation::Linear, Wrapping::ClampToEdge);
        Self {
            positions: gl::VertexBuffer::new(context),
            normals: gl::VertexBuffer::new(context),
            colours: gl::VertexBuffer::new(context),
            triangles: gl::ElementBuffer::new(context),
            edge_from: gl::InstanceBuffer::new(context),
            edge_to: gl::InstanceBuffer::new(context),
            edge_colours: gl::InstanceBuffer::new(context),
            edge_length: 0.0,
            ground: Ground { centre: Default::default(), half: 0.0, shade: Vec::new() },
            shade: Texture2D::new_empty::<u8>(context, cells, cells, smooth, smooth, None, edge, edge),
        }
    }

    fn fill(&mut self, batch: &Batch, ground: Ground) {
        self.positions.fill(&batch.positions);
        self.normals.fill(&batch.normals);
        self.colours.fill(&batch.colours);
        self.triangles.fill(&batch.triangles);
        self.edge_from.fill(&batch.edge_from);
        self.edge_to.fill(&batch.edge_to);
        self.edge_colours.fill(&batch.edge_colours);
        self.edge_length = batch.edge_length;
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
            viewport,
            ground_ink,
            ground_strength: (strength * (0.25 + 0.75 * above) * f64::from(above > 0.0)) as f32,
        }
    }
}

fn colour(tint: Tint) -> gl::Vec3 {
    gl::Vec3::from(tint.linear().map(|c| c as f32))
}
