/*
 * Runs the core as C that wasm2c made: decides texts under a policy compiled elsewhere.
 *
 * native-driver IMAGE TEXTS check          answer and features of every text, as int32 pairs on stdout
 * native-driver IMAGE TEXTS time ROUNDS MS nanoseconds for a text in each round, one round a line
 *
 * IMAGE is linear memory up to where texts go; TEXTS is, for each text, its length as uint32 and its bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core.h"

enum { FEATURES = 2092, ROOM = 1 << 20 };

static Z_core_instance_t core;

static unsigned char *slurp(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); exit(1); }
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*size + 1);
  if (!bytes || fread(bytes, 1, *size, file) != *size) { perror(path); exit(1); }
  fclose(file);
  return bytes;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static u32 length_at(const unsigned char *at) {
  u32 length;
  memcpy(&length, at, sizeof length);
  return length;
}

static u32 decide(u32 address, const unsigned char *text, u32 length) {
  memcpy(Z_coreZ_memory(&core)->data + address, text, length);
  return Z_coreZ_decideText(&core, length);
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  size_t image_size, size;
  unsigned char *image = slurp(argv[1], &image_size);
  unsigned char *texts = slurp(argv[2], &size);
  wasm_rt_init();
  Z_core_init_module();
  Z_core_instantiate(&core);
  wasm_rt_memory_t *memory = Z_coreZ_memory(&core);
  if (image_size > memory->size) wasm_rt_grow_memory(memory, (u32)((image_size - memory->size + 65535) >> 16));
  memcpy(memory->data, image, image_size);
  Z_coreZ_setTapeStart(&core, (u32)image_size);
  Z_coreZ_reserve(&core, ROOM);
  u32 address = (u32)image_size;
  size_t count = 0;
  if (strcmp(argv[3], "check") == 0) {
    for (size_t at = 0; at < size; count++) {
      u32 length = length_at(texts + at);
      u32 answer[2] = {decide(address, texts + at + 4, length), 0};
      memcpy(&answer[1], memory->data + FEATURES, 4);
      fwrite(answer, sizeof answer, 1, stdout);
      at += 4 + length;
    }
    return 0;
  }
  int rounds = atoi(argv[4]);
  double least = atof(argv[5]) * 1e6;
  u32 sum = 0;
  for (int round = 0; round <= rounds; round++) {
    double start = now(), spent = 0;
    size_t runs = 0;
    while (spent < least) {
      for (size_t at = 0; at < size; runs++) {
        u32 length = length_at(texts + at);
        sum += decide(address, texts + at + 4, length);
        at += 4 + length;
      }
      spent = now() - start;
    }
    /* The first round warms up. */
    if (round > 0) printf("%.3f\n", spent / (double)runs);
  }
  fprintf(stderr, "%u\n", sum);
  return 0;
}
