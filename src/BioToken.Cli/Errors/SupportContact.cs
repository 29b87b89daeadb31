using BioToken.Cli.Resources;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Vendors;

namespace BioToken.Cli.Errors;

/// <summary>
/// Who helps with a locked token: its manufacturer, and the authority of the certificate on it. A help line is named only to its own users.
/// </summary>
internal static class SupportContact
{
    /// <summary>The key of the text in an exception's data.</summary>
    public const string Key = "BioToken.Support";

    private const string Kica = "KICA";

    /// <summary>The text for an open token, by the certificates that are visible on it.</summary>
    public static async Task<string> OfAsync(IBioToken token, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(cancellationToken);
            return Of(token.Info.Vendor, identities.Select(identity => identity.Certificate.Authority));
        }
        catch (BioTokenException)
        {
            // The locked token is the relevant error.
            return Of(token.Info.Vendor, []);
        }
    }

    /// <summary>The text for a model and the authorities of its certificates.</summary>
    public static string Of(VendorProfile vendor, IEnumerable<NpkiAuthority?> authorities)
    {
        NpkiAuthority[] known = [.. authorities.OfType<NpkiAuthority>().Distinct()];
        if (known.Any(authority => authority.Id == Kica) || (known.Length == 0 && vendor.SupportAuthority == Kica))
            return Texts.Get("SupportKica");
        return known.Length == 0
            ? Texts.Get("SupportUnknown")
            : Texts.Format("SupportAuthority", string.Join(", ", known.Select(authority => $"{authority}")));
    }
}
