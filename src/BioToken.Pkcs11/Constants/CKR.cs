namespace BioToken.Pkcs11.Constants;

/// <summary>
/// Return values (PKCS#11 v2.40 section 5.1, v3.0 section 5.1). A value without a name here, such as a vendor's, keeps its number.
/// </summary>
public enum CKR : ulong
{
    /// <summary>The call succeeded.</summary>
    OK = 0x0,

    /// <summary>The application's callback asked to stop.</summary>
    CANCEL = 0x1,

    /// <summary>The computer has insufficient memory for the call.</summary>
    HOST_MEMORY = 0x2,

    /// <summary>There is no such slot.</summary>
    SLOT_ID_INVALID = 0x3,

    /// <summary>The module failed for a reason that it does not name.</summary>
    GENERAL_ERROR = 0x5,

    /// <summary>The call could not be carried out.</summary>
    FUNCTION_FAILED = 0x6,

    /// <summary>An argument is not of the required form.</summary>
    ARGUMENTS_BAD = 0x7,

    /// <summary>No slot changed since the last question.</summary>
    NO_EVENT = 0x8,

    /// <summary>The module needs threads that the application forbids.</summary>
    NEED_TO_CREATE_THREADS = 0x9,

    /// <summary>The module does not support the requested locking.</summary>
    CANT_LOCK = 0xA,

    /// <summary>The attribute cannot be set.</summary>
    ATTRIBUTE_READ_ONLY = 0x10,

    /// <summary>The attribute's value cannot be revealed.</summary>
    ATTRIBUTE_SENSITIVE = 0x11,

    /// <summary>The object has no such attribute.</summary>
    ATTRIBUTE_TYPE_INVALID = 0x12,

    /// <summary>The attribute cannot have that value.</summary>
    ATTRIBUTE_VALUE_INVALID = 0x13,

    /// <summary>The object prohibits the requested action.</summary>
    ACTION_PROHIBITED = 0x1B,

    /// <summary>The input data do not fit the operation.</summary>
    DATA_INVALID = 0x20,

    /// <summary>The input data have a length that does not fit.</summary>
    DATA_LEN_RANGE = 0x21,

    /// <summary>The token or slot failed.</summary>
    DEVICE_ERROR = 0x30,

    /// <summary>The token has insufficient memory.</summary>
    DEVICE_MEMORY = 0x31,

    /// <summary>The token was removed during the call.</summary>
    DEVICE_REMOVED = 0x32,

    /// <summary>The ciphertext is not valid.</summary>
    ENCRYPTED_DATA_INVALID = 0x40,

    /// <summary>The ciphertext has a length that does not fit.</summary>
    ENCRYPTED_DATA_LEN_RANGE = 0x41,

    /// <summary>The call was canceled while it ran, for instance on the device.</summary>
    FUNCTION_CANCELED = 0x50,

    /// <summary>No call runs in parallel.</summary>
    FUNCTION_NOT_PARALLEL = 0x51,

    /// <summary>The module does not have this function.</summary>
    FUNCTION_NOT_SUPPORTED = 0x54,

    /// <summary>There is no such key.</summary>
    KEY_HANDLE_INVALID = 0x60,

    /// <summary>The key has a size that does not fit.</summary>
    KEY_SIZE_RANGE = 0x62,

    /// <summary>The key is of another type than the mechanism needs.</summary>
    KEY_TYPE_INCONSISTENT = 0x63,

    /// <summary>The key's attributes forbid this use.</summary>
    KEY_FUNCTION_NOT_PERMITTED = 0x68,

    /// <summary>The key can never leave the token.</summary>
    KEY_UNEXTRACTABLE = 0x6A,

    /// <summary>The token does not have this mechanism.</summary>
    MECHANISM_INVALID = 0x70,

    /// <summary>The mechanism's parameter is wrong.</summary>
    MECHANISM_PARAM_INVALID = 0x71,

    /// <summary>There is no such object.</summary>
    OBJECT_HANDLE_INVALID = 0x82,

    /// <summary>Another operation of the session is still under way.</summary>
    OPERATION_ACTIVE = 0x90,

    /// <summary>No such operation was started.</summary>
    OPERATION_NOT_INITIALIZED = 0x91,

    /// <summary>The PIN, or the finger in its place, is not the right one.</summary>
    PIN_INCORRECT = 0xA0,

    /// <summary>The new PIN has characters that are not allowed.</summary>
    PIN_INVALID = 0xA1,

    /// <summary>The PIN is too short or too long.</summary>
    PIN_LEN_RANGE = 0xA2,

    /// <summary>The PIN must be changed first.</summary>
    PIN_EXPIRED = 0xA3,

    /// <summary>The PIN is locked: too many wrong attempts.</summary>
    PIN_LOCKED = 0xA4,

    /// <summary>The session was closed during the call.</summary>
    SESSION_CLOSED = 0xB0,

