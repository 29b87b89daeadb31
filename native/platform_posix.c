#define _GNU_SOURCE
#include "platform.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <nethost.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The runtime ignores SIGPIPE and may handle the others; a library needs none of them. Those that it cannot do without (SIGSEGV, SIGFPE,
 * SIGILL, SIGBUS, SIGTRAP, SIGABRT, one real-time signal) are left to it. */
static const int unneeded_signals[] = {SIGPIPE, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGCHLD, SIGCONT, SIGWINCH, SIGTSTP, SIGTTIN, SIGTTOU};
enum { UNNEEDED = sizeof unneeded_signals / sizeof unneeded_signals[0] };
static struct sigaction kept_actions[UNNEEDED];

long platform_process_id(void)
{
    return (long)getpid();
}

void platform_lock(void)
{
    pthread_mutex_lock(&lock);
}

void platform_unlock(void)
{
    pthread_mutex_unlock(&lock);
}

bool platform_library_directory(path_char *directory)
{
    Dl_info info;
    char resolved[PATH_ROOM];
    if (dladdr(&lock, &info) == 0 || realpath(info.dli_fname, resolved) == NULL)
        return false;
    char *end = strrchr(resolved, '/');
    if (end == NULL)
        return false;
    *end = '\0';
    strcpy(directory, resolved);
    return true;
}

bool platform_join(path_char *path, const path_char *directory, const path_char *name)
{
    int length = snprintf(path, PATH_ROOM, "%s" PATH_SEPARATOR "%s", directory, name);
    return length > 0 && length < PATH_ROOM;
}

bool platform_file_exists(const path_char *path)
{
    return access(path, R_OK) == 0;
}

char *platform_environment(const char *name)
{
    const char *value = getenv(name);
    return value == NULL || *value == '\0' ? NULL : strdup(value);
}

void *platform_load_hostfxr(void)
{
    /* In a .NET process a second hostfxr, of another installation, would not know of the runtime that runs. */
    void *loaded = dlopen("libhostfxr.so", RTLD_LAZY | RTLD_LOCAL | RTLD_NOLOAD);
    if (loaded != NULL)
        return loaded;
    char path[PATH_ROOM];
    size_t size = sizeof path;
    return get_hostfxr_path(path, &size, NULL) == 0 ? dlopen(path, RTLD_LAZY | RTLD_LOCAL) : NULL;
}

void *platform_symbol(void *library, const char *name)
{
    return dlsym(library, name);
}

void platform_keep_signals(void)
{
    for (int i = 0; i < UNNEEDED; i++)
        sigaction(unneeded_signals[i], NULL, &kept_actions[i]);
}

void platform_restore_signals(void)
{
    for (int i = 0; i < UNNEEDED; i++)
        sigaction(unneeded_signals[i], &kept_actions[i], NULL);
}
