using System.Diagnostics;

namespace BioToken.Simulator.Tests.Issuing;

/// <summary>The openssl program: another reader of certificates and keys.</summary>
internal static class OpenSslProgram
{
    /// <summary>Runs a command and gives what it wrote.</summary>
    public static string Run(params string[] arguments)
    {
        using Process process = new()
        {
            StartInfo = new("openssl", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.Start();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"openssl {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
    }
}
