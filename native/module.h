/* The state between the exported functions and the managed side: whether calls may pass. */
#ifndef MODULE_H
#define MODULE_H

#include <stdbool.h>

#include "boundary.h"
#include "cryptoki.h"

/* The managed functions; filled before module_is_live first returns true, and unchanged from then on. */
extern struct boundary module_boundary;

/* Whether C_Initialize succeeded in this process, not in its parent before a fork, and C_Finalize was not called since. */
bool module_is_live(void);

/* Passes a call on to the managed side, which checks its arguments: errors of session handles precede those of pointers (PKCS#11 v2.40 section 5.1.7), and a
 * bad argument ends the active operation (section 5.2). */
#define ENTER(function, ...) (module_is_live() ? (CK_RV)module_boundary.function(__VA_ARGS__) : CKR_CRYPTOKI_NOT_INITIALIZED)

#endif
