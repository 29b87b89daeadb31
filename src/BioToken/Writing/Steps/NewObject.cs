using System.Security.Cryptography;
using System.Text;
using BioToken.Npki.Certificates;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Tokens;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;

namespace BioToken.Writing.Steps;

/// <summary>An object to write: its template, which is made once and zeroed on disposal, and the attributes that identify it.</summary>
internal sealed class NewObject : IDisposable
{
    public NewObject(CKO kind, NpkiCertificate? certificate, Action<AttributeTemplate> fill)
    {
        Class = kind;
        Certificate = certificate;
        Template = new AttributeTemplate(4096);
        try
        {
            fill(Template.Add(Class).Add(CKA.TOKEN, value: true));
        }
        catch
        {
            // It may already contain a part of the key.
            Template.Dispose();
            throw;
        }
    }

    public CKO Class { get; }

    /// <summary>The certificate of the pair that it belongs to; null for an object of a test write.</summary>
    public NpkiCertificate? Certificate { get; }

    /// <summary>Its handle once it is on the token; null before.</summary>
    public nuint? Handle { get; set; }

    /// <summary>Whether C_CreateObject was called for it: even an error may come after the effect.</summary>
    public bool IsAttempted { get; set; }

    /// <summary>Resets its handle and state before it is written again.</summary>
    public void Reset()
    {
        Handle = null;
        IsAttempted = false;
    }

    /// <summary>The template. It belongs to this object: with a private key, it holds the key.</summary>
    public AttributeTemplate Template { get; }

    /// <summary>Zeroes the template.</summary>
    public void Dispose() => Template.Dispose();

    /// <summary>Describes it for the journal.</summary>
    public JournaledObject Describe()
    {
        CKA content = Class is CKO.PRIVATE_KEY or CKO.PUBLIC_KEY ? CKA.MODULUS : CKA.VALUE;
        return new JournaledObject(
            Class,
            ValueOf(CKA.ID).ToArray(),
            Class == CKO.DATA ? ValueOf(CKA.LABEL).ToArray() : [],
            SHA256.HashData(ValueOf(content)));
    }

    /// <summary>Describes it for a plan.</summary>
    public PlannedObject Plan()
    {
        JournaledObject name = Describe();
        return new PlannedObject
        {
            Kind = (TokenObjectKind)Class,
            Label = Encoding.UTF8.GetString(ValueOf(CKA.LABEL)),
            Id = name.Id.Length == 0 ? null : Convert.ToHexStringLower(name.Id),
            Hash = Convert.ToHexStringLower(name.Hash),
            Change = PlannedChange.Write,
        };
    }

    /// <summary>A value in the template, which is not copied: it may be the random value R.</summary>
    private ReadOnlySpan<byte> ValueOf(CKA type) => Template.TryGet(type, out TemplateAttribute attribute) ? attribute.Value : [];
}
