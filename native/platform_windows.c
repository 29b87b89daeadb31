#include "platform.h"

#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static SRWLOCK lock = SRWLOCK_INIT;
static wchar_t found_root[PATH_ROOM];

long platform_process_id(void)
{
    return (long)GetCurrentProcessId();
}

void platform_lock(void)
{
    AcquireSRWLockExclusive(&lock);
}

void platform_unlock(void)
{
    ReleaseSRWLockExclusive(&lock);
}

bool platform_library_directory(path_char *directory)
{
    /* Pinned: a library that holds a .NET runtime cannot be unloaded. */
    HMODULE library;
    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN, (const wchar_t *)&lock, &library))
        return false;
    DWORD length = GetModuleFileNameW(library, directory, PATH_ROOM);
    wchar_t *end = length == 0 || length == PATH_ROOM ? NULL : wcsrchr(directory, L'\\');
    if (end == NULL)
        return false;
    *end = L'\0';
    return true;
}

bool platform_join(path_char *path, const path_char *directory, const path_char *name)
{
    if (wcslen(directory) + wcslen(name) + 2 > PATH_ROOM)
        return false;
    wcscpy(path, directory);
    wcscat(path, PATH_SEPARATOR);
    wcscat(path, name);
    return true;
}

bool platform_file_exists(const path_char *path)
{
    DWORD attributes = GetFileAttributesW(path);
    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
}

bool platform_is_trusted(const path_char *path, bool or_librarys)
{
    /* Access lists control writing, and no program has more rights than the user who starts it. */
    (void)path;
    (void)or_librarys;
    return true;
}

void platform_clean_environment(void)
{
}

char *platform_environment(const char *name)
{
    wchar_t wide_name[64];
    wchar_t value[PATH_ROOM];
    MultiByteToWideChar(CP_UTF8, 0, name, -1, wide_name, sizeof wide_name / sizeof wide_name[0]);
    DWORD length = GetEnvironmentVariableW(wide_name, value, PATH_ROOM);
    if (length == 0 || length >= PATH_ROOM)
        return NULL;
    int size = WideCharToMultiByte(CP_UTF8, 0, value, -1, NULL, 0, NULL, NULL);
    char *text = size > 0 ? malloc((size_t)size) : NULL;
    if (text != NULL)
        WideCharToMultiByte(CP_UTF8, 0, value, -1, text, size, NULL, NULL);
    return text;
}

/* "10.0.12" and the like as one number; 0 if it is not a version. */
static unsigned long long version_of(const wchar_t *name)
{
    unsigned major;
    unsigned minor;
    unsigned patch;
    return swscanf(name, L"%u.%u.%u", &major, &minor, &patch) == 3
        ? (unsigned long long)major << 40 | (unsigned long long)minor << 20 | patch
        : 0;
}

/* Loads <root>\host\fxr\<newest version>\hostfxr.dll. */
static void *load_newest(const wchar_t *root)
{
    wchar_t folder[PATH_ROOM];
    wchar_t pattern[PATH_ROOM];
    wchar_t version[PATH_ROOM];
    wchar_t path[PATH_ROOM];
    if (!platform_join(folder, root, L"host\\fxr") || !platform_join(pattern, folder, L"*"))
        return NULL;
    WIN32_FIND_DATAW entry;
    WIN32_FIND_DATAW newest = {0};
    HANDLE search = FindFirstFileW(pattern, &entry);
    if (search == INVALID_HANDLE_VALUE)
        return NULL;
    do
    {
        if (version_of(entry.cFileName) > version_of(newest.cFileName))
            newest = entry;
    } while (FindNextFileW(search, &entry));
    FindClose(search);
    if (version_of(newest.cFileName) == 0 || !platform_join(version, folder, newest.cFileName)
        || !platform_join(path, version, L"hostfxr.dll"))
        return NULL;
    return LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
}

/* The folder of the dotnet command in PATH. */
static void *load_from_path(void)
{
    wchar_t folders[PATH_ROOM * 2];
    DWORD length = GetEnvironmentVariableW(L"PATH", folders, PATH_ROOM * 2);
    wchar_t *next = length == 0 || length >= PATH_ROOM * 2 ? NULL : folders;
    while (next != NULL)
    {
        wchar_t *folder = next;
        next = wcschr(folder, L';');
        if (next != NULL)
            *next++ = L'\0';
        wchar_t command[PATH_ROOM];
        bool is_absolute = wcslen(folder) > 2 && folder[1] == L':';
        if (is_absolute && platform_join(command, folder, L"dotnet.exe") && platform_file_exists(command))
            return load_newest(folder);
    }

    return NULL;
}

/* Finds the .NET installation by the rules of its own hosts: DOTNET_ROOT, the registry, the usual folder; last PATH.
 * Relative folders are ignored. */
static void *load_installed(void)
{
    DWORD length = GetEnvironmentVariableW(L"DOTNET_ROOT", found_root, PATH_ROOM);
    bool is_absolute = length > 2 && length < PATH_ROOM && (found_root[1] == L':' || (found_root[0] == L'\\' && found_root[1] == L'\\'));
    if (is_absolute)
        return load_newest(found_root);
    DWORD size = sizeof found_root;
    LSTATUS status = RegGetValueW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\dotnet\\Setup\\InstalledVersions\\x64", L"InstallLocation",
                                  RRF_RT_REG_SZ | RRF_SUBKEY_WOW6432KEY, NULL, found_root, &size);
    void *library = status == ERROR_SUCCESS ? load_newest(found_root) : NULL;
    if (library != NULL)
        return library;
    length = GetEnvironmentVariableW(L"ProgramFiles", found_root, PATH_ROOM);
    if (length == 0 || length >= PATH_ROOM - 16)
        return NULL;
    wcscat(found_root, L"\\dotnet");
    library = load_newest(found_root);
    return library != NULL ? library : load_from_path();
}

void *platform_load_hostfxr(void)
{
    HMODULE loaded = GetModuleHandleW(L"hostfxr.dll");
    return loaded != NULL ? (void *)loaded : load_installed();
}

void *platform_symbol(void *library, const char *name)
{
    return (void *)GetProcAddress(library, name);
}

void platform_keep_signals(void)
{
    /* Windows has none. */
}

void platform_restore_signals(void)
{
}
