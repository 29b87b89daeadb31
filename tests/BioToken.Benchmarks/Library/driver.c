// One program for every measured PKCS#11 library: start, signatures on several threads, memory.
//
//   driver MODULE start                      nanoseconds from dlopen to the end of C_Initialize
//   driver MODULE prepare PIN                makes an RSA-2048 key pair on the first token
//   driver MODULE sign PIN THREADS COUNT     nanoseconds that each thread's COUNT signatures took, all at once
//   driver MODULE memory PIN COUNT           resident KiB after a tenth of COUNT signatures, and after all
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cryptoki.h>

#define CKA_CLASS 0x0UL
#define CKA_TOKEN 0x1UL
#define CKA_PRIVATE 0x2UL
#define CKA_SIGN 0x108UL
#define CKA_VERIFY 0x10AUL
#define CKA_MODULUS_BITS 0x121UL
#define CKA_PUBLIC_EXPONENT 0x122UL
#define CKF_RW_SESSION 2UL
#define CKF_SERIAL_SESSION 4UL
#define CKM_RSA_PKCS_KEY_PAIR_GEN 0x0UL
#define CKM_RSA_PKCS 0x1UL
#define CKO_PRIVATE_KEY 3UL
#define CKU_USER 1UL
#define MAX_THREADS 64

struct CK_MECHANISM {
  CK_MECHANISM_TYPE mechanism;
  void *parameter;
  CK_ULONG length;
};

struct CK_ATTRIBUTE {
  CK_ULONG type;
  void *value;
  CK_ULONG length;
};

static CK_FUNCTION_LIST *p11;
static CK_SLOT_ID slot;
static CK_OBJECT_HANDLE key;
static pthread_barrier_t barrier;

static void check(CK_RV rv, const char *function) {
  if (rv != CKR_OK) {
    fprintf(stderr, "%s answered 0x%lx\n", function, (unsigned long)rv);
    exit(1);
  }
}

static unsigned long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (unsigned long long)time.tv_sec * 1000000000u + (unsigned long long)time.tv_nsec;
}

static void load(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    exit(1);
  }
  CK_RV (*get_function_list)(CK_FUNCTION_LIST **list);
  void *address = dlsym(library, "C_GetFunctionList");
  memcpy(&get_function_list, &address, sizeof address);
  check(get_function_list(&p11), "C_GetFunctionList");
  CK_C_INITIALIZE_ARGS arguments = {.flags = CKF_OS_LOCKING_OK};
  check(p11->C_Initialize(&arguments), "C_Initialize");
}

static void find_slot(void) {
  CK_SLOT_ID slots[16];
  CK_ULONG count = 16;
  check(p11->C_GetSlotList(1, slots, &count), "C_GetSlotList");
  if (count == 0) {
    fprintf(stderr, "There is no token.\n");
    exit(1);
  }
  slot = slots[0];
}

static CK_SESSION_HANDLE open_session(void) {
  CK_SESSION_HANDLE session;
  check(p11->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &session), "C_OpenSession");
  return session;
}

static CK_SESSION_HANDLE log_in(char *pin) {
  find_slot();
  CK_SESSION_HANDLE session = open_session();
  check(p11->C_Login(session, CKU_USER, (CK_UTF8CHAR *)pin, strlen(pin)), "C_Login");
  return session;
}

static void find_key(CK_SESSION_HANDLE session) {
  CK_ULONG class = CKO_PRIVATE_KEY;
  CK_ATTRIBUTE template[] = {{CKA_CLASS, &class, sizeof class}};
  CK_ULONG count;
  check(p11->C_FindObjectsInit(session, template, 1), "C_FindObjectsInit");
  check(p11->C_FindObjects(session, &key, 1, &count), "C_FindObjects");
  check(p11->C_FindObjectsFinal(session), "C_FindObjectsFinal");
  if (count != 1) {
    fprintf(stderr, "There is no private key.\n");
    exit(1);
  }
}

