using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Cryptoki.Operations;

/// <summary>The differences between encryption and decryption: function names, the key's use, and the session's operation.</summary>
internal sealed class CipherDirection
{
    public static readonly CipherDirection Encryption = new()
    {
        Init = TokenFunction.EncryptInit,
        Whole = TokenFunction.Encrypt,
        Update = TokenFunction.EncryptUpdate,
        Final = TokenFunction.EncryptFinal,
        Use = KeyUse.Encrypt,
        SlotOf = static session => session.Encrypt,
        Start = static (mechanism, key, in argument, out operation) => mechanism.StartEncryption(key, argument, out operation),
    };

    public static readonly CipherDirection Decryption = new()
    {
        Init = TokenFunction.DecryptInit,
        Whole = TokenFunction.Decrypt,
        Update = TokenFunction.DecryptUpdate,
        Final = TokenFunction.DecryptFinal,
        Use = KeyUse.Decrypt,
        SlotOf = static session => session.Decrypt,
        Start = static (mechanism, key, in argument, out operation) => mechanism.StartDecryption(key, argument, out operation),
    };

    public required TokenFunction Init { get; init; }

    /// <summary>The function for all data in one call.</summary>
    public required TokenFunction Whole { get; init; }

    public required TokenFunction Update { get; init; }

    public required TokenFunction Final { get; init; }

    public required KeyUse Use { get; init; }

    public required Func<Session, OperationSlot<CipherOperation>> SlotOf { get; init; }

    public required OperationStarter<CipherOperation> Start { get; init; }
}
