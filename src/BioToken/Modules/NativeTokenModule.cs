using BioToken.Pkcs11;

namespace BioToken;

/// <summary>A PKCS#11 module in a file.</summary>
internal sealed class NativeTokenModule(string path) : ITokenModule
{
    private CryptokiModule? _module;

    public string Name { get; } = Path.IsPathFullyQualified(path)
        ? path
        : throw new ArgumentException(Messages.Format("ModulePathNotAbsolute", path), nameof(path));

    public bool StopEndsSessions => _module is not { IsAdopted: true };

    public ICryptoki Start()
    {
        try
        {
            _module = CryptokiModule.Load(Name);
            return _module.Cryptoki;
        }
        catch (CryptokiLoadException e)
        {
            throw new BioTokenException(Classify(e.Failure), e.Message, e) { ReturnValue = e.ReturnValue };
        }
    }

    public void Stop(ICryptoki cryptoki) => _module?.Dispose();

    private static BioTokenError Classify(CryptokiLoadFailure failure) => failure switch
    {
        CryptokiLoadFailure.NotFound or CryptokiLoadFailure.NotReadable => BioTokenError.ModuleNotFound,
        CryptokiLoadFailure.WrongMachine => BioTokenError.ModuleArchitecture,
        CryptokiLoadFailure.InitializeFailed or CryptokiLoadFailure.GetInfoFailed => BioTokenError.ModuleStart,
        _ => BioTokenError.ModuleInvalid,
    };
}
