using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Objects;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;

namespace BioToken.Identities;

/// <summary>Reads certificates on a token, and lists those that cannot be read.</summary>
internal static class CertificateReading
{
    /// <summary>Reads one.</summary>
    /// <param name="one">A certificate object.</param>
    /// <param name="problem">The reason as text if it cannot be read; null if it can.</param>
    /// <returns>Null if it cannot be read; it stays on the token unchanged.</returns>
    public static NpkiCertificate? TryParse(TokenObject one, out string? problem)
    {
        problem = null;
        try
        {
            return NpkiCertificate.Parse(one.Value);
        }
        catch (NpkiException e)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>Lists the objects that cannot be read.</summary>
    public static IReadOnlyList<UnreadableObject> ListUnreadable(IEnumerable<TokenObject> objects)
    {
        List<UnreadableObject> unreadable = [];
        foreach (TokenObject one in objects)
        {
            if (one.Failure is { } failure)
            {
                bool isTooLarge = failure == CKR.BUFFER_TOO_SMALL;
                unreadable.Add(isTooLarge
                    ? one.Describe(UnreadableReason.TooLarge, Messages.Format("UnreadableTooLarge", AttributeQuery.MaxValueLength / 1024))
                    : one.Describe(UnreadableReason.ModuleError, Messages.Format("UnreadableModuleError", failure.ToName())));
            }
            else if (one.Class == CKO.CERTIFICATE && TryParse(one, out string? problem) is null)
            {
                unreadable.Add(one.Describe(UnreadableReason.NotACertificate, Messages.Format("UnreadableNotACertificate", problem)));
            }
        }

        return unreadable;
    }
}
