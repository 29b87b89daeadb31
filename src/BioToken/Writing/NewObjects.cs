using System.Formats.Asn1;
using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken;

/// <summary>
/// The objects of an identity, in the order in which they are written: keys first and the certificate last, so that a certificate that can be
/// seen always has its key.
/// </summary>
internal static class NewObjects
{
    public static IReadOnlyList<NewObject> For(NpkiIdentity identity, RandomValueTemplate randomValue)
    {
        List<NewObject> objects = [];
        AddPair(objects, identity.Certificate, identity.PrivateKey, randomValue);
        if (identity is { KeyManagementCertificate: { } certificate, KeyManagementKey: { } key })
            AddPair(objects, certificate, key, randomValue);
        return objects;
    }

    private static void AddPair(List<NewObject> objects, NpkiCertificate certificate, NpkiPrivateKey key, RandomValueTemplate randomValue)
    {
        objects.Add(new NewObject(CKO.PRIVATE_KEY, certificate, t => FillPrivateKey(t, certificate, key)));
        objects.Add(new NewObject(CKO.PUBLIC_KEY, certificate, t => FillPublicKey(t, certificate, key)));
        if (key.HasRandomValue)
            objects.Add(new NewObject(CKO.DATA, certificate, t => FillRandomValue(t, certificate, key, randomValue)));
        objects.Add(new NewObject(CKO.CERTIFICATE, certificate, t => FillCertificate(t, certificate)));
    }

    private static void FillPrivateKey(AttributeTemplate template, NpkiCertificate certificate, NpkiPrivateKey key)
    {
        RsaPrivateComponents rsa = key.RsaComponents;
        template.Add(CKA.ID, certificate.SubjectKeyIdentifier.Span)
            .Add(CKA.KEY_TYPE, (ulong)CKK.RSA)
            .Add(CKA.PRIVATE, value: true)
            .Add(CKA.SENSITIVE, value: true)
            .Add(CKA.EXTRACTABLE, value: false)
            .Add(CKA.LABEL, LabelOf(certificate))
            .Add(CKA.SUBJECT, certificate.SubjectDer.Span)
            .Add(CKA.SIGN, certificate.IsForSigning)
            .Add(CKA.DECRYPT, certificate.IsForKeyManagement)
            .Add(CKA.UNWRAP, value: false)
            .Add(CKA.MODULUS, rsa.Modulus)
            .Add(CKA.PUBLIC_EXPONENT, rsa.PublicExponent)
            .Add(CKA.PRIVATE_EXPONENT, rsa.PrivateExponent)
            .Add(CKA.PRIME_1, rsa.Prime1)
            .Add(CKA.PRIME_2, rsa.Prime2)
            .Add(CKA.EXPONENT_1, rsa.Exponent1)
            .Add(CKA.EXPONENT_2, rsa.Exponent2)
            .Add(CKA.COEFFICIENT, rsa.Coefficient);
    }

    private static void FillPublicKey(AttributeTemplate template, NpkiCertificate certificate, NpkiPrivateKey key)
    {
        RsaPrivateComponents rsa = key.RsaComponents;
        template.Add(CKA.ID, certificate.SubjectKeyIdentifier.Span)
            .Add(CKA.KEY_TYPE, (ulong)CKK.RSA)
            .Add(CKA.PRIVATE, value: false)
            .Add(CKA.LABEL, LabelOf(certificate))
            .Add(CKA.SUBJECT, certificate.SubjectDer.Span)
            .Add(CKA.VERIFY, certificate.IsForSigning)
            .Add(CKA.ENCRYPT, certificate.IsForKeyManagement)
            .Add(CKA.WRAP, value: false)
            .Add(CKA.MODULUS, rsa.Modulus)
            .Add(CKA.PUBLIC_EXPONENT, rsa.PublicExponent);
    }

    private static void FillRandomValue(
        AttributeTemplate template, NpkiCertificate certificate, NpkiPrivateKey key, RandomValueTemplate randomValue)
    {
        AsnWriter objectId = new(AsnEncodingRules.DER);
        objectId.WriteObjectIdentifier(randomValue.ObjectId);
        template.Add(CKA.PRIVATE, value: true)
            .Add(CKA.LABEL, randomValue.LabelFor(certificate.SubjectKeyIdentifier.Span))
            .Add(CKA.APPLICATION, randomValue.Application)
            .Add(CKA.OBJECT_ID, objectId.Encode())
            .Add(CKA.VALUE, key.RandomValue);
        if (randomValue.HasKeyId)
            template.Add(CKA.ID, certificate.SubjectKeyIdentifier.Span);
    }

    private static void FillCertificate(AttributeTemplate template, NpkiCertificate certificate)
        => template.Add(CKA.ID, certificate.SubjectKeyIdentifier.Span)
            .Add(CKA.CERTIFICATE_TYPE, (ulong)CKC.X_509)
            .Add(CKA.PRIVATE, value: false)
            .Add(CKA.LABEL, LabelOf(certificate))
            .Add(CKA.SUBJECT, certificate.SubjectDer.Span)
            .Add(CKA.ISSUER, certificate.IssuerDer.Span)
            .Add(CKA.SERIAL_NUMBER, certificate.SerialNumberDer.Span)
            .Add(CKA.VALUE, certificate.Der.Span);

    private static string LabelOf(NpkiCertificate certificate) => certificate.CommonName ?? certificate.SerialNumber;
}
