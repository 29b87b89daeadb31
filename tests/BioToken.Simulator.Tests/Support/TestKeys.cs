using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Tests;

/// <summary>Keys that are generated once per run, and their templates.</summary>
internal static class TestKeys
{
    public static readonly byte[] Id = [0xA1, 0xB2, 0xC3];

    private static readonly Lazy<RSA> LazyRsa = new(() => RSA.Create(2048));
    private static readonly Lazy<ECDsa> LazyEc = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static RSA Rsa => LazyRsa.Value;

    public static ECDsa Ec => LazyEc.Value;

    public static AttributeTemplate RsaPrivate(bool onToken = true, RSA? key = null, bool withCrt = true)
    {
        RSAParameters p = (key ?? Rsa).ExportParameters(includePrivateParameters: true);
        AttributeTemplate template = new AttributeTemplate(2048)
            .Add(CKO.PRIVATE_KEY)
            .Add(CKA.KEY_TYPE, (ulong)CKK.RSA)
            .Add(CKA.TOKEN, onToken)
            .Add(CKA.ID, Id).Add(CKA.LABEL, "sign").Add(CKA.MODULUS, p.Modulus!).Add(CKA.PUBLIC_EXPONENT, p.Exponent!)
            .Add(CKA.PRIVATE_EXPONENT, p.D!).Add(CKA.PRIME_1, p.P!).Add(CKA.PRIME_2, p.Q!);
        return withCrt
            ? template.Add(CKA.EXPONENT_1, p.DP!).Add(CKA.EXPONENT_2, p.DQ!).Add(CKA.COEFFICIENT, p.InverseQ!)
            : template;
    }

    public static AttributeTemplate RsaPublic(bool onToken = true)
    {
        RSAParameters p = Rsa.ExportParameters(includePrivateParameters: false);
        return new AttributeTemplate(1024).Add(CKO.PUBLIC_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.RSA).Add(CKA.TOKEN, onToken)
            .Add(CKA.ID, Id).Add(CKA.MODULUS, p.Modulus!).Add(CKA.PUBLIC_EXPONENT, p.Exponent!);
    }

    public static AttributeTemplate EcPrivate(bool onToken = true, ECDsa? key = null, string curve = "1.2.840.10045.3.1.7")
    {
        ECParameters p = (key ?? Ec).ExportParameters(includePrivateParameters: true);
        return new AttributeTemplate().Add(CKO.PRIVATE_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.EC).Add(CKA.TOKEN, onToken)
            .Add(CKA.ID, Id).Add(CKA.EC_PARAMS, Oid(curve)).Add(CKA.VALUE, p.D!);
    }

    public static AttributeTemplate EcPublic(bool onToken = true, ECDsa? key = null, string curve = "1.2.840.10045.3.1.7")
    {
        ECParameters p = (key ?? Ec).ExportParameters(includePrivateParameters: false);
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteOctetString([4, .. p.Q.X!, .. p.Q.Y!]);
        return new AttributeTemplate().Add(CKO.PUBLIC_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.EC).Add(CKA.TOKEN, onToken)
            .Add(CKA.EC_PARAMS, Oid(curve)).Add(CKA.EC_POINT, writer.Encode());
    }

    public static AttributeTemplate Secret(CKK type, byte[] value, bool onToken = false)
        => new AttributeTemplate().Add(CKO.SECRET_KEY).Add(CKA.KEY_TYPE, (ulong)type).Add(CKA.TOKEN, onToken).Add(CKA.VALUE, value);

    public static AttributeTemplate Certificate(bool onToken = true, int length = 700)
        => new AttributeTemplate(1024).Add(CKO.CERTIFICATE).Add(CKA.CERTIFICATE_TYPE, (ulong)CKC.X_509).Add(CKA.TOKEN, onToken)
            .Add(CKA.ID, Id).Add(CKA.SUBJECT, Encoding.UTF8.GetBytes("subject")).Add(CKA.VALUE, new byte[length]);

    public static AttributeTemplate Data(string label = "data", int length = 10, bool onToken = true, bool isPrivate = false)
        => new AttributeTemplate().Add(CKO.DATA).Add(CKA.TOKEN, onToken).Add(CKA.PRIVATE, isPrivate).Add(CKA.LABEL, label)
            .Add(CKA.VALUE, new byte[length]);

    private static byte[] Oid(string dotted)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(dotted);
        return writer.Encode();
    }
}
