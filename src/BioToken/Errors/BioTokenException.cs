using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;

namespace BioToken.Errors;

/// <summary>
/// A token or its module failed. Misuse of the library throws .NET's own exceptions instead. It is a <see cref="CryptographicException"/>,
/// since .NET's own classes (<see cref="System.Security.Cryptography.RSA"/>, SignedCms) report a failing key by one, and their callers
/// catch it.
/// </summary>
public class BioTokenException : CryptographicException
{
    /// <summary>Makes one; for modules of other kinds (<see cref="Modules.ITokenModule"/>) and for tests.</summary>
    /// <param name="error">The reason.</param>
    /// <param name="message">What happened and what to do next, for people.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public BioTokenException(BioTokenError error, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = error;

    /// <summary>The reason.</summary>
    public BioTokenError Reason { get; }

    /// <summary>The PKCS#11 function that failed; null if none was called.</summary>
    public CryptokiFunction? Function { get; init; }

    /// <summary>
    /// The function's return value (CK_RV), which may be a vendor's own; null if no function was called. <see cref="CKR"/> has the names.
    /// </summary>
    public ulong? ReturnValue { get; init; }

    /// <summary>Whether what the failure means for the session, such as a removal, was found out where it was thrown.</summary>
    internal virtual bool IsExplained => false;

    /// <summary>The same by name.</summary>
    internal CKR? Result
    {
        get => (CKR?)ReturnValue;
        init => ReturnValue = (ulong?)value;
    }

    /// <summary>Short name of the vendor's profile; null if it is not known yet.</summary>
    public string? Vendor { get; init; }
}
