/* Finds the .NET installation by the rules of its own hosts (DOTNET_ROOT, /etc/dotnet, the usual folders), and last beside the dotnet
 * command in PATH. In a program with more rights than its caller the environment is ignored; relative folders in it always are. */
#define _GNU_SOURCE
#include "platform.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nethost.h>

#if defined(__x86_64__)
#define ARCHITECTURE "x64"
#define ROOT_VARIABLE "DOTNET_ROOT_X64"
#elif defined(__aarch64__)
#define ARCHITECTURE "arm64"
#define ROOT_VARIABLE "DOTNET_ROOT_ARM64"
#else
#error "The host of .NET is not known for this processor."
#endif

enum { NEEDED_VERSION = 10 };

static const char *const root_variables[] = {ROOT_VARIABLE, "DOTNET_ROOT"};
static const char *const location_files[] = {"/etc/dotnet/install_location_" ARCHITECTURE, "/etc/dotnet/install_location"};
static const char *const usual_roots[] = {"/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet"};
#define COUNT(array) (sizeof array / sizeof array[0])

/* The first .NET found, new enough or not: for one that is too old, hostfxr reports the problem. */
struct search {
    char path[PATH_ROOM];
};

/* The major version in .../host/fxr/<version>/libhostfxr.so. */
static int version_of(const char *path)
{
    const char *start = strstr(path, "/host/fxr/");
    return start == NULL ? 0 : atoi(start + strlen("/host/fxr/"));
}

/* Searches a root; true if the search is over. */
static bool try_root(struct search *search, const char *root)
{
    char path[PATH_ROOM];
    size_t size = sizeof path;
    struct get_hostfxr_parameters parameters = {.size = sizeof parameters, .dotnet_root = root};
    if (root == NULL || root[0] != '/' || get_hostfxr_path(path, &size, &parameters) != 0)
        return false;
    bool is_enough = version_of(path) >= NEEDED_VERSION;
    if (is_enough || search->path[0] == '\0')
        strcpy(search->path, path);
    return is_enough;
}

/* The first line of a file. */
static bool try_location(struct search *search, const char *file)
{
    char line[PATH_ROOM];
    FILE *opened = fopen(file, "re");
    if (opened == NULL)
        return false;
    bool has_line = fgets(line, sizeof line, opened) != NULL;
    fclose(opened);
    line[has_line ? strcspn(line, "\r\n") : 0] = '\0';
    return try_root(search, line);
}

/* The folder of the dotnet command, with links resolved. */
static bool try_command(struct search *search, const char *folder, int length)
{
    char command[PATH_ROOM];
    char resolved[PATH_MAX];
    int written = snprintf(command, sizeof command, "%.*s/dotnet", length, folder);
    if (folder[0] != '/' || written < 0 || written >= (int)sizeof command || realpath(command, resolved) == NULL)
        return false;
    *strrchr(resolved, '/') = '\0';
    return try_root(search, resolved);
}

static bool try_path(struct search *search)
{
    const char *path = secure_getenv("PATH");
    while (path != NULL && *path != '\0')
    {
        int length = (int)strcspn(path, ":");
        if (try_command(search, path, length))
            return true;
        path += length + (path[length] == ':');
    }

    return false;
}

static bool try_installed(struct search *search)
{
    for (size_t i = 0; i < COUNT(location_files); i++)
        if (try_location(search, location_files[i]))
            return true;
    for (size_t i = 0; i < COUNT(usual_roots); i++)
        if (try_root(search, usual_roots[i]))
            return true;
    return try_path(search);
}

/* The root in the environment; NULL if there is no valid one. */
static const char *named_root(void)
{
    for (size_t i = 0; i < COUNT(root_variables); i++)
    {
        const char *root = secure_getenv(root_variables[i]);
        if (root != NULL && root[0] == '/')
            return root;
    }

    return NULL;
}

void *platform_load_hostfxr(void)
{
    /* In a .NET process a second hostfxr, of another installation, would not find the running runtime. */
    void *loaded = dlopen("libhostfxr.so", RTLD_LAZY | RTLD_LOCAL | RTLD_NOLOAD);
    if (loaded != NULL)
        return loaded;
    struct search search = {.path = ""};
    const char *root = named_root();
    if (root != NULL)
        try_root(&search, root);
    else
        try_installed(&search);
    return search.path[0] == '\0' ? NULL : dlopen(search.path, RTLD_LAZY | RTLD_LOCAL);
}
