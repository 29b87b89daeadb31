using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;

namespace BioToken.Writing.Steps;

/// <summary>Reads new objects back from the token and compares them byte by byte with their templates.</summary>
internal sealed class ObjectVerification : IDisposable
{
    private readonly WriteContext _context;
    private readonly AttributeQuery _query = new(
        (CKA.CLASS, sizeof(ulong)),
        (CKA.ID, 64),
        (CKA.VALUE, 4096),
        (CKA.MODULUS, 512),
        (CKA.PUBLIC_EXPONENT, 8),
        (CKA.SENSITIVE, 1),
        (CKA.EXTRACTABLE, 1));

    public ObjectVerification(WriteContext context) => _context = context;

    /// <exception cref="BioTokenException">The token does not hold the object as written.</exception>
    public void Verify(NewObject written)
    {
        Failures.CheckAttributes(
            _context.Cryptoki.GetAttributeValue(_context.Session.Handle, written.Handle!.Value, _query), _context.Vendor);
        AttributeTemplate template = written.Template;
        bool same = Same(template, CKA.CLASS) && Same(template, CKA.ID) && written.Class switch
        {
            CKO.CERTIFICATE or CKO.DATA => Same(template, CKA.VALUE),
            CKO.PUBLIC_KEY => Same(template, CKA.MODULUS) && Same(template, CKA.PUBLIC_EXPONENT),
            // Some tokens show no modulus on a private key; then only the signature verifies it.
            _ => !_query.TryGet(CKA.MODULUS, out _) || Same(template, CKA.MODULUS),
        };
        if (!same)
            throw new BioTokenException(BioTokenError.WriteFailed, Messages.Format("WriteReadBackDiffers", written.Class))
            {
                Vendor = _context.Vendor,
            };
        if (written.Class == CKO.PRIVATE_KEY)
            RequireProtection(_context, _query);
    }

    /// <summary>Checks a private key that was written before.</summary>
    /// <exception cref="BioTokenException">It is not protected.</exception>
    public static void RequireProtection(WriteContext context, nuint privateKey)
    {
        using AttributeQuery query = new((CKA.SENSITIVE, 1), (CKA.EXTRACTABLE, 1));
        Failures.CheckAttributes(context.Cryptoki.GetAttributeValue(context.Session.Handle, privateKey, query), context.Vendor);
        RequireProtection(context, query);
    }

    public void Dispose() => _query.Dispose();

    private static void RequireProtection(WriteContext context, AttributeQuery read)
    {
        if (read.GetBoolean(CKA.SENSITIVE) == false || read.GetBoolean(CKA.EXTRACTABLE) == true)
            throw new BioTokenException(BioTokenError.WriteFailed, Messages.Format("WriteKeyNotProtected")) { Vendor = context.Vendor };
    }

    private bool Same(AttributeTemplate template, CKA type)
    {
        if (!template.TryGet(type, out TemplateAttribute expected))
            return true;
        if (expected.IsULong)
            return _query.GetULong(type) == BitConverter.ToUInt64(expected.Value);
        return _query.TryGet(type, out ReadOnlySpan<byte> value) && CryptographicOperations.FixedTimeEquals(value, expected.Value);
    }
}