static void prepare(CK_SESSION_HANDLE session) {
  CK_BBOOL yes = 1;
  CK_ULONG bits = 2048;
  CK_BYTE exponent[] = {1, 0, 1};
  CK_ATTRIBUTE public_template[] = {
      {CKA_TOKEN, &yes, sizeof yes},
      {CKA_VERIFY, &yes, sizeof yes},
      {CKA_MODULUS_BITS, &bits, sizeof bits},
      {CKA_PUBLIC_EXPONENT, exponent, sizeof exponent},
  };
  CK_ATTRIBUTE private_template[] = {{CKA_TOKEN, &yes, sizeof yes}, {CKA_SIGN, &yes, sizeof yes}, {CKA_PRIVATE, &yes, sizeof yes}};
  CK_MECHANISM mechanism = {CKM_RSA_PKCS_KEY_PAIR_GEN, NULL, 0};
  CK_OBJECT_HANDLE public_key;
  check(p11->C_GenerateKeyPair(session, &mechanism, public_template, 4, private_template, 3, &public_key, &key), "C_GenerateKeyPair");
}

// PKCS #1 v1.5 over the SHA-256 DigestInfo of a digest that was made beforehand, as openssl speed does.
static void sign(CK_SESSION_HANDLE session, unsigned long count) {
  CK_BYTE input[51] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20, 7};
  CK_BYTE signature[512];
  CK_MECHANISM mechanism = {CKM_RSA_PKCS, NULL, 0};
  for (unsigned long i = 0; i < count; i++) {
    CK_ULONG length = sizeof signature;
    check(p11->C_SignInit(session, &mechanism, key), "C_SignInit");
    check(p11->C_Sign(session, input, sizeof input, signature, &length), "C_Sign");
  }
}

static void *work(void *argument) {
  unsigned long count = *(unsigned long *)argument;
  CK_SESSION_HANDLE session = open_session();
  // One-time work, such as reading the key, is done before the clock starts.
  sign(session, count / 10 + 1);
  pthread_barrier_wait(&barrier);
  sign(session, count);
  pthread_barrier_wait(&barrier);
  return NULL;
}

static void time_threads(unsigned threads, unsigned long count) {
  pthread_t ids[MAX_THREADS];
  pthread_barrier_init(&barrier, NULL, threads + 1);
  for (unsigned i = 0; i < threads; i++)
    pthread_create(&ids[i], NULL, work, &count);
  pthread_barrier_wait(&barrier);
  unsigned long long start = now();
  pthread_barrier_wait(&barrier);
  printf("%llu\n", now() - start);
  for (unsigned i = 0; i < threads; i++)
    pthread_join(ids[i], NULL);
}

static long resident(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file == NULL || fscanf(file, "%*d %ld", &pages) != 1)
    exit(1);
  fclose(file);
  return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

int main(int argc, char **argv) {
  const char *what = argc > 2 ? argv[2] : "";
  unsigned long long start = now();
  load(argv[1]);
  if (strcmp(what, "start") == 0) {
    printf("%llu\n", now() - start);
  } else if (strcmp(what, "prepare") == 0 && argc == 4) {
    prepare(log_in(argv[3]));
  } else if (strcmp(what, "sign") == 0 && argc == 6 && atoi(argv[4]) <= MAX_THREADS) {
    find_key(log_in(argv[3]));
    time_threads((unsigned)atoi(argv[4]), strtoul(argv[5], NULL, 10));
  } else if (strcmp(what, "memory") == 0 && argc == 5) {
    CK_SESSION_HANDLE session = log_in(argv[3]);
    find_key(session);
    unsigned long count = strtoul(argv[4], NULL, 10);
    sign(session, count / 10);
    long before = resident();
    sign(session, count - count / 10);
    printf("%ld %ld\n", before, resident());
  } else {
    fprintf(stderr, "This is not understood.\n");
    return 1;
  }
  check(p11->C_Finalize(NULL), "C_Finalize");
  return 0;
}
