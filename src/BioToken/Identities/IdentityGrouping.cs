using System.Globalization;
using System.Numerics;
using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken;

/// <summary>Finds out which objects of an inventory belong together. When in doubt, objects stay apart: what is not grouped is never erased.</summary>
internal static class IdentityGrouping
{
    // A sign and a km certificate are issued by one request; their periods differ by less than this.
    private static readonly TimeSpan SamePeriod = TimeSpan.FromDays(1);

    public static IReadOnlyList<TokenIdentity> Group(Token token, IReadOnlyList<TokenObject> objects)
    {
        List<TokenKeyPair> pairs = FindPairs(objects, token.Info.Vendor.RandomValue);
        List<TokenKeyPair> management = [.. pairs.Where(p => !p.Certificate.IsForSigning && p.Certificate.IsForKeyManagement)];
        List<TokenIdentity> identities = [];
        foreach (TokenKeyPair main in pairs.Except(management).ToList())
        {
            TokenKeyPair? partner = FindPartner(main, management, pairs);
            if (partner is not null)
                management.Remove(partner);
            identities.Add(new TokenIdentity(token, main, partner));
        }

        identities.AddRange(management.Select(alone => new TokenIdentity(token, alone, keyManagement: null)));
        return identities;
    }

    /// <summary>Whether an object belongs to a key pair: by CKA_ID, or, for R where the module gives data no CKA_ID, by our label.</summary>
    public static bool BelongsTo(TokenObject candidate, ReadOnlySpan<byte> id, RandomValueTemplate randomValue) => candidate.Class switch
    {
        CKO.PRIVATE_KEY or CKO.PUBLIC_KEY => candidate.HasId(id),
        CKO.DATA when candidate.Id.Length > 0 => candidate.HasId(id),
        CKO.DATA => candidate.Label.AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(randomValue.LabelFor(id))),
        _ => false,
    };

    private static List<TokenKeyPair> FindPairs(IReadOnlyList<TokenObject> objects, RandomValueTemplate randomValue)
    {
        List<TokenKeyPair> pairs = [];
        foreach (TokenObject certificate in objects.Where(o => o.Class == CKO.CERTIFICATE))
        {
            if (TryParse(certificate) is not { } parsed)
                continue;
            bool shared = objects.Any(o => o.Class == CKO.CERTIFICATE && o.Handle != certificate.Handle && o.HasId(certificate.Id));
            IEnumerable<TokenObject> keys = certificate.Id.Length == 0 ? [] : objects.Where(o => BelongsTo(o, certificate.Id, randomValue));
            pairs.Add(new TokenKeyPair(parsed, certificate.Id, certificate, [.. keys], shared));
        }

        return pairs;
    }

    private static NpkiCertificate? TryParse(TokenObject certificate)
    {
        try
        {
            return NpkiCertificate.Parse(certificate.Value);
        }
        catch (NpkiException)
        {
            // Not a certificate that we know how to read; it stays as it is.
            return null;
        }
    }

    private static TokenKeyPair? FindPartner(TokenKeyPair main, List<TokenKeyPair> management, List<TokenKeyPair> all)
    {
        List<TokenKeyPair> candidates = [.. management.Where(km => GoTogether(main.Certificate, km.Certificate))];
        if (candidates.Find(km => FollowsOn(main.Certificate, km.Certificate)) is { } next)
            return next;
        bool hasRivals = all.Exists(p => p != main && candidates.Exists(km => GoTogether(p.Certificate, km.Certificate)));
        return candidates.Count == 1 && !hasRivals ? candidates[0] : null;
    }

    private static bool GoTogether(NpkiCertificate sign, NpkiCertificate km)
        => sign.IsForSigning
            && sign.SubjectDer.Span.SequenceEqual(km.SubjectDer.Span)
            && sign.IssuerDer.Span.SequenceEqual(km.IssuerDer.Span)
            && (sign.NotBefore - km.NotBefore).Duration() < SamePeriod
            && (sign.NotAfter - km.NotAfter).Duration() < SamePeriod;

    // Authorities number the two certificates of one request one after the other.
    private static bool FollowsOn(NpkiCertificate sign, NpkiCertificate km)
        => BigInteger.Abs(Number(sign) - Number(km)) == BigInteger.One;

    private static BigInteger Number(NpkiCertificate certificate)
        => BigInteger.Parse("0" + certificate.SerialNumber, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
