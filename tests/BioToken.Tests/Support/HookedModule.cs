using System.Collections.Concurrent;
using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Vendors;

namespace BioToken.Tests;

/// <summary>A module whose calls a test can replace. It records the threads that make calls.</summary>
internal sealed class HookedModule(ITokenModule inner) : ITokenModule
{
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly ConcurrentDictionary<int, bool> _threads = new();
    private ICryptoki? _started;
    private int _inside;
    private int _mostInside;

    public string Name => inner.Name;

    public VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors) => inner.FindSimulated(token, vendors);

    public bool StopEndsSessions { get; set; } = true;

    /// <summary>Result that a call returns instead of being made; null to make the call.</summary>
    public Func<string, CKR?> Before { get; set; } = static _ => null;

    /// <summary>Changes the result of a call that was made.</summary>
    public Func<string, CKR, CKR> After { get; set; } = static (_, result) => result;

    public int Starts { get; private set; }

    public int Stops { get; private set; }

    public int Forgotten { get; private set; }

    /// <summary>Names of all calls, in order.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>Number of threads that made calls.</summary>
    public int Threads => _threads.Count;

    /// <summary>Maximum number of calls in progress at the same time.</summary>
    public int MostInside => _mostInside;

    public ICryptoki Start()
    {
        Starts++;
        _started = inner.Start();
        return new HookedCryptoki(_started, this);
    }

    public void Stop(ICryptoki cryptoki)
    {
        Stops++;
        inner.Stop(_started!);
    }

    public void Forget(ICryptoki cryptoki)
    {
        Forgotten++;
        inner.Stop(_started!);
    }

    /// <summary>Finalizes the module, as another part of the program does.</summary>
    public void FinalizeByOthers() => _started!.FinalizeCryptoki();

    /// <summary>Logs out in a session of its own, as another part of the program does.</summary>
    public void LogOutByOthers(nuint slot) => CallByOthers(slot, static (cryptoki, session) => cryptoki.Logout(session));

    /// <summary>Logs in in a session of its own, as another part of the program does.</summary>
    public void LogInByOthers(nuint slot, byte[] pin)
        => CallByOthers(slot, (cryptoki, session) => cryptoki.Login(session, CKU.USER, pin));

    public CKR Run(string function, Func<CKR> call)
    {
        _calls.Enqueue(function);
        _threads.TryAdd(Environment.CurrentManagedThreadId, true);
        int inside = Interlocked.Increment(ref _inside);
        if (inside > Volatile.Read(ref _mostInside))
            Volatile.Write(ref _mostInside, inside);
        try
        {
            return Before(function) ?? After(function, call());
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    private void CallByOthers(nuint slot, Func<ICryptoki, nuint, CKR> call)
    {
        Assert.Equal(CKR.OK, _started!.OpenSession(slot, SessionFlags.None, out nuint session));
        Assert.Equal(CKR.OK, call(_started, session));
        Assert.Equal(CKR.OK, _started.CloseSession(session));
    }
}
