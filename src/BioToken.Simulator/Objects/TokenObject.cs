using System.Globalization;
using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>An object, on the token or of a session. Immutable: a change makes the next version.</summary>
internal sealed class TokenObject
{
    private readonly Lazy<SigningKey?> _key;
    private readonly Lazy<RsaPublicKey> _rsaPublicKey;
    private readonly Lazy<EcPublicKey> _ecPublicKey;

    /// <param name="name">Name that no other object of the token ever had; it stays when attributes change.</param>
    /// <param name="attributes">Its attributes, defaults filled in.</param>
    /// <param name="version">Counts the changes.</param>
    public TokenObject(string name, AttributeSet attributes, int version = 0)
    {
        Name = name;
        Version = version;
        Attributes = attributes;
        Class = (CKO)(attributes.GetULong(CKA.CLASS) ?? ulong.MaxValue);
        IsToken = attributes.GetBoolean(CKA.TOKEN);
        IsPrivate = attributes.GetBoolean(CKA.PRIVATE);
        Size = attributes.Size;
        _key = new(() => SigningKey.Create(Class, attributes));
        _rsaPublicKey = new(() => new RsaPublicKey(attributes));
        _ecPublicKey = new(() => new EcPublicKey(attributes));
    }

    public string Name { get; }

    public int Version { get; }

    public AttributeSet Attributes { get; }

    public CKO Class { get; }

    public bool IsToken { get; }

    public bool IsPrivate { get; }

    public int Size { get; }

    /// <summary>The key to sign with, made once; null if the object is no private key.</summary>
    public SigningKey? Key => _key.Value;

    /// <summary>The public key, made once; only for an object that is an RSA public key.</summary>
    public RsaPublicKey RsaPublicKey => _rsaPublicKey.Value;

    /// <summary>The public key, made once; only for an object that is an elliptic-curve public key.</summary>
    public EcPublicKey EcPublicKey => _ecPublicKey.Value;

    /// <summary>
    /// The name of an object with a number. It has a random part, since a number alone would be used again after the last object is destroyed.
    /// </summary>
    public static string NameOf(long number)
        => string.Create(CultureInfo.InvariantCulture, $"{number:x8}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");

    /// <summary>The number in a name; 0 if it is no object's name.</summary>
    public static long NumberOf(string name)
        => uint.TryParse(name.AsSpan(0, Math.Min(8, name.Length)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number)
            ? number
            : 0;

    /// <summary>Whether an attribute is never revealed, nor compared with a search template.</summary>
    public bool IsSensitive(CKA type) => Class switch
    {
        CKO.PRIVATE_KEY => type is CKA.VALUE or CKA.PRIVATE_EXPONENT or CKA.PRIME_1 or CKA.PRIME_2
            or CKA.EXPONENT_1 or CKA.EXPONENT_2 or CKA.COEFFICIENT,
        CKO.SECRET_KEY => type == CKA.VALUE && (Attributes.GetBoolean(CKA.SENSITIVE) || !Attributes.GetBoolean(CKA.EXTRACTABLE)),
        _ => false,
    };

    /// <summary>Whether every attribute of a search template is there with the same value.</summary>
    public bool Matches(AttributeTemplate template)
    {
        for (int i = 0; i < template.Count; i++)
        {
            TemplateAttribute wanted = template[i];
            if (IsSensitive(wanted.Type) || Attributes.Find(wanted.Type) is not { } value || !wanted.Value.SequenceEqual(value))
                return false;
        }

        return true;
    }
}
