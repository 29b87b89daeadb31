using System.Security.Cryptography;
using BioToken.Npki.Keys;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Tests.Fakes;

/// <summary>An object of a <see cref="FakeToken"/>: its attributes, and the results of reading them.</summary>
internal sealed class FakeObject
{
    public Dictionary<CKA, byte[]> Attributes { get; } = [];

    /// <summary>Values that are returned instead of the attributes' real values.</summary>
    public Dictionary<CKA, byte[]> Shown { get; } = [];

    /// <summary>Error that reading an attribute returns instead of its value; null to return the value.</summary>
    public Func<CKA, CKR?> Failing { get; set; } = static _ => null;

    public CKO Class => (CKO)BitConverter.ToUInt64(Attributes[CKA.CLASS]);

    public bool IsPrivate => Attributes.TryGetValue(CKA.PRIVATE, out byte[]? value) && value is [not 0];

    public static FakeObject Of(CKO kind, params ReadOnlySpan<(CKA Type, byte[] Value)> attributes)
    {
        FakeObject made = new() { Attributes = { [CKA.CLASS] = BitConverter.GetBytes((ulong)kind) } };
        foreach ((CKA type, byte[] value) in attributes)
            made.Attributes[type] = value;
        return made;
    }

    public static FakeObject Of(AttributeTemplate template)
    {
        FakeObject made = new();
        for (int i = 0; i < template.Count; i++)
            made.Attributes[template[i].Type] = template[i].Value.ToArray();
        return made;
    }

    /// <summary>Creates a certificate object, without a CKA_ID if none is specified.</summary>
    public static FakeObject Certificate(byte[] value, byte[]? id, string label = "certificate")
    {
        FakeObject made = Of(CKO.CERTIFICATE, (CKA.VALUE, value), (CKA.LABEL, System.Text.Encoding.UTF8.GetBytes(label)));
        if (id is not null)
            made.Attributes[CKA.ID] = id;
        return made;
    }

    /// <summary>Creates a private-key object, which can sign.</summary>
    public static FakeObject PrivateKey(NpkiPrivateKey key, byte[]? id, bool showsModulus = true)
    {
        RsaPrivateComponents rsa = key.RsaComponents;
        FakeObject made = Of(
            CKO.PRIVATE_KEY,
            (CKA.PRIVATE, [1]),
            (CKA.SIGN, [1]),
            (CKA.KEY_TYPE, BitConverter.GetBytes((ulong)CKK.RSA)),
            (CKA.PUBLIC_EXPONENT, rsa.PublicExponent.ToArray()),
            (CKA.MODULUS, rsa.Modulus.ToArray()),
            (CKA.PRIVATE_EXPONENT, rsa.PrivateExponent.ToArray()),
            (CKA.PRIME_1, rsa.Prime1.ToArray()),
            (CKA.PRIME_2, rsa.Prime2.ToArray()),
            (CKA.EXPONENT_1, rsa.Exponent1.ToArray()),
            (CKA.EXPONENT_2, rsa.Exponent2.ToArray()),
            (CKA.COEFFICIENT, rsa.Coefficient.ToArray()));
        if (id is not null)
            made.Attributes[CKA.ID] = id;
        if (!showsModulus)
            made.Failing = static type => type is CKA.MODULUS or CKA.PUBLIC_EXPONENT ? CKR.ATTRIBUTE_SENSITIVE : null;
        return made;
    }

    /// <summary>Creates a public-key object.</summary>
    public static FakeObject PublicKey(NpkiPrivateKey key, byte[]? id)
    {
        RsaPrivateComponents rsa = key.RsaComponents;
        FakeObject made = Of(CKO.PUBLIC_KEY, (CKA.MODULUS, rsa.Modulus.ToArray()), (CKA.PUBLIC_EXPONENT, rsa.PublicExponent.ToArray()));
        if (id is not null)
            made.Attributes[CKA.ID] = id;
        return made;
    }

    public RSA ToRsa()
    {
        RSAParameters parameters = new()
        {
            Modulus = Attributes[CKA.MODULUS],
            Exponent = Attributes[CKA.PUBLIC_EXPONENT],
            D = Attributes[CKA.PRIVATE_EXPONENT],
            P = Attributes[CKA.PRIME_1],
            Q = Attributes[CKA.PRIME_2],
            DP = Attributes[CKA.EXPONENT_1],
            DQ = Attributes[CKA.EXPONENT_2],
            InverseQ = Attributes[CKA.COEFFICIENT],
        };
        int half = parameters.Modulus.Length / 2;
        parameters.D = Padded(parameters.D, parameters.Modulus.Length);
        parameters.P = Padded(parameters.P, half);
        parameters.Q = Padded(parameters.Q, half);
        parameters.DP = Padded(parameters.DP, half);
        parameters.DQ = Padded(parameters.DQ, half);
        parameters.InverseQ = Padded(parameters.InverseQ, half);
        return RSA.Create(parameters);
    }

    private static byte[] Padded(byte[] number, int length) => [.. new byte[length - number.Length], .. number];
}
