using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;

namespace BioToken.Npki.Tests.Certificates;

/// <summary>Damaged and hostile certificates. For any input, the result is a certificate or an <see cref="NpkiException"/>.</summary>
public sealed class NpkiCertificateHostileTests
{
    private static readonly Lazy<byte[]> Whole = new(() => new TestCertificate
    {
        Extensions =
        {
            TestCertificate.KeyUsage(X509KeyUsageFlags.DigitalSignature),
            TestCertificate.Policy("1.2.410.200012.1.1.3"),
            new X509BasicConstraintsExtension(true, false, 0, critical: true),
            new X509SubjectKeyIdentifierExtension(new byte[20], critical: false),
            new("2.5.29.17", AlternativeName.Encode("테스트", "2.16.840.1.101.3.4.2.1", new byte[32], explicitTag: true), false),
        },
    }.Build());

    [Fact]
    public void Parse_every_truncation_is_malformed()
    {
        for (int length = 0; length < Whole.Value.Length; length++)
        {
            NpkiException error = Assert.Throws<NpkiException>(() => NpkiCertificate.Parse(Whole.Value.AsMemory(0, length)));

            Assert.Equal(NpkiFailure.Malformed, error.Reason);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Parse_mutated_certificate_gives_a_certificate_or_an_NpkiException(int seed)
    {
        // Deterministic: a failure repeats with the same seed.
        Random random = new(seed);
        for (int i = 0; i < 5000; i++)
            Exercise(Mutate(random));
    }

    [Fact]
    public void Parse_two_virtual_identifiers_comes_to_an_end_with_the_first()
    {
        byte[] names = AlternativeName.Encode("테스트", "2.16.840.1.101.3.4.2.1", new byte[32], explicitTag: true, times: 2);

        NpkiCertificate certificate = new TestCertificate { Extensions = { new("2.5.29.17", names, false) } }.Parse();

        Assert.Equal(new byte[32], certificate.VirtualIdentifier!.Value.ToArray());
    }

    [Fact]
    public void Parse_deep_nesting_is_malformed()
    {
        byte[] deep = new byte[NpkiCertificate.MaxLength];
        int length = deep.Length;
        for (int i = 0; length > 8; i += 4, length -= 4)
        {
            deep[i] = 0x30;
            deep[i + 1] = 0x82;
            deep[i + 2] = (byte)((length - 4) >> 8);
            deep[i + 3] = (byte)(length - 4);
        }

        Assert.Throws<NpkiException>(() => NpkiCertificate.Parse(deep));
    }

    private static byte[] Mutate(Random random)
    {
        byte[] der = Whole.Value.ToArray();
        switch (random.Next(4))
        {
            case 0:
                der[random.Next(der.Length)] = (byte)random.Next(256);
                return der;
            case 1:
                for (int i = random.Next(1, 16); i > 0; i--)
                    der[random.Next(der.Length)] ^= (byte)(1 << random.Next(8));
                return der;
            case 2:
                int from = random.Next(der.Length);
                return [.. der[..from], .. der[Math.Min(der.Length, from + random.Next(1, 40))..]];
            default:
                int start = random.Next(der.Length - 40);
                return [.. der[..start], .. der.AsSpan(random.Next(der.Length - 40), random.Next(1, 40)), .. der[start..]];
        }
    }

    private static void Exercise(byte[] der)
    {
        try
        {
            NpkiCertificate certificate = NpkiCertificate.Parse(der);
            Assert.NotNull(certificate.ToString());
            Assert.NotEmpty(certificate.SerialNumber);
            certificate.GetRSAPublicKey()?.Dispose();
            certificate.IsIssuedBy(certificate);
        }
        catch (NpkiException error)
        {
            Assert.NotEmpty(error.Message);
        }
    }
}