    /// <summary>No further session can be opened.</summary>
    SESSION_COUNT = 0xB1,

    /// <summary>There is no such session.</summary>
    SESSION_HANDLE_INVALID = 0xB3,

    /// <summary>Sessions must be serial.</summary>
    SESSION_PARALLEL_NOT_SUPPORTED = 0xB4,

    /// <summary>The session cannot write.</summary>
    SESSION_READ_ONLY = 0xB5,

    /// <summary>A session is open already.</summary>
    SESSION_EXISTS = 0xB6,

    /// <summary>A read-only session keeps the security officer out.</summary>
    SESSION_READ_ONLY_EXISTS = 0xB7,

    /// <summary>The security officer's session keeps read-only sessions out.</summary>
    SESSION_READ_WRITE_SO_EXISTS = 0xB8,

    /// <summary>The signature is wrong.</summary>
    SIGNATURE_INVALID = 0xC0,

    /// <summary>The signature has a length that does not fit.</summary>
    SIGNATURE_LEN_RANGE = 0xC1,

    /// <summary>The template lacks an attribute.</summary>
    TEMPLATE_INCOMPLETE = 0xD0,

    /// <summary>The template's attributes contradict each other.</summary>
    TEMPLATE_INCONSISTENT = 0xD1,

    /// <summary>There is no token in the slot.</summary>
    TOKEN_NOT_PRESENT = 0xE0,

    /// <summary>The module does not recognize this token.</summary>
    TOKEN_NOT_RECOGNIZED = 0xE1,

    /// <summary>The token cannot be written.</summary>
    TOKEN_WRITE_PROTECTED = 0xE2,

    /// <summary>The user is logged in already.</summary>
    USER_ALREADY_LOGGED_IN = 0x100,

    /// <summary>The call needs a login.</summary>
    USER_NOT_LOGGED_IN = 0x101,

    /// <summary>The user's PIN was never set.</summary>
    USER_PIN_NOT_INITIALIZED = 0x102,

    /// <summary>There is no such type of user.</summary>
    USER_TYPE_INVALID = 0x103,

    /// <summary>Another user is logged in.</summary>
    USER_ANOTHER_ALREADY_LOGGED_IN = 0x104,

    /// <summary>Too many kinds of user at once.</summary>
    USER_TOO_MANY_TYPES = 0x105,

    /// <summary>The token's random generator accepts no seed.</summary>
    RANDOM_SEED_NOT_SUPPORTED = 0x120,

    /// <summary>The token has no random generator.</summary>
    RANDOM_NO_RNG = 0x121,

    /// <summary>The curve or group is not valid or not supported.</summary>
    DOMAIN_PARAMS_INVALID = 0x130,

    /// <summary>The token does not have this curve (v2.40 errata, v3.0).</summary>
    CURVE_NOT_SUPPORTED = 0x140,

    /// <summary>The output does not fit into the buffer.</summary>
    BUFFER_TOO_SMALL = 0x150,

    /// <summary>The saved state is not valid.</summary>
    SAVED_STATE_INVALID = 0x160,

    /// <summary>The information cannot be revealed.</summary>
    INFORMATION_SENSITIVE = 0x170,

    /// <summary>The state cannot be saved.</summary>
    STATE_UNSAVEABLE = 0x180,

    /// <summary>C_Initialize was not called.</summary>
    CRYPTOKI_NOT_INITIALIZED = 0x190,

    /// <summary>C_Initialize was called before.</summary>
    CRYPTOKI_ALREADY_INITIALIZED = 0x191,

    /// <summary>The mutex is not valid.</summary>
    MUTEX_BAD = 0x1A0,

    /// <summary>The mutex is not locked.</summary>
    MUTEX_NOT_LOCKED = 0x1A1,

    /// <summary>The device wants a new PIN.</summary>
    NEW_PIN_MODE = 0x1B0,

    /// <summary>The device wants the next one-time password.</summary>
    NEXT_OTP = 0x1B1,

    /// <summary>A computation found no result in time.</summary>
    EXCEEDED_MAX_ITERATIONS = 0x1B5,

    /// <summary>The module's self test failed.</summary>
    FIPS_SELF_TEST_FAILED = 0x1B6,

    /// <summary>The module could not load a library that it needs.</summary>
    LIBRARY_LOAD_FAILED = 0x1B7,

    /// <summary>The new PIN is too weak.</summary>
    PIN_TOO_WEAK = 0x1B8,

    /// <summary>The public key is not valid.</summary>
    PUBLIC_KEY_INVALID = 0x1B9,

    /// <summary>The user or the device rejected the request.</summary>
    FUNCTION_REJECTED = 0x200,

    /// <summary>The operation could not be canceled (v3.0).</summary>
    OPERATION_CANCEL_FAILED = 0x202,

    /// <summary>From here on, values belong to vendors.</summary>
    VENDOR_DEFINED = 0x80000000,
}
