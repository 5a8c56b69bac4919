//! The shaders: lit bodies, edges as thin screen-wide quads, and the ground's shadow. Colours leave premultiplied.

/// Corners of bodies.
pub(super) const BODY_VERTEX: &str = "
uniform mat4 clip;
in vec3 position;
in vec3 normal;
in vec3 origin; // where the copy stands, and its directions
in vec3 axisX;
in vec3 axisY;
in vec4 colour;
out vec3 facing;
out vec3 place;
flat out vec4 paint;
void main() {
    mat3 turn = mat3(axisX, axisY, cross(axisX, axisY));
    facing = turn * normal;
    place = origin + turn * position;
    paint = colour;
    gl_Position = clip * vec4(place, 1.0);
}";

/// Matte faces under a key light, a sky and a weak fill. What lies beyond the section is left out; where one then sees
/// a body from within, it looks cut.
pub(super) const BODY_FRAGMENT: &str = "
uniform vec3 key;
uniform vec4 lights;
uniform vec3 chosenColour;
uniform vec2 marked; // chosen and hovered part, -1 for none
uniform vec4 section; // direction and distance
in vec3 facing;
in vec3 place;
flat in vec4 paint;
layout (location = 0) out vec4 seen;
void main() {
    if (dot(section.xyz, place) > section.w) discard;
    vec3 n = normalize(facing);
    float ambient = n.z > 0.0 ? mix(lights.y, lights.x, n.z) : mix(lights.y, lights.z, -n.z);
    float light = ambient + lights.w * max(dot(n, key), 0.0) + 0.07 * max(n.x, 0.0);
    vec3 base = abs(paint.w - marked.x) < 0.5 ? chosenColour : paint.rgb;
    if (abs(paint.w - marked.y) < 0.5) base = mix(base, vec3(1.0), 0.16);
    if (!gl_FrontFacing && section.w < 1e8) {
        base = paint.rgb * (fract((gl_FragCoord.x + gl_FragCoord.y) / 9.0) < 0.2 ? 0.35 : 0.7);
        light = 1.0;
    }
    seen = vec4(pow(min(base * light, vec3(1.0)), vec3(1.0 / 2.2)), 1.0);
}";

/// Two triangles along each edge, as wide as asked on the screen, a hair nearer to the eye than the faces.
pub(super) const EDGE_VERTEX: &str = "
uniform mat4 clip;
uniform vec4 eye; // and how far edges move towards it, metres
uniform vec3 screen; // width, height and line width, in device pixels
in vec3 edgeFrom;
in vec3 edgeTo;
in vec3 origin;
in vec3 axisX;
in vec3 axisY;
in vec4 tone;
out vec3 place;
flat out vec4 paint;
vec4 nearer(vec3 p) {
    vec3 way = eye.xyz - p;
    return clip * vec4(p + way * min(eye.w / max(length(way), 1e-6), 0.5), 1.0);
}
void main() {
    paint = tone;
    mat3 turn = mat3(axisX, axisY, cross(axisX, axisY));
    vec3 from = origin + turn * edgeFrom;
    vec3 to = origin + turn * edgeTo;
    vec4 a = nearer(from);
    vec4 b = nearer(to);
    int corner = gl_VertexID % 6;
    float near = 1e-3;
    if (a.w < near && b.w < near) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); return; }
    if (a.w < near) a = mix(a, b, (near - a.w) / (b.w - a.w));
    if (b.w < near) b = mix(b, a, (near - b.w) / (a.w - b.w));
    vec2 along = (b.xy / b.w - a.xy / a.w) * screen.xy;
    float size = length(along);
    along = size > 1e-4 ? along / size : vec2(1.0, 0.0);
    bool end = corner == 1 || corner == 2 || corner == 4;
    float side = corner == 2 || corner > 3 ? 1.0 : -1.0;
    vec2 shift = vec2(-along.y, along.x) * side + along * (end ? 0.5 : -0.5);
    place = end ? to : from;
    vec4 at = end ? b : a;
    gl_Position = vec4(at.xy + shift * screen.z / screen.xy * at.w, at.zw);
}";

/// Plain dark lines, blue along the chosen part.
pub(super) const EDGE_FRAGMENT: &str = "
uniform vec3 chosenColour;
uniform vec2 marked;
uniform vec4 section;
in vec3 place;
flat in vec4 paint;
layout (location = 0) out vec4 seen;
void main() {
    if (dot(section.xyz, place) > section.w) discard;
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
