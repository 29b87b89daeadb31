using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using SharedToken;

namespace BioToken.Tests.Samples;

/// <summary>The pattern for servers that the README documents, as implemented in the sample.</summary>
public sealed class SharedTokenTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_sample_serves_50_parallel_requests()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "SharedToken.dll");

        Assert.Contains("50 of 50 requests served", ExternalProgram.RunText("dotnet", program), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("generic")]
    [InlineData("bio-hsm")]
    [InlineData("asam2072fp")]
    public async Task SigningService_serves_50_parallel_requests_with_one_login(string vendor)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        TokenIdentity identity = await PrepareAsync(provider);
        await using SigningService service = new(provider, ((IBioToken)identity.Source).Info.SerialNumber);
        int logins = Logins(fixture);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => LoginAsync(service)));
        int loginsOfService = Logins(fixture) - logins;

        byte[][] signatures = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => service.SignAsync(new byte[] { (byte)i }, Token)));

        using RSA key = identity.Certificate.GetRSAPublicKey()!;
        for (byte i = 0; i < signatures.Length; i++)
            Assert.True(key.VerifyData(new[] { i }, signatures[i], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        Assert.Equal(1, loginsOfService);
        Assert.Equal(1, fixture.Module.MostInside);
    }

    [Fact]
    public async Task SigningService_says_that_somebody_has_to_log_in_again_and_then_serves()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        TokenIdentity identity = await PrepareAsync(provider);
        await using SigningService service = new(provider, ((IBioToken)identity.Source).Info.SerialNumber);
        await LoginAsync(service);

        fixture.Module.FinalizeByOthers();
        InvalidOperationException first = await Assert.ThrowsAsync<InvalidOperationException>(
            () => service.SignAsync(new byte[] { 1 }, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.SignAsync(new byte[] { 1 }, Token));
        await LoginAsync(service);

        Assert.Equal(BioTokenError.ModuleStopped, Assert.IsType<BioTokenException>(first.InnerException).Reason);
        Assert.NotEmpty(await service.SignAsync(new byte[] { 1 }, Token));
    }

    private static int Logins(HookedToken fixture) => fixture.Module.Calls.Count(call => call == "C_Login");

    private static async Task LoginAsync(SigningService service)
    {
        using Pin pin = Pin.FromText(Tests.Contract.ContractToken.Pin);
        await service.LoginAsync(pin, prompts: null, Token);
    }

    private static async Task<TokenIdentity> PrepareAsync(BioTokenProvider provider)
    {
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        return await HookedToken.WriteIdentityAsync(token);
    }
}
