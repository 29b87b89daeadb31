using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Vendors;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>
/// A module of one process: at one of its calls something happens. After a kill, nothing of the process reaches the module or the disk.
/// </summary>
/// <param name="inner">The module.</param>
/// <param name="disk">The disk of the process.</param>
/// <param name="remove">Pulls the token out.</param>
internal sealed class FaultyModule(ITokenModule inner, MortalDisk disk, Action remove) : ITokenModule
{
    private readonly TaskCompletionSource _hung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _buried = new();
    private ICryptoki? _started;
    private CallFault _fault;
    private bool _isRemovedAfter;

    public string Name => inner.Name;

    public VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors) => inner.FindSimulated(token, vendors);

    /// <summary>Objects that it still takes before the token is full; null for as many as the token itself takes.</summary>
    public int? Room { get; set; }

    /// <summary>Told right before the token is pulled out.</summary>
    public Action Removing { get; set; } = static () => { };

    /// <summary>Ends when a call does not answer.</summary>
    public Task Hung => _hung.Task;

    /// <summary>Calls since the fault was armed.</summary>
    public int Calls { get; private set; }

    /// <summary>Names of these calls.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>Logins with a PIN that reached the module.</summary>
    public int Logins { get; private set; }

    /// <summary>Whether the fault has happened.</summary>
    public bool HasHappened { get; private set; }

    public bool IsDead { get; private set; }

    public ICryptoki Start()
    {
        _started = inner.Start();
        return new FaultyCryptoki(_started, this);
    }

    // The system takes back what a dead process had open.
    public void Stop(ICryptoki cryptoki) => inner.Stop(_started!);

    /// <summary>Counts calls from now on.</summary>
    /// <param name="fault">What happens; null for nothing.</param>
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

    /// <summary>What a call answers instead of having its effect; null if it has it.</summary>
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
                // Only what has an effect can be pretended; a module that invents what it shows is another matter.
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

    /// <summary>What a call answers that has had its effect.</summary>
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
