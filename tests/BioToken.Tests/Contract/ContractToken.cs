using BioToken.Authentication;
using BioToken.Objects;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Tests.Contract;

/// <summary>A fresh token under test.</summary>
internal abstract class ContractToken : IAsyncDisposable
{
    public const string Pin = "83746502";
    public const string WrongPin = "11112222";

    /// <summary>
    /// The tests' certificates come from a simulated authority, which is rejected by default for a token of a real module.
    /// </summary>
    public static readonly WriteOptions Writing = new() { AllowTestAuthority = true };

    public abstract BioTokenProvider Provider { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public abstract void Remove();

    public abstract void Insert();

    /// <summary>Sets the touch script, which applies from now on.</summary>
    public abstract void SetScript(string script);

    /// <summary>Touches the sensor now, as a person does.</summary>
    public abstract void Touch();

    public abstract ValueTask DisposeAsync();

    public async Task<BioTokenInfo> FindAsync() => Assert.Single(await Provider.ListAsync(Token));

    public async Task<IBioToken> OpenAsync() => await Provider.OpenAsync(await FindAsync(), Token);

    /// <summary>Opens the token and completes all steps that it requires.</summary>
    public async Task<IBioToken> OpenAuthenticatedAsync()
    {
        IBioToken token = await OpenAsync();
        try
        {
            await AuthenticateAsync(token);
            return token;
        }
        catch
        {
            await token.DisposeAsync();
            throw;
        }
    }

    public static async Task AuthenticateAsync(IBioToken token, IProgress<FingerprintPrompt>? prompts = null)
    {
        foreach (AuthenticationStep step in token.Info.AuthenticationSteps)
        {
            if (step == AuthenticationStep.Pin)
                await LoginAsync(token, Pin, prompts);
            else
                await token.MatchFingerprintAsync(prompts, Token);
        }
    }

    public static async Task LoginAsync(IBioToken token, string text, IProgress<FingerprintPrompt>? prompts = null)
    {
        using Pin pin = BioToken.Authentication.Pin.FromText(text);
        await token.LoginAsync(pin, prompts, Token);
    }

    /// <summary>Runs work on the module itself, on the module's thread and in a separate session.</summary>
    public async Task<T> RawAsync<T>(Func<ICryptoki, nuint, T> work)
    {
        BioTokenInfo info = await FindAsync();
        return await info.Connection.Thread.RunAsync(
            () =>
            {
                ICryptoki cryptoki = info.Connection.Cryptoki;
                Assert.Equal(CKR.OK, cryptoki.OpenSession(info.SlotId, SessionFlags.ReadWrite, out nuint session));
                try
                {
                    return work(cryptoki, session);
                }
                finally
                {
                    cryptoki.CloseSession(session);
                }
            },
            Token);
    }

    /// <summary>Writes a public object that no identity owns.</summary>
    public Task<bool> WriteForeignObjectAsync(string label, byte[] value) => RawAsync((cryptoki, session) =>
    {
        using AttributeTemplate template = new AttributeTemplate().Add(CKO.DATA).Add(CKA.TOKEN, value: true).Add(CKA.PRIVATE, value: false)
            .Add(CKA.LABEL, label).Add(CKA.APPLICATION, "another program").Add(CKA.VALUE, value);
        Assert.Equal(CKR.OK, cryptoki.CreateObject(session, template, out _));
        return true;
    });

    /// <summary>Reads such an object; null if it no longer exists.</summary>
    public Task<byte[]?> ReadForeignObjectAsync(string label) => RawAsync((cryptoki, session) =>
    {
        using AttributeTemplate template = new AttributeTemplate().Add(CKO.DATA).Add(CKA.LABEL, label);
        using TokenInventory inventory = new(cryptoki, "test");
        if (inventory.Find(session, template) is not [nuint handle])
            return null;
        using AttributeQuery query = new((CKA.VALUE, 256));
        Assert.Equal(CKR.OK, cryptoki.GetAttributeValue(session, handle, query));
        return query.GetBytes(CKA.VALUE);
    });

    /// <summary>Returns hashes of all objects that are visible without a login.</summary>
    public Task<string[]> SnapshotAsync() => RawAsync((cryptoki, session) =>
    {
        using TokenInventory inventory = new(cryptoki, "test");
        return inventory.Read(session)
            .Select(o => $"{o.Class} {System.Text.Encoding.UTF8.GetString(o.Label)} {Convert.ToHexString(o.Hash)}")
            .Order(StringComparer.Ordinal)
            .ToArray();
    });
}
