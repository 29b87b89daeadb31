using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Vendors;

namespace BioToken.Tests.Support;

/// <summary>A module some of whose calls do something else.</summary>
internal sealed class AlteredModule(ITokenModule inner) : ITokenModule
{
    private ICryptoki? _started;

    public string Name => inner.Name;

    public VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors) => inner.FindSimulated(token, vendors);

    /// <summary>Changes what a token says of itself.</summary>
    public Func<nuint, TokenInfo, TokenInfo> TokenInfo { get; set; } = static (_, info) => info;

    /// <summary>What <c>C_DestroyObject</c> answers instead of having its effect; null if it has it.</summary>
    public Func<nuint, CKR?> Destroy { get; set; } = static _ => null;

    /// <summary>Changes a signature that was made.</summary>
    public Action<Span<byte>> Signature { get; set; } = static _ => { };

    /// <summary>What <c>C_Sign</c> answers instead of having its effect; null if it has it.</summary>
    public Func<CKR?> Sign { get; set; } = static () => null;

    /// <summary>The object that a handle stands for, and the handle that stands for an object: what is exchanged, both ways.</summary>
    public Func<nuint, nuint> Handle { get; set; } = static handle => handle;

    public ICryptoki Start() => new AlteredCryptoki(_started = inner.Start(), this);

    public void Stop(ICryptoki cryptoki) => inner.Stop(_started!);
}
