#include "host.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <coreclr_delegates.h>
#include <hostfxr.h>

#include "platform.h"

/* The managed side has its own folder beside the library: a .NET program there may have assemblies of the same names. Or three folders
 * above, if the library is in runtimes/<rid>/native/ of a NuGet package or of a program that was built with one. */
#define MANAGED_FOLDER PATH_TEXT("biotoken-simulator")
#define PACKAGE_ROOT PATH_TEXT("..") PATH_SEPARATOR PATH_TEXT("..") PATH_SEPARATOR PATH_TEXT("..")
#define PACKAGE_FOLDER PACKAGE_ROOT PATH_SEPARATOR MANAGED_FOLDER
#define MANAGED_DLL PATH_TEXT("BioToken.Simulator.Native.dll")
#define MANAGED_CONFIG PATH_TEXT("BioToken.Simulator.Native.runtimeconfig.json")
#define MANAGED_TYPE PATH_TEXT("BioToken.Simulator.Native.EntryPoints.BoundaryTable, BioToken.Simulator.Native")

/* hostfxr's status codes (its documentation calls the first three success). */
enum { SUCCESS = 0, FRAMEWORK_MISSING = (int)0x80008096 };

typedef int(CORECLR_DELEGATE_CALLTYPE *fill_table)(struct boundary *table, int32_t size);

struct hostfxr {
    hostfxr_set_error_writer_fn set_error_writer;
    hostfxr_initialize_for_runtime_config_fn initialize;
    hostfxr_get_runtime_delegate_fn get_delegate;
    hostfxr_close_fn close;
};

static void HOSTFXR_CALLTYPE say_nothing(const char_t *message)
{
    (void)message;
}

static bool join_managed(path_char *config, path_char *dll, const path_char *directory, const path_char *place)
{
    path_char folder[PATH_ROOM];
    return platform_join(folder, directory, place) && platform_join(config, folder, MANAGED_CONFIG)
        && platform_join(dll, folder, MANAGED_DLL);
}

static bool is_managed_in(path_char *config, path_char *dll, const path_char *directory, const path_char *place)
{
    return join_managed(config, dll, directory, place) && platform_file_exists(config) && platform_file_exists(dll);
}

/* Whether the managed side can be loaded from there: beside the library it may belong to the library's owner, above it only to this user or
 * the system, since anyone may be able to write to the folders above. */
static bool may_load(const path_char *config, const path_char *dll, const path_char *directory, bool is_above)
{
    path_char folder[PATH_ROOM];
    path_char above[PATH_ROOM];
    if (!platform_join(folder, directory, is_above ? PACKAGE_FOLDER : MANAGED_FOLDER) || !platform_join(above, directory, PACKAGE_ROOT))
        return false;
    const path_char *places[] = {config, dll, folder, is_above ? above : folder};
    for (int i = 0; i < 4; i++)
    {
        if (!platform_is_trusted(places[i], !is_above))
        {
            fprintf(stderr, "BioToken simulator: " PATH_FORMAT " belongs to another user and is not loaded. Install the library with a folder of your own.\n",
                    places[i]);
            return false;
        }
    }

    return true;
}

static bool find_managed(path_char *config, path_char *dll)
{
    path_char directory[PATH_ROOM];
    bool has_directory = platform_library_directory(directory);
    if (has_directory && is_managed_in(config, dll, directory, MANAGED_FOLDER))
        return may_load(config, dll, directory, false);
    if (has_directory && is_managed_in(config, dll, directory, PACKAGE_FOLDER))
        return may_load(config, dll, directory, true);
    if (!has_directory || !join_managed(config, dll, directory, MANAGED_FOLDER))
    {
        fputs("BioToken simulator: the library's own folder could not be found. Load it by its full path.\n", stderr);
        return false;
    }

    const path_char *missing = !platform_file_exists(config) ? config : !platform_file_exists(dll) ? dll : NULL;
    if (missing != NULL)
        fprintf(stderr, "BioToken simulator: " PATH_FORMAT " is missing. Install the library with that folder.\n", missing);
    return missing == NULL;
}

static bool find_hostfxr(struct hostfxr *hostfxr)
{
    void *library = platform_load_hostfxr();
    if (library == NULL)
    {
        fputs("BioToken simulator: .NET was not found in DOTNET_ROOT, " PLACES_OF_DOTNET " or PATH. Install the .NET 10 runtime, or set DOTNET_ROOT to"
              " its full path.\n", stderr);
        return false;
    }

    hostfxr->set_error_writer = (hostfxr_set_error_writer_fn)platform_symbol(library, "hostfxr_set_error_writer");
    hostfxr->initialize = (hostfxr_initialize_for_runtime_config_fn)platform_symbol(library, "hostfxr_initialize_for_runtime_config");
    hostfxr->get_delegate = (hostfxr_get_runtime_delegate_fn)platform_symbol(library, "hostfxr_get_runtime_delegate");
    hostfxr->close = (hostfxr_close_fn)platform_symbol(library, "hostfxr_close");
    if (hostfxr->set_error_writer && hostfxr->initialize && hostfxr->get_delegate && hostfxr->close)
        return true;
    fputs("BioToken simulator: the .NET that was found is too old. Install the .NET 10 runtime.\n", stderr);
    return false;
}

/* Gets the runtime's function that loads an assembly. */
static int start_runtime(const struct hostfxr *hostfxr, const path_char *config, void **loader, enum host_outcome *outcome)
{
    hostfxr_handle context = NULL;
    int status = hostfxr->initialize(config, NULL, &context);
    /* 1 and 2: a runtime already runs in this process and is compatible. */
    *outcome = status == SUCCESS ? HOST_STARTED : HOST_JOINED;
    if (status >= 0)
        status = hostfxr->get_delegate(context, hdt_load_assembly_and_get_function_pointer, loader);
    if (context != NULL)
        hostfxr->close(context);
    return status;
}

static int fill(void *loader, const path_char *dll, struct boundary *table)
{
    void *entry = NULL;
    int status = ((load_assembly_and_get_function_pointer_fn)loader)(
        dll, MANAGED_TYPE, PATH_TEXT("Fill"), UNMANAGEDCALLERSONLY_METHOD, NULL, &entry);
    return status < 0 ? status : ((fill_table)entry)(table, (int32_t)sizeof *table);
}

enum host_outcome host_load(struct boundary *table)
{
    path_char config[PATH_ROOM];
    path_char dll[PATH_ROOM];
    struct hostfxr hostfxr;
    platform_clean_environment();
    if (!find_managed(config, dll) || !find_hostfxr(&hostfxr))
        return HOST_FAILED;

    /* hostfxr explains a failure on many lines; this library uses one. */
    hostfxr_error_writer_fn previous = hostfxr.set_error_writer(say_nothing);
    void *loader = NULL;
    enum host_outcome outcome = HOST_FAILED;
    int status = start_runtime(&hostfxr, config, &loader, &outcome);
    hostfxr.set_error_writer(previous);
    if (status >= 0)
        status = fill(loader, dll, table);
    if (status == FRAMEWORK_MISSING)
        fputs("BioToken simulator: the .NET that was found has no runtime of version 10 or later. Install the .NET 10 runtime.\n", stderr);
    else if (status < 0)
        fprintf(stderr, "BioToken simulator: .NET could not be started (0x%08X). COREHOST_TRACE=1 shows why.\n", (unsigned)status);
    return status >= 0 ? outcome : HOST_FAILED;
}
