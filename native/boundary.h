/* The managed functions that the thunks call: one struct of pointers, which the managed side fills in the same order (BoundaryTable.cs).
 * A scalar crosses as a whole machine word, so that the managed side is the same where CK_ULONG is narrower. */
#ifndef BOUNDARY_H
#define BOUNDARY_H

#include <stdint.h>

typedef uintptr_t word;

struct boundary {
    /* Puts into the text why tokens cannot be read, which may also be with success; nothing if there is nothing to say. */
    word (*initialize)(const char *directory, char *problem, word room);
    word (*finalize)(void);
    word (*get_info)(void *info);
    word (*get_slot_list)(word token_present, void *slots, void *count);
    word (*get_slot_info)(word slot, void *info);
    word (*get_token_info)(word slot, void *info);
    word (*get_mechanism_list)(word slot, void *mechanisms, void *count);
    word (*get_mechanism_info)(word slot, word type, void *info);
    word (*init_token)(word slot, void *pin, word pin_length, void *label);
    word (*init_pin)(word session, void *pin, word pin_length);
    word (*set_pin)(word session, void *old_pin, word old_length, void *new_pin, word new_length);
    word (*wait_for_slot_event)(word flags, void *slot, void *reserved);
    word (*open_session)(word slot, word flags, void *session);
    word (*close_session)(word session);
    word (*close_all_sessions)(word slot);
    word (*get_session_info)(word session, void *info);
    word (*session_cancel)(word session, word operations);
    word (*login)(word session, word user, void *pin, word pin_length);
    word (*logout)(word session);
    word (*create_object)(word session, void *attributes, word count, void *object);
    word (*copy_object)(word session, word source, void *attributes, word count, void *object);
    word (*destroy_object)(word session, word object);
    word (*get_object_size)(word session, word object, void *size);
    word (*get_attribute_value)(word session, word object, void *attributes, word count);
    word (*set_attribute_value)(word session, word object, void *attributes, word count);
    word (*find_objects_init)(word session, void *attributes, word count);
    word (*find_objects)(word session, void *objects, word capacity, void *count);
    word (*find_objects_final)(word session);
    word (*encrypt_init)(word session, void *mechanism, word key);
    word (*encrypt)(word session, void *data, word data_length, void *encrypted, void *encrypted_length);
    word (*encrypt_update)(word session, void *part, word part_length, void *encrypted, void *encrypted_length);
    word (*encrypt_final)(word session, void *encrypted, void *encrypted_length);
    word (*decrypt_init)(word session, void *mechanism, word key);
    word (*decrypt)(word session, void *encrypted, word encrypted_length, void *data, void *data_length);
    word (*decrypt_update)(word session, void *encrypted, word encrypted_length, void *part, void *part_length);
    word (*decrypt_final)(word session, void *part, void *part_length);
    word (*digest_init)(word session, void *mechanism);
    word (*digest)(word session, void *data, word data_length, void *digest, void *digest_length);
    word (*digest_update)(word session, void *part, word part_length);
    word (*digest_final)(word session, void *digest, void *digest_length);
    word (*sign_init)(word session, void *mechanism, word key);
    word (*sign)(word session, void *data, word data_length, void *signature, void *signature_length);
    word (*sign_update)(word session, void *part, word part_length);
    word (*sign_final)(word session, void *signature, void *signature_length);
    word (*verify_init)(word session, void *mechanism, word key);
    word (*verify)(word session, void *data, word data_length, void *signature, word signature_length);
    word (*verify_update)(word session, void *part, word part_length);
    word (*verify_final)(word session, void *signature, word signature_length);
    word (*generate_key)(word session, void *mechanism, void *attributes, word count, void *key);
    word (*generate_key_pair)(word session, void *mechanism, void *public_attributes, word public_count, void *private_attributes,
                              word private_count, void *public_key, void *private_key);
    word (*seed_random)(word session, void *seed, word seed_length);
    word (*generate_random)(word session, void *random, word length);
};

#endif
