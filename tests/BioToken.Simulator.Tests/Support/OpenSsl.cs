using System.Diagnostics;

namespace BioToken.Simulator.Tests;

/// <summary>The openssl command, an oracle that we did not write.</summary>
internal static class OpenSsl
{
    public static bool Succeeds(params string[] arguments)
    {
        ProcessStartInfo start = new("openssl", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        errors.Wait(TimeSpan.FromSeconds(10));
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
