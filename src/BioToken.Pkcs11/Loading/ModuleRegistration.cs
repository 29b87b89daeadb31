using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Native;

namespace BioToken.Pkcs11.Loading;

/// <summary>
/// The process's one record of a module: how many use it, and who initialized it. A module is identified by the handle of the library at
/// its resolved path, which is unique per file, so that two names of one file share a record.
/// </summary>
internal sealed class ModuleRegistration
{
    private static readonly Dictionary<nint, ModuleRegistration> Registrations = [];

    private readonly Lock _lock = new();
    private int _uses;
    private bool _initializedHere;
    private bool _isLost;

    private ModuleRegistration()
    {
    }

    public bool IsAdopted => !_initializedHere;

    public bool IsShared
    {
        get
        {
            lock (_lock)
                return _uses > 1;
        }
    }

    public static ModuleRegistration For(nint library)
    {
        lock (Registrations)
        {
            if (!Registrations.TryGetValue(library, out ModuleRegistration? registration))
                Registrations.Add(library, registration = new());
            return registration;
        }
    }

    /// <summary>Adds a use; the first initializes the module. A slow module delays only its own users.</summary>
    /// <exception cref="CryptokiLoadException">The module could not be initialized.</exception>
    public void Acquire(NativeCryptoki cryptoki, ModuleFile file)
    {
        lock (_lock)
        {
            if (_uses == 0 || _isLost)
                _initializedHere = Initialize(cryptoki, file);
            _isLost = false;
            _uses++;
        }
    }

    /// <summary>Adds a use to a module that another part of the process owns from now on.</summary>
    public void Attach()
    {
        lock (_lock)
        {
            _initializedHere = false;
            _isLost = false;
            _uses++;
        }
    }

    /// <summary>Ends a use; the last finalizes the module if it was initialized here.</summary>
    public void Release(NativeCryptoki cryptoki)
    {
        lock (_lock)
        {
            if (--_uses == 0 && _initializedHere)
                cryptoki.FinalizeCryptoki();
        }
    }

    /// <summary>
    /// Ends a use of a module that another part of the process has finalized: the next use initializes it again, even if others remain.
    /// </summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _uses--;
            _initializedHere = false;
            _isLost = true;
        }
    }

    /// <returns>False if another part of the process had initialized it.</returns>
    private static bool Initialize(NativeCryptoki cryptoki, ModuleFile file)
    {
        CKR result = cryptoki.Initialize();
        // A module that accepts no arguments cannot lock, which is harmless here: its calls come one at a time.
        if (result is CKR.CANT_LOCK or CKR.NEED_TO_CREATE_THREADS or CKR.ARGUMENTS_BAD)
            result = cryptoki.InitializeWithoutArguments();
        return result switch
        {
            CKR.OK => true,
            CKR.CRYPTOKI_ALREADY_INITIALIZED => false,
            _ => throw new CryptokiLoadException(CryptokiLoadFailure.InitializeFailed, file.Path, file.Machine, result),
        };
    }
}
