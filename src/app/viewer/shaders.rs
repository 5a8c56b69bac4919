//! The shaders: lit bodies, edges as thin screen-wide quads, and the ground's shadow. Colours leave premultiplied.

/// Corners of bodies.
pub(super) const BODY_VERTEX: &str = "
uniform mat4 clip;
in vec3 position;
in vec3 normal;
in vec4 colour;
out vec3 facing;
flat out vec4 paint;
void main() {
    facing = normal;
    paint = colour;
    gl_Position = clip * vec4(position, 1.0);
}";

/// Matte faces under a key light, a sky and a weak fill.
pub(super) const BODY_FRAGMENT: &str = "
uniform vec3 key;
uniform vec4 lights;
uniform vec3 chosenColour;
uniform vec2 marked; // chosen and hovered part, -1 for none
in vec3 facing;
flat in vec4 paint;
layout (location = 0) out vec4 seen;
void main() {
    vec3 n = normalize(facing);
    float ambient = n.z > 0.0 ? mix(lights.y, lights.x, n.z) : mix(lights.y, lights.z, -n.z);
    float light = ambient + lights.w * max(dot(n, key), 0.0) + 0.07 * max(n.x, 0.0);
    vec3 base = abs(paint.w - marked.x) < 0.5 ? chosenColour : paint.rgb;
    if (abs(paint.w - marked.y) < 0.5) base = mix(base, vec3(1.0), 0.16);
    seen = vec4(pow(min(base * light, vec3(1.0)), vec3(1.0 / 2.2)), 1.0);
}";

/// Two triangles along each edge, as wide as asked on the screen, a hair nearer to the eye than the faces.
pub(super) const EDGE_VERTEX: &str = "
uniform mat4 clip;
uniform vec4 eye; // and how far edges move towards it, metres
uniform vec3 screen; // width, height and line width, in device pixels
in vec3 edgeFrom;
in vec3 edgeTo;
in vec4 tone;
flat out vec4 paint;
vec4 nearer(vec3 p) {
    vec3 way = eye.xyz - p;
    return clip * vec4(p + way * min(eye.w / max(length(way), 1e-6), 0.5), 1.0);
}
void main() {
    paint = tone;
    vec4 a = nearer(edgeFrom);
    vec4 b = nearer(edgeTo);
    float near = 1e-3;
    if (a.w < near && b.w < near) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); return; }
    if (a.w < near) a = mix(a, b, (near - a.w) / (b.w - a.w));
    if (b.w < near) b = mix(b, a, (near - b.w) / (a.w - b.w));
    vec2 along = (b.xy / b.w - a.xy / a.w) * screen.xy;
    float size = length(along);
    along = size > 1e-4 ? along / size : vec2(1.0, 0.0);
    bool end = gl_VertexID == 1 || gl_VertexID == 2 || gl_VertexID == 4;
    float side = gl_VertexID == 2 || gl_VertexID > 3 ? 1.0 : -1.0;
    vec2 shift = vec2(-along.y, along.x) * side + along * (end ? 0.5 : -0.5);
    vec4 place = end ? b : a;
    gl_Position = vec4(place.xy + shift * screen.z / screen.xy * place.w, place.zw);
}";

/// Plain dark lines, blue along the chosen part.
pub(super) const EDGE_FRAGMENT: &str = "
uniform vec3 chosenColour;
uniform vec2 marked;
flat in vec4 paint;
layout (location = 0) out vec4 seen;
void main() {
    vec3 base = abs(paint.w - marked.x) < 0.5 ? chosenColour : paint.rgb;
    seen = vec4(pow(base, vec3(1.0 / 2.2)), 1.0);
}";

/// A square of ground.
pub(super) const GROUND_VERTEX: &str = "
uniform mat4 clip;
uniform vec4 square; // middle and half side
out vec2 place;
void main() {
    place = vec2(gl_VertexID == 1 || gl_VertexID == 2 || gl_VertexID == 4, gl_VertexID == 2 || gl_VertexID > 3);
    gl_Position = clip * vec4(square.xy + (place * 2.0 - 1.0) * square.w, square.z, 1.0);
}";

/// Shadow over whatever the page has behind the canvas.
pub(super) const GROUND_FRAGMENT: &str = "
uniform sampler2D shade;
uniform vec4 ink; // colour and strength
in vec2 place;
layout (location = 0) out vec4 seen;
void main() {
    // A little noise hides the steps of eight bits.
    float noise = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5453) - 0.5;
    float dark = texture(shade, vec2(place.x, 1.0 - place.y)).r * ink.a; // rows arrive top first
    seen = vec4(ink.rgb, 1.0) * clamp(dark + noise / 255.0 * step(0.004, dark), 0.0, 1.0);
}";
