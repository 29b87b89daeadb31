using System.Security.Cryptography;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Signing;
using BioToken.Simulator;
using BioToken.Tests.Contract;

namespace BioToken.Tests;

/// <summary>A simulated token in a <see cref="HookedModule"/>.</summary>
internal sealed class HookedToken : IDisposable
{
    private readonly TokenSimulator _simulator = TokenSimulator.InMemory();

    public HookedToken(string vendor = "bio-hsm", int tokens = 1, string script = "", int? memory = null)
    {
        for (int i = 0; i < tokens; i++)
            Add(vendor, script, memory);
        Module = new HookedModule(new SimulatedTokenModule(_simulator));
    }

    public HookedModule Module { get; }

    /// <summary>Number of objects on the only token, hidden ones among them.</summary>
    public int ObjectCount => Assert.Single(_simulator.Tokens).Objects.Count;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public SimulatedToken Add(string vendor = "bio-hsm", string script = "", int? memory = null) => _simulator.CreateToken(new SimulatedTokenOptions
    {
        Vendor = vendor,
        Label = "Hooked",
        Pin = ContractToken.Pin,
        Script = script,
        Memory = memory,
    });

    public BioTokenProvider NewProvider(Action<BioTokenOptions>? configure = null)
    {
        BioTokenOptions options = new() { IncludeVendorModules = false, Modules = { Module }, JournalDirectory = TestJournal.Directory };
        configure?.Invoke(options);
        return new BioTokenProvider(options);
    }

    public static async Task<IBioToken> OpenAsync(BioTokenProvider provider)
        => await provider.OpenAsync((await provider.ListAsync(Token))[0], Token);

    public static async Task<IBioToken> OpenAuthenticatedAsync(BioTokenProvider provider)
    {
        IBioToken token = await OpenAsync(provider);
        await ContractToken.AuthenticateAsync(token);
        return token;
    }

    /// <summary>Writes an identity to sign with.</summary>
    public static async Task<TokenIdentity> WriteIdentityAsync(IBioToken token)
    {
        using NpkiIdentity identity = TestIdentities.New();
        return await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
    }

    /// <summary>Signs and verifies on this computer.</summary>
    public static async Task<bool> SignsAsync(IBioToken token, TokenIdentity identity, byte[] data)
    {
        byte[] signature = await token.SignAsync(data, new SignOptions { Identity = identity }, cancellationToken: Token);
        using RSA key = identity.Certificate.GetRSAPublicKey()!;
        return key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public void Dispose() => _simulator.Dispose();
}
