/*
 * Asks a server over its standard input and output, or over a socket, and says how long answers take. As `echo` it is the floor: the least a
 * server can do. Requests stand in a file, one message a line, the first begins the session.
 *
 *   daemon-client echo
 *   daemon-client pipe|headers REQUESTS COUNT WINDOW PROGRAM [ARGUMENT...]
 *   daemon-client socket REQUESTS COUNT WINDOW PATH
 *
 * Prints the median and 99th percentile of a turn in nanoseconds (with a window of 1) or answers per second, and the nanoseconds that an answer
 * costs the processors on both sides, which other work on the machine disturbs least; the server's only where it is our child, on Linux.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int in, out, headers;
static pid_t server;
static char buffer[1 << 20];
static size_t held;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static void write_all(int fd, const char *bytes, size_t size) {
  while (size > 0) {
    ssize_t n = write(fd, bytes, size);
    if (n < 0 && errno != EINTR) fail("write");
    if (n > 0) bytes += n, size -= n;
  }
}

static void echo(void) {
  static char bytes[1 << 16];
  for (ssize_t n; (n = read(0, bytes, sizeof bytes)) > 0;) write_all(1, bytes, n);
  exit(0);
}

/* Messages in the bytes held; what is left of an unfinished one moves to the front. */
static long take(void) {
  long count = 0;
  size_t at = 0;
  for (;;) {
    if (!headers) {
      char *end = memchr(buffer + at, '\n', held - at);
      if (!end) break;
      at = end - buffer + 1;
    } else {
      char *end = memmem(buffer + at, held - at, "\r\n\r\n", 4);
      if (!end) break;
      size_t next = end - buffer + 4 + atol(buffer + at + strlen("Content-Length: "));
      if (next > held) break;
      at = next;
    }
    count++;
  }
  memmove(buffer, buffer + at, held - at);
  held -= at;
  return count;
}

static long answers(void) {
  for (;;) {
    ssize_t n = read(in, buffer + held, sizeof buffer - held);
    if (n <= 0) fail("the server ended");
    held += n;
    long count = take();
    if (count > 0) return count;
  }
}

static void start(char **program) {
  int to[2], from[2];
  if (pipe(to) || pipe(from)) fail("pipe");
  server = fork();
  if (server == 0) {
    dup2(to[0], 0), dup2(from[1], 1);
    close(to[1]), close(from[0]);
    execvp(program[0], program);
    fail(program[0]);
  }
  close(to[0]), close(from[1]);
  in = from[0], out = to[1];
}

static void join(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  in = out = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(in, (struct sockaddr *)&address, sizeof address)) fail(path);
}

static char *texts[1 << 16];
static size_t sizes[1 << 16];
static long texts_count;

static void load(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) fail(path);
  char *line = NULL;
  size_t room = 0;
  for (ssize_t n; (n = getline(&line, &room, file)) > 0 && texts_count < 1 << 16;) {
    char *text = malloc(n + 64);
    int head = headers ? sprintf(text, "Content-Length: %zd\r\n\r\n", n - 1) : 0;
    memcpy(text + head, line, n);
    texts[texts_count] = text;
    sizes[texts_count++] = head + n - headers;
  }
}

/* Nanoseconds on a processor so far, of all threads. */
static double spent(pid_t id) {
  char path[64];
  double ticks[2] = {0};
  sprintf(path, "/proc/%d/stat", id);
  FILE *file = id > 0 ? fopen(path, "r") : NULL;
  if (!file) return 0;
  if (fscanf(file, "%*d %*s %*c %*d %*d %*d %*d %*d %*d %*d %*d %*d %*d %lf %lf", ticks, ticks + 1) != 2) ticks[0] = ticks[1] = 0;
  fclose(file);
  return (ticks[0] + ticks[1]) * (1e9 / sysconf(_SC_CLK_TCK));
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static long next;

static size_t add(char *batch, long many) {
  size_t size = 0;
  for (long i = 0; i < many; i++) {
    long at = 1 + next++ % (texts_count - 1);
    memcpy(batch + size, texts[at], sizes[at]);
    size += sizes[at];
  }
  return size;
}

static void turns(long count) {
  double *times = malloc(count * sizeof *times);
  for (long i = 0; i < count; i++) {
    long at = 1 + next++ % (texts_count - 1);
    double began = now();
    write_all(out, texts[at], sizes[at]);
    for (long left = 1; left > 0;) left -= answers();
    times[i] = now() - began;
  }
  qsort(times, count, sizeof *times, ascending);
  printf("{\"p50\":%.0f,\"p99\":%.0f", times[count / 2], times[count * 99 / 100]);
}

static void window(long count, long many) {
  static char batch[1 << 22];
  double began = now();
  long sent = many, heard = 0;
  write_all(out, batch, add(batch, many));
  while (heard < count) {
    long got = answers();
    heard += got;
    long more = count - sent < got ? count - sent : got;
    if (more > 0) write_all(out, batch, add(batch, more)), sent += more;
  }
  printf("{\"perSecond\":%.0f", count / ((now() - began) / 1e9));
}

int main(int count, char **words) {
  if (count > 1 && !strcmp(words[1], "echo")) echo();
  if (count < 6) return fprintf(stderr, "see the head of the source\n"), 1;
  headers = !strcmp(words[1], "headers");
  load(words[2]);
  if (!strcmp(words[1], "socket")) join(words[5]);
  else start(words + 5);
  long requests = atol(words[3]), many = atol(words[4]);
  write_all(out, texts[0], sizes[0]);
  answers();
  /* What a just-in-time compiler needs. */
  for (long i = 0; i < 200; i++) {
    static char batch[1 << 22];
    write_all(out, batch, add(batch, 64));
    for (long left = 64; left > 0;) left -= answers();
  }
  double theirs = spent(server), ours = spent(getpid());
  if (many == 1) turns(requests);
  else window(requests, many);
  printf(",\"serverCpu\":%.0f,\"clientCpu\":%.0f}\n", (spent(server) - theirs) / requests, (spent(getpid()) - ours) / requests);
  close(out);
  return 0;
}
