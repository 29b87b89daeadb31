/* The Cryptoki types that the stub module needs, in either ABI: that of this system, or (STUB_NARROW) that of 64-bit Windows, where CK_ULONG
 * has four bytes and structures are packed. Names and values are those of PKCS#11 v2.40. */
#ifndef ABI_H
#define ABI_H

#include <stdint.h>

#ifdef STUB_NARROW
typedef uint32_t CK_ULONG;
/* A four-byte CK_RV leaves the upper half of the register undefined: fill it with junk, as compilers may. */
typedef uint64_t CK_REGISTER;
#define ANSWER(value) return 0xBADC0DE500000000ull | (uint32_t)(value)
#pragma pack(push, 1)
#else
typedef unsigned long CK_ULONG;
typedef unsigned long CK_REGISTER;
#define ANSWER(value) return (value)
#endif

#define UNAVAILABLE ((CK_ULONG)-1)

typedef struct {
    uint8_t major;
    uint8_t minor;
} CK_VERSION;

typedef struct {
    CK_VERSION cryptoki_version;
    char manufacturer[32];
    CK_ULONG flags;
    char description[32];
    CK_VERSION library_version;
} CK_INFO;

typedef struct {
    char description[64];
    char manufacturer[32];
    CK_ULONG flags;
    CK_VERSION hardware;
    CK_VERSION firmware;
} CK_SLOT_INFO;

typedef struct {
    char label[32];
    char manufacturer[32];
    char model[16];
    char serial[16];
    CK_ULONG flags;
    CK_ULONG max_sessions;
    CK_ULONG sessions;
    CK_ULONG max_rw_sessions;
    CK_ULONG rw_sessions;
    CK_ULONG max_pin;
    CK_ULONG min_pin;
    CK_ULONG total_public;
    CK_ULONG free_public;
    CK_ULONG total_private;
    CK_ULONG free_private;
    CK_VERSION hardware;
    CK_VERSION firmware;
    char utc_time[16];
} CK_TOKEN_INFO;

typedef struct {
    CK_ULONG slot;
    CK_ULONG state;
    CK_ULONG flags;
    CK_ULONG device_error;
} CK_SESSION_INFO;

typedef struct {
    CK_ULONG min_key;
    CK_ULONG max_key;
    CK_ULONG flags;
} CK_MECHANISM_INFO;

typedef struct {
    CK_ULONG type;
    void *value;
    CK_ULONG length;
} CK_ATTRIBUTE;

typedef struct {
    CK_ULONG type;
    void *parameter;
    CK_ULONG length;
} CK_MECHANISM;

typedef struct {
    CK_ULONG hash;
    CK_ULONG mgf;
    CK_ULONG salt;
} CK_PSS;

typedef struct {
    CK_ULONG hash;
    CK_ULONG mgf;
    CK_ULONG source;
    void *label;
    CK_ULONG label_length;
} CK_OAEP;

typedef struct {
    void *callbacks[4];
    CK_ULONG flags;
    void *reserved;
} CK_INITIALIZE_ARGS;

#define FUNCTIONS 68

typedef struct {
    CK_VERSION version;
    void *functions[FUNCTIONS];
} CK_FUNCTION_LIST;

#ifdef STUB_NARROW
#pragma pack(pop)
#endif

enum {
    OK = 0x0,
    SLOT_ID_INVALID = 0x3,
    ARGUMENTS_BAD = 0x7,
    NO_EVENT = 0x8,
    ATTRIBUTE_SENSITIVE = 0x11,
    ATTRIBUTE_TYPE_INVALID = 0x12,
    ATTRIBUTE_VALUE_INVALID = 0x13,
    DEVICE_MEMORY = 0x31,
    FUNCTION_NOT_SUPPORTED = 0x54,
    MECHANISM_INVALID = 0x70,
    MECHANISM_PARAM_INVALID = 0x71,
    OBJECT_HANDLE_INVALID = 0x82,
    OPERATION_NOT_INITIALIZED = 0x91,
    PIN_INCORRECT = 0xA0,
    PIN_LEN_RANGE = 0xA2,
    SESSION_HANDLE_INVALID = 0xB3,
    SESSION_PARALLEL_NOT_SUPPORTED = 0xB4,
    BUFFER_TOO_SMALL = 0x150,
    CRYPTOKI_NOT_INITIALIZED = 0x190,
    CRYPTOKI_ALREADY_INITIALIZED = 0x191,
};

#endif
