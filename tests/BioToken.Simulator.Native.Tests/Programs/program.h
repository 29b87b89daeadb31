/* Shared code of the test programs: each loads the library that its first argument names, and exits with 0 if all checks passed. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cryptoki.h>

#define CKR_SESSION_HANDLE_INVALID 0xB3UL
#define CKR_SESSION_CLOSED 0xB0UL
#define CKF_SERIAL_SESSION 4UL
#define CKF_RW_SESSION 2UL
#define CKU_USER 1UL
#define UNUSED_SESSION 0x7FFFFFF0UL

#define CHECK(condition)                                                                  \
    do                                                                                    \
    {                                                                                     \
        if (!(condition))                                                                 \
        {                                                                                 \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);               \
            fflush(stderr);                                                               \
            _Exit(1);                                                                     \
        }                                                                                 \
    } while (0)

#define CHECK_RV(expected, call)                                                          \
    do                                                                                    \
    {                                                                                     \
        CK_RV answered = (call);                                                          \
        if (answered != (expected))                                                       \
        {                                                                                 \
            fprintf(stderr, "%s:%d: %s: 0x%lX\n", __FILE__, __LINE__, #call, answered);   \
            fflush(stderr);                                                               \
            _Exit(1);                                                                     \
        }                                                                                 \
    } while (0)

/* The library's handle, and its function list of v3.0. */
void *open_library(const char *path);
CK_FUNCTION_LIST_3_0 *functions_of(void *library);
CK_FUNCTION_LIST_3_0 *load(const char *path);

/* Initializes with CKF_OS_LOCKING_OK. */
CK_RV initialize(CK_FUNCTION_LIST_3_0 *module);

/* A read-write session with the first token. */
CK_SESSION_HANDLE open_session(CK_FUNCTION_LIST_3_0 *module);

/* Seconds of a monotonic clock. */
double now(void);

#endif
