using BioToken.Pkcs11.Loading;

namespace BioToken.Pkcs11.Tests;

/// <summary>SoftHSM2 with a token store of its own. Each test makes its token there.</summary>
public sealed class SoftHsmFixture : IDisposable
{
    public const string Pin = "1234";

    private readonly Lazy<SoftHsmStore> _store = new(() => new());

    /// <summary>Makes a token with a label of its own, loads the module, opens a session and logs in unless told otherwise.</summary>
    internal SoftHsmToken NewToken(bool login = true)
    {
        Assert.SkipWhen(SoftHsmStore.LibraryPath is null, "SoftHSM2 is not installed.");
        string label = Guid.NewGuid().ToString("N");
        _store.Value.CreateToken(label, Pin, officerPin: "12345678");
        // SoftHSM2 sees new tokens only when it is initialized.
        return new(CryptokiModule.Load(SoftHsmStore.LibraryPath), label, login);
    }

    public void Dispose()
    {
        if (_store.IsValueCreated)
            _store.Value.Dispose();
    }
}
