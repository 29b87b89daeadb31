using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Modules;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>A program that is logged in to the token, from its start until it ends or is killed.</summary>
internal sealed class Life : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The certificates come from a simulated authority, which the token of a real module rejects by default.</summary>
    public static readonly WriteOptions Writing = new() { AllowTestAuthority = true };

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
        return new Life(module, provider, await OpenAsync(provider));
    }

    /// <summary>Reads all objects as a separate program, and leaves no trace.</summary>
    public static async Task<IReadOnlyList<string>> LookAsync(ITokenModule module)
    {
        await using BioTokenProvider provider = new(new BioTokenOptions { IncludeVendorModules = false, Modules = { module } });
        BioTokenInfo info = (await OpenAsync(provider)).Info;
        return await ((ModuleConnection)info.Source!).Thread.RunAsync(() => ReadDigests(info), Cancellation);
    }

    /// <summary>Performs the operation of a scenario.</summary>
    public async Task WorkAsync(Work work)
    {
        TokenIdentity old = (await Token.GetIdentitiesAsync(Cancellation)).Single(
            i => i.SerialNumber == TestIdentities.Expiring.Certificate.SerialNumber);
        await (work switch
        {
            Work.Write => Token.WriteAsync(TestIdentities.Renewed, Writing, cancellationToken: Cancellation),
            Work.Replace => Token.ReplaceAsync(old, TestIdentities.Renewed, Writing, cancellationToken: Cancellation),
            Work.ReplaceInPlace => Token.ReplaceAsync(
                old, TestIdentities.Renewed, Writing with { AllowEraseBeforeWrite = true }, cancellationToken: Cancellation),
            Work.ReplaceBySame => Token.ReplaceAsync(old, TestIdentities.Expiring, Writing, cancellationToken: Cancellation),
            _ => Token.EraseAsync(old, cancellationToken: Cancellation),
        });
    }

    /// <summary>Finishes an interrupted write, with the source available.</summary>
    public async Task<ResumeOutcome?> ResumeAsync()
        => await Token.Recovery.GetInterruptedWriteAsync(Cancellation) is { } unfinished
            ? await Token.Recovery.ResumeAsync(unfinished, SourceOf(unfinished), cancellationToken: Cancellation)
            : null;

    /// <summary>Performs an action while a fault is armed.</summary>
    /// <returns>The exception that was thrown; null if the action succeeded. It is ignored if the program was killed.</returns>
    public async Task<BioTokenException?> DoAsync(Func<Task> work, CallFault? fault)
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

    /// <summary>Writes an object that belongs to no identity.</summary>
    public Task WriteForeignAsync(string label, bool isPrivate, byte[] value) => ((ModuleConnection)Token.Info.Source!).Thread.RunAsync(
        () => InSession(Token.Info, (cryptoki, session) =>
        {
            using AttributeTemplate template = new AttributeTemplate().Add(CKO.DATA).Add(CKA.TOKEN, value: true).Add(CKA.PRIVATE, isPrivate)
                .Add(CKA.LABEL, label).Add(CKA.VALUE, value);
            Assert.Equal(CKR.OK, cryptoki.CreateObject(session, template, out nuint handle));
            return handle;
        }),
        Cancellation);

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();

    private static async Task<IBioToken> OpenAsync(BioTokenProvider provider)
    {
        IBioToken token = await provider.OpenAsync(Assert.Single(await provider.ListAsync(Cancellation)), Cancellation);
        foreach (AuthenticationStep step in token.Info.AuthenticationSteps)
        {
            if (step == AuthenticationStep.Fingerprint)
                await token.MatchFingerprintAsync(cancellationToken: Cancellation);
            else
                await LoginAsync(token);
        }

        return token;
    }

    private static string[] ReadDigests(BioTokenInfo info) => InSession(info, (cryptoki, session) =>
    {
        using TokenInventory inventory = new(cryptoki, info.Vendor.Id);
        return inventory.Read(session).Select(o => Convert.ToHexString(o.Hash)).ToArray();
    });

    private static T InSession<T>(BioTokenInfo info, Func<ICryptoki, nuint, T> work)
    {
        ICryptoki cryptoki = ((ModuleConnection)info.Source!).Cryptoki;
        Assert.Equal(CKR.OK, cryptoki.OpenSession(info.SlotId, SessionFlags.ReadWrite, out nuint session));
        T result = work(cryptoki, session);
        Assert.Equal(CKR.OK, cryptoki.CloseSession(session));
        return result;
    }

    private static NpkiIdentity? SourceOf(InterruptedWrite unfinished)
        => unfinished.State == InterruptedWriteState.Gap ? TestIdentities.Renewed : null;

    private static async Task LoginAsync(IBioToken token)
    {
        using Pin pin = BioToken.Authentication.Pin.FromText(World.Pin);
        await token.LoginAsync(pin, cancellationToken: Cancellation);
    }
}
