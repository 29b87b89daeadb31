using BioToken.Cli.Errors;
using BioToken.Cli.Resources;
using BioToken.Cli.Terminal;
using BioToken.Npki.Errors;

namespace BioToken.Cli.Secrets;

/// <summary>
/// Reads the secrets of one command. Those on standard input come one per line, in this order: password, new password, PIN.
/// </summary>
internal sealed class SecretReader : IDisposable
{
    private readonly ITerminal _terminal;
    private readonly Dictionary<SecretSource, Secret> _read = [];

    private SecretReader(ITerminal terminal) => _terminal = terminal;

    /// <summary>Reads secrets of files and standard input first, so that a missing file is reported before anything else.</summary>
    public static SecretReader Prepare(ITerminal terminal, params ReadOnlySpan<SecretSource> sources)
    {
        SecretReader reader = new(terminal);
        try
        {
            foreach (SecretSource source in sources)
            {
                if (source is { File: { } file, IsStandardInput: false })
                    reader._read.Add(source, SecretFile.Read(file));
            }

            reader.ReadStandardInput([.. sources.ToArray().Where(source => source.IsStandardInput)]);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Throws early if a secret has no source.</summary>
    public void Require(SecretSource source)
    {
        if (source.File is null && !_terminal.IsInteractive)
            throw CliException.Usage("SecretMissing", source.OptionName);
        // It will be typed: early input must not be shown.
        if (source.File is null && !_read.ContainsKey(source))
            _terminal.DiscardInput();
    }

    /// <summary>Whether a secret that was wrong can be typed again.</summary>
    public bool CanAskAgain(SecretSource source) => source.File is null && _terminal.IsInteractive;

    /// <summary>Whether a person can retry.</summary>
    public bool HasPerson => _terminal.IsInteractive;

    /// <summary>Says why something has to be tried once more.</summary>
    public void Say(string text)
    {
        _terminal.Error.WriteLine(text);
        _terminal.Error.Flush();
    }

    /// <summary>Discards a wrong typed secret, reports why, and asks again.</summary>
    public void Reject(SecretSource source, string reason)
    {
        Forget(source);
        Say(reason);
    }

    /// <summary>Discards a secret that is not used any more, or a typed one that is to be asked for again.</summary>
    public void Forget(SecretSource source)
    {
        if (_read.Remove(source, out Secret? wrong))
            wrong.Dispose();
    }

    /// <summary>Opens something with a password; asks again after a wrong typed one.</summary>
    public async Task<T> OpenAsync<T>(SecretSource source, Func<Secret, T> open, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return open(await GetAsync(source, cancellationToken));
            }
            catch (NpkiException e) when (e.Reason == NpkiFailure.PasswordIncorrect && CanAskAgain(source))
            {
                Reject(source, e.Message);
            }
        }
    }

    /// <summary>Returns the secret; asks for it if it has no file. The reader owns it.</summary>
    public async Task<Secret> GetAsync(SecretSource source, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(source, out Secret? known))
            return known;
        if (source.File is not null)
            throw new InvalidOperationException($"The secret of {source.OptionName} was used and discarded.");
        Require(source);
        Secret typed = await HiddenInput.ReadAsync(_terminal, source.Question, cancellationToken);
        _read.Add(source, typed);
        return typed;
    }

    /// <summary>Reads a new secret: a typed one twice, until both are equal and it is accepted.</summary>
    /// <param name="source">The secret's source; one from a file is not confirmed.</param>
    /// <param name="again">The question for the second time.</param>
    /// <param name="differs">The message if they differ.</param>
    /// <param name="judge">Why a typed one is not accepted; null if it is.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<Secret> GetNewAsync(
        SecretSource source, string again, string differs, Func<Secret, string?> judge, CancellationToken cancellationToken)
    {
        SecretSource second = source with { Question = again };
        while (true)
        {
            Secret secret = await GetAsync(source, cancellationToken);
            if (!CanAskAgain(source))
                return secret;
            if (judge(secret) is { } reason)
            {
                Reject(source, reason);
                continue;
            }

            if (secret.IsSameAs(await GetAsync(second, cancellationToken)))
                return secret;
            Reject(second, differs);
            Forget(source);
        }
    }

    public void Dispose()
    {
        foreach (Secret secret in _read.Values)
            secret.Dispose();
        _read.Clear();
    }

    private void ReadStandardInput(SecretSource[] sources)
    {
        if (sources.Length == 0)
            return;
        using Stream input = _terminal.Input;
        Secret[] secrets = SecretFile.Read(input, Texts.Get("StandardInput"), sources.Length);
        for (int i = 0; i < sources.Length; i++)
            _read.Add(sources[i], secrets[i]);
    }
}
