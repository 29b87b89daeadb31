/* Random calls of all functions of PKCS#11 v2.40. A call's memory has exactly the stated size, with guards behind it, since the sanitizers
 * do not detect writes by the library's managed side. */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdbool.h>

#include "../program.h"

struct attribute {
    CK_ULONG type;
    void *value;
    CK_ULONG length;
};

struct mechanism {
    CK_ULONG type;
    void *parameter;
    CK_ULONG length;
};

#define CK_INDEX(name, parameters) F_##name,
enum function { CK_FUNCTIONS_2_40(CK_INDEX) FUNCTIONS };
#undef CK_INDEX

#define CKF_DONT_BLOCK 1UL
#define CKU_SO 0UL
#define UNAVAILABLE ((CK_ULONG)-1)
enum { SESSIONS = 24, OBJECTS = 64, MAX_PIN = 64 };

/* Specifies which arguments may be right: whether right PINs are among those that are tried. */
enum mode { ANYTHING, WITHOUT_PIN, LOGIN_MODEL };

struct session {
    CK_SESSION_HANDLE handle;
    bool is_read_write;
};

struct pin {
    char text[MAX_PIN + 1];
};

/* The program's record of the module's state. */
struct world {
    CK_FUNCTION_LIST *module;
    enum mode mode;
    bool is_initialized;
    struct session sessions[SESSIONS];
    int session_count;
    CK_OBJECT_HANDLE objects[OBJECTS];
    int object_count;
    struct pin user_pin;
    struct pin officer_pin;
    unsigned long calls;
    unsigned long successes[FUNCTIONS];
};

extern struct world world;
extern const char *const function_names[FUNCTIONS];

/* random.c */
unsigned long below(unsigned long limit);
bool chance(int percent);

/* memory.c: memory for a call, of exactly the given size; give_back checks and frees all of it. */
void *take(size_t size);
void *take_random(size_t size);
void give_back(void);

/* arguments.c */
CK_SESSION_HANDLE any_session(void);
CK_OBJECT_HANDLE any_object(void);
CK_SLOT_ID any_slot(void);
CK_BYTE *any_input(CK_ULONG *length);
CK_BYTE *any_output(CK_ULONG **length);
CK_UTF8CHAR *any_pin(const struct pin *right, CK_ULONG *length);
CK_MECHANISM *any_mechanism(bool is_for_keys);
CK_ATTRIBUTE *any_template(CK_ULONG *count);
CK_ATTRIBUTE *any_query(CK_ULONG *count);
/* Returns the template that generates a pair of keys on P-256. */
CK_ATTRIBUTE *curve_template(CK_ULONG *count, CK_MECHANISM **mechanism);
void keep_object(CK_OBJECT_HANDLE object);
void keep_session(CK_SESSION_HANDLE session, bool is_read_write);
void drop_session(CK_SESSION_HANDLE session);

/* keys.c: working keys, so that operations with keys can succeed. */
bool prepare_operation(enum function function, CK_SESSION_HANDLE *session);

/* calls.c: calls a function with random arguments. */
CK_RV call(enum function function);

/* model.c: one call that changes or reports the login state, with its result checked against the specification. */
void start_model(void);
void call_by_model(void);

/* Counts a call and checks its return value. */
CK_RV note(enum function function, CK_RV rv);

#endif
