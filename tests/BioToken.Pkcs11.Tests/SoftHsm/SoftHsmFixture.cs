using BioToken.Pkcs11.Loading;

namespace BioToken.Pkcs11.Tests;

/// <summary>SoftHSM2 with a token store of its own. Each test creates its token there.</summary>
public sealed class SoftHsmFixture : IDisposable
{
    public const string Pin = "1234";

    private readonly Lazy<SoftHsmStore> _store = new(() => new());

    /// <summary>Creates a token with its own label, loads the module, opens a session and, by default, logs in.</summary>
    internal SoftHsmToken NewToken(bool login = true)
    {
        Assert.SkipWhen(SoftHsmStore.LibraryPath is null, "SoftHSM2 is not installed.");
        string label = Guid.NewGuid().ToString("N");
        _store.Value.CreateToken(label, Pin, officerPin: "12345678");
        // SoftHSM2 detects new tokens only when it is initialized.
        return new(CryptokiModule.Load(SoftHsmStore.LibraryPath), label, login);
    }

    public void Dispose()
    {
        if (_store.IsValueCreated)
            _store.Value.Dispose();
    }
}
