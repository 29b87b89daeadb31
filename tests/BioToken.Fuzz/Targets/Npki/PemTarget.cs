using System.Security.Cryptography;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys;
using BioToken.Npki.Pkcs12;

namespace BioToken.Fuzz;

/// <summary>Texts in place of DER, as mail and web pages transfer them: PEM, and Base64 without the PEM lines.</summary>
internal sealed class PemTarget : FuzzTarget
{
    public override int MaxLength => 8 * 1024;

    public override IReadOnlyList<string> Words =>
    [
        "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "-----BEGIN ENCRYPTED PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----",
        "-----", "\r\n",
        "=", "==", "\t", "\uFEFF", "MII", "Proc-Type: 4,ENCRYPTED", "CERTIFICATE",
    ];

    // DER too: without it, a reader that accepts only DER would accept nothing.
    public override IEnumerable<byte[]> MakeSeeds()
    {
        byte[] certificate = Samples.Certificates().First();
        byte[] key = Samples.KeyFiles().ElementAt(1);
        return
        [
            certificate, key,
            Utf8(PemEncoding.WriteString("CERTIFICATE", certificate)), Utf8(PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", key)),
        ];
    }

    public override bool IsDeclared(Exception e) => e is NpkiException { Reason: var reason } && Enum.IsDefined(reason);

    /// <summary>Passes the text to each reader; it is accepted if one of them accepts it.</summary>
    public override void Read(byte[] input)
    {
        NpkiException? refusal = null;
        int taken = 0;
        foreach (Action<byte[]> read in new Action<byte[]>[] { ReadCertificate, ReadKey, ReadPlainKey, ReadPkcs12 })
        {
            try
            {
                read(input);
                taken++;
            }
            catch (NpkiException e) when (IsDeclared(e))
            {
                refusal = e;
            }
        }

        if (taken == 0)
            throw refusal!;
    }

    private static void ReadCertificate(byte[] input)
    {
        NpkiCertificate certificate = NpkiCertificate.Parse(input);
        NpkiCertificate again = NpkiCertificate.Parse(certificate.Der);
        Require(again.Der.Span.SequenceEqual(certificate.Der.Span), "what a text holds is read again as DER");
    }

    private static void ReadKey(byte[] input) => Require(EncryptedPrivateKey.Parse(input).Iterations > 0, "the encryption is read");

    private static void ReadPlainKey(byte[] input)
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Parse(input);
        PrivateKeyTarget.Check(key);
    }

    private static void ReadPkcs12(byte[] input) => NpkiPkcs12.ReadWithin(Samples.MaxIterations, input, Samples.Password).Dispose();
}
