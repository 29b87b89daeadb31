#include "stub.h"

#include <string.h>

/* The "signature" tells what arrived: mechanism, the PSS parameter's three numbers, the key (eight bytes each), then the data. */
static uint64_t header[5];
static int signing;

CK_REGISTER sign_init(CK_ULONG session, CK_MECHANISM *mechanism, CK_ULONG key)
{
    (void)session;
    memset(header, 0, sizeof header);
    header[0] = mechanism->type;
    header[4] = key;
    if (mechanism->type == 0xD || mechanism->type == 0x43) {
        CK_PSS *pss = mechanism->parameter;
        if (!pss || mechanism->length != sizeof *pss)
            ANSWER(MECHANISM_PARAM_INVALID);
        header[1] = pss->hash;
        header[2] = pss->mgf;
        header[3] = pss->salt;
    } else if (mechanism->parameter || mechanism->length) {
        ANSWER(MECHANISM_PARAM_INVALID);
    }
    signing = 1;
    ANSWER(OK);
}

CK_REGISTER sign(CK_ULONG session, uint8_t *data, CK_ULONG length, uint8_t *signature, CK_ULONG *signature_length)
{
    (void)session;
    if (!signing)
        ANSWER(OPERATION_NOT_INITIALIZED);
    if (!data)
        ANSWER(ARGUMENTS_BAD);
    CK_ULONG room = *signature_length;
    *signature_length = (CK_ULONG)sizeof header + length;
    if (settings[CLAIMED_SIGNATURE]) {
        *signature_length = (CK_ULONG)settings[CLAIMED_SIGNATURE];
        ANSWER(OK);
    }
    if (!signature)
        ANSWER(OK);
    if (room < *signature_length)
        ANSWER(BUFFER_TOO_SMALL);
    memcpy(signature, header, sizeof header);
    memcpy(signature + sizeof header, data, length);
    signing = 0;
    ANSWER(OK);
}
