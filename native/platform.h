/* The differences between operating systems. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <stdbool.h>

#ifdef _WIN32
#include <wchar.h>
typedef wchar_t path_char;
#define PATH_TEXT(text) L##text
#define PATH_SEPARATOR L"\\"
#define PATH_FORMAT "%ls"
#define PLACES_OF_DOTNET "the registry, %ProgramFiles%\\dotnet"
#else
typedef char path_char;
#define PATH_TEXT(text) text
#define PATH_SEPARATOR "/"
#define PATH_FORMAT "%s"
#define PLACES_OF_DOTNET "/etc/dotnet/install_location, /usr/share/dotnet, /usr/lib/dotnet"
#endif

enum { PATH_ROOM = 4096 };

/* Never 0. */
long platform_process_id(void);

/* One lock, held while the module is started or stopped. */
void platform_lock(void);
void platform_unlock(void);

/* The directory of this library, without a separator at its end. */
bool platform_library_directory(path_char *directory);

bool platform_join(path_char *path, const path_char *directory, const path_char *name);

bool platform_file_exists(const path_char *path);

/* Whether a file or folder, and the target if it is a link, belongs to this process's user or to the system; or to
 * the owner of this library, if that is enough. */
bool platform_is_trusted(const path_char *path, bool or_librarys);

/* In a program with more rights than its caller: removes the variables that configure .NET. */
void platform_clean_environment(void);

/* An environment variable's value as UTF-8, which the caller frees; NULL if it is not set or empty. */
char *platform_environment(const char *name);

/* The .NET host's resolver (hostfxr): the one already loaded in the process, or that of an installed .NET. NULL if there is none. */
void *platform_load_hostfxr(void);

void *platform_symbol(void *library, const char *name);

/* Saves and restores the process's handling of signals that the .NET runtime changes without need. */
void platform_keep_signals(void);
void platform_restore_signals(void);

#endif
