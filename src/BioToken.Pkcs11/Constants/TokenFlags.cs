namespace BioToken.Pkcs11.Constants;

/// <summary>Flags of CK_TOKEN_INFO (PKCS#11 v2.40 section 3.2).</summary>
[Flags]
public enum TokenFlags : ulong
{
    /// <summary>No flag.</summary>
    None = 0x0,

    /// <summary>CKF_RNG: the token has a random generator.</summary>
    RandomGenerator = 0x1,

    /// <summary>CKF_WRITE_PROTECTED: the token cannot be written.</summary>
    WriteProtected = 0x2,

    /// <summary>CKF_LOGIN_REQUIRED: some calls need a login.</summary>
    LoginRequired = 0x4,

    /// <summary>CKF_USER_PIN_INITIALIZED: the user's PIN is set.</summary>
    UserPinInitialized = 0x8,

    /// <summary>CKF_RESTORE_KEY_NOT_NEEDED: saved states hold their keys.</summary>
    RestoreKeyNotNeeded = 0x20,

    /// <summary>CKF_CLOCK_ON_TOKEN: the token has a clock.</summary>
    ClockOnToken = 0x40,

    /// <summary>CKF_PROTECTED_AUTHENTICATION_PATH: the device itself can ask (finger, keypad).</summary>
    ProtectedAuthenticationPath = 0x100,

    /// <summary>CKF_DUAL_CRYPTO_OPERATIONS: two operations at once.</summary>
    DualCryptoOperations = 0x200,

    /// <summary>CKF_TOKEN_INITIALIZED: the token was initialized.</summary>
    TokenInitialized = 0x400,

    /// <summary>CKF_SECONDARY_AUTHENTICATION: old per-key second factor, deprecated.</summary>
    SecondaryAuthentication = 0x800,

    /// <summary>CKF_USER_PIN_COUNT_LOW: at least one wrong PIN since the last right one.</summary>
    UserPinCountLow = 0x10000,

    /// <summary>CKF_USER_PIN_FINAL_TRY: the next wrong PIN locks the token.</summary>
    UserPinFinalTry = 0x20000,

    /// <summary>CKF_USER_PIN_LOCKED: the PIN is locked.</summary>
    UserPinLocked = 0x40000,

    /// <summary>CKF_USER_PIN_TO_BE_CHANGED: the PIN is the factory's, or expired.</summary>
    UserPinToBeChanged = 0x80000,

    /// <summary>CKF_SO_PIN_COUNT_LOW: at least one wrong SO PIN.</summary>
    SoPinCountLow = 0x100000,

    /// <summary>CKF_SO_PIN_FINAL_TRY: the next wrong SO PIN locks it.</summary>
    SoPinFinalTry = 0x200000,

    /// <summary>CKF_SO_PIN_LOCKED: the SO PIN is locked.</summary>
    SoPinLocked = 0x400000,

    /// <summary>CKF_SO_PIN_TO_BE_CHANGED: the SO PIN must be changed.</summary>
    SoPinToBeChanged = 0x800000,

    /// <summary>CKF_ERROR_STATE: the token failed its self test.</summary>
    ErrorState = 0x1000000,
}
