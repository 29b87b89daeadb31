using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;

namespace BioToken.Pkcs11.Native;

internal sealed unsafe partial class NativeCryptoki
{
    private const int SmallTemplate = 64; // eight-byte words: some fourteen attributes

    public CKR FindObjectsInit(nuint session, AttributeTemplate template)
    {
        nuint unused = 0;
        return WithTemplate(session, template, creates: false, &unused);
    }

    public CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        nuint found = 0;
        CKR result;
        fixed (nuint* list = objects)
            result = Result(_functions.FindObjects(session, list, (nuint)objects.Length, &found));
        found = Scalar(found);
        count = 0;
        if (result != CKR.OK)
            return result;
        if (found > (nuint)objects.Length)
            return CKR.GENERAL_ERROR;
        count = (int)found;
        _layout.Widen(objects[..count]);
        return CKR.OK;
    }

    public CKR FindObjectsFinal(nuint session) => Result(_functions.FindObjectsFinal(session));

    public CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
    {
        nuint created = 0;
        CKR result = WithTemplate(session, template, creates: true, &created);
        handle = Scalar(created);
        return result;
    }

    public CKR DestroyObject(nuint session, nuint handle) => Result(_functions.DestroyObject(session, handle));

    /// <summary>Lends the template to the module, in memory that does not move and is zeroed after the call.</summary>
    private CKR WithTemplate(nuint session, AttributeTemplate template, bool creates, nuint* created)
    {
        ArgumentNullException.ThrowIfNull(template);
        int words = TemplateEncoder.WordsFor(_structures, template);
        Span<ulong> scratch = words <= SmallTemplate ? stackalloc ulong[SmallTemplate] : GC.AllocateArray<ulong>(words, pinned: true);
        Span<byte> memory = MemoryMarshal.AsBytes(scratch);
        try
        {
            fixed (byte* attributes = memory)
            {
                TemplateEncoder.Encode(_structures, template, memory, (nuint)attributes);
                byte* first = template.Count == 0 ? null : attributes;
                return Result(creates
                    ? _functions.CreateObject(session, first, (nuint)template.Count, created)
                    : _functions.FindObjectsInit(session, first, (nuint)template.Count));
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(memory);
            GC.KeepAlive(template);
        }
    }
}
