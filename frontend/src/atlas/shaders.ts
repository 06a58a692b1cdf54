/** The body's skin with the discs on it, and the channels as lines. Light as in the flat drawing. */

export const SKIN_VERTEX = /* glsl */ `
attribute vec4 discsA;
attribute vec4 discsB;
varying vec3 place;
varying vec3 turned;
varying vec4 heldA;
varying vec4 heldB;
void main() {
  place = position;
  turned = normal;
  heldA = discsA;
  heldB = discsB;
  gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
}`;

export const SKIN_FRAGMENT = /* glsl */ `
precision highp float;
uniform sampler2D discs;
uniform float count;
uniform vec3 dark;
uniform vec3 middle;
uniform vec3 light;
uniform vec3 proposed;
uniform vec3 other;
uniform vec3 chosen;
uniform vec3 paper;
varying vec3 place;
varying vec3 turned;
varying vec4 heldA;
varying vec4 heldB;

vec3 tinted(vec3 skin, float id, vec3 facing, float pixel) {
  if (id < -0.5) return skin;
  vec4 centre = texelFetch(discs, ivec2(int(id + 0.5), 0), 0);
  vec4 upright = texelFetch(discs, ivec2(int(id + 0.5), 1), 0);
  if (dot(upright.xyz, facing) < 0.15) return skin;
  float away = distance(place, centre.xyz);
  float edge = max(pixel, 0.0004);
  float state = upright.w;
  vec3 ink = state > 1.5 ? chosen : state > 0.5 ? proposed : other;
  float filled = state > 1.5 ? 0.42 : state > 0.5 ? 0.24 : 0.08;
  float ring = state > 1.5 ? 0.0022 : state > 0.5 ? 0.0013 : 0.0008;
  ring = max(ring, edge * 0.9);
  float inside = 1.0 - smoothstep(centre.w - edge, centre.w + edge, away);
  float rim = inside * smoothstep(centre.w - ring - edge, centre.w - ring + edge, away);
  float dotted = 1.0 - smoothstep(0.0026 - edge, 0.0026 + edge, away);
  skin = mix(skin, ink, filled * inside);
  skin = mix(skin, ink, (state > 0.5 ? 0.95 : 0.55) * rim);
  return mix(skin, ink, (state > 0.5 ? 1.0 : 0.75) * dotted);
}

void main() {
  vec3 facing = normalize(turned);
  vec3 seen = normalize((viewMatrix * vec4(facing, 0.0)).xyz);
  vec3 lamp = normalize(vec3(-0.38, 0.46, 0.80));
  float shine = pow(0.5 + 0.5 * dot(seen, lamp), 1.35);
  float tone = smoothstep(0.18, 0.98, shine);
  vec3 skin = tone < 0.5 ? mix(dark, middle, tone * 2.0) : mix(middle, light, tone * 2.0 - 1.0);
  skin = mix(dark, skin, smoothstep(0.0, 0.42, seen.z));
  float pixel = max(length(dFdx(place)), length(dFdy(place)));
  skin = tinted(skin, heldA.x, facing, pixel);
  skin = tinted(skin, heldA.y, facing, pixel);
  skin = tinted(skin, heldA.z, facing, pixel);
  skin = tinted(skin, heldA.w, facing, pixel);
  if (heldB.x > -0.5) {
    skin = tinted(skin, heldB.x, facing, pixel);
    skin = tinted(skin, heldB.y, facing, pixel);
    skin = tinted(skin, heldB.z, facing, pixel);
    skin = tinted(skin, heldB.w, facing, pixel);
  }
  gl_FragColor = vec4(skin, 1.0);
}`;

export const LINE_VERTEX = /* glsl */ `
void main() {
  gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
  // a finger's breadth nearer, so that the skin does not swallow a line that lies on it
  vec4 nearer = projectionMatrix * (viewMatrix * vec4(position, 1.0) + vec4(0.0, 0.0, 0.012, 0.0));
  gl_Position.z = nearer.z / nearer.w * gl_Position.w;
}`;

export const LINE_FRAGMENT = /* glsl */ `
precision mediump float;
uniform vec3 ink;
void main() { gl_FragColor = vec4(ink, 1.0); }`;
