using BioToken.Pkcs11.Constants;

namespace BioToken.Errors;

/// <summary>A token or its module failed. Misuse of the library throws .NET's own exceptions instead.</summary>
public class BioTokenException : Exception
{
    /// <summary>Makes one; for modules of other kinds (<see cref="Modules.ITokenModule"/>) and for tests.</summary>
    /// <param name="error">What kind of failure it is.</param>
    /// <param name="message">What happened and what to do next, for people.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public BioTokenException(BioTokenError error, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = error;

    /// <summary>What kind of failure it is.</summary>
    public BioTokenError Reason { get; }

    /// <summary>The PKCS#11 function that failed, for instance <c>C_Sign</c>; null if none was called.</summary>
    public string? Function { get; init; }

    /// <summary>What the function returned; null if none was called. A vendor's own value keeps its number.</summary>
    public CKR? ReturnValue { get; init; }

    /// <summary>Short name of the vendor's profile; null if it is not known yet.</summary>
    public string? Vendor { get; init; }
}
