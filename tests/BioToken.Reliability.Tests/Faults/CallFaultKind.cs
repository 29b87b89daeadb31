namespace BioToken.Reliability.Tests.Faults;

/// <summary>Specifies the fault at a call of the module.</summary>
internal enum CallFaultKind
{
    /// <summary>The token is removed before the call.</summary>
    Removed,

    /// <summary>The token is removed after the call has taken effect.</summary>
    RemovedAfter,

    /// <summary>CKR_DEVICE_MEMORY, without effect.</summary>
    Memory,

    /// <summary>CKR_DEVICE_ERROR, without effect.</summary>
    ErrorBefore,

    /// <summary>CKR_DEVICE_ERROR, although the call has taken effect.</summary>
    ErrorAfter,

    /// <summary>CKR_OK, without effect.</summary>
    Pretended,

    /// <summary>The call never returns, and the process is killed during it.</summary>
    Hang,

    /// <summary>The process is killed before the call.</summary>
    Kill,

    /// <summary>The process is killed after the call has taken effect.</summary>
    KillAfter,
}
