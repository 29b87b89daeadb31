using System.Collections.Concurrent;
using System.Diagnostics;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Modules;
using BioToken.Signing;
using BioToken.Tests.Contract;
using BioToken.Tokens;

namespace BioToken.Tests.Concurrency;

/// <summary>The random operations of each task, one after the other; each result is checked immediately.</summary>
internal sealed class ConcurrentUse
{
    private readonly HookedToken _fixture;
    private readonly BioTokenProvider _provider;
    private readonly IBioToken _shared;
    private readonly TokenIdentity _identity;
    private readonly TimeSpan _duration;
    private readonly (string Name, Func<Random, CancellationToken, Task> Run)[] _operations;

    public ConcurrentUse(HookedToken fixture, BioTokenProvider provider, IBioToken shared, TokenIdentity identity, TimeSpan duration)
    {
        _fixture = fixture;
        _provider = provider;
        _shared = shared;
        _identity = identity;
        _duration = duration;
        _operations =
        [
            ("list", ListAsync),
            ("sign", SignAsync),
            ("read", ReadAsync),
            ("login", LoginAsync),
            ("cancel", CancelAsync),
            ("provider", ProviderAsync),
        ];
        foreach ((string name, _) in _operations)
            Counts[name] = 0;
    }

    /// <summary>How often each operation succeeded.</summary>
    public ConcurrentDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    public override string ToString() => string.Join(", ", Counts.Select(c => $"{c.Key} {c.Value}"));

    public async Task RunAsync(Random random, CancellationToken cancellationToken)
    {
        await Task.Yield();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < _duration)
            await _operations[random.Next(_operations.Length)].Run(random, cancellationToken);
    }

    private void Succeeded(string operation) => Counts.AddOrUpdate(operation, 1, static (_, count) => count + 1);

    private async Task ListAsync(Random random, CancellationToken cancellationToken)
    {
        TokenScan scan = await _provider.ScanAsync(cancellationToken);
        Assert.Equal(3, scan.Tokens.Count);
        Assert.Empty(scan.Skipped);
        Succeeded("list");
    }

    private async Task SignAsync(Random random, CancellationToken cancellationToken)
    {
        byte[] data = new byte[random.Next(1, 200)];
        random.NextBytes(data);
        Assert.True(await HookedToken.SignsAsync(_shared, _identity, data));
        Succeeded("sign");
    }

    private async Task ReadAsync(Random random, CancellationToken cancellationToken)
    {
        TokenIdentity read = Assert.Single(await _shared.GetIdentitiesAsync(cancellationToken));
        Assert.Equal(_identity.SerialNumber, read.SerialNumber);
        Assert.True(read.HasPrivateKey);
        Succeeded("read");
    }

    /// <summary>Tasks compete for the two other tokens: one logs in, the others fail because the token is logged in elsewhere.</summary>
    private async Task LoginAsync(Random random, CancellationToken cancellationToken)
    {
        BioTokenInfo[] others = [.. (await _provider.ListAsync(cancellationToken)).Where(t => t.SerialNumber != _shared.Info.SerialNumber)];
        await using IBioToken token = await _provider.OpenAsync(others[random.Next(others.Length)], cancellationToken);
        try
        {
            await ContractToken.LoginAsync(token, ContractToken.Pin);
        }
        catch (BioTokenException e) when (e.Reason == BioTokenError.LoggedInElsewhere)
        {
            Assert.Equal(BioTokenState.Open, token.State);
            return;
        }

        Assert.Equal(BioTokenState.Authenticated, token.State);
        Assert.Empty(await token.GetIdentitiesAsync(cancellationToken));
        if (random.Next(2) == 0)
            await token.LogoutAsync(cancellationToken);
        Succeeded("login");
    }

    private async Task CancelAsync(Random random, CancellationToken cancellationToken)
    {
        using CancellationTokenSource own = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        own.CancelAfter(TimeSpan.FromMilliseconds(random.Next(4)));
        try
        {
            if (random.Next(2) == 0)
                Assert.Equal(3, (await _provider.ListAsync(own.Token)).Count);
            else
                Assert.Equal(256, (await _shared.SignAsync(new byte[] { 1 }, new SignOptions { Identity = _identity }, cancellationToken: own.Token)).Length);
        }
        catch (OperationCanceledException e)
        {
            Assert.Equal(own.Token, e.CancellationToken);
            Succeeded("cancel");
        }
    }

    /// <summary>Uses a second provider of the same module, and disposes it while the first is in use.</summary>
    private async Task ProviderAsync(Random random, CancellationToken cancellationToken)
    {
        BioTokenProvider second = _fixture.NewProvider();
        IReadOnlyList<BioTokenInfo> tokens = await second.ListAsync(cancellationToken);
        Assert.Equal(3, tokens.Count);
        IBioToken token = await second.OpenAsync(tokens[random.Next(3)], cancellationToken);
        if (random.Next(2) == 0)
            second.Dispose();
        else
            await second.DisposeAsync();
        Assert.Equal(BioTokenState.Closed, token.State);
        Succeeded("provider");
    }
}
