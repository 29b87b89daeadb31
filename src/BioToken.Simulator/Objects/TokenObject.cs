using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Errors;
using BioToken.Simulator.Objects.Attributes;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Objects;

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
        _key = new(
            () => Read(() => SigningKey.Create(Class, attributes) is var key && key?.IsConsistent() != false ? key : throw Damaged()));
        _rsaPublicKey = new(() => Read(() => new RsaPublicKey(attributes)));
        _ecPublicKey = new(() => Read(() => new EcPublicKey(attributes)));
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

    /// <summary>Makes the key that the object is, if it is one and was not used yet.</summary>
    /// <exception cref="SimulatorStoreException">The object was read from a file, and its parts do not belong together.</exception>
    public void PrepareKey()
    {
        if (Class == CKO.PRIVATE_KEY)
            _ = Key;
        else if (Class == CKO.PUBLIC_KEY && Attributes.GetULong(CKA.KEY_TYPE) == (ulong)CKK.RSA)
            _ = RsaPublicKey;
        else if (Class == CKO.PUBLIC_KEY)
            _ = EcPublicKey;
    }

    /// <summary>Makes a key of attributes that may have been read from a file.</summary>
    /// <exception cref="SimulatorStoreException">They are not a key's.</exception>
    private T Read<T>(Func<T> create)
    {
        try
        {
            return create();
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or ArgumentException or IndexOutOfRangeException)
        {
            throw Damaged(e);
        }
    }

    private SimulatorStoreException Damaged(Exception? cause = null) => SimulatorStoreException.Damaged(Name, cause);

    /// <summary>
    /// The name of an object with a number. It has a random part, since a number alone would be used again after the last object is
    /// destroyed.
    /// </summary>
    public static string NameOf(long number)
        => string.Create(CultureInfo.InvariantCulture, $"{number:x8}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");

    /// <summary>The name of an object that is not on the token.</summary>
    public static string NameInSession() => "session-" + RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>The number in a name; 0 if it is no object's name.</summary>
    public static long NumberOf(string name)
        => uint.TryParse(
            name.AsSpan(0, Math.Min(8, name.Length)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number)
            ? number
            : 0;

    /// <summary>
    /// Finds an attribute as clients see it: besides stored ones, the unique identifier, and the default of an object that was created
    /// without it has by default. Null if there is none.
    /// </summary>
    public byte[]? Find(CKA type)
    {
        if (type == CKA.UNIQUE_ID)
            return Encoding.UTF8.GetBytes(Name);
        return Attributes.Find(type) ?? (ObjectSchema.Of(this)?.Find(type) is { Use: AttributeUse.Unstored } rule ? rule.Value : null);
    }

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
            if (IsSensitive(wanted.Type) || Find(wanted.Type) is not { } value || !wanted.Value.SequenceEqual(value))
                return false;
        }

        return true;
    }
}
