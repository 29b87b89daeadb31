using System.Buffers;
using System.Formats.Asn1;
using BioToken.Authentication;
using BioToken.Resources;

namespace BioToken.Vendors;

/// <summary>The rules for the members of a profile. A profile from outside that breaks a rule is rejected as a whole.</summary>
internal static class VendorProfileRules
{
    private static readonly SearchValues<char> NotInFileNames = SearchValues.Create("/\\:*?\"<>|");

    /// <exception cref="FormatException">A member has a value that no token can have; the message names profile and member.</exception>
    public static void Check(VendorProfile profile)
    {
        CheckLibraries(profile);
        if (profile.LibraryMajorVersion is { } major and (< byte.MinValue or > byte.MaxValue))
            throw Invalid(profile, "libraryMajorVersion", "VendorVersionInvalid", major);
        if (FindRepeated(profile.AuthenticationSteps) is { } step)
            throw Invalid(profile, "authenticationSteps", "VendorValueRepeated", step);
        // A finger requested by the module itself belongs to the PIN step.
        if (profile is { AuthenticationSteps: [AuthenticationStep.Fingerprint], FingerprintMethod: not FingerprintMethod.ProtectedPath })
            throw Invalid(profile, "authenticationSteps", "VendorStepUnreachable");
        if (!IsObjectIdentifier(profile.RandomValue.ObjectId))
            throw Invalid(profile, "randomValue.objectId", "VendorObjectIdInvalid", profile.RandomValue.ObjectId);
    }

    public static FormatException Invalid(VendorProfile profile, string member, string reason, params ReadOnlySpan<object?> arguments)
        => new(Messages.Format("VendorMemberInvalid", profile.Id, member, Messages.Format(reason, arguments)));

    private static void CheckLibraries(VendorProfile profile)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (string? library in profile.Libraries)
        {
            if (!IsFileName(library))
                throw Invalid(profile, "libraries", "VendorLibraryInvalid", library ?? "null");
            if (!seen.Add(library!))
                throw Invalid(profile, "libraries", "VendorValueRepeated", library);
        }
    }

    /// <summary>Whether a text is a plain file name: by the rules of Windows on every system, since drivers are Windows files.</summary>
    private static bool IsFileName(string? text)
        => !string.IsNullOrWhiteSpace(text)
            && text is not ("." or "..")
            && !text.AsSpan().ContainsAny(NotInFileNames)
            && !text.Any(char.IsControl);

    private static AuthenticationStep? FindRepeated(IReadOnlyList<AuthenticationStep> steps)
    {
        for (int i = 1; i < steps.Count; i++)
        {
            if (steps.Take(i).Contains(steps[i]))
                return steps[i];
        }

        return null;
    }

    private static bool IsObjectIdentifier(string text)
    {
        try
        {
            new AsnWriter(AsnEncodingRules.DER).WriteObjectIdentifier(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
