#include "cryptoki.h"

/* The mark of this library: the models that it simulates, each with the part of a vendor profile that is its own. A test compares it with the
 * personas of the simulator. */
CK_EXPORT extern const char BioToken_SimulatedTokens[];

#define COUNTERS \
    "\"attemptCounters\":{\"featureType\":2147487489,\"pinAttribute\":2147487490,\"fingerprintAttribute\":2147487491,\"outcomeAttribute\":2147487492}"
#define MODEL(model, vendor) "\"SIMULATED " model "\":{\"id\":\"" vendor "\"," COUNTERS "}"

const char BioToken_SimulatedTokens[] =
    "{" MODEL("BSEAL", "bio-seal") "," MODEL("BHSM", "bio-hsm") "," MODEL("SMTBT", "smart-bt") "," MODEL("ASAM", "asam2072fp")
    "," MODEL("BIOS2", "biosign2") "," MODEL("KSID", "ksid") "," MODEL("BIOMN", "biomini") "," MODEL("TOKEN", "generic") "}";
