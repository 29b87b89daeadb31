using BioToken.Authentication;
using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;

namespace BioToken.Tests.Fakes;

/// <summary>
/// A module with one token in memory, for behavior that neither the simulator nor a real module shows: any number of objects, objects that
/// return errors, odd searches, wrong signatures, handles that change.
/// </summary>
internal sealed partial class FakeToken : ITokenModule
{
    private readonly Dictionary<nuint, FakeObject> _objects = [];
    private List<nuint> _found = [];
    private int _handedOut;
    private nuint _lastHandle;
    private bool _isLoggedIn;

    public string Name => "fake";

    /// <summary>Names of the calls that were made, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Maximum number of handles that one C_FindObjects call returns.</summary>
    public int Batch { get; set; } = int.MaxValue;

    /// <summary>Handles that C_FindObjects returns instead of searching; null to search.</summary>
    public Func<int, nuint[]>? Finding { get; set; }

    /// <summary>Whether a logout gives all objects new handles.</summary>
    public bool RenumbersAtLogout { get; set; }

    /// <summary>Whether destroying an object gives all others new handles.</summary>
    public bool RenumbersAtRemoval { get; set; }

    /// <summary>Whether a new object gives all others new handles.</summary>
    public bool RenumbersAtCreation { get; set; }

    public byte[] Label { get; set; } = "Fake"u8.ToArray();

    public Func<FakeObject, CKR> Creating { get; set; } = static _ => CKR.OK;

    /// <summary>
    /// Result of C_GetSlotList for a buffer of that length, and the number of slots that it reports; null for the only slot.
    /// </summary>
    public Func<int, (CKR Result, int Count)>? Listing { get; set; }

    public int MechanismCount { get; set; }

    public ulong? MinPin { get; set; } = 4;

    public ulong? MaxPin { get; set; } = 16;

    public IEnumerable<FakeObject> Objects => _objects.Values;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ICryptoki Start() => this;

    public void Stop(ICryptoki cryptoki)
    {
    }

    public nuint Add(FakeObject added)
    {
        _objects.Add(++_lastHandle, added);
        return _lastHandle;
    }

    public void Remove(FakeObject removed) => _objects.Remove(HandleOf(removed));

    public nuint HandleOf(FakeObject one) => _objects.First(pair => pair.Value == one).Key;

    /// <summary>Exchanges the handles of two objects.</summary>
    public void Swap(FakeObject one, FakeObject other)
    {
        (nuint first, nuint second) = (HandleOf(one), HandleOf(other));
        (_objects[first], _objects[second]) = (other, one);
    }

    /// <summary>Gives every object a handle that another object had before.</summary>
    public void Renumber()
    {
        FakeObject[] all = [.. _objects.Values];
        nuint[] handles = [.. _objects.Keys];
        _objects.Clear();
        for (int i = 0; i < all.Length; i++)
            _objects.Add(handles[(i + 1) % handles.Length], all[i]);
    }

    public BioTokenProvider MakeProvider() => new(new BioTokenOptions
    {
        IncludeVendorModules = false,
        Modules = { this },
        JournalDirectory = TestJournal.Directory,
    });

    /// <summary>Opens the token and logs in.</summary>
    public static async Task<IBioToken> OpenAsync(BioTokenProvider provider)
    {
        IBioToken token = await provider.OpenAsync(Assert.Single(await provider.ListAsync(Cancel)), Cancel);
        await LoginAsync(token);
        return token;
    }

    public static async Task LoginAsync(IBioToken token)
    {
        using Pin pin = Pin.FromText("83746502");
        await token.LoginAsync(pin, progress: null, Cancel);
    }
}
