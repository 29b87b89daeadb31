using BioToken.Cli.Errors;
using BioToken.Cli.Terminal;

namespace BioToken.Cli.Secrets;

/// <summary>Lets a person type a secret, key by key, without showing it.</summary>
internal static class HiddenInput
{
    private const char EndOfTransmission = '\u0004';

    public static async Task<Secret> ReadAsync(ITerminal terminal, string question, CancellationToken cancellationToken)
    {
        terminal.DiscardInput();
        await terminal.Error.WriteAsync(question + ": ");
        await terminal.Error.FlushAsync(cancellationToken);
        Secret secret = new();
        try
        {
            while (await terminal.ReadKeyAsync(cancellationToken) is var key
                && key.Key != ConsoleKey.Enter
                && key.KeyChar is not ('\r' or '\n'))
                ApplyKey(secret, key);
            return secret;
        }
        catch
        {
            secret.Dispose();
            throw;
        }
        finally
        {
            await terminal.Error.WriteLineAsync();
        }
    }

    private static void ApplyKey(Secret secret, ConsoleKeyInfo key)
    {
        if (key.Key == ConsoleKey.Backspace)
            secret.RemoveLast();
        else if (key.Key == ConsoleKey.Escape || (key.KeyChar == EndOfTransmission && secret.Length == 0))
            throw new OperationCanceledException();
        else if (!char.IsControl(key.KeyChar) && !secret.Append(key.KeyChar))
            throw CliException.Of(ExitCode.FileTooLarge, "SecretTooLong", Secret.MaxLength);
    }
}
