using System.Diagnostics;
using System.Text;

namespace BioToken.Testing;

/// <summary>Runs programs that we did not write.</summary>
public static class ExternalProgram
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="InvalidOperationException">It did not succeed; the message has what it said.</exception>
    public static byte[] Run(string program, IEnumerable<string> arguments, ReadOnlySpan<byte> input = default)
    {
        (int exitCode, byte[] output, string errors) = RunToEnd(program, arguments, input);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {exitCode}: {errors}{Encoding.UTF8.GetString(output)}");
    }

    /// <summary>Runs a program and returns the text that it wrote.</summary>
    /// <exception cref="InvalidOperationException">It did not succeed; the message has what it said.</exception>
    public static string RunText(string program, params string[] arguments) => Encoding.UTF8.GetString(Run(program, arguments));

    /// <summary>Runs a program and tells whether it succeeded.</summary>
    public static bool Succeeds(string program, params string[] arguments) => RunToEnd(program, arguments, input: default).ExitCode == 0;

    private static (int ExitCode, byte[] Output, string Errors) RunToEnd(string program, IEnumerable<string> arguments, ReadOnlySpan<byte> input)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using MemoryStream output = new();
        Task copy = process.StandardOutput.BaseStream.CopyToAsync(output);
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        copy.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, output.ToArray(), errors.GetAwaiter().GetResult());
    }
}
