// What Swift's modules of the C library leave out. Headers only: there is nothing to link.
#pragma once

#include <sys/epoll.h>
#include <sys/eventfd.h>

// Moves the calling thread into a namespace; `sched.h` hides it without _GNU_SOURCE.
int setns(int descriptor, int kind);
#include <sys/prctl.h>

// Variadic functions do not come over.
static inline void ynl_name_thread(const unsigned char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

// The thread sanitizer sees the locks of C, but not those of Swift's Synchronization module, and takes what they guard
// for races. A build with `--sanitize=thread -Xcc -fsanitize=thread` tells it; in all others these are nothing.
#if __has_feature(thread_sanitizer)
void __tsan_acquire(void *address);
void __tsan_release(void *address);
static inline void ynl_lock_acquired(void *lock) { __tsan_acquire(lock); }
static inline void ynl_lock_releasing(void *lock) { __tsan_release(lock); }
#else
static inline void ynl_lock_acquired(void *lock) { (void)lock; }
static inline void ynl_lock_releasing(void *lock) { (void)lock; }
#endif
