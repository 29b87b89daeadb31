using System.Security.Cryptography;

namespace BioToken.Simulator.State;

/// <summary>A PIN of a token: its salted hash (PBKDF2, SHA-256) and its attempts.</summary>
internal sealed record StoredPin
{
    /// <summary>The factory PIN of a simulated token. A simulated choice, after users' reports of real tokens.</summary>
    public const string Factory = "00000000";

    // A few milliseconds: slow enough to be no oracle in a test's hot loop, fast enough for thousands of logins.
    public const int DefaultIterations = 10_000;

    private static ReadOnlySpan<byte> FactoryBytes => "00000000"u8;

    public required byte[] Salt { get; init; }

    public required byte[] Hash { get; init; }

    public required int Iterations { get; init; }

    public required int TriesLeft { get; init; }

    public required int MaxTries { get; init; }

    public bool IsFactory { get; init; }

    /// <summary>Whether the PIN was not set since the token's initialization.</summary>
    public bool IsUnset { get; init; }

    /// <summary>Makes an unset PIN; the first one will have that many rounds.</summary>
    public static StoredPin Unset(int maxTries, int iterations = DefaultIterations)
        => new() { Salt = [], Hash = [], Iterations = iterations, TriesLeft = maxTries, MaxTries = maxTries, IsUnset = true };

    public static StoredPin Create(ReadOnlySpan<byte> pin, int maxTries, int iterations = DefaultIterations)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        return new StoredPin
        {
            Salt = salt,
            Hash = Rfc2898DeriveBytes.Pbkdf2(pin, salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes),
            Iterations = iterations,
            TriesLeft = maxTries,
            MaxTries = maxTries,
            IsFactory = pin.SequenceEqual(FactoryBytes),
        };
    }

    public bool Matches(ReadOnlySpan<byte> pin)
    {
        if (IsUnset)
            return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Rfc2898DeriveBytes.Pbkdf2(pin, Salt, hash, Iterations, HashAlgorithmName.SHA256);
        return CryptographicOperations.FixedTimeEquals(hash, Hash);
    }
}
