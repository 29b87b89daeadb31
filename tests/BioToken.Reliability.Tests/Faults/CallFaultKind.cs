namespace BioToken.Reliability.Tests.Faults;

/// <summary>What happens at a call of the module.</summary>
internal enum CallFaultKind
{
    /// <summary>The token is pulled out before the call.</summary>
    Removed,

    /// <summary>The token is pulled out when the call has had its effect.</summary>
    RemovedAfter,

    /// <summary>CKR_DEVICE_MEMORY, without effect.</summary>
    Memory,

    /// <summary>CKR_DEVICE_ERROR, without effect.</summary>
    ErrorBefore,

    /// <summary>CKR_DEVICE_ERROR, although the call had its effect.</summary>
    ErrorAfter,

    /// <summary>CKR_OK, without effect.</summary>
    Pretended,

    /// <summary>The call never answers, and the process is killed in it.</summary>
    Hang,

    /// <summary>The process is killed before the call.</summary>
    Kill,

    /// <summary>The process is killed when the call has had its effect.</summary>
    KillAfter,
}
