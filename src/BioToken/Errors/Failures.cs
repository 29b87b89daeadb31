using BioToken.Pkcs11.Constants;
using BioToken.Resources;

namespace BioToken.Errors;

/// <summary>Maps return values to exceptions; the only such table.</summary>
internal static class Failures
{
    /// <summary>Throws unless the call succeeded.</summary>
    public static void Check(CKR result, CryptokiFunction function, string? vendor = null)
    {
        if (result != CKR.OK)
            throw From(result, function, vendor);
    }

    /// <summary>Throws unless the visible attributes were read: missing or sensitive ones are not a failure.</summary>
    public static void CheckAttributes(CKR result, string? vendor)
    {
        if (!TellsOfEachAttribute(result))
            throw From(result, CryptokiFunction.GetAttributeValue, vendor);
    }

    /// <summary>True for values after which each attribute shows whether it was read.</summary>
    public static bool TellsOfEachAttribute(CKR result) => result is CKR.OK or CKR.ATTRIBUTE_SENSITIVE or CKR.ATTRIBUTE_TYPE_INVALID;

    /// <summary>True for values that may concern one object; false for those that concern session, module or computer.</summary>
    public static bool MayConcernOneObject(CKR result)
        => !EndsSession(result) && result is not (CKR.CRYPTOKI_NOT_INITIALIZED or CKR.HOST_MEMORY or CKR.CANT_LOCK);

    /// <summary>Makes the exception for a return value.</summary>
    public static BioTokenException From(CKR result, CryptokiFunction function, string? vendor = null)
    {
        BioTokenError error = Classify(result);
        return error switch
        {
            BioTokenError.ModuleError => Unspecific(result, function, vendor),
            BioTokenError.KeyUnsupported => Make(Messages.Format("ErrorKeyUnsupported" + SubjectOf(result), result.ToName())),
            _ => Make(Messages.Format("Error" + error)),
        };
        BioTokenException Make(string message) => new(error, message) { Function = function, Result = result, Vendor = vendor };
    }

    /// <summary>Makes the exception for a return value without a particular meaning for the called function.</summary>
    public static BioTokenException Unspecific(CKR result, CryptokiFunction function, string? vendor)
        => new(BioTokenError.ModuleError, Messages.Format("ErrorModuleError", "C_" + function, result.ToName()))
        {
            Function = function,
            Result = result,
            Vendor = vendor,
        };

    /// <summary>Makes the exception for a removed token.</summary>
    /// <param name="result">The return value; null if the module was not called.</param>
    /// <param name="function">The function; null if none was called.</param>
    /// <param name="vendor">The vendor.</param>
    public static BioTokenException Removed(CKR? result, CryptokiFunction? function, string? vendor)
        => new(BioTokenError.TokenRemoved, Messages.Format("ErrorTokenRemoved")) { Function = function, Result = result, Vendor = vendor };

    /// <summary>Makes the exception for a session that has ended although the token is in its slot.</summary>
    public static BioTokenException SessionEnded(CKR? result, CryptokiFunction? function, string? vendor)
        => new(BioTokenError.TokenRemoved, Messages.Format("ErrorSessionEnded")) { Function = function, Result = result, Vendor = vendor };

    /// <summary>Makes the exception for a login that another part of the program has ended.</summary>
    /// <param name="vendor">The vendor.</param>
    /// <param name="cause">The failure that it caused; null if there was none.</param>
    public static BioTokenException LoginLost(string? vendor, Exception? cause = null)
        => new(BioTokenError.LoginLost, Messages.Format("ErrorLoginLost"), cause) { Vendor = vendor };

    /// <summary>Makes the exception for a token whose module another part of the program has stopped.</summary>
    public static BioTokenException ModuleStopped(string vendor)
        => new(BioTokenError.ModuleStopped, Messages.Format("ErrorModuleStopped")) { Vendor = vendor };

    /// <summary>Makes the exception for a module that did not return in time.</summary>
    public static BioTokenException NotResponding(string module, TimeSpan timeout)
        => new(BioTokenError.ModuleNotResponding, Messages.Format("ErrorModuleNotResponding", module, timeout.TotalSeconds));

    /// <summary>Makes the exception for a module that threw an exception.</summary>
    public static BioTokenException Broken(string module, Exception cause)
        => new(BioTokenError.ModuleError, Messages.Format("ErrorModuleBroken", module, cause.Message), cause);

    /// <summary>True for values that may be caused by a removal.</summary>
    public static bool MayBeRemoval(CKR result) => result is CKR.SESSION_HANDLE_INVALID or CKR.SESSION_CLOSED
        or CKR.DEVICE_REMOVED or CKR.TOKEN_NOT_PRESENT or CKR.DEVICE_ERROR or CKR.GENERAL_ERROR or CKR.TOKEN_NOT_RECOGNIZED;

    /// <summary>True for values after which the session is lost even if the token is back.</summary>
    public static bool EndsSession(CKR result)
        => result is CKR.SESSION_HANDLE_INVALID or CKR.SESSION_CLOSED or CKR.DEVICE_REMOVED or CKR.TOKEN_NOT_PRESENT;

    private static BioTokenError Classify(CKR result) => result switch
    {
        CKR.TOKEN_NOT_PRESENT or CKR.SLOT_ID_INVALID => BioTokenError.TokenNotPresent,
        CKR.DEVICE_REMOVED => BioTokenError.TokenRemoved,
        CKR.DEVICE_MEMORY => BioTokenError.TokenFull,
        CKR.CRYPTOKI_NOT_INITIALIZED => BioTokenError.ModuleStopped,
        CKR.USER_ALREADY_LOGGED_IN or CKR.USER_ANOTHER_ALREADY_LOGGED_IN or CKR.USER_TOO_MANY_TYPES => BioTokenError.LoggedInElsewhere,
        CKR.USER_NOT_LOGGED_IN => BioTokenError.LoginLost,
        CKR.TOKEN_WRITE_PROTECTED or CKR.SESSION_READ_ONLY => BioTokenError.TokenReadOnly,
        CKR.KEY_SIZE_RANGE or CKR.KEY_TYPE_INCONSISTENT or CKR.KEY_FUNCTION_NOT_PERMITTED or CKR.MECHANISM_INVALID
            or CKR.MECHANISM_PARAM_INVALID
            => BioTokenError.KeyUnsupported,
        _ => BioTokenError.ModuleError,
    };

    private static string SubjectOf(CKR result) => result switch
    {
        CKR.KEY_SIZE_RANGE => "Size",
        CKR.KEY_TYPE_INCONSISTENT => "Type",
        CKR.KEY_FUNCTION_NOT_PERMITTED => "Use",
        _ => "Mechanism",
    };
}
