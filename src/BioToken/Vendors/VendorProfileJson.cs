using System.Globalization;
using BioToken.Authentication;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;

namespace BioToken.Vendors;

/// <summary>A vendor profile in JSON: missing members stay unchanged.</summary>
internal sealed record VendorProfileJson
{
    public string Id { get; init; } = "";

    public string? DisplayName { get; init; }

    public string? KoreanName { get; init; }

    public string? ProgramName { get; init; }

    public string[]? Libraries { get; init; }

    public int? LibraryMajorVersion { get; init; }

    public string? ListedVersion { get; init; }

    public string? ListedSha1 { get; init; }

    public string? SupportAuthority { get; init; }

    public bool? UsesProtectedPathFlag { get; init; }

    public AuthenticationStep[]? AuthenticationSteps { get; init; }

    public FingerprintMethod? FingerprintMethod { get; init; }

    /// <summary>Return value by PKCS#11 name without CKR_, or as a number (decimal or 0x), to its meaning.</summary>
    public Dictionary<string, AuthenticationFailure>? ReturnValues { get; init; }

    public AttemptCounters? AttemptCounters { get; init; }

    public RandomValueTemplateJson? RandomValue { get; init; }

    public bool? IsVerifiedOnHardware { get; init; }

    public VendorProfile ApplyTo(VendorProfile profile) => profile with
    {
        DisplayName = DisplayName ?? profile.DisplayName,
        KoreanName = KoreanName ?? profile.KoreanName,
        ProgramName = ProgramName ?? profile.ProgramName,
        Libraries = Libraries ?? profile.Libraries,
        LibraryMajorVersion = LibraryMajorVersion ?? profile.LibraryMajorVersion,
        ListedVersion = ListedVersion ?? profile.ListedVersion,
        ListedSha1 = ListedSha1 ?? profile.ListedSha1,
        SupportAuthority = SupportAuthority ?? profile.SupportAuthority,
        UsesProtectedPathFlag = UsesProtectedPathFlag ?? profile.UsesProtectedPathFlag,
        AuthenticationSteps = AuthenticationSteps ?? profile.AuthenticationSteps,
        FingerprintMethod = FingerprintMethod ?? profile.FingerprintMethod,
        ReturnValues = ReturnValues is null ? profile.ReturnValues : ReadReturnValues(profile, ReturnValues),
        AttemptCounters = AttemptCounters ?? profile.AttemptCounters,
        RandomValue = RandomValue?.ApplyTo(profile.RandomValue) ?? profile.RandomValue,
        IsVerifiedOnHardware = IsVerifiedOnHardware ?? profile.IsVerifiedOnHardware,
    };

    private static Dictionary<CKR, AuthenticationFailure> ReadReturnValues(
        VendorProfile profile, Dictionary<string, AuthenticationFailure> written)
    {
        Dictionary<CKR, AuthenticationFailure> meanings = new(written.Count);
        foreach ((string name, AuthenticationFailure meaning) in written)
        {
            CKR value = ParseReturnValue(name) ?? throw new FormatException(Messages.Format("VendorReturnValueUnknown", name));
            if (value == CKR.OK)
                throw VendorProfileRules.Invalid(profile, "returnValues", "VendorReturnValueSuccess", name);
            if (!meanings.TryAdd(value, meaning))
                throw VendorProfileRules.Invalid(profile, "returnValues", "VendorValueRepeated", name);
        }

        return meanings;
    }

    private static CKR? ParseReturnValue(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hex)
                ? (CKR)hex
                : null;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
            return (CKR)number;
        string name = text.StartsWith("CKR_", StringComparison.Ordinal) ? text[4..] : text;
        // Enum.TryParse also accepts numbers and lists, which are not names.
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(name.FirstOrDefault())
            && Enum.TryParse(name, ignoreCase: true, out CKR value) ? value : null;
    }
}
