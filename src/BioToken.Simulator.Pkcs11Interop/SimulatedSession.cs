using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using Net.Pkcs11Interop.HighLevelAPI;
using static BioToken.Simulator.Pkcs11Interop.Pkcs11Calls;
using CKR = BioToken.Pkcs11.Constants.CKR;
using CKU = BioToken.Pkcs11.Constants.CKU;
using InteropCKU = Net.Pkcs11Interop.Common.CKU;

namespace BioToken.Simulator.Pkcs11Interop;

/// <summary>A session with a simulated token.</summary>
internal sealed partial class SimulatedSession : ISession
{
    // What Pkcs11Interop reads from a stream at a time.
    private const int PartLength = 4096;

    private readonly SimulatedLibrary _library;
    private readonly SimulatedCryptoki _cryptoki;
    private readonly Pkcs11InteropFactories _factories;
    private nuint _session;
    private bool _disposed;

    public SimulatedSession(Pkcs11InteropFactories factories, SimulatedLibrary library, SimulatedCryptoki cryptoki, nuint session)
    {
        _library = library;
        _factories = factories;
        _cryptoki = cryptoki;
        _session = session;
    }

    public Pkcs11InteropFactories Factories
    {
        get
        {
            ThrowIfDisposed();
            return _factories;
        }
    }

    public ulong SessionId => Handle;

    public bool CloseWhenDisposed
    {
        get
        {
            ThrowIfDisposed();
            return true;
        }
    }

    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    private nuint Handle
    {
        get
        {
            ThrowIfDisposed();
            return _session;
        }
    }

    public void CloseSession()
    {
        Check(_cryptoki.CloseSession(Handle), "C_CloseSession");
        _session = 0;
    }

    public ISessionInfo GetSessionInfo()
    {
        Check(_cryptoki.GetSessionInfo(Handle, out SessionInfo info), "C_GetSessionInfo");
        return Descriptions.Of(_session, info);
    }

    public void Login(InteropCKU userType, string pin) => WithPin(pin, bytes => Login(userType, bytes!));

    public void Login(InteropCKU userType, byte[] pin) => Check(LogIn((CKU)userType, pin), "C_Login");

    public void Logout() => Check(_cryptoki.Logout(Handle), "C_Logout");

    public void InitPin(string userPin) => WithPin(userPin, bytes => InitPin(bytes!));

    public void InitPin(byte[] userPin)
        => Check(_cryptoki.Administration.InitPin(Handle, userPin, isOnDevice: userPin is null), "C_InitPIN");

    public void SetPin(string oldPin, string newPin) => WithPin(oldPin, old => WithPin(newPin, changed => SetPin(old!, changed!)));

    public void SetPin(byte[] oldPin, byte[] newPin)
    {
        ThrowIfDisposed();
        // One PIN of the two: the shared library answers so, and no try is spent.
        Check(
            (oldPin is null) != (newPin is null)
                ? CKR.ARGUMENTS_BAD
                : _cryptoki.Administration.SetPin(Handle, oldPin, newPin, isOnDevice: oldPin is null),
            "C_SetPIN");
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        // It fails as Pkcs11Interop's does if the session or the library has ended before.
        if (_session != 0)
            CloseSession();
        _disposed = true;
    }

    private CKR LogIn(CKU user, byte[]? pin) => pin is null ? _cryptoki.LoginOnDevice(Handle, user) : _cryptoki.Login(Handle, user, pin);

    /// <summary>Uses a PIN's bytes, and zeroes them; null stays null, for the device's own prompt.</summary>
    private static void WithPin(string? pin, Action<byte[]?> use)
    {
        byte[]? bytes = pin is null ? null : Encoding.UTF8.GetBytes(pin);
        try
        {
            use(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Passes a stream on in parts.</summary>
    private static void ReadParts(Stream input, int length, Action<byte[], int> use)
    {
        byte[] part = new byte[length];
        for (int read = input.Read(part); read > 0; read = input.Read(part))
            use(part, read);
    }

    /// <summary>Checks the arguments of an operation on a stream before the operation starts: one that was started stays active.</summary>
    private void CheckStream(Stream inputStream, int bufferLength)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(inputStream);
        if (bufferLength < 1)
            throw new ArgumentException("The buffer holds a byte or more.", nameof(bufferLength));
    }

    private static nuint HandleOf(IObjectHandle handle, [CallerArgumentExpression(nameof(handle))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(handle, name);
        return (nuint)handle.ObjectId;
    }

    private void ThrowIfDisposed()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _library.ThrowIfDisposed();
    }
}
