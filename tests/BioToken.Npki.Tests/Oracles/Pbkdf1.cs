using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace BioToken.Npki.Tests;

/// <summary>A plain implementation of the derivation of 1.2.410.200004.1.15, to check the library's against.</summary>
[SuppressMessage("Security", "CA5350", Justification = "SHA-1 is part of the scheme.")]
internal static class Pbkdf1
{
    public static (string Key, string Vector) Derive(string password, byte[] salt, int iterations)
        => Derive(Encoding.UTF8.GetBytes(password), salt, iterations);

    public static (string Key, string Vector) Derive(byte[] password, byte[] salt, int iterations)
    {
        byte[] t = [.. password, .. salt];
        for (int i = 0; i < iterations; i++)
            t = SHA1.HashData(t);
        return (Convert.ToHexString(t[..16]), Convert.ToHexString(SHA1.HashData(t[16..])[..16]));
    }
}
