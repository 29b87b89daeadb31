using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator;

namespace BioToken.Benchmarks;

/// <summary>
/// RSA-2048 signatures (PKCS #1 v1.5, SHA-256) of the simulator in this process on one thread, C_SignInit and C_Sign for each, compared
/// with OpenSSL's. The digest is computed beforehand on both sides.
/// </summary>
internal sealed class SignBenchmark : IBenchmark
{
    private const int Signatures = 2000;
    private const int Rounds = 15;

    private static readonly byte[] DigestInfoPrefix = Convert.FromHexString("3031300d060960864801650304020105000420");

    public string Name => "sign";

    public void Run(TextWriter output)
    {
        using RSA rsa = RSA.Create(2048);
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic" });
        using ICryptoki cryptoki = simulator.CreateCryptoki();
        (nuint session, nuint key) = Prepare(cryptoki, rsa);
        byte[] digest = SHA256.HashData("benchmark"u8);
        byte[] input = [.. DigestInfoPrefix, .. digest];
        byte[] signature = new byte[rsa.KeySize / 8];

        double[] medians = Measure.Interleaved(
            Rounds,
            OpenSslSpeed.RsaSignature,
            () => Measure.CpuNanoseconds(() => Sign(cryptoki, session, key, input, signature)) / Signatures,
            () => Measure.CpuNanoseconds(() => Sign(rsa, digest)) / Signatures);

        if (!rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            throw new BenchmarkException("What the simulator signed does not verify.");
        (double openSsl, double simulated, double direct) = (medians[0], medians[1], medians[2]);
        output.WriteLine("  per second of processor time, on one thread:");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  openssl speed rsa2048     {1e9 / openSsl:F0} signatures"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  simulator                 {1e9 / simulated:F0} signatures"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  ratio                     {openSsl / simulated:F2}  (goal: at least 0.9)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  .NET's RSA without token  {1e9 / direct:F0} signatures"));
    }

    private static (nuint Session, nuint Key) Prepare(ICryptoki cryptoki, RSA rsa)
    {
        Span<nuint> slots = stackalloc nuint[1];
        Check(cryptoki.Initialize());
        Check(cryptoki.GetSlotList(tokenPresent: true, slots, out _));
        Check(cryptoki.OpenSession(slots[0], SessionFlags.ReadWrite, out nuint session));
        Check(cryptoki.Login(session, CKU.USER, Encoding.UTF8.GetBytes(SimulatedTokenOptions.FactoryPin)));
        RSAParameters p = rsa.ExportParameters(includePrivateParameters: true);
        using AttributeTemplate template = new AttributeTemplate(2048).Add(CKO.PRIVATE_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.RSA)
            .Add(CKA.TOKEN, value: true).Add(CKA.SIGN, value: true).Add(CKA.MODULUS, p.Modulus!).Add(CKA.PUBLIC_EXPONENT, p.Exponent!)
            .Add(CKA.PRIVATE_EXPONENT, p.D!).Add(CKA.PRIME_1, p.P!).Add(CKA.PRIME_2, p.Q!);
        Check(cryptoki.CreateObject(session, template, out nuint key));
        return (session, key);
    }

    private static void Sign(ICryptoki cryptoki, nuint session, nuint key, byte[] input, byte[] signature)
    {
        Mechanism mechanism = new(CKM.RSA_PKCS);
        for (int i = 0; i < Signatures; i++)
        {
            Check(cryptoki.SignInit(session, mechanism, key));
            Check(cryptoki.Sign(session, input, signature, out _));
        }
    }

    private static void Sign(RSA rsa, byte[] digest)
    {
        Span<byte> signature = stackalloc byte[256];
        for (int i = 0; i < Signatures; i++)
            rsa.TrySignHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, out _);
    }

    private static void Check(CKR result)
    {
        if (result != CKR.OK)
            throw new BenchmarkException($"The simulator answered {result.ToName()}.");
    }
}
