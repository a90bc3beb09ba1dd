/* A disk that fails when it is told to: put in front of the C library with LD_PRELOAD.
 *
 *   FAULT_FILES  only files whose path contains this
 *   FAULT_CALLS  "sync" (fsync, fdatasync), "write" (all that write or grow a file), or "any"
 *   FAULT_AT     the number of the call, counted over all threads from 1, that fails; 0: none
 *   FAULT_EVERY  and again after so many more; 0: only once
 *   FAULT_WHILE  calls fail, whatever their number, as long as this file exists
 *   FAULT_NEXT   a file with a number: so many calls after it appeared one fails, and the file goes
 *   FAULT_ROOM   bytes that all these files may have together; a call for more fails with ENOSPC
 *   FAULT_FILLER a file whose size takes from that room
 *   FAULT_DO     EIO, ENOSPC: the call fails; KILL: the process gets SIGKILL in place of the call;
 *                KILL_AFTER: once the call is done; TORN: after half of a write
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum call { SYNC = 1, WRITE = 2 };
enum fault { NONE, FAIL, KILL, KILL_AFTER, TORN };

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fallocate)(int, off_t, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

static const char *files;
static const char *while_exists;
static const char *next_file;
static const char *filler;
static enum fault action;
static int calls, error;
static long at, every;
static atomic_long seen;
static long room, used, countdown;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

__attribute__((constructor)) static void begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_fallocate = dlsym(RTLD_NEXT, "posix_fallocate64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");

  const char *which = getenv("FAULT_CALLS"), *what = getenv("FAULT_DO");
  files = getenv("FAULT_FILES");
  while_exists = getenv("FAULT_WHILE");
  next_file = getenv("FAULT_NEXT");
  filler = getenv("FAULT_FILLER");
  room = number("FAULT_ROOM");
  at = number("FAULT_AT");
  every = number("FAULT_EVERY");
  calls = !which ? 0 : !strcmp(which, "sync") ? SYNC : !strcmp(which, "write") ? WRITE : SYNC | WRITE;
  action = !what ? NONE : !strcmp(what, "KILL") ? KILL : !strcmp(what, "KILL_AFTER") ? KILL_AFTER
           : !strcmp(what, "TORN") ? TORN : FAIL;
  error = what && !strcmp(what, "ENOSPC") ? ENOSPC : EIO;
}

/* Counts down from the number in the file, which goes when its call has come. */
static int is_next(void) {
  int now = 0;
  if (!next_file || access(next_file, F_OK) != 0)
    return 0;
  pthread_mutex_lock(&gate);
  if (countdown <= 0) {
    FILE *file = fopen(next_file, "r");
    if (!file || fscanf(file, "%ld", &countdown) != 1)
      countdown = 0;
    if (file)
      fclose(file);
  }
  if (countdown > 0 && --countdown == 0) {
    unlink(next_file);
    now = 1;
  }
  pthread_mutex_unlock(&gate);
  return now;
}

static int is_ours(int fd) {
  char link[32], path[PATH_MAX];
  if (!files)
    return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0)
    return 0;
  path[length] = 0;
  return strstr(path, files) != NULL;
}

/* Whether a file that is to reach this far finds room. What it gives back by shrinking counts too. */
static int has_room(int fd, off_t end, int shrinks) {
  struct stat it, other;
  int fits = 1;
  if (!room || !is_ours(fd) || fstat(fd, &it) != 0)
    return 1;
  if (end <= it.st_size && !shrinks)
    return 1;
  pthread_mutex_lock(&gate);
  long taken = filler && stat(filler, &other) == 0 ? other.st_size : 0;
  fits = end <= it.st_size || used + (end - it.st_size) + taken <= room;
  used += fits ? end - it.st_size : 0;
  pthread_mutex_unlock(&gate);
  return fits;
}

static enum fault fault(int fd, enum call call) {
  if (action == NONE || !(calls & call) || !is_ours(fd))
    return NONE;
  if (is_next())
    return action;
  if (while_exists && access(while_exists, F_OK) == 0)
    return action;
  long n = atomic_fetch_add(&seen, 1) + 1;
  return at && (n == at || (every && n > at && (n - at) % every == 0)) ? action : NONE;
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;)
    pause();
}

#define GUARDED(fd, call, half, work)                                                              \
  enum fault f = fault(fd, call);                                                                  \
  if (f == KILL)                                                                                   \
    die();                                                                                         \
  if (f == TORN) {                                                                                 \
    half;                                                                                          \
    die();                                                                                         \
  }                                                                                                \
  if (f == FAIL) {                                                                                 \
    errno = error;                                                                                 \
    return -1;                                                                                     \
  }                                                                                                \
  __typeof__(work) result = work;                                                                  \
  if (f == KILL_AFTER)                                                                             \
    die();                                                                                         \
  return result;

ssize_t write(int fd, const void *bytes, size_t count) {
  GUARDED(fd, WRITE, (void)!real_write(fd, bytes, count / 2), real_write(fd, bytes, count))
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t offset) {
  if (!has_room(fd, offset + (off_t)count, 0)) {
    errno = ENOSPC;
    return -1;
  }
  GUARDED(fd, WRITE, (void)!real_pwrite(fd, bytes, count / 2, offset),
          real_pwrite(fd, bytes, count, offset))
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  return pwrite64(fd, bytes, count, offset);
}

int ftruncate64(int fd, off_t length) {
  if (!has_room(fd, length, 1)) {
    errno = ENOSPC;
    return -1;
  }
  GUARDED(fd, WRITE, (void)0, real_ftruncate(fd, length))
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

/* Tells its error by its result. */
int posix_fallocate64(int fd, off_t offset, off_t length) {
  if (!has_room(fd, offset + length, 0))
    return ENOSPC;
  enum fault f = fault(fd, WRITE);
  if (f == FAIL)
    return error;
  if (f == KILL || f == TORN)
    die();
  int result = real_fallocate(fd, offset, length);
  if (f == KILL_AFTER)
    die();
  return result;
}

int posix_fallocate(int fd, off_t offset, off_t length) {
  return posix_fallocate64(fd, offset, length);
}

int fsync(int fd) { GUARDED(fd, SYNC, (void)0, real_fsync(fd)) }

int fdatasync(int fd) { GUARDED(fd, SYNC, (void)0, real_fdatasync(fd)) }
