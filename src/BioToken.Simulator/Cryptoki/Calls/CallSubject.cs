using System.Buffers.Binary;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Cryptoki.Calls;

/// <summary>The objects of a call, for rules by class: the object of a handle, of a template, or a new one.</summary>
internal readonly ref struct CallSubject
{
    private readonly nuint? _handle;
    private readonly AttributeTemplate? _template;
    private readonly ReadOnlySpan<CKO> _classes;

    private CallSubject(nuint? handle, AttributeTemplate? template, ReadOnlySpan<CKO> classes)
    {
        _handle = handle;
        _template = template;
        _classes = classes;
    }

    public static CallSubject Object(nuint handle) => new(handle, template: null, classes: default);

    public static CallSubject Of(AttributeTemplate template) => new(handle: null, template, classes: default);

    public static CallSubject Classes(ReadOnlySpan<CKO> classes) => new(handle: null, template: null, classes);

    /// <summary>The classes; empty if unknown.</summary>
    /// <param name="classOf">Finds the class of a handle's object; null for a handle of none.</param>
    /// <param name="buffer">A buffer for one class.</param>
    public ReadOnlySpan<CKO> Resolve(Func<nuint, CKO?> classOf, Span<CKO> buffer)
    {
        CKO? found = null;
        if (_handle is { } handle)
            found = classOf(handle);
        else if (_template is not null && _template.TryGet(CKA.CLASS, out TemplateAttribute given) && given.Value.Length == sizeof(ulong))
            found = (CKO)BinaryPrimitives.ReadUInt64LittleEndian(given.Value);
        if (found is not { } known)
            return _classes;
        buffer[0] = known;
        return buffer[..1];
    }
}
