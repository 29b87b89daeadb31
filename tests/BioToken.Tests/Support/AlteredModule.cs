using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Vendors;

namespace BioToken.Tests.Support;

/// <summary>A module that changes the behavior of some calls.</summary>
internal sealed class AlteredModule(ITokenModule inner) : ITokenModule
{
    private ICryptoki? _started;

    public string Name => inner.Name;

    public VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors) => inner.FindSimulated(token, vendors);

    /// <summary>Changes the information that a token reports about itself.</summary>
    public Func<nuint, TokenInfo, TokenInfo> TokenInfo { get; set; } = static (_, info) => info;

    /// <summary>Result that <c>C_DestroyObject</c> returns instead of taking effect; null to let it take effect.</summary>
    public Func<nuint, CKR?> Destroy { get; set; } = static _ => null;

    /// <summary>Changes a signature before it is returned.</summary>
    public Action<Span<byte>> Signature { get; set; } = static _ => { };

    /// <summary>Result that <c>C_Sign</c> returns instead of taking effect; null to let it take effect.</summary>
    public Func<CKR?> Sign { get; set; } = static () => null;

    /// <summary>Exchanges handles, both those that callers pass and those that searches return.</summary>
    public Func<nuint, nuint> Handle { get; set; } = static handle => handle;

    public ICryptoki Start() => new AlteredCryptoki(_started = inner.Start(), this);

    public void Stop(ICryptoki cryptoki) => inner.Stop(_started!);
}
