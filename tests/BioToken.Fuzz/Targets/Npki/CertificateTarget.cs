using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Identities;

namespace BioToken.Fuzz;

/// <summary>Certificates. If .NET also reads one, both must read the same.</summary>
internal sealed class CertificateTarget : FuzzTarget
{
    public override bool IsAsn1 => true;

    public override IEnumerable<byte[]> MakeSeeds() => Samples.Certificates();

    public override bool IsDeclared(Exception e) => e is NpkiException { Reason: var reason } && Enum.IsDefined(reason);

    public override void Read(byte[] input)
    {
        NpkiCertificate certificate = NpkiCertificate.Parse(input);
        CheckTexts(certificate);
        Require(certificate.NotBefore.Offset == TimeSpan.Zero && certificate.NotAfter.Offset == TimeSpan.Zero, "times are in UTC");
        Require(certificate.VirtualIdentifier is not { Hash: { } hash } || Enum.IsDefined(hash), "the hash of the VID is one");
        Require(Enum.IsDefined(certificate.Purpose.Holder) && Enum.IsDefined(certificate.Purpose.Scope), "the purpose is one");
        _ = (certificate.IsForSigning, certificate.IsForKeyManagement, certificate.IsAuthority, certificate.Authority);
        _ = certificate.VirtualIdentifier?.Check("1234567890", new byte[20]);
        TryIssuedBySelf(certificate);
        Compare(certificate, input);
    }

    private static void CheckTexts(NpkiCertificate certificate)
    {
        string folder = NpkiFolder.NameFor(certificate);
        Require(
            folder.Length > 0 && folder.IndexOfAny(['/', '\\', '\0', ':']) < 0 && folder is not ("." or ".."), "the folder's name is one");
        foreach (string text in new[] { certificate.Subject, certificate.Issuer, certificate.ToString() })
            NameTarget.CheckText(text);
        Require(
            certificate.SerialNumber.Length > 0 && certificate.SerialNumber.All(char.IsAsciiHexDigitUpper),
            "the serial number is hexadecimal");
    }

    private static void TryIssuedBySelf(NpkiCertificate certificate)
    {
        try
        {
            certificate.IsIssuedBy(certificate);
        }
        catch (NpkiException)
        {
            // .NET reports an algorithm or key that it does not support.
        }
    }

    private static void Compare(NpkiCertificate certificate, byte[] input)
    {
        X509Certificate2? other = TryLoad(input);
        if (other is null)
            return;
        using (other)
        {
            Require(IsSameName(certificate.SubjectDer, other.SubjectName), "the subject is .NET's");
            Require(IsSameName(certificate.IssuerDer, other.IssuerName), "the issuer is .NET's");
            Require(
                Convert.FromHexString(certificate.SerialNumber).AsSpan().TrimStart((byte)0)
                    .SequenceEqual(other.SerialNumberBytes.Span.TrimStart((byte)0)),
                "the serial number is .NET's");
            Require(certificate.NotBefore.UtcDateTime == other.NotBefore.ToUniversalTime(), "the first day is .NET's");
            Require(certificate.NotAfter.UtcDateTime == other.NotAfter.ToUniversalTime(), "the last day is .NET's");
            CompareKeys(certificate, other);
        }
    }

    /// <summary>Whether two names have the same bytes. Either reader may re-encode a name in BER.</summary>
    private static bool IsSameName(ReadOnlyMemory<byte> ours, X500DistinguishedName theirs)
        => ours.Span.SequenceEqual(theirs.RawData) || !IsDer(ours) || !IsDer(theirs.RawData);

    private static bool IsDer(ReadOnlyMemory<byte> data)
    {
        try
        {
            for (AsnReader reader = new(data, AsnEncodingRules.DER); reader.HasData; reader.ReadEncodedValue())
            {
                bool isConstructed = reader.PeekTag().IsConstructed;
                bool isString = reader.PeekTag() is { TagClass: TagClass.Universal, TagValue: not ((int)UniversalTagNumber.Sequence or (int)UniversalTagNumber.Set) };
                if (isConstructed && (isString || !IsDer(reader.PeekContentBytes())))
                    return false;
            }

            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static void CompareKeys(NpkiCertificate certificate, X509Certificate2 other)
    {
        try
        {
            using RSA? ours = certificate.GetRSAPublicKey();
            using RSA? theirs = other.GetRSAPublicKey();
            Require((ours is null) == (theirs is null), "the public key is RSA for both or for none");
            Require(
                ours is null || ours.ExportRSAPublicKey().AsSpan().SequenceEqual(theirs!.ExportRSAPublicKey()), "the public key is .NET's");
        }
        catch (CryptographicException)
        {
            // One of the two rejects the numbers as an invalid key.
        }
    }

    /// <summary>Null if .NET rejects the input, or a field of it, such as a time without seconds.</summary>
    private static X509Certificate2? TryLoad(byte[] input)
    {
        X509Certificate2? certificate = null;
        try
        {
            certificate = X509CertificateLoader.LoadCertificate(input);
            // .NET reads each of these fields when it is first asked for.
            _ = (certificate.SubjectName, certificate.IssuerName, certificate.SerialNumberBytes, certificate.NotBefore, certificate.NotAfter);
            return certificate;
        }
        catch (CryptographicException)
        {
            certificate?.Dispose();
            return null;
        }
    }
}
