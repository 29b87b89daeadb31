using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Resources;

namespace BioToken.Pkcs11.Loading;

/// <summary>A module could not be loaded or started. The message names the next step, in Korean or English.</summary>
public sealed class CryptokiLoadException : Exception
{
    internal CryptokiLoadException(
        CryptokiLoadFailure failure, string path, ModuleMachine? machine = null, CKR? returnValue = null, Exception? innerException = null)
        : base(MessageFor(failure, path, machine, returnValue, LoaderText(innerException)), innerException)
    {
        Reason = failure;
        Path = path;
        Machine = machine;
        ReturnValue = returnValue;
        SystemMessage = LoaderText(innerException);
    }

    /// <summary>The step that failed.</summary>
    public CryptokiLoadFailure Reason { get; }

    /// <summary>The file as specified.</summary>
    public string Path { get; }

    /// <summary>The module's return value; null if none of its functions was called, or the value is not the reason.</summary>
    public CKR? ReturnValue { get; }

    /// <summary>The processor that the file is made for; null before it is known.</summary>
    public ModuleMachine? Machine { get; }

    /// <summary>The operating system's message, such as the name of a missing library; null if it was not called.</summary>
    public string? SystemMessage { get; }

    /// <summary>
    /// The loader's own text. .NET puts advice before it, and, on Unix, a line for each path that was tried; on Windows it is all one line.
    /// </summary>
    private static string? LoaderText(Exception? cause)
    {
        string[] lines = cause?.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return lines switch
        {
            [] => null,
            [var only] => only,
            [_, .. var tried] => string.Join("; ", tried.Distinct(StringComparer.Ordinal)),
        };
    }

    private static string MessageFor(CryptokiLoadFailure failure, string path, ModuleMachine? machine, CKR? returnValue, string? system)
    {
        string key = (failure, machine) switch
        {
            (CryptokiLoadFailure.WrongMachine, ModuleMachine.X86 or ModuleMachine.Arm) when nint.Size == 8 => "Load_WrongMachine_32Bit",
            (CryptokiLoadFailure.WrongMachine, ModuleMachine.X64 or ModuleMachine.Arm64) when nint.Size == 4 => "Load_WrongMachine_64Bit",
            _ => "Load_" + failure,
        };
        return Messages.Format(key, path, returnValue?.ToName(), machine?.ToString().ToLowerInvariant(), ProcessName, system);
    }

    private static string ProcessName => ModuleHeader.ProcessMachine.ToString().ToLowerInvariant();
}
