using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Objects;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;
using BioToken.Sessions;

namespace BioToken.Signing;

/// <summary>Finds the signing key: again if handles have changed, and never without its public key; on the module's thread.</summary>
/// <param name="session">The session.</param>
internal sealed class SigningKeySearch(TokenSession session)
{
    // Modulus lengths that .NET accepts, in bytes.
    private const int MinKeyLength = 64;
    private const int MaxKeyLength = 2048;

    /// <summary>Finds the only signing key on the token.</summary>
    /// <exception cref="BioTokenException">
    /// There is none, or several, or no public key to verify its signatures; it is not an RSA key, or the module failed.
    /// </exception>
    public SigningKey FindOnly()
    {
        using AttributeTemplate template = new AttributeTemplate(32).Add(CKO.PRIVATE_KEY).Add(CKA.SIGN, value: true);
        nuint handle = session.Inventory.Find(session.Handle, template) switch
        {
            [nuint only] => only,
            [] => throw NoKey(),
            var several => throw Failure(BioTokenError.SeveralSigningKeys, "SignSeveralKeys", several.Count),
        };
        using AttributeQuery query = new((CKA.KEY_TYPE, sizeof(ulong)), (CKA.MODULUS, 512), (CKA.PUBLIC_EXPONENT, 8));
        Failures.CheckAttributes(session.Cryptoki.GetAttributeValue(session.Handle, handle, query), session.Vendor);
        if (query.GetULong(CKA.KEY_TYPE) is { } type and not (ulong)CKK.RSA)
            throw Unsupported("ErrorKeyNotRsa", (CKK)type);
        return new SigningKey(handle, PublicKeyIn(query) ?? PublicKeyOfOthers(handle));
    }

    /// <summary>Finds the key of a pair, by its handle if that still denotes the key.</summary>
    /// <exception cref="BioTokenException">The pair has no key, or it is gone; it is not an RSA key, or the module failed.</exception>
    public SigningKey FindOf(TokenKeyPair pair)
    {
        RSA publicKey = pair.Certificate.GetRSAPublicKey() ?? throw Unsupported("SignNotRsa");
        try
        {
            return new SigningKey(Locate(pair), publicKey);
        }
        catch
        {
            publicKey.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Finds the current handle of a pair's private key, since drivers reuse handles of erased objects: by its old handle, by its content,
    /// or, if it was not visible before, by its certificate.
    /// </summary>
    /// <exception cref="BioTokenException">It is gone.</exception>
    public nuint Locate(TokenKeyPair pair)
    {
        TokenObject? known = pair.PrivateKey;
        if (known is not null && session.Inventory.Read(session.Handle, known.Handle).IsSameAs(known))
            return known.Handle;
        List<TokenObject> objects = session.ReadObjects();
        if (known is not null && objects.Where(seen => seen.IsSameAs(known)).Take(2).ToArray() is [{ } moved])
            return moved.Handle;
        // Equal certificates have the same CKA_ID and public key, and so the same key.
        TokenKeyPair? current = KeyMatching.Pair(objects, session.Profile.RandomValue)
            .FirstOrDefault(seen => seen.CertificateObject.IsSameAs(pair.CertificateObject));
        return current?.PrivateKey?.Handle
            ?? throw (known is null && current is not null
                ? Failure(BioTokenError.NoSigningKey, "SignNoKey")
                : Failure(BioTokenError.IdentityOutdated, "IdentityStale"));
    }

    /// <summary>The public key in an object's own attributes; null if it does not show them.</summary>
    private static RSA? PublicKeyIn(AttributeQuery query)
    {
        byte[] modulus = Trimmed(query, CKA.MODULUS);
        byte[] exponent = Trimmed(query, CKA.PUBLIC_EXPONENT);
        // An invalid value is ignored: the key may still be known from its certificate.
        if (modulus.Length is < MinKeyLength or > MaxKeyLength || exponent.Length is 0 or > sizeof(ulong))
            return null;
        try
        {
            return RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The public key of a private key's certificate, or of its public key object.</summary>
    /// <exception cref="BioTokenException">There is neither, so that its signatures could not be verified.</exception>
    private RSA PublicKeyOfOthers(nuint privateKey)
    {
        List<TokenObject> objects = session.ReadObjects();
        KeyOverlap key = new(new HashSet<nuint> { privateKey });
        NpkiCertificate? certificate = KeyMatching.Pair(objects, session.Profile.RandomValue)
            .FirstOrDefault(key.HasKeyOf)?.Certificate;
        if (certificate?.GetRSAPublicKey() is { } certified)
            return certified;
        TokenObject? known = objects.Find(o => o.Handle == privateKey);
        foreach (TokenObject beside in objects.Where(o => o.Class == CKO.PUBLIC_KEY && known is not null && o.HasId(known.Id)))
        {
            using AttributeQuery query = new((CKA.MODULUS, 512), (CKA.PUBLIC_EXPONENT, 8));
            Failures.CheckAttributes(session.Cryptoki.GetAttributeValue(session.Handle, beside.Handle, query), session.Vendor);
            if (PublicKeyIn(query) is { } shown)
                return shown;
        }

        throw Failure(BioTokenError.PublicKeyMissing, "SignNoPublicKey");
    }

    private BioTokenException NoKey()
    {
        session.LoginWatch.ThrowIfLoggedOut();
        return Failure(BioTokenError.NoSigningKey, "SignNoKey");
    }

    private BioTokenException Unsupported(string message, params ReadOnlySpan<object?> details)
        => Failure(BioTokenError.KeyUnsupported, message, details);

    private BioTokenException Failure(BioTokenError reason, string message, params ReadOnlySpan<object?> details)
        => new(reason, Messages.Format(message, details)) { Vendor = session.Vendor };

    private static byte[] Trimmed(AttributeQuery query, CKA type)
        => query.TryGet(type, out ReadOnlySpan<byte> number) ? number.TrimStart((byte)0).ToArray() : [];
}
