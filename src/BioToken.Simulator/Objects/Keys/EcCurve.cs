using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Simulator.Objects.Keys;

/// <summary>A curve that the tokens have, known by the DER object identifier in CKA_EC_PARAMS.</summary>
internal sealed class EcCurve
{
    private const int MinBits = 256;
    private const int MaxBits = 384;

    private static readonly EcCurve[] All =
        [new("1.2.840.10045.3.1.7", ECCurve.NamedCurves.nistP256, MinBits), new("1.3.132.0.34", ECCurve.NamedCurves.nistP384, MaxBits)];

    private readonly byte[] _parameters;

    private EcCurve(string oid, ECCurve curve, int bits)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        _parameters = writer.Encode();
        Curve = curve;
        Bits = bits;
    }

    public ECCurve Curve { get; }

    public int Bits { get; }

    public int ByteLength => Bits / 8;

    /// <summary>The result of C_GetMechanismInfo for a mechanism with these curves.</summary>
    public static MechanismInfo InfoFor(MechanismFlags use) => new(
        MinBits, MaxBits, MechanismFlags.Hardware | use | MechanismFlags.EcFp | MechanismFlags.EcNamedCurve | MechanismFlags.EcUncompress);

    public static EcCurve? Find(ReadOnlySpan<byte> parameters)
    {
        foreach (EcCurve curve in All)
        {
            if (parameters.SequenceEqual(curve._parameters))
                return curve;
        }

        return null;
    }

    /// <summary>Reads CKA_EC_POINT: a DER OCTET STRING with the uncompressed point. Null if it is not one of this curve.</summary>
    public byte[]? TryExportPublicKeyInfo(byte[] point)
    {
        try
        {
            byte[] bytes = AsnDecoder.ReadOctetString(point, AsnEncodingRules.DER, out int consumed);
            if (consumed != point.Length || bytes.Length != 1 + (2 * ByteLength) || bytes[0] != 4)
                return null;
            using ECDsa key = ECDsa.Create(
                new ECParameters { Curve = Curve, Q = new ECPoint { X = bytes[1..(1 + ByteLength)], Y = bytes[(1 + ByteLength)..] } });
            return key.ExportSubjectPublicKeyInfo();
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return null;
        }
    }
}
