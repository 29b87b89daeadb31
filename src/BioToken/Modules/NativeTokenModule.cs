using BioToken.Errors;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Loading;
using BioToken.Pkcs11.Records;
using BioToken.Resources;
using BioToken.Vendors;

namespace BioToken.Modules;

/// <summary>A PKCS#11 module in a file. The file is first accessed on use.</summary>
/// <param name="path">Absolute path of the file.</param>
/// <param name="isAttached">Whether another part of the program has initialized the module and will finalize it.</param>
internal sealed class NativeTokenModule(string path, bool isAttached = false) : ITokenModule
{
    private CryptokiModule? _module;
    private SimulatorMark? _mark;

    public string Name { get; } = ModulePath.IsAbsoluteSomewhere(path)
        ? path
        : throw new ArgumentException(Messages.Format("ModulePathNotAbsolute", path), nameof(path));

    public bool StopEndsSessions => _module is null or { IsAdopted: false, IsShared: false };

    /// <summary>The path without symbolic links, which identifies the file.</summary>
    /// <exception cref="BioTokenException">There is no such file.</exception>
    public string Resolve() => Path.IsPathFullyQualified(Name)
        ? Try(() => ModuleFile.Resolve(Name))
        : throw new BioTokenException(BioTokenError.ModuleNotFound, Messages.Format("ModulePathOfOtherSystem", Name));

    public ICryptoki Start()
    {
        _module = Try(() => isAttached ? CryptokiModule.Attach(Name) : CryptokiModule.Load(Name));
        _mark = SimulatorMark.Read(_module);
        return _module.Cryptoki;
    }

    public VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors) => _mark?.Find(token.Model, vendors);

    public void Stop(ICryptoki cryptoki)
    {
        _module?.Dispose();
        _module = null;
    }

    public void Forget(ICryptoki cryptoki)
    {
        _module?.Abandon();
        _module = null;
    }

    private static T Try<T>(Func<T> load)
    {
        try
        {
            return load();
        }
        catch (CryptokiLoadException e)
        {
            throw new BioTokenException(Classify(e.Reason), e.Message, e) { Result = e.ReturnValue };
        }
    }

    private static BioTokenError Classify(CryptokiLoadFailure failure) => failure switch
    {
        CryptokiLoadFailure.NotFound or CryptokiLoadFailure.NotReadable => BioTokenError.ModuleNotFound,
        CryptokiLoadFailure.WrongMachine => BioTokenError.ModuleArchitecture,
        CryptokiLoadFailure.InitializeFailed or CryptokiLoadFailure.NotInitialized or CryptokiLoadFailure.GetInfoFailed
            => BioTokenError.ModuleInitializationFailed,
        _ => BioTokenError.ModuleInvalid,
    };
}
