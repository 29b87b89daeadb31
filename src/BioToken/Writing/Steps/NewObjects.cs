using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Objects;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Vendors;

namespace BioToken.Writing.Steps;

/// <summary>
/// The objects of an identity, in the order in which they are written: keys first and the certificate last, so that a certificate that can
/// be seen always has its key.
/// </summary>
internal static class NewObjects
{
    /// <param name="identity">The objects to write.</param>
    /// <param name="randomValue">How the vendor marks R.</param>
    /// <param name="idOf">CKA_ID of the pair of a certificate.</param>
    public static IReadOnlyList<NewObject> For(NpkiIdentity identity, RandomValueTemplate randomValue, Func<NpkiCertificate, byte[]> idOf)
    {
        List<NewObject> objects = [];
        try
        {
            AddPair(objects, identity.Certificate, identity.PrivateKey, randomValue, idOf);
            if (identity is { KeyManagementCertificate: { } certificate, KeyManagementKey: { } key })
                AddPair(objects, certificate, key, randomValue, idOf);
            return objects;
        }
        catch
        {
            objects.ForEach(made => made.Dispose());
            throw;
        }
    }

    /// <summary>
    /// Chooses CKA_IDs that no object on the token has, so that new objects can be distinguished from old ones: the subject key identifier,
    /// which the field's tokens are assumed to use, or, if that is taken because the same key is written again, another value of 20 bytes.
    /// </summary>
    public static Func<NpkiCertificate, byte[]> FreshIds(IEnumerable<TokenObject> before, RandomValueTemplate randomValue)
    {
        TokenObject[] known = [.. before];
        HashSet<byte[]> taken = new(known.Select(o => o.Id), BytesComparer.Instance);
        HashSet<byte[]> labels = new(known.Where(o => o.Class == CKO.DATA).Select(o => o.Label), BytesComparer.Instance);
        return certificate =>
        {
            byte[] id = certificate.SubjectKeyIdentifier.ToArray();
            while (labels.Contains(Encoding.UTF8.GetBytes(randomValue.LabelFor(id))) || !taken.Add(id))
                id = SHA256.HashData(id)[..20];
            return id;
        };
    }

    private static void AddPair(
        List<NewObject> objects,
        NpkiCertificate certificate,
        NpkiPrivateKey key,
        RandomValueTemplate randomValue,
        Func<NpkiCertificate, byte[]> idOf)
    {
        byte[] id = idOf(certificate);
        objects.Add(new NewObject(CKO.PRIVATE_KEY, certificate, t => FillPrivateKey(t, id, certificate, key)));
        objects.Add(new NewObject(CKO.PUBLIC_KEY, certificate, t => FillPublicKey(t, id, certificate, key)));
        if (key.HasRandomValue)
            objects.Add(new NewObject(CKO.DATA, certificate, t => FillRandomValue(t, id, key, randomValue)));
        objects.Add(new NewObject(CKO.CERTIFICATE, certificate, t => FillCertificate(t, id, certificate)));
    }

    private static void FillPrivateKey(AttributeTemplate template, byte[] id, NpkiCertificate certificate, NpkiPrivateKey key)
    {
        RsaPrivateComponents rsa = key.RsaComponents;
        template.Add(CKA.ID, id)
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

    private static void FillPublicKey(AttributeTemplate template, byte[] id, NpkiCertificate certificate, NpkiPrivateKey key)
    {
        RsaPrivateComponents rsa = key.RsaComponents;
        template.Add(CKA.ID, id)
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

    private static void FillRandomValue(AttributeTemplate template, byte[] id, NpkiPrivateKey key, RandomValueTemplate randomValue)
    {
        AsnWriter objectId = new(AsnEncodingRules.DER);
        objectId.WriteObjectIdentifier(randomValue.ObjectId);
        template.Add(CKA.PRIVATE, value: true)
            .Add(CKA.LABEL, randomValue.LabelFor(id))
            .Add(CKA.APPLICATION, randomValue.Application)
            .Add(CKA.OBJECT_ID, objectId.Encode())
            .Add(CKA.VALUE, key.RandomValue);
        if (randomValue.HasKeyId)
            template.Add(CKA.ID, id);
    }

    private static void FillCertificate(AttributeTemplate template, byte[] id, NpkiCertificate certificate)
        => template.Add(CKA.ID, id)
            .Add(CKA.CERTIFICATE_TYPE, (ulong)CKC.X_509)
            .Add(CKA.PRIVATE, value: false)
            .Add(CKA.LABEL, LabelOf(certificate))
            .Add(CKA.SUBJECT, certificate.SubjectDer.Span)
            .Add(CKA.ISSUER, certificate.IssuerDer.Span)
            .Add(CKA.SERIAL_NUMBER, certificate.SerialNumberDer.Span)
            .Add(CKA.VALUE, certificate.Der.Span);

    private static string LabelOf(NpkiCertificate certificate) => certificate.CommonName ?? certificate.SerialNumber;
}
