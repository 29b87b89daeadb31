using System.Diagnostics;
using System.Text;

namespace BioToken.Testing;

/// <summary>Runs external programs.</summary>
public static class ExternalProgram
{
    // Servers are in a folder that an ordinary user's path does not include.
    private static readonly string[] SystemFolders = ["/usr/sbin", "/sbin"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Its standard input.</param>
    /// <returns>Its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message contains its output.</exception>
    public static byte[] Run(string program, IEnumerable<string> arguments, ReadOnlySpan<byte> input = default)
    {
        ProgramOutcome result = RunToEnd(program, arguments, input);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.Errors}{Encoding.UTF8.GetString(result.Output)}");
    }

    /// <summary>Runs a program and returns the text that it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message contains its output.</exception>
    public static string RunText(string program, params string[] arguments) => Encoding.UTF8.GetString(Run(program, arguments));

    /// <summary>Runs a program and returns whether it succeeded.</summary>
    public static bool Succeeds(string program, params string[] arguments) => RunToEnd(program, arguments).ExitCode == 0;

    /// <summary>Finds a program in the path, or among the system's servers; null if it is not installed.</summary>
    public static string? Find(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(SystemFolders)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end, successful or not.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="environment">Changes to its environment; null removes a variable.</param>
    /// <exception cref="TimeoutException">It did not end within two minutes, and was killed.</exception>
    public static ProgramOutcome RunToEnd(
        string program,
        IEnumerable<string> arguments,
        ReadOnlySpan<byte> input = default,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        using Process process = Process.Start(StartInfo(program, arguments, environment))!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using MemoryStream output = new();
        Task copy = process.StandardOutput.BaseStream.CopyToAsync(output);
        WriteInput(process, input);
        if (!Task.WaitAll([errors, copy], Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end.");
        }

        process.WaitForExit();
        return new(process.ExitCode, output.ToArray(), errors.Result);
    }

    internal static ProcessStartInfo StartInfo(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (environment is not null)
        {
            foreach ((string name, string? value) in environment)
                start.Environment[name] = value;
        }

        return start;
    }

    private static void WriteInput(Process process, ReadOnlySpan<byte> input)
    {
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program need not read its input.
        }
    }
}
