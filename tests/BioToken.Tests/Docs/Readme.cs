using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using BioToken.Authentication;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Simulator;
using BioToken.Writing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BioToken.Tests.Docs;

/// <summary>The code of README.md, compiled. <see cref="CodeLinesTests"/> holds the two together.</summary>
internal static class Readme
{
    public static async Task<byte[]> FirstScreenAsync(
        string entered, string folder, string password, byte[] bid,
        IProgress<FingerprintPrompt> prompt, IProgress<WriteProgress> progress, CancellationToken ct)
    {
        await using BioTokenProvider provider = BioTokenProvider.ForModule(@"C:\Windows\System32\FP_HSM.dll");
        await using IBioToken token = await provider.OpenAsync((await provider.ListAsync(ct))[0], ct);

        using (Pin pin = Pin.FromText(entered)) { await token.AuthenticateAsync(pin, prompt, ct); }

        TokenIdentity old = (await token.GetIdentitiesAsync(ct)).Single(i => i.SerialNumber == "4F3A91C2");
        using NpkiIdentity renewed = NpkiIdentity.Open(folder, password);
        TokenIdentity current = await token.ReplaceAsync(old, renewed, progress: progress, cancellationToken: ct);

        using RSA key = current.GetRSAPrivateKey()!;          // signs on the token; SignedCms takes it
        byte[] signature = key.SignData(bid, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return signature;
    }

    public static byte[] Decryption(TokenIdentity current, byte[] encrypted)
    {
        using RSA decryptionKey = current.GetKeyManagementRSAPrivateKey()!;     // null if the key is not visible
        EnvelopedCms cms = new();
        cms.Decode(encrypted);
        cms.Decrypt(cms.RecipientInfos[0], decryptionKey);                      // on the token: PKCS #1 v1.5, OAEP if the token supports it
        byte[] content = cms.ContentInfo.Content;
        return content;
    }

    public static async Task<byte[]> ServerAsync(IBioTokenProvider provider, Pin pin, byte[] bid, CancellationToken ct)
    {
        IBioToken shared = await provider.OpenAsync((await provider.ListAsync(ct))[0], ct);   // once
        await shared.AuthenticateAsync(pin, cancellationToken: ct);                           // once, by a person
        byte[] signed = await shared.SignAsync(bid, cancellationToken: ct);                   // in each request, as many at a time as you like
        return signed;
    }

    public static void DependencyInjection(IServiceCollection services, IConfiguration configuration, TokenSimulator simulator)
    {
        services.AddBioTokens(configuration.GetSection("BioToken"));    // { "ModulePaths": ["C:\\Windows\\System32\\FP_HSM.dll"] }
        services.AddBioTokens().AddSimulator(simulator);                // in tests: no driver, no token, a simulated user
    }
}
