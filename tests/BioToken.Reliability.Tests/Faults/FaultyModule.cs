using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Vendors;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>
/// The module of one process, with a fault at one of its calls. After a kill, nothing from the process reaches the module or the disk.
/// </summary>
/// <param name="inner">The module.</param>
/// <param name="disk">The disk of the process.</param>
/// <param name="remove">Removes the token.</param>
internal sealed class FaultyModule(ITokenModule inner, MortalDisk disk, Action remove) : ITokenModule
{
    private readonly TaskCompletionSource _hung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _buried = new();
    private ICryptoki? _started;
    private CallFault _fault;
    private bool _isRemovedAfter;

    public string Name => inner.Name;

    public VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors) => inner.FindSimulated(token, vendors);

    /// <summary>The number of objects that still fit before the token is full; null for the token's own limit.</summary>
    public int? Room { get; set; }

    /// <summary>An action that is called right before the token is removed.</summary>
    public Action Removing { get; set; } = static () => { };

    /// <summary>A task that ends when a call does not return.</summary>
    public Task Hung => _hung.Task;

    /// <summary>The number of calls since the fault was armed.</summary>
    public int Calls { get; private set; }

    /// <summary>Names of these calls.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>The number of logins with a PIN that reached the module.</summary>
    public int Logins { get; private set; }

    /// <summary>Whether the fault has occurred.</summary>
    public bool HasHappened { get; private set; }

    public bool IsDead { get; private set; }

    public ICryptoki Start()
    {
        _started = inner.Start();
        return new FaultyCryptoki(_started, this);
    }

    // The system releases the open resources of a dead process.
    public void Stop(ICryptoki cryptoki) => inner.Stop(_started!);

    /// <summary>Starts to count calls from 1.</summary>
    /// <param name="fault">The fault; null for none.</param>
    public void Arm(CallFault? fault)
    {
        _fault = fault ?? default;
        (Calls, HasHappened) = (0, false);
        Trace.Clear();
    }

    /// <summary>Kills the process that hangs.</summary>
    public void Bury()
    {
        Die();
        _buried.SetResult();
    }

    public void CountLogin() => Logins++;

    /// <summary>Returns the result of a call that must not take effect; null if it may take effect.</summary>
    public CKR? Before(string function)
    {
        if (IsDead)
            return CKR.GENERAL_ERROR;
        Trace.Add(function);
        if (++Calls != _fault.Call)
            return null;
        HasHappened = true;
        switch (_fault.Kind)
        {
            case CallFaultKind.Removed:
                Remove();
                return null;
            case CallFaultKind.Memory:
                return CKR.DEVICE_MEMORY;
            case CallFaultKind.ErrorBefore:
                return CKR.DEVICE_ERROR;
            case CallFaultKind.Pretended:
                // Only an effect can be pretended; a module that returns invented contents is a separate case.
                return HasEffect(function) ? CKR.OK : CKR.DEVICE_ERROR;
            case CallFaultKind.Hang:
                _hung.SetResult();
                _buried.Task.GetAwaiter().GetResult();
                return CKR.GENERAL_ERROR;
            case CallFaultKind.Kill:
                Die();
                return CKR.GENERAL_ERROR;
            default:
                return null;
        }
    }

    /// <summary>Returns the result of a call that has taken effect.</summary>
    public CKR After(CKR result)
    {
        if (Calls != _fault.Call || IsDead)
            return result;
        switch (_fault.Kind)
        {
            case CallFaultKind.RemovedAfter:
                if (!_isRemovedAfter)
                    Remove();
                _isRemovedAfter = true;
                return result;
            case CallFaultKind.ErrorAfter:
                return CKR.DEVICE_ERROR;
            case CallFaultKind.KillAfter:
                Die();
                return CKR.GENERAL_ERROR;
            default:
                return result;
        }
    }

    private void Remove()
    {
        Removing();
        remove();
    }

    private static bool HasEffect(string function)
        => function is "C_CreateObject" or "C_DestroyObject" or "C_SignInit" or "C_Sign" or "C_Logout";

    private void Die()
    {
        IsDead = true;
        disk.Kill();
    }
}
