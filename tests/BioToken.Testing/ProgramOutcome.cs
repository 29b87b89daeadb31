using System.Text;

namespace BioToken.Testing;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
public sealed record ProgramOutcome(int ExitCode, byte[] Output, string Errors)
{
    /// <summary>All that it wrote, as text.</summary>
    public string Text => Encoding.UTF8.GetString(Output) + Errors;
}
