using System.Diagnostics;

namespace BioToken.Npki.Tests;

/// <summary>The openssl program, which knows SEED and ARIA by itself.</summary>
internal static class OpenSsl
{
    private static readonly string[] Providers = ["-provider", "legacy", "-provider", "default"];

    /// <summary>Runs a command with the legacy provider, which holds SEED.</summary>
    public static byte[] RunLegacy(string[] arguments, byte[]? input = null) => Run([arguments[0], .. Providers, .. arguments[1..]], input);

    public static byte[] Run(string[] arguments, byte[]? input = null)
    {
        using Process process = new()
        {
            StartInfo = new("openssl", arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using MemoryStream output = new();
        Task copy = process.StandardOutput.BaseStream.CopyToAsync(output);
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        copy.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.ToArray()
            : throw new InvalidOperationException($"openssl {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
    }
}
