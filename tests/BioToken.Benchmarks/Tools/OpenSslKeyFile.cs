using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace BioToken.Benchmarks;

/// <summary>Opens encrypted private keys by OpenSSL's library in this process, so that no start of a program counts.</summary>
internal static partial class OpenSslKeyFile
{
    /// <summary>Loads the provider that has SEED, and the default one, which another one replaces. They stay: .NET uses them too.</summary>
    /// <exception cref="BenchmarkException">OpenSSL has no legacy provider.</exception>
    public static void LoadSeed()
    {
        if (OSSL_PROVIDER_load(0, "default") == 0 || OSSL_PROVIDER_load(0, "legacy") == 0)
            throw new BenchmarkException("OpenSSL could not load its providers 'default' and 'legacy'. Install openssl with its legacy provider.");
    }

    /// <summary>Encrypts a private key as PBES2 with PBKDF2 (HMAC-SHA256) and SEED, by <c>openssl pkcs8</c>.</summary>
    /// <returns>The EncryptedPrivateKeyInfo in DER.</returns>
    public static byte[] Write(string pem, string password, int iterations)
    {
        string folder = Directory.CreateTempSubdirectory("biotoken-").FullName;
        try
        {
            (string plain, string encrypted) = (Path.Combine(folder, "plain.pem"), Path.Combine(folder, "encrypted.der"));
            File.WriteAllText(plain, pem);
            string count = iterations.ToString(CultureInfo.InvariantCulture);
            Tool.Run(
                "openssl",
                [
                    "pkcs8", "-topk8", "-v2", "seed-cbc", "-iter", count, "-in", plain, "-outform", "DER", "-out", encrypted,
                    "-passout", $"pass:{password}", "-provider", "legacy", "-provider", "default",
                ]);
            return File.ReadAllBytes(encrypted);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <exception cref="BenchmarkException">It cannot be opened.</exception>
    public static unsafe void Open(byte[] file, string password)
    {
        fixed (byte* start = file)
        {
            byte* at = start;
            nint encrypted = d2i_X509_SIG(0, &at, file.Length);
            nint key = encrypted == 0 ? 0 : PKCS8_decrypt(encrypted, password, Encoding.UTF8.GetByteCount(password));
            X509_SIG_free(encrypted);
            if (key == 0)
                throw new BenchmarkException("OpenSSL did not open the key file.");
            PKCS8_PRIV_KEY_INFO_free(key);
        }
    }

    [LibraryImport("libcrypto.so.3", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OSSL_PROVIDER_load(nint context, string name);

    [LibraryImport("libcrypto.so.3")]
    private static unsafe partial nint d2i_X509_SIG(nint reused, byte** input, long length);

    [LibraryImport("libcrypto.so.3", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint PKCS8_decrypt(nint encrypted, string password, int length);

    [LibraryImport("libcrypto.so.3")]
    private static partial void X509_SIG_free(nint encrypted);

    [LibraryImport("libcrypto.so.3")]
    private static partial void PKCS8_PRIV_KEY_INFO_free(nint key);
}
