using BioToken.Pkcs11;

namespace BioToken.Tests.Support;

/// <summary>Puts a <see cref="FaultyCryptoki"/> before another module.</summary>
internal sealed class FaultyModule(ITokenModule inner) : ITokenModule
{
    private ICryptoki? _started;

    public string Name => inner.Name;

    /// <summary>The module, once it is started.</summary>
    public FaultyCryptoki? Cryptoki { get; private set; }

    public ICryptoki Start()
    {
        _started = inner.Start();
        return Cryptoki = new FaultyCryptoki(_started);
    }

    public void Stop(ICryptoki cryptoki) => inner.Stop(_started!);
}
