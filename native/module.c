#include "module.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "host.h"
#include "platform.h"

struct boundary module_boundary;

/* The process in which .NET was started or is being started: it does not survive a fork. 0 before that. */
static atomic_long runtime_process;

/* The process in which the module is initialized; 0 in none. */
static atomic_long live_process;

static enum host_outcome host = HOST_FAILED;

bool module_is_live(void)
{
    long process = atomic_load_explicit(&live_process, memory_order_acquire);
    return process != 0 && process == platform_process_id();
}

/* False in a process that was forked from one that has .NET: .NET's threads are gone, so that any call into it may hang, and so may the
 * lock here. */
static bool claim_runtime(void)
{
    long process = platform_process_id();
    long owner = 0;
    return atomic_compare_exchange_strong(&runtime_process, &owner, process) || owner == process;
}

/* PKCS#11 v2.40 section 5.4, C_Initialize. CKF_LIBRARY_CANT_CREATE_OS_THREADS is accepted: the runtime creates threads, but clients
 * set the flag without need. */
static CK_RV check_arguments(const CK_C_INITIALIZE_ARGS *arguments)
{
    if (arguments == NULL)
        return CKR_OK;
    int callbacks = (arguments->CreateMutex != NULL) + (arguments->DestroyMutex != NULL) + (arguments->LockMutex != NULL)
        + (arguments->UnlockMutex != NULL);
    if (arguments->pReserved != NULL || (callbacks != 0 && callbacks != 4))
        return CKR_ARGUMENTS_BAD;
    return callbacks == 4 && (arguments->flags & CKF_OS_LOCKING_OK) == 0 ? CKR_CANT_LOCK : CKR_OK;
}

static CK_RV initialize(void)
{
    /* .NET copies the environment when it starts: later changes in C are visible only to C, those in .NET only to .NET. */
    char *directory = host == HOST_STARTED ? platform_environment("BIOTOKEN_SIMULATOR") : NULL;
    char problem[1024] = "";
    CK_RV rv = (CK_RV)module_boundary.Initialize(directory, problem, sizeof problem);
    free(directory);
    if (problem[0] != '\0')
        fprintf(stderr, "BioToken simulator: %s\n", problem);
    if (rv == CKR_OK)
        atomic_store_explicit(&live_process, platform_process_id(), memory_order_release);
    return rv;
}

/* Call with the lock held. */
static CK_RV start(void)
{
    if (module_is_live())
        return CKR_CRYPTOKI_ALREADY_INITIALIZED;
    if (host != HOST_FAILED)
        return initialize();

    /* .NET sets up its signals when it starts, and some when its libraries are first used. A .NET program handles its own. */
    platform_keep_signals();
    host = host_load(&module_boundary);
    CK_RV rv = host == HOST_FAILED ? CKR_GENERAL_ERROR : initialize();
    if (host != HOST_JOINED)
        platform_restore_signals();
    return rv;
}

CK_RV C_Initialize(void *arguments)
{
    if (!claim_runtime())
    {
        fputs("BioToken simulator: this process was forked from one that had called C_Initialize. Call it after the fork only.\n", stderr);
        return CKR_GENERAL_ERROR;
    }

    CK_RV rv = check_arguments(arguments);
    if (rv != CKR_OK)
        return rv;
    platform_lock();
    rv = start();
    platform_unlock();
    return rv;
}

CK_RV C_Finalize(void *reserved)
{
    if (!module_is_live())
        return CKR_CRYPTOKI_NOT_INITIALIZED;
    if (reserved != NULL)
        return CKR_ARGUMENTS_BAD;
    platform_lock();
    CK_RV rv = CKR_CRYPTOKI_NOT_INITIALIZED;
    if (module_is_live())
    {
        atomic_store_explicit(&live_process, 0, memory_order_release);
        rv = (CK_RV)module_boundary.FinalizeModule();
    }

    platform_unlock();
    return rv;
}
