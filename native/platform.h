/* What differs between systems. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <stdbool.h>

#ifdef _WIN32
#include <wchar.h>
typedef wchar_t path_char;
#define PATH_TEXT(text) L##text
#define PATH_SEPARATOR L"\\"
#define PATH_FORMAT "%ls"
#else
typedef char path_char;
#define PATH_TEXT(text) text
#define PATH_SEPARATOR "/"
#define PATH_FORMAT "%s"
#endif

enum { PATH_ROOM = 4096 };

/* Never 0. */
long platform_process_id(void);

/* One lock, held while the module is started or stopped. */
void platform_lock(void);
void platform_unlock(void);

/* The directory that this library lies in, without a separator at its end. */
bool platform_library_directory(path_char *directory);

bool platform_join(path_char *path, const path_char *directory, const path_char *name);

bool platform_file_exists(const path_char *path);

/* An environment variable's value as UTF-8, which the caller frees; NULL if it is not set or empty. */
char *platform_environment(const char *name);

/* The .NET host's resolver (hostfxr): the one that the process has loaded already, or that of an installed .NET. NULL if there is none. */
void *platform_load_hostfxr(void);

void *platform_symbol(void *library, const char *name);

/* Keeps what the process does about signals that the .NET runtime claims without need, and puts it back. */
void platform_keep_signals(void);
void platform_restore_signals(void);

#endif
