using System.Globalization;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Benchmarks;

/// <summary>Listing certificates as the library does: handles in batches, one query for all objects, one small record for each.</summary>
internal sealed class CertificateListBenchmark : IBenchmark
{
    private const int Certificates = 1000;
    private const int CertificateSize = 1200;
    private const int Batch = 128;
    private const int Rounds = 201;

    public string Name => "list";

    public void Run(TextWriter output)
    {
        using var stub = new StubLibrary();
        stub.Fill(Certificates, CertificateSize);
        ICryptoki cryptoki = stub.Cryptoki;

        double nanoseconds = Measure.Alone(Rounds, () => Measure.Nanoseconds(() => List(cryptoki))) / Certificates;
        long allocated = Measure.AllocatedBytes(() => List(cryptoki));
        ulong before = stub.AttributeCalls;
        int listed = List(cryptoki).Count;
        double calls = (stub.AttributeCalls - before) / (double)listed;

        double bytes = allocated / (double)listed;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  per certificate of {listed}:"));
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  time                 {nanoseconds / 1000:F3} us  (goal: at most 0.5)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  allocated            {bytes:F0} bytes  (goal: at most 250)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  C_GetAttributeValue  {calls:F2} calls  (goal: 1)"));
    }

    private static List<ListedCertificate> List(ICryptoki cryptoki)
    {
        const nuint session = 0x51;
        var listed = new List<ListedCertificate>();
        using AttributeTemplate template = new AttributeTemplate(16).Add(CKO.CERTIFICATE);
        using var query = new AttributeQuery((CKA.CLASS, 8), (CKA.ID, 32), (CKA.LABEL, 64), (CKA.VALUE, 2048));
        Span<nuint> batch = stackalloc nuint[Batch];
        Check(cryptoki.FindObjectsInit(session, template));
        while (true)
        {
            Check(cryptoki.FindObjects(session, batch, out int count));
            if (count == 0)
                break;
            foreach (nuint handle in batch[..count])
            {
                Check(cryptoki.GetAttributeValue(session, handle, query));
                listed.Add(new(handle, query.ValueAt(1).ToArray()));
            }
        }

        Check(cryptoki.FindObjectsFinal(session));
        return listed;
    }

    private static void Check(CKR result)
    {
        if (result != CKR.OK)
            throw new InvalidOperationException($"The stub answered {result.ToName()}.");
    }

    private sealed record ListedCertificate(nuint Handle, byte[] Id);
}
