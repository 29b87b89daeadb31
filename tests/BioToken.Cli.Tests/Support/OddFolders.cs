using System.Formats.Asn1;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;

namespace BioToken.Cli.Tests;

/// <summary>Certificate folders that have an error.</summary>
internal static class OddFolders
{
    // subjectAltName (RFC 5280, section 4.2.1.6), as an extension names it.
    private static readonly byte[] AlternativeName = Convert.FromHexString("0603551D11");

    /// <summary>Writes a folder whose key contains R twice, so that neither is used.</summary>
    public static string WithUnusableR(Workplace place)
    {
        NpkiPrivateKey key = NpkiPrivateKey.Parse(WithAttributesTwice(TestIdentities.Other.PrivateKey.Pkcs8.ToArray()));
        using NpkiIdentity identity = NpkiIdentity.Create(TestIdentities.Other.Certificate, key);
        Assert.True(identity.HasUnusableRandomValue);
        return place.WriteFolder(identity);
    }

    /// <summary>Writes a folder whose certificate has the real name and the VID in an element that is not a sequence.</summary>
    public static string WithUnreadableName(Workplace place)
    {
        string folder = place.WriteFolder(TestIdentities.Other);
        string path = Path.Combine(folder, "signCert.der");
        byte[] certificate = File.ReadAllBytes(path);
        int at = certificate.AsSpan().IndexOf(AlternativeName) + AlternativeName.Length;
        int start = certificate.AsSpan(at).IndexOf((byte)0x30) + at;
        Assert.InRange(start - at, 1, 5);
        certificate[start] = 0x31;
        File.WriteAllBytes(path, certificate);
        return folder;
    }

    /// <summary>Writes a folder of the current certificate without its key-management pair.</summary>
    public static string WithoutKeyManagement(Workplace place)
    {
        string folder = place.WriteFolder(TestIdentities.Current);
        File.Delete(Path.Combine(folder, "kmCert.der"));
        File.Delete(Path.Combine(folder, "kmPri.key"));
        return folder;
    }

    private static byte[] WithAttributesTwice(byte[] pkcs8)
    {
        AsnReader reader = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
        AsnWriter writer = new(AsnEncodingRules.BER);
        Asn1Tag attributes = new(TagClass.ContextSpecific, 0, isConstructed: true);
        using (writer.PushSequence())
        {
            for (int i = 0; i < 3; i++)
                writer.WriteEncodedValue(reader.ReadEncodedValue().Span);
            ReadOnlySpan<byte> attribute = reader.ReadSetOf(skipSortOrderValidation: true, attributes).ReadEncodedValue().Span;
            using (writer.PushSetOf(attributes))
            {
                writer.WriteEncodedValue(attribute);
                writer.WriteEncodedValue(attribute);
            }
        }

        return writer.Encode();
    }
}
