namespace BioToken.Testing;

/// <summary>The openssl program: another reader of certificates and keys, which knows SEED and ARIA by itself.</summary>
public static class OpenSsl
{
    private static readonly string[] Providers = ["-provider", "legacy", "-provider", "default"];

    /// <summary>Runs a command and returns what it wrote.</summary>
    /// <exception cref="InvalidOperationException">It did not succeed; the message has what it said.</exception>
    public static byte[] Run(string[] arguments, ReadOnlySpan<byte> input = default) => ExternalProgram.Run("openssl", arguments, input);

    /// <summary>Runs a command with the legacy provider, which holds SEED.</summary>
    /// <exception cref="InvalidOperationException">It did not succeed; the message has what it said.</exception>
    public static byte[] RunLegacy(string[] arguments, ReadOnlySpan<byte> input = default)
        => Run([arguments[0], .. Providers, .. arguments[1..]], input);

    /// <summary>Runs a command and returns the text that it wrote.</summary>
    /// <exception cref="InvalidOperationException">It did not succeed; the message has what it said.</exception>
    public static string RunText(params string[] arguments) => ExternalProgram.RunText("openssl", arguments);

    /// <summary>Runs a command and tells whether it succeeded.</summary>
    public static bool Succeeds(params string[] arguments) => ExternalProgram.Succeeds("openssl", arguments);
}
