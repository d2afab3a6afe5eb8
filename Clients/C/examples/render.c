/* A small path tracer that publishes its picture as it gets better: one frame for each pass.

       cc -O2 render.c -o render -lm && ./render [CHANNEL [WxH [PASSES]]]
       shmview CHANNEL

   The picture is kept in floats; each pass adds one ray a pixel, and converts what there is now
   straight into the shared memory. Whether anybody looks makes no difference to the loop. */

#define SHMVIEW_IMPLEMENTATION
#include "../shmview.h"

#include <math.h>

typedef struct vector {
  float x, y, z;
} vector;

typedef struct sphere {
  vector centre;
  float radius;
  vector color;
  float light; /* how much it shines */
} sphere;

static const sphere scene[] = {{{0, -1000, 0}, 1000, {0.7f, 0.7f, 0.7f}, 0},
                               {{-1.1f, 1, 0}, 1, {0.8f, 0.3f, 0.2f}, 0},
                               {{1.1f, 1, 0.4f}, 1, {0.2f, 0.4f, 0.8f}, 0},
                               {{0, 0.45f, -1.4f}, 0.45f, {0.9f, 0.8f, 0.3f}, 0},
                               {{0, 7, -3}, 2.5f, {1, 0.95f, 0.9f}, 4}};
enum { sphere_count = sizeof scene / sizeof *scene, bounces = 4 };

static vector add(vector a, vector b, float scale) {
  vector sum = {a.x + b.x * scale, a.y + b.y * scale, a.z + b.z * scale};
  return sum;
}

static float dot(vector a, vector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

static vector unit(vector a) {
  vector zero = {0, 0, 0};
  return add(zero, a, 1 / sqrtf(dot(a, a)));
}

/* -1 to 1; xorshift. */
static float noise(uint32_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return (float)(*state >> 8) / 8388608.0f - 1;
}

/* The nearest sphere that a ray meets, and how far away it is; -1 for none. */
static int meet(vector origin, vector direction, float *distance) {
  int nearest = -1;
  *distance = 1e9f;
  for (int i = 0; i < sphere_count; i++) {
    vector to = add(origin, scene[i].centre, -1);
    float half = dot(to, direction);
    float inside = half * half - dot(to, to) + scene[i].radius * scene[i].radius;
    float reached = inside > 0 ? -half - sqrtf(inside) : -1;
    if (reached > 1e-3f && reached < *distance) {
      *distance = reached;
      nearest = i;
    }
  }
  return nearest;
}

/* The light that comes along a ray. */
static vector trace(vector origin, vector direction, uint32_t *state) {
  vector color = {1, 1, 1}, black = {0, 0, 0};
  for (int bounce = 0; bounce < bounces; bounce++) {
    float distance;
    int hit = meet(origin, direction, &distance);
    if (hit < 0) {
      float sky = 0.35f + 0.35f * direction.y;
      vector light = {color.x * sky, color.y * sky, color.z * (sky + 0.15f)};
      return light;
    }
    const sphere *ball = &scene[hit];
    color.x *= ball->color.x;
    color.y *= ball->color.y;
    color.z *= ball->color.z;
    if (ball->light > 0) return add(black, color, ball->light);
    origin = add(origin, direction, distance);
    vector normal = unit(add(origin, ball->centre, -1));
    vector scatter = {noise(state), noise(state), noise(state)};
    direction = unit(add(normal, unit(scatter), 0.999f));
  }
  return black;
}

/* Adds one ray for each pixel. */
static void add_pass(vector *sums, int width, int height, uint32_t *state) {
  vector eye = {0, 1.6f, -6};
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      float scale = 2.0f / (float)height;
      vector direction = {((float)x - (float)width / 2 + noise(state) / 2) * scale,
                          ((float)height / 2 - (float)y + noise(state) / 2) * scale - 0.25f, 2.2f};
      sums[y * width + x] = add(sums[y * width + x], trace(eye, unit(direction), state), 1);
    }
}

static uint8_t byte_of(float light) {
  float encoded = 255 * powf(light, 1 / 2.2f);
  return (uint8_t)(encoded > 255 ? 255 : encoded);
}

static shmview_status publish(shmview *channel, const vector *sums, int width, int height,
                              int passes) {
  uint8_t *pixels;
  size_t stride;
  shmview_status status = shmview_begin(channel, (uint32_t)width, (uint32_t)height, SHMVIEW_BGRX,
                                        &pixels, &stride);
  if (status != SHMVIEW_OK) return status;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      const vector *sum = &sums[y * width + x];
      uint8_t *pixel = pixels + (size_t)y * stride + 4 * (size_t)x;
      pixel[0] = byte_of(sum->z / (float)passes);
      pixel[1] = byte_of(sum->y / (float)passes);
      pixel[2] = byte_of(sum->x / (float)passes);
      pixel[3] = 255;
    }
  char title[64], details[64];
  snprintf(title, sizeof title, "%d rays a pixel", passes);
  snprintf(details, sizeof details, "renderer: render.c\nrays: %d", passes);
  shmview_details(channel, details);
  return shmview_commit(channel, title);
}

int main(int count, char **words) {
  int width = 640, height = 400, passes = count > 3 ? atoi(words[3]) : 200;
  shmview *channel;
  if (count > 2) sscanf(words[2], "%dx%d", &width, &height);
  if (width < 1 || height < 1 || shmview_open(count > 1 ? words[1] : NULL, &channel)) {
    fprintf(stderr, "render: %s\n", width < 1 || height < 1 ? "no size" : shmview_error(NULL));
    return 64;
  }
  vector *sums = (vector *)calloc((size_t)width * (size_t)height, sizeof *sums);
  uint32_t state = 2463534242u;
  int code = sums ? 0 : 1;
  for (int pass = 1; pass <= passes && code == 0; pass++) {
    add_pass(sums, width, height, &state);
    shmview_status status = publish(channel, sums, width, height, pass);
    /* Removed while we rendered: the next pass makes the channel again. */
    if (status != SHMVIEW_OK && status != SHMVIEW_LOST) {
      fprintf(stderr, "render: %s\n", shmview_error(channel));
      code = 1;
    }
  }
  free(sums);
  shmview_close(channel);
  return code;
}
