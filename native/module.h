/* Whether calls may pass: what stands between the exported functions and the managed side. */
#ifndef MODULE_H
#define MODULE_H

#include <stdbool.h>

#include "boundary.h"
#include "cryptoki.h"

/* The managed functions; filled in before module_is_live first answers true, and unchanged from then on. */
extern struct boundary module_boundary;

/* Whether C_Initialize succeeded in this very process, not in one that it was forked from, and C_Finalize was not called since. */
bool module_is_live(void);

/* Passes a call on to the managed side, which checks its arguments: session handles go before pointers (PKCS#11 v2.40 section 5.1.7), and a
 * bad argument ends an operation under way (section 5.2). */
#define ENTER(function, ...) (module_is_live() ? (CK_RV)module_boundary.function(__VA_ARGS__) : CKR_CRYPTOKI_NOT_INITIALIZED)

#endif
