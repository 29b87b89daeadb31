namespace BioToken.Testing;

/// <summary>The openssl program: an independent reader of certificates and keys, with its own implementations of SEED and ARIA.</summary>
public static class OpenSsl
{
    private static readonly string[] Providers = ["-provider", "legacy", "-provider", "default"];

    /// <summary>Runs a command and returns its output.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message contains its output.</exception>
    public static byte[] Run(string[] arguments, ReadOnlySpan<byte> input = default) => ExternalProgram.Run("openssl", arguments, input);

    /// <summary>Runs a command with the legacy provider, which contains SEED.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message contains its output.</exception>
    public static byte[] RunLegacy(string[] arguments, ReadOnlySpan<byte> input = default)
        => Run([arguments[0], .. Providers, .. arguments[1..]], input);

    /// <summary>Runs a command and returns the text that it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message contains its output.</exception>
    public static string RunText(params string[] arguments) => ExternalProgram.RunText("openssl", arguments);

    /// <summary>Runs a command and returns whether it succeeded.</summary>
    public static bool Succeeds(params string[] arguments) => ExternalProgram.Succeeds("openssl", arguments);
}
