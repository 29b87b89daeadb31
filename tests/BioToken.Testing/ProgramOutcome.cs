using System.Text;

namespace BioToken.Testing;

/// <summary>The result of running a program.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
public sealed record ProgramOutcome(int ExitCode, byte[] Output, string Errors)
{
    /// <summary>All of its output, as text.</summary>
    public string Text => Encoding.UTF8.GetString(Output) + Errors;
}
