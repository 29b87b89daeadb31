#include "stub.h"

#include <string.h>

enum operation { NONE, SIGNING, DECRYPTING };

/* The output reports the received arguments: mechanism, the first three numbers of its parameter, the key (eight bytes each), then the
 * data. */
static uint64_t header[5];
static enum operation active;

static CK_REGISTER begin(enum operation operation, CK_MECHANISM *mechanism, CK_ULONG key)
{
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
    } else if (mechanism->type == 0x9) {
        CK_OAEP *oaep = mechanism->parameter;
        if (!oaep || mechanism->length != sizeof *oaep || oaep->label || oaep->label_length)
            ANSWER(MECHANISM_PARAM_INVALID);
        header[1] = oaep->hash;
        header[2] = oaep->mgf;
        header[3] = oaep->source;
    } else if (mechanism->parameter || mechanism->length) {
        ANSWER(MECHANISM_PARAM_INVALID);
    }
    active = operation;
    ANSWER(OK);
}

static CK_REGISTER run(enum operation operation, uint8_t *data, CK_ULONG length, uint8_t *output, CK_ULONG *output_length)
{
    if (active != operation)
        ANSWER(OPERATION_NOT_INITIALIZED);
    if (!data)
        ANSWER(ARGUMENTS_BAD);
    CK_ULONG room = *output_length;
    *output_length = (CK_ULONG)sizeof header + length;
    if (settings[CLAIMED_SIGNATURE]) {
        *output_length = (CK_ULONG)settings[CLAIMED_SIGNATURE];
        ANSWER(OK);
    }
    if (!output)
        ANSWER(OK);
    if (room < *output_length)
        ANSWER(BUFFER_TOO_SMALL);
    memcpy(output, header, sizeof header);
    memcpy(output + sizeof header, data, length);
    active = NONE;
    ANSWER(OK);
}

CK_REGISTER decrypt_init(CK_ULONG session, CK_MECHANISM *mechanism, CK_ULONG key)
{
    (void)session;
    return begin(DECRYPTING, mechanism, key);
}

CK_REGISTER decrypt(CK_ULONG session, uint8_t *encrypted, CK_ULONG length, uint8_t *data, CK_ULONG *data_length)
{
    (void)session;
    return run(DECRYPTING, encrypted, length, data, data_length);
}

CK_REGISTER sign_init(CK_ULONG session, CK_MECHANISM *mechanism, CK_ULONG key)
{
    (void)session;
    return begin(SIGNING, mechanism, key);
}

CK_REGISTER sign(CK_ULONG session, uint8_t *data, CK_ULONG length, uint8_t *signature, CK_ULONG *signature_length)
{
    (void)session;
    return run(SIGNING, data, length, signature, signature_length);
}
