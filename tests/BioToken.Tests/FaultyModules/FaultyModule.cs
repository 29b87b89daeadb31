using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Records;
using BioToken.Vendors;

namespace BioToken.Tests.FaultyModules;

/// <summary>A module that reports wrong results.</summary>
internal sealed class FaultyModule(ITokenModule inner, WrongResults results) : ITokenModule
{
    private ICryptoki? _started;

    public string Name => inner.Name;

    public VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors) => inner.FindSimulated(token, vendors);

    public ICryptoki Start()
    {
        _started = inner.Start();
        return new FaultyCryptoki(_started, results);
    }

    public void Stop(ICryptoki cryptoki) => inner.Stop(_started!);
}
