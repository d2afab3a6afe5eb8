// A library that is loaded with the first call of one of its functions: linked as
// usual, it and what it needs would be loaded by every start of the program, most of
// which need few of them or none.
//
// For the headers of the C modules, which keep the names and types of the library's own header, so
// that nothing else knows of this. No logic stands here but the loading.
#pragma once

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define LAZY_MEMBER(result, name, parameters, arguments) result (*name) parameters;
#define LAZY_LOOKUP(result, name, parameters, arguments) \
  if (library && !(*(void **)&functions.name = dlsym(library, #name))) library = 0;

// Declares, for a list of F(result, name, parameters, arguments):
//   struct NAME          the functions, and the library for dlsym(3)
//   NAME_load()          loads it; null if it is not installed or lacks a function
//   NAME()               the same; ends the process where there is none, as the dynamic loader does
//                        for a library that is linked
#define LAZY_LIBRARY(NAME, FUNCTIONS, file)                                                  \
  struct NAME {                                                                              \
    FUNCTIONS(LAZY_MEMBER) void *library;                                                    \
  };                                                                                         \
  static inline const struct NAME *NAME##_load(void) {                                       \
    static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;                                 \
    static struct NAME functions;                                                            \
    static const struct NAME *loaded;                                                        \
    const struct NAME *result = __atomic_load_n(&loaded, __ATOMIC_ACQUIRE);                  \
    if (result) return result;                                                               \
    pthread_mutex_lock(&turn);                                                               \
    if (!loaded) {                                                                           \
      void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);                                   \
      FUNCTIONS(LAZY_LOOKUP)                                                                 \
      functions.library = library;                                                           \
      if (library) __atomic_store_n(&loaded, &functions, __ATOMIC_RELEASE);                  \
    }                                                                                        \
    result = loaded;                                                                         \
    pthread_mutex_unlock(&turn);                                                             \
    return result;                                                                           \
  }                                                                                          \
  static inline const struct NAME *NAME(void) {                                              \
    const struct NAME *const loaded = NAME##_load();                                         \
    if (loaded) return loaded;                                                               \
    fprintf(stderr, "error while loading shared libraries: %s\n", dlerror());                \
    _exit(127);                                                                              \
  }
