using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken;

/// <summary>An object that is to be written: how to make its template, and how to know it again.</summary>
internal sealed class NewObject
{
    private readonly Action<AttributeTemplate> _fill;

    public NewObject(CKO kind, NpkiCertificate certificate, Action<AttributeTemplate> fill)
    {
        Class = kind;
        Certificate = certificate;
        _fill = fill;
    }

    public CKO Class { get; }

    /// <summary>The certificate of the pair that it belongs to.</summary>
    public NpkiCertificate Certificate { get; }

    /// <summary>CKA_ID of the pair: the subject key identifier, which is what the field's tokens are assumed to use.</summary>
    public ReadOnlyMemory<byte> Id => Certificate.SubjectKeyIdentifier;

    /// <summary>Its handle once it is on the token; null before.</summary>
    public nuint? Handle { get; set; }

    /// <summary>Makes the template; the caller disposes it, which zeroes the key in it.</summary>
    public AttributeTemplate MakeTemplate()
    {
        AttributeTemplate template = new(4096);
        _fill(template.Add(Class).Add(CKA.TOKEN, value: true));
        return template;
    }
}
