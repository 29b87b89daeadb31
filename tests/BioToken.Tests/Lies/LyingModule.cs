using BioToken.Pkcs11;

namespace BioToken.Tests.Lies;

/// <summary>A module that lies.</summary>
internal sealed class LyingModule(ITokenModule inner, Lie lie) : ITokenModule
{
    private ICryptoki? _started;

    public string Name => inner.Name;

    public ICryptoki Start()
    {
        _started = inner.Start();
        return new LyingCryptoki(_started, lie);
    }

    public void Stop(ICryptoki cryptoki) => inner.Stop(_started!);
}
