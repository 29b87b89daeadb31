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
    private readonly Action<AttributeTemplate> _fill;
    private AttributeTemplate? _template;

    public NewObject(CKO kind, NpkiCertificate? certificate, Action<AttributeTemplate> fill)
    {
        Class = kind;
        Certificate = certificate;
        _fill = fill;
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
    public AttributeTemplate Template => _template ??= MakeTemplate();

    /// <summary>Zeroes the template.</summary>
    public void Dispose() => _template?.Dispose();

    private AttributeTemplate MakeTemplate()
    {
        AttributeTemplate template = new(4096);
        try
        {
            _fill(template.Add(Class).Add(CKA.TOKEN, value: true));
            return template;
        }
        catch
        {
            // It may already contain a part of the key.
            template.Dispose();
            throw;
        }
    }

    /// <summary>Describes it for the journal.</summary>
    public JournaledObject Describe()
    {
        CKA content = Class is CKO.PRIVATE_KEY or CKO.PUBLIC_KEY ? CKA.MODULUS : CKA.VALUE;
        return new JournaledObject(
            Class,
            ValueOf(Template, CKA.ID),
            Class == CKO.DATA ? ValueOf(Template, CKA.LABEL) : [],
            SHA256.HashData(ValueOf(Template, content)));
    }

    /// <summary>Describes it for a plan.</summary>
    public PlannedObject Plan()
    {
        JournaledObject name = Describe();
        return new PlannedObject(
            (TokenObjectKind)Class,
            Encoding.UTF8.GetString(ValueOf(Template, CKA.LABEL)),
            name.Id.Length == 0 ? null : Convert.ToHexStringLower(name.Id),
            Convert.ToHexStringLower(name.Hash),
            PlannedChange.Write);
    }

    private static byte[] ValueOf(AttributeTemplate template, CKA type)
        => template.TryGet(type, out TemplateAttribute attribute) ? attribute.Value.ToArray() : [];
}
