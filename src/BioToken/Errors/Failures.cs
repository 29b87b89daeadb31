using BioToken.Pkcs11;

namespace BioToken;

/// <summary>Maps return values to exceptions: the one table of it.</summary>
internal static class Failures
{
    /// <summary>Throws unless the call succeeded.</summary>
    public static void Check(CKR result, string function, string? vendor = null)
    {
        if (result != CKR.OK)
            throw From(result, function, vendor);
    }

    /// <summary>Throws unless the attributes that the object reveals were read: that others are missing or secret is no failure.</summary>
    public static void CheckAttributes(CKR result, string? vendor)
    {
        if (!TellsOfEachAttribute(result))
            throw From(result, "C_GetAttributeValue", vendor);
    }

    /// <summary>True for values after which each attribute tells by itself whether it was read.</summary>
    public static bool TellsOfEachAttribute(CKR result) => result is CKR.OK or CKR.ATTRIBUTE_SENSITIVE or CKR.ATTRIBUTE_TYPE_INVALID;

    /// <summary>True for values that one object alone may answer; false for those that are about session, module or computer.</summary>
    public static bool MayConcernOneObject(CKR result)
        => !EndsSession(result) && result is not (CKR.CRYPTOKI_NOT_INITIALIZED or CKR.HOST_MEMORY or CKR.CANT_LOCK);

    /// <summary>Makes the exception for a return value.</summary>
    public static BioTokenException From(CKR result, string function, string? vendor = null)
    {
        BioTokenError error = Classify(result);
        string message = (error, result) switch
        {
            (BioTokenError.KeyUnsupported, _) => Messages.Format("ErrorKeyUnsupported" + SubjectOf(result), result.ToName()),
            (_, CKR.USER_ALREADY_LOGGED_IN) => Messages.Format("ErrorAlreadyLoggedIn"),
            (BioTokenError.Module, _) => Messages.Format("ErrorModule", function, result.ToName()),
            _ => Messages.Format("Error" + error),
        };
        return new BioTokenException(error, message) { Function = function, ReturnValue = result, Vendor = vendor };
    }

    /// <summary>Makes the exception for a token that was pulled out.</summary>
    /// <param name="result">What the module answered; null if it was not asked any more.</param>
    /// <param name="function">The function that answered; null if none was called.</param>
    /// <param name="vendor">The vendor.</param>
    public static BioTokenException Removed(CKR? result, string? function, string? vendor)
        => new(BioTokenError.TokenRemoved, Messages.Format("ErrorTokenRemoved")) { Function = function, ReturnValue = result, Vendor = vendor };

    /// <summary>True for values that a removal may hide behind.</summary>
    public static bool MayBeRemoval(CKR result) => result is CKR.SESSION_HANDLE_INVALID or CKR.SESSION_CLOSED
        or CKR.DEVICE_REMOVED or CKR.TOKEN_NOT_PRESENT or CKR.DEVICE_ERROR or CKR.GENERAL_ERROR or CKR.TOKEN_NOT_RECOGNIZED;

    /// <summary>True for values after which the session is gone even if the token is back.</summary>
    public static bool EndsSession(CKR result)
        => result is CKR.SESSION_HANDLE_INVALID or CKR.SESSION_CLOSED or CKR.DEVICE_REMOVED or CKR.TOKEN_NOT_PRESENT;

    private static BioTokenError Classify(CKR result) => result switch
    {
        CKR.TOKEN_NOT_PRESENT or CKR.SLOT_ID_INVALID => BioTokenError.TokenNotPresent,
        CKR.DEVICE_REMOVED => BioTokenError.TokenRemoved,
        CKR.DEVICE_MEMORY => BioTokenError.TokenFull,
        CKR.TOKEN_WRITE_PROTECTED or CKR.SESSION_READ_ONLY => BioTokenError.TokenReadOnly,
        CKR.KEY_SIZE_RANGE or CKR.KEY_TYPE_INCONSISTENT or CKR.KEY_FUNCTION_NOT_PERMITTED or CKR.MECHANISM_INVALID or CKR.MECHANISM_PARAM_INVALID
            => BioTokenError.KeyUnsupported,
        _ => BioTokenError.Module,
    };

    private static string SubjectOf(CKR result) => result switch
    {
        CKR.KEY_SIZE_RANGE => "Size",
        CKR.KEY_TYPE_INCONSISTENT => "Type",
        CKR.KEY_FUNCTION_NOT_PERMITTED => "Use",
        _ => "Mechanism",
    };
}
