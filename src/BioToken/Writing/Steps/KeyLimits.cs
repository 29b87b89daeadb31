using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Writing.Steps;

/// <summary>The key sizes that a token supports, as its module reports them for the signing mechanism. If it reports none, all.</summary>
internal sealed class KeyLimits
{
    // The specification counts bits here. A number below the smallest key in use is a number of bytes.
    private const ulong SmallestInBits = 1024;
    // PKCS#11 3.1 defines about 400: a larger number is invalid and ignored.
    private const int MaxMechanisms = 64 * 1024;
    private static readonly CKM[] Signing = [CKM.RSA_PKCS, CKM.SHA256_RSA_PKCS];

    private readonly ulong _min;
    private readonly ulong _max = ulong.MaxValue;
    private readonly bool _isRsaMissing;

    private KeyLimits(bool isRsaMissing) => _isRsaMissing = isRsaMissing;

    private KeyLimits(MechanismInfo info)
    {
        ulong unit = info.MaxKeySize < SmallestInBits ? 8UL : 1UL;
        // Contradictory limits are ignored.
        if (info.MaxKeySize > 0 && info.MinKeySize <= info.MaxKeySize)
            (_min, _max) = (info.MinKeySize * unit, info.MaxKeySize * unit);
    }

    /// <summary>Reads the limits from a module, with one call for most modules.</summary>
    public static KeyLimits Ask(ICryptoki cryptoki, nuint slot)
    {
        foreach (CKM mechanism in Signing)
        {
            CKR result = cryptoki.GetMechanismInfo(slot, mechanism, out MechanismInfo info);
            if (result == CKR.OK)
                return new KeyLimits(info);
            if (result != CKR.MECHANISM_INVALID)
                return new KeyLimits(isRsaMissing: false);
        }

        return new KeyLimits(isRsaMissing: ListsNone(cryptoki, slot));
    }

    /// <summary>Finds a key that the token does not support.</summary>
    /// <returns>Null if it supports all of them.</returns>
    public CertificateRejectedException? Check(NpkiIdentity identity)
    {
        foreach (NpkiCertificate certificate in identity.Certificates)
        {
            using RSA? key = certificate.GetRSAPublicKey();
            if (key is null || _isRsaMissing)
                return WriteChecks.Rejected(CertificateRejection.KeyTypeNotSupported, certificate.SerialNumber);
            if ((ulong)key.KeySize < _min || (ulong)key.KeySize > _max)
                return WriteChecks.Rejected(CertificateRejection.KeySizeNotSupported, certificate.SerialNumber, key.KeySize, _min, _max);
        }

        return null;
    }

    // A module may report nothing about a mechanism that it lists.
    private static bool ListsNone(ICryptoki cryptoki, nuint slot)
    {
        if (cryptoki.GetMechanismList(slot, [], out int count) != CKR.OK || count is <= 0 or > MaxMechanisms)
            return false;
        CKM[] mechanisms = new CKM[count];
        return cryptoki.GetMechanismList(slot, mechanisms, out count) == CKR.OK && count >= 0 && count <= mechanisms.Length
            && !mechanisms.AsSpan(0, count).ContainsAny(Signing);
    }
}
