/* The managed functions that the thunks call: one struct of pointers, which the managed side fills. This list is the only one; the build generates the
 * managed side's table from it (BoundaryTable.targets), so keep its form: words, pointers, and an empty line at its end. A scalar is passed
 * as a whole machine word, so that the managed side is the same where CK_ULONG is narrower. */
#ifndef BOUNDARY_H
#define BOUNDARY_H

#include <stdint.h>

typedef uintptr_t word;

/* Initialize writes the reason for unreadable tokens to the text, also with success; an empty text if there is none. */
#define BOUNDARY_FUNCTIONS(F) \
    F(Initialize, (const char *directory, char *problem, word capacity)) \
    F(FinalizeModule, (void)) \
    F(GetInfo, (void *info)) \
    F(GetSlotList, (word token_present, void *slots, void *count)) \
    F(GetSlotInfo, (word slot, void *info)) \
    F(GetTokenInfo, (word slot, void *info)) \
    F(GetMechanismList, (word slot, void *mechanisms, void *count)) \
    F(GetMechanismInfo, (word slot, word type, void *info)) \
    F(InitToken, (word slot, void *pin, word pin_length, void *label)) \
    F(InitPin, (word session, void *pin, word pin_length)) \
    F(SetPin, (word session, void *old_pin, word old_length, void *new_pin, word new_length)) \
    F(WaitForSlotEvent, (word flags, void *slot, void *reserved)) \
    F(OpenSession, (word slot, word flags, void *session)) \
    F(CloseSession, (word session)) \
    F(CloseAllSessions, (word slot)) \
    F(GetSessionInfo, (word session, void *info)) \
    F(SessionCancel, (word session, word operations)) \
    F(Login, (word session, word user, void *pin, word pin_length)) \
    F(Logout, (word session)) \
    F(CreateObject, (word session, void *attributes, word count, void *object)) \
    F(CopyObject, (word session, word source, void *attributes, word count, void *object)) \
    F(DestroyObject, (word session, word object)) \
    F(GetObjectSize, (word session, word object, void *size)) \
    F(GetAttributeValue, (word session, word object, void *attributes, word count)) \
    F(SetAttributeValue, (word session, word object, void *attributes, word count)) \
    F(FindObjectsInit, (word session, void *attributes, word count)) \
    F(FindObjects, (word session, void *objects, word capacity, void *count)) \
    F(FindObjectsFinal, (word session)) \
    F(EncryptInit, (word session, void *mechanism, word key)) \
    F(Encrypt, (word session, void *data, word data_length, void *encrypted, void *encrypted_length)) \
    F(EncryptUpdate, (word session, void *part, word part_length, void *encrypted, void *encrypted_length)) \
    F(EncryptFinal, (word session, void *encrypted, void *encrypted_length)) \
    F(DecryptInit, (word session, void *mechanism, word key)) \
    F(Decrypt, (word session, void *encrypted, word encrypted_length, void *data, void *data_length)) \
    F(DecryptUpdate, (word session, void *encrypted, word encrypted_length, void *part, void *part_length)) \
    F(DecryptFinal, (word session, void *part, void *part_length)) \
    F(DigestInit, (word session, void *mechanism)) \
    F(Digest, (word session, void *data, word data_length, void *digest, void *digest_length)) \
    F(DigestUpdate, (word session, void *part, word part_length)) \
    F(DigestFinal, (word session, void *digest, void *digest_length)) \
    F(SignInit, (word session, void *mechanism, word key)) \
    F(Sign, (word session, void *data, word data_length, void *signature, void *signature_length)) \
    F(SignUpdate, (word session, void *part, word part_length)) \
    F(SignFinal, (word session, void *signature, void *signature_length)) \
    F(VerifyInit, (word session, void *mechanism, word key)) \
    F(Verify, (word session, void *data, word data_length, void *signature, word signature_length)) \
    F(VerifyUpdate, (word session, void *part, word part_length)) \
    F(VerifyFinal, (word session, void *signature, word signature_length)) \
    F(GenerateKey, (word session, void *mechanism, void *attributes, word count, void *key)) \
    F(GenerateKeyPair, (word session, void *mechanism, void *public_attributes, word public_count, void *private_attributes, \
      word private_count, void *public_key, void *private_key)) \
    F(SeedRandom, (word session, void *seed, word seed_length)) \
    F(GenerateRandom, (word session, void *random, word length))

#define BOUNDARY_POINTER(name, parameters) word (*name) parameters;

struct boundary {
    BOUNDARY_FUNCTIONS(BOUNDARY_POINTER)
};

#endif
