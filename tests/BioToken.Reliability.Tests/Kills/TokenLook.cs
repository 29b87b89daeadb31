using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Cli.Tokens;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;
using BioToken.Simulator;
using BioToken.Simulator.Errors;
using BioToken.Vendors;
using BioToken.Writing.Steps;

namespace BioToken.Reliability.Tests;

/// <summary>The contents of a token, as seen by a new program: every complete identity has made a signature.</summary>
/// <param name="Whole">The complete identities of <see cref="KillIdentities"/>.</param>
/// <param name="Objects">Class and size of each object, oldest first. Each write chooses new ids.</param>
internal sealed record TokenLook(IReadOnlyList<NpkiIdentity> Whole, IReadOnlyList<string> Objects)
{
    /// <summary>
    /// Opens a simulator's token with the right PIN and reads it, without the journal, which would not allow a signature during a gap.
    /// </summary>
    /// <param name="place">The place.</param>
    /// <param name="label">The token's label.</param>
    /// <exception cref="KillException">The token cannot be read, has lost attempts, or an identity on it does not sign.</exception>
    public static async Task<TokenLook> ReadAsync(KillPlace place, string label = KillToken.Label)
    {
        using TokenSimulator simulator = OpenSimulator(place);
        SimulatedToken known = SimulatorDirectory.Choose(simulator, label);
        await using BioTokenProvider provider = ProviderFor(simulator, place["no journal"]);
        await using IBioToken token = await OpenAsync(provider, known.SerialNumber);
        List<NpkiIdentity> whole = [];
        foreach (TokenIdentity identity in await token.GetIdentitiesAsync())
        {
            if (KillIdentities.All.FirstOrDefault(one => one.Certificate.Der.Span.SequenceEqual(identity.Certificate.Der.Span)) is { } source
                && IsWhole(identity, source))
            {
                await ProveAsync(token, identity);
                whole.Add(source);
            }
        }

        KillException.Unless(SimulatorDirectory.Choose(simulator, label).PinAttemptsRemaining == new SimulatedTokenOptions { Vendor = known.Vendor }.MaxPinAttempts, "The PIN has lost tries.");
        return new TokenLook(whole, [.. known.Objects.Select(Describe)]);
    }

    /// <summary>Opens the simulator of a place.</summary>
    /// <exception cref="KillException">A token is damaged, or a kill has used up more than the one allowed attempt.</exception>
    public static TokenSimulator OpenSimulator(KillPlace place)
    {
        TokenSimulator simulator = TokenSimulator.Open(place.Tokens);
        foreach (DamagedToken damaged in simulator.DamagedTokens)
            throw new KillException($"Token {damaged.SerialNumber} is damaged: {damaged.Problem?.Message}");
        foreach (SimulatedToken token in simulator.Tokens)
        {
            SimulatedTokenOptions defaults = new() { Vendor = token.Vendor };
            KillException.Unless(
                token.PinAttemptsRemaining >= defaults.MaxPinAttempts - 1, $"{token.PinAttemptsRemaining} tries are left of the PIN.");
            KillException.Unless(
                token.SoPinAttemptsRemaining == defaults.MaxSoPinAttempts,
                $"{token.SoPinAttemptsRemaining} tries are left of the officer's PIN.");
            KillException.Unless(
                token.FingerprintAttemptsRemaining >= defaults.MaxFingerprintAttempts - 1,
                $"{token.FingerprintAttemptsRemaining} tries are left of the finger.");
        }

        return simulator;
    }

    /// <summary>Returns a provider of the simulator's tokens, with a journal.</summary>
    public static BioTokenProvider ProviderFor(TokenSimulator simulator, string journal) => new(new BioTokenOptions
    {
        IncludeVendorModules = false,
        Modules = { new SimulatedTokenModule(simulator) },
        JournalDirectory = journal,
    });

    /// <summary>Opens a token and completes all its authentication steps.</summary>
    public static async Task<IBioToken> OpenAsync(BioTokenProvider provider, string serial)
    {
        IBioToken token = await provider.OpenAsync((await provider.ListAsync()).Single(token => token.SerialNumber == serial));
        foreach (AuthenticationStep step in token.Info.AuthenticationSteps)
        {
            if (step == AuthenticationStep.Fingerprint)
            {
                await token.MatchFingerprintAsync();
                continue;
            }

            using Pin pin = Pin.FromText(KillPlace.Pin);
            await token.LoginAsync(pin);
        }

        return token;
    }

    /// <summary>Whether the token holds the same identities and objects.</summary>
    public bool IsSameAs(TokenLook other)
        => Whole.ToHashSet().SetEquals(other.Whole) && Objects.SequenceEqual(other.Objects, StringComparer.Ordinal);

    public override string ToString()
        => $"whole: {string.Join(", ", Whole.Select(identity => identity.Certificate.SerialNumber))}; objects: {string.Join(", ", Objects)}";

    private static bool IsWhole(TokenIdentity found, NpkiIdentity source)
        // Includes the objects that the identity shares with a copy of itself that is being removed.
        => found.Objects.All.Count() == NewObjects.For(source, new RandomValueTemplate(), certificate => certificate.SubjectKeyIdentifier.ToArray()).Count
            && IsWhole(found.Objects.Main, source.PrivateKey)
            && found.HasRandomValue == source.HasRandomValue
            && (source.KeyManagementKey is not { } key || (found.Objects.KeyManagement is { } pair && IsWhole(pair, key)));

    private static bool IsWhole(TokenKeyPair pair, NpkiPrivateKey key)
        => pair.PrivateKey is { } found
            && pair.KeyObjects.Any(o => o.Class == CKO.PUBLIC_KEY && o.Modulus.AsSpan().SequenceEqual(key.RsaComponents.Modulus))
            && (found.Modulus.Length == 0 || found.Modulus.AsSpan().SequenceEqual(key.RsaComponents.Modulus));

    private static async Task ProveAsync(IBioToken token, TokenIdentity identity)
    {
        byte[] data = RandomNumberGenerator.GetBytes(32);
        byte[] signature = await token.SignAsync(data, new SignOptions { Identity = identity });
        using RSA key = identity.Certificate.GetRSAPublicKey()!;
        KillException.Unless(
            key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            $"{identity.SerialNumber} does not sign.");
    }

    private static string Describe(SimulatedObject found) => $"{found.Class} of {found.Size} bytes";
}
