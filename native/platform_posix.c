#define _GNU_SOURCE
#include "platform.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The runtime ignores SIGPIPE and may handle the others, which a library does not need. The signals that the runtime needs (SIGSEGV, SIGFPE,
 * SIGILL, SIGBUS, SIGTRAP, SIGABRT, one real-time signal) are not changed. */
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

bool platform_is_trusted(const path_char *path, bool or_librarys)
{
    struct stat named;
    struct stat meant;
    Dl_info info;
    struct stat library;
    if (lstat(path, &named) != 0 || stat(path, &meant) != 0)
        return false;
    bool has_library = or_librarys && dladdr(&lock, &info) != 0 && stat(info.dli_fname, &library) == 0;
    const uid_t owners[] = {named.st_uid, meant.st_uid};
    for (int i = 0; i < 2; i++)
        if (owners[i] != geteuid() && owners[i] != 0 && !(has_library && owners[i] == library.st_uid))
            return false;
    return true;
}

/* Otherwise the caller of a program with more rights could make .NET load code into it, and choose where it writes. */
void platform_clean_environment(void)
{
    static const char *const prefixes[] = {"DOTNET_", "CORECLR_", "COREHOST_", "COMPlus_"};
    if (getauxval(AT_SECURE) == 0)
        return;
    for (char **entry = environ; entry != NULL && *entry != NULL;)
    {
        char name[256];
        size_t length = strcspn(*entry, "=");
        bool is_unsafe = false;
        for (int i = 0; i < 4; i++)
            is_unsafe = is_unsafe || strncmp(*entry, prefixes[i], strlen(prefixes[i])) == 0;
        if (!is_unsafe || length >= sizeof name)
        {
            entry++;
            continue;
        }

        memcpy(name, *entry, length);
        name[length] = '\0';
        entry = unsetenv(name) == 0 ? environ : entry + 1;
    }
}

char *platform_environment(const char *name)
{
    const char *value = getenv(name);
    return value == NULL || *value == '\0' ? NULL : strdup(value);
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
