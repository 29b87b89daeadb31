using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>A program that is logged in to the token, from its start to its end or its death.</summary>
internal sealed class Life : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly BioTokenProvider _provider;

    private Life(FaultyModule module, BioTokenProvider provider, IBioToken token)
    {
        Module = module;
        _provider = provider;
        Token = token;
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public FaultyModule Module { get; }

    public IBioToken Token { get; }

    public static async Task<Life> BeginAsync(FaultyModule module, BioTokenOptions options)
    {
        BioTokenProvider provider = new(options, loggerFactory: null, new FixedTime());
        IBioToken token = await provider.OpenAsync(Assert.Single(await provider.ListAsync(Cancellation)), Cancellation);
        foreach (AuthenticationStep step in token.Info.AuthenticationSteps)
        {
            if (step == AuthenticationStep.Fingerprint)
                await token.MatchFingerprintAsync(cancellationToken: Cancellation);
            else
                await LoginAsync(token);
        }

        return new Life(module, provider, token);
    }

    /// <summary>Does the work of a scenario.</summary>
    public async Task WorkAsync(Work work)
    {
        TokenIdentity old = (await Token.GetIdentitiesAsync(Cancellation)).Single(i => i.SerialNumber == Identities.Expiring.Certificate.SerialNumber);
        await (work switch
        {
            Work.Write => Token.WriteAsync(Identities.Renewed, cancellationToken: Cancellation),
            Work.Replace => Token.ReplaceAsync(old, Identities.Renewed, cancellationToken: Cancellation),
            Work.ReplaceInPlace => Token.ReplaceAsync(
                old, Identities.Renewed, new WriteOptions { AllowIrreversibleGap = true }, cancellationToken: Cancellation),
            Work.ReplaceBySame => Token.ReplaceAsync(old, Identities.Expiring, cancellationToken: Cancellation),
            _ => Token.EraseAsync(old, cancellationToken: Cancellation),
        });
    }

    /// <summary>Finishes what stopped in between, with the source at hand.</summary>
    public async Task<ResumeOutcome?> ResumeAsync()
        => await Token.GetUnfinishedAsync(Cancellation) is { } unfinished
            ? await Token.ResumeAsync(unfinished, SourceOf(unfinished), cancellationToken: Cancellation)
            : null;

    /// <summary>Does something while a fault is armed.</summary>
    /// <returns>What was thrown; null if it succeeded. Of a program that died nobody hears.</returns>
    public async Task<BioTokenException?> DoAsync(Func<Task> work, Fault? fault)
    {
        Module.Arm(fault);
        Task task = work();
        if (await Task.WhenAny(task, Module.Hung).WaitAsync(Patience, Cancellation) != task)
        {
            Assert.False(task.IsCompleted);
            Module.Bury();
        }

        try
        {
            await task.WaitAsync(Patience, Cancellation);
            return null;
        }
        catch (BioTokenException e)
        {
            return e;
        }
    }

    public async Task WriteForeignAsync(string label, bool isPrivate, byte[] value)
    {
        bool Work()
        {
            ICryptoki cryptoki = Token.Info.Connection.Cryptoki;
            Assert.Equal(CKR.OK, cryptoki.OpenSession(Token.Info.SlotId, SessionFlags.ReadWrite, out nuint session));
            using AttributeTemplate template = new AttributeTemplate().Add(CKO.DATA).Add(CKA.TOKEN, value: true).Add(CKA.PRIVATE, isPrivate)
                .Add(CKA.LABEL, label).Add(CKA.VALUE, value);
            Assert.Equal(CKR.OK, cryptoki.CreateObject(session, template, out _));
            return cryptoki.CloseSession(session) == CKR.OK;
        }

        Assert.True(await Token.Info.Connection.Thread.RunAsync(Work, Cancellation));
    }

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();

    private static NpkiIdentity? SourceOf(UnfinishedWrite unfinished) => unfinished.State == UnfinishedState.Gap ? Identities.Renewed : null;

    private static async Task LoginAsync(IBioToken token)
    {
        using Pin pin = BioToken.Pin.FromText(World.Pin);
        await token.LoginAsync(pin, cancellationToken: Cancellation);
    }
}
